import { X509Certificate } from "node:crypto";
import { type ClockDifference, clockDifference } from "./clock.ts";
import { type Exchange, fieldOf } from "./exchanges.ts";
import type { Visit } from "./visit.ts";

/** The redirects of a visit and, last, the answer that they led to. */
export function chainOf({ exchanges }: Pick<Visit, "exchanges">): readonly Exchange[] {
  const chain: Exchange[] = [];
  for (const exchange of exchanges) {
    chain.push(exchange);
    if (exchange.status < 300 || exchange.status > 399 || fieldOf(exchange.headers, "location") === undefined) break;
  }
  return chain;
}

/** The document that was on the screen in the end; scripts may have gone on from the first. */
export function documentOf(visit: Pick<Visit, "exchanges" | "finalUrl">): Exchange | undefined {
  const final = visit.finalUrl.replace(/#.*$/, "");
  return (
    visit.exchanges.findLast(({ url, kind }) => kind === "Document" && url.replace(/#.*$/, "") === final) ??
    chainOf(visit).at(-1)
  );
}

/** Everything that was told on the way, as one JSON document (docs/formats/capture.md). */
export function captureReport(
  asked: string,
  visit: Visit,
  software: string,
  parts: readonly { readonly name: string; readonly sha256: string; readonly size: number }[],
): string {
  const chain = chainOf(visit);
  const page = documentOf(visit);
  const clock: ClockDifference | { readonly missing: string } = clockDifference(chain[0], visit.times);
  const report = {
    format: "snowmelt-capture/1",
    software,
    browser: visit.browser,
    browserSandbox: visit.isSandboxed,
    asked,
    final: visit.finalUrl,
    title: visit.title,
    began: visit.times.began.toISOString(),
    ended: visit.times.ended.toISOString(),
    cameToRest: visit.cameToRest,
    clock,
    redirects: chain.slice(0, -1).map(({ url, status, headers }) => ({
      url,
      status,
      location: fieldOf(headers, "location"),
    })),
    request: page === undefined ? null : { method: page.method, url: page.url, headers: page.requestHeaders },
    response: page === undefined ? null : { status: page.status, protocol: page.protocol, headers: page.headers },
    tls: tlsOf(page, visit),
    proxy: visit.proxy,
    connections: visit.connections,
    notKept: [
      ...visit.lost,
      ...visit.exchanges.flatMap(({ url, missing }) => (missing === null ? [] : [{ url, reason: missing }])),
    ],
    parts,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function tlsOf(page: Exchange | undefined, { certificates, certificateFault }: Visit): object | null {
  if (certificates.length === 0) return null;
  return {
    protocol: page?.security?.protocol ?? null,
    cipher: page?.security?.cipher ?? null,
    fault: certificateFault,
    certificates: certificates.map((der) => {
      const { subject, issuer, subjectAltName, validFrom, validTo, serialNumber, fingerprint256 } = new X509Certificate(
        der,
      );
      return { subject, issuer, subjectAltName, validFrom, validTo, serialNumber, fingerprint256 };
    }),
  };
}
