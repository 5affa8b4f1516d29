import { createHash } from "node:crypto";
import type { Effects, SnowmeltError } from "#kernel";
import type { Exhibit, ExhibitFacts } from "#record";
import { type Disk, realDisk } from "../disk.ts";
import { type FactsTable, overlay } from "../facts.ts";
import { type CaseLog, type Incoming, Intake } from "../intake.ts";
import { takeStream } from "../preserve.ts";
import { version } from "../version.ts";
import { parseAddress } from "./address.ts";
import { cdxj } from "./cdxj.ts";
import { findChromium } from "./chromium.ts";
import { clockDifference, clockInWords } from "./clock.ts";
import { parseProxy } from "./proxy.ts";
import { captureReport, chainOf, documentOf } from "./report.ts";
import { type Visit, visit } from "./visit.ts";
import { packWacz } from "./wacz.ts";
import { warcRecords } from "./warc.ts";

export interface CaptureOptions {
  /** Unlocked, but for a dry run. */
  readonly store: CaseLog;
  readonly facts: FactsTable;
  readonly dryRun?: boolean;
  /** Seconds until the page is taken as it is then; default 30. */
  readonly seconds?: number;
  readonly allowPrivate?: boolean;
  readonly anyCertificate?: boolean;
  /** `socks5://HOST:PORT` or `http://HOST:PORT`: all connections go through it, and it looks the names up. */
  readonly proxy?: string | undefined;
  readonly disk?: Disk;
}

export interface Captured {
  readonly added: readonly Exhibit[];
  readonly already: readonly { readonly name: string; readonly id: string }[];
  readonly refused: readonly SnowmeltError[];
  /** What the page asked for and could not be kept, each with the reason. */
  readonly notKept: readonly string[];
}

/** A file that a capture makes, and which part of it it is. */
interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly role: "source" | "picture" | "media" | "beside";
  /** Where its bytes came from, if from an address of their own. */
  readonly url?: string;
}

/**
 * Goes to the network: opens a page in a headless browser and preserves what came and what was seen as exhibits: the archive of
 * all that went over the wire (WACZ), source, DOM, pictures, PDF, embedded media, certificates, and a report.
 *
 * @throws vault/bad-address, vault/bad-proxy, vault/private-address, vault/bad-certificate, vault/no-browser, vault/capture-failed, and
 * what the vault throws
 */
export async function capture(address: string, options: CaptureOptions, effects: Effects): Promise<Captured> {
  const { store, dryRun = false, disk = realDisk } = options;
  const url = parseAddress(address);
  const proxy = options.proxy === undefined ? null : parseProxy(options.proxy);
  effects.progress({ what: `capturing ${url.host}`, done: 0, total: null, unit: "steps" });
  const seen = await visit(
    url,
    {
      chromium: findChromium(effects.env),
      seconds: options.seconds ?? 30,
      allowPrivate: options.allowPrivate ?? false,
      anyCertificate: options.anyCertificate ?? false,
      proxy,
    },
    effects,
  );
  const software = `snowmelt ${version()}`;
  const stamp = seen.times.began.toISOString().replace(/[-:]|\.\d+/g, "");
  const folder = `${url.host.replace(/[^A-Za-z0-9.-]+/g, "-")}-${stamp}`;
  const parts = partsOf(seen, folder);
  const wacz = await waczOf(address, seen, folder, software, effects);
  const told = [...parts, wacz].map(({ name, bytes }) => ({ name, sha256: sha256(bytes), size: bytes.length }));
  const report = Buffer.from(captureReport(address, seen, software, told));
  parts.push({ name: `${folder}/report.json`, bytes: report, role: "beside" });

  const said = new Map<string, Partial<ExhibitFacts>>();
  const ofCapture: FactsTable = {
    lookUp: (...names) => ({ facts: names.map((name) => said.get(name)).find((facts) => facts !== undefined) ?? {} }),
    unused: () => [],
  };
  const intake = await Intake.open({
    log: store,
    disk,
    effects,
    facts: overlay(options.facts, ofCapture),
    tool: `${software}, ${seen.browser}`,
    dryRun,
    onBytes: () => undefined,
  });
  try {
    const common = commonFacts(address, seen);
    for (const { name, url: own } of parts) {
      const place = own === undefined ? common.url : { given: { entered: own } };
      said.set(name, { ...common, url: place, ...PART_OF_A_PAGE });
    }
    const arrivals = await intake.takeIn(parts.map((part) => incoming(part, address)));
    const uids = (role: Part["role"]): string[] => [
      ...new Set(
        parts.flatMap((part) =>
          part.role === role
            ? arrivals.filter((each) => each.incoming.shownName === part.name).map(({ exhibit }) => exhibit.uid)
            : [],
        ),
      ),
    ];
    const refs = (role: Part["role"]) => (uids(role).length === 0 ? NONE : { given: uids(role) });
    said.set(wacz.name, {
      ...common,
      pageSource: refs("source"),
      pageCapture: refs("picture"),
      pageMedia: refs("media"),
    });
    await intake.takeIn([incoming(wacz, address)]);
  } finally {
    intake.close();
  }
  const { notKept } = JSON.parse(report.toString("utf8")) as { notKept: { url: string; reason: string }[] };
  return {
    added: intake.added,
    already: intake.already,
    refused: intake.refused,
    notKept: notKept.map(({ url: lost, reason }) => `${lost}: ${reason}`),
  };
}

const NONE = { missing: "the page had none that could be kept" };
const PART_OF_A_PAGE = {
  pageSource: { notApplicable: true },
  pageCapture: { notApplicable: true },
  pageMedia: { notApplicable: true },
} as const;

function commonFacts(address: string, seen: Visit): Partial<ExhibitFacts> & Pick<ExhibitFacts, "url"> {
  const { finalUrl, times, browser, isSandboxed, certificateFault, cameToRest, proxy } = seen;
  const method = [
    `captured from the web by a headless browser (${browser})`,
    ...(isSandboxed ? [] : ["without the browser's own sandbox, for it ran as root"]),
    ...(certificateFault === null ? [] : [`although the certificate was not trusted (${certificateFault})`]),
    ...(cameToRest ? [] : ["as the page was when the time was over"]),
  ];
  return {
    url: { given: finalUrl === address ? { entered: address } : { entered: address, final: finalUrl } },
    collectedAt: { given: `${times.began.toISOString().slice(0, 19)}Z` },
    method: { given: method.join(", ") },
    ...(proxy === null ? {} : { egress: { given: `through the proxy ${proxy}` } }),
    clock: { given: clockInWords(clockDifference(chainOf(seen)[0], times)) },
  };
}

function partsOf(seen: Visit, folder: string): Part[] {
  const page = documentOf(seen);
  const beside = (name: string, bytes: Uint8Array, role: Part["role"]): Part[] =>
    bytes.length === 0 ? [] : [{ name: `${folder}/${name}`, bytes, role }];
  const pem = seen.certificates.map((der) => pemOf(der)).join("");
  return [
    ...beside("source.html", page?.body ?? new Uint8Array(), "source"),
    ...beside("dom.html", Buffer.from(seen.dom), "source"),
    ...seen.screenshots.flatMap((png, i) => beside(i === 0 ? "screen.png" : `page-${i}.png`, png, "picture")),
    ...beside("page.pdf", seen.pdf, "picture"),
    ...beside("certificates.pem", Buffer.from(pem), "beside"),
    ...mediaOf(seen, folder),
  ];
}

/** Pictures, films and sound that came with the page; one of several equal ones. */
function mediaOf({ exchanges }: Visit, folder: string): Part[] {
  const found = new Map<string, Part>();
  for (const { url, body, status, headers } of exchanges) {
    const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
    if (body === null || body.length === 0 || status !== 200 || !/^(image|video|audio)\//i.test(type)) continue;
    const number = String(found.size + 1).padStart(3, "0");
    const own = new URL(url).pathname
      .split("/")
      .at(-1)!
      .replace(/[^A-Za-z0-9._-]+/g, "-")
      .slice(-60);
    const key = sha256(body);
    if (!found.has(key)) found.set(key, { name: `${folder}/media/${number}-${own}`, bytes: body, role: "media", url });
  }
  return [...found.values()];
}

async function waczOf(address: string, seen: Visit, folder: string, software: string, effects: Effects): Promise<Part> {
  const warcName = "data.warc.gz";
  const ips = new Map(seen.connections.flatMap(({ host, ip }) => (ip === null ? [] : [[host, ip] as const])));
  const created = seen.times.ended.toISOString();
  const records = warcRecords(seen.exchanges, {
    software: `${software}, ${seen.browser}`,
    filename: warcName,
    date: created,
    ipOf: (url) => ips.get(new URL(url).hostname.replace(/^\[|\]$/g, "")),
    random: (count) => effects.randomBytes(count),
  });
  const { url = address, beganMs = seen.times.began.getTime() } = documentOf(seen) ?? {};
  const page = {
    id: Buffer.from(effects.randomBytes(12)).toString("hex"),
    url,
    ts: new Date(beganMs).toISOString(),
    title: seen.title,
    text: seen.text,
  };
  const warc = Buffer.concat(records.map(({ bytes }) => bytes));
  const bytes = await packWacz({ warc, warcName, cdxj: cdxj(records, warcName), page, created, software });
  return { name: `${folder}/page.wacz`, bytes, role: "beside" };
}

function incoming({ name, bytes }: Part, address: string): Incoming {
  return {
    shownName: name,
    originalName: name,
    factNames: [name, address],
    size: bytes.length,
    received: { modified: { notApplicable: true }, created: { notApplicable: true } },
    from: null,
    path: null,
    isRepeatable: true,
    take: (place) =>
      takeStream(
        (async function* () {
          yield bytes;
        })(),
        name,
        place,
      ),
  };
}

function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
