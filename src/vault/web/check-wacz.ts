import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { SnowmeltError } from "#kernel";
import type { Examination } from "#record";
import type { Member } from "../archive.ts";
import { checkIndex } from "./check-index.ts";
import { checkWaczSignature } from "./wacz-signature.ts";

export type WaczFinding = Pick<Examination, "outcome" | "remarks" | "entries" | "leftOut">;

const WARC = /^archive\/.+\.warc(\.gz)?$/;
/** Members above this are hashed, but not looked into. */
const LARGEST = 512 << 20;

/** Whether an archive is, or claims to be, a web archive collection. */
export function isWacz(name: string, members: readonly Member[]): boolean {
  if (/\.wacz$/i.test(name)) return true;
  return members.some(({ path }) => path === "datapackage.json") && members.some(({ path }) => /^archive\//.test(path));
}

interface Resource {
  readonly path: string;
  readonly hash: string;
  readonly bytes?: number;
}

/**
 * Checks a Web Archive Collection Zipped (WACZ 1.1.1): that all it lists is there with the hash it states and nothing
 * besides, that its index leads to the records it names and they have the digests they state, that its pages can be read, and its signature,
 * where there is one.
 */
export async function checkWacz(members: readonly Member[]): Promise<WaczFinding> {
  const byPath = new Map(members.map((member) => [member.path, member]));
  const text = await readText(byPath.get("datapackage.json"));
  if (text === null) return broken("it holds no datapackage.json");
  const description = parseObject(text);
  const resources = resourcesOf(description);
  if (description === null || resources === null) return broken("its datapackage.json cannot be read");
  if (!resources.some(({ path }) => WARC.test(path))) return broken("it lists no WARC file under archive/");
  const [lies, remarks]: [string[], string[]] = [[], []];
  const archives = new Map<string, Uint8Array | null>();
  const listed = new Set<string>();
  for (const { path, hash, bytes } of resources) {
    listed.add(path);
    const member = byPath.get(path);
    if (member === undefined) {
      lies.push(`${path} is listed, and not there`);
      continue;
    }
    const algorithm = /^(sha256|md5|sha1|sha512):/.exec(hash)?.[1];
    if (algorithm !== "sha256" && algorithm !== "sha512") {
      lies.push(`${path} has no hash that proves anything (${hash.slice(0, 12)})`);
      continue;
    }
    const found = await readMember(member, algorithm);
    if (`${algorithm}:${found.hash}` !== hash) lies.push(`${path} has another hash than is stated`);
    else if (bytes !== undefined && bytes !== found.size) lies.push(`${path} has another size than is stated`);
    if (WARC.test(path)) archives.set(path.slice("archive/".length), found.bytes);
  }
  for (const { path } of members) {
    if (listed.has(path) || path === "datapackage.json" || path === "datapackage-digest.json") continue;
    lies.push(`${path} is there, and not listed`);
  }
  const pages = await pagesOf(byPath.get("pages/pages.jsonl"));
  if (typeof pages === "string") lies.push(pages);
  let records = 0;
  for (const [path, member] of byPath) {
    if (!/^indexes\/.+\.(cdxj?|cdx\.gz)$/.test(path)) continue;
    const { bytes } = await readMember(member, "sha256");
    const lines = bytes === null ? null : indexText(path, bytes);
    if (lines === null) remarks.push(`${path} is too large, or no index, and was not looked into`);
    else records += checkIndex(lines, archives, lies, remarks);
  }
  if (records === 0) remarks.push("no index was looked into");
  const entries = [
    ...["title", "created", "software", "mainPageUrl", "mainPageDate", "wacz_version"].flatMap((name) => {
      const value = description[name];
      return typeof value === "string" && value !== "" ? [{ name, value: value.slice(0, 500) }] : [];
    }),
    { name: "pages", value: String(typeof pages === "string" ? 0 : pages) },
    { name: "records in the index", value: String(records) },
  ];
  const signature = await checkDigest(byPath.get("datapackage-digest.json"), text);
  lies.push(...signature.faults);
  remarks.push(...signature.remarks);
  const outcome = lies.length > 0 ? "lies" : signature.isSigned ? "signed" : "unsigned";
  return { outcome, remarks: [...lies, ...remarks], entries: [...entries, ...signature.entries], leftOut: 0 };
}

async function checkDigest(member: Member | undefined, datapackage: string) {
  const nothing = {
    isSigned: false,
    faults: [] as string[],
    remarks: [] as string[],
    entries: [] as Examination["entries"],
  };
  if (member === undefined) return nothing;
  const digest = parseObject((await readText(member)) ?? "");
  if (digest === null) return { ...nothing, faults: ["its datapackage-digest.json cannot be read"] };
  const hash = `sha256:${createHash("sha256").update(datapackage).digest("hex")}`;
  if (digest["hash"] !== hash) return { ...nothing, faults: ["datapackage.json has another hash than is stated"] };
  const signed = digest["signedData"];
  if (signed === undefined) return nothing;
  if (signed === null || typeof signed !== "object") return { ...nothing, faults: ["its signature cannot be read"] };
  const found = checkWaczSignature(signed as Record<string, unknown>, hash);
  return { isSigned: true, faults: [...found.faults], remarks: [...found.remarks], entries: [...found.entries] };
}

function resourcesOf(description: Readonly<Record<string, unknown>> | null): readonly Resource[] | null {
  const all = description?.["resources"];
  if (!Array.isArray(all)) return null;
  const isResource = (each: unknown): each is Resource => {
    const { path, hash } = (each ?? {}) as Record<string, unknown>;
    return typeof path === "string" && typeof hash === "string";
  };
  return all.every(isResource) ? all : null;
}

/** The number of pages; words for what is wrong. */
async function pagesOf(member: Member | undefined): Promise<number | string> {
  const text = await readText(member);
  if (text === null) return "pages/pages.jsonl is not there";
  const [header, ...pages] = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseObject);
  if (header?.["format"] !== "json-pages-1.0") return "pages/pages.jsonl does not begin as a list of pages";
  const isPage = (page: Readonly<Record<string, unknown>> | null): boolean =>
    typeof page?.["url"] === "string" && typeof page["ts"] === "string";
  return pages.every(isPage) ? pages.length : "pages/pages.jsonl holds a line that is no page";
}

function indexText(path: string, bytes: Uint8Array): string | null {
  try {
    const plain = path.endsWith(".gz") ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : Buffer.from(bytes);
    return plain.toString("utf8");
  } catch {
    return null;
  }
}

/** A member's hash and, unless it is too large, its bytes. */
async function readMember(
  member: Member,
  algorithm: string,
): Promise<{ readonly hash: string; readonly size: number; readonly bytes: Uint8Array | null }> {
  const hash = createHash(algorithm);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of member.open()) {
      hash.update(part);
      size += part.length;
      if (member.size <= LARGEST) parts.push(part);
    }
  } catch (error) {
    // A member that does not unpack has no bytes that any hash could be of.
    if (!(error instanceof SnowmeltError)) throw error;
    return { hash: "none", size, bytes: null };
  }
  return { hash: hash.digest("hex"), size, bytes: member.size <= LARGEST ? Buffer.concat(parts) : null };
}

async function readText(member: Member | undefined): Promise<string | null> {
  if (member === undefined) return null;
  const { bytes } = await readMember(member, "sha256");
  return bytes === null ? null : Buffer.from(bytes).toString("utf8");
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function broken(reason: string): WaczFinding {
  return { outcome: "broken", remarks: [reason], entries: [], leftOut: 0 };
}
