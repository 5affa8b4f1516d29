import type { PackedRecord } from "./warc.ts";

/**
 * The index of a WARC file, a line for each response (CDXJ 1.0 of the Web Archive Collection Zipped): its address turned round
 * so that sites stand together, fourteen digits of time, and where the record lies.
 */
export function cdxj(records: readonly PackedRecord[], filename: string): string {
  let offset = 0;
  const lines: string[] = [];
  for (const { type, url, date, digest, mime, status, bytes } of records) {
    if (type === "response") {
      const where = {
        url,
        digest,
        mime,
        status: String(status),
        offset: String(offset),
        length: String(bytes.length),
        filename,
      };
      lines.push(`${surt(url)} ${date.replace(/\D/g, "").slice(0, 14)} ${JSON.stringify(where)}\n`);
    }
    offset += bytes.length;
  }
  return lines.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join("");
}

/** An address in the order in which indexes are sorted (SURT): `http://www.example.org:8080/A?b` is `org,example:8080)/a?b`. */
export function surt(url: string): string {
  const { hostname, port, pathname, search } = new URL(url);
  const host = hostname.replace(/^www\d*\./, "");
  const turned = /^[\d.]+$|:/.test(host) ? host : host.split(".").reverse().join(",");
  const query = search === "" ? "" : `?${search.slice(1).split("&").sort().join("&")}`;
  return `${turned}${port === "" ? "" : `:${port}`})${pathname}${query}`.toLowerCase();
}
