import { sha256Hex } from "#kernel";
import { type Bag, guarded, textOf, unreadPaths } from "./bag-files.ts";
import { KNOWN_README, KNOWN_VERIFY_TEXTS } from "./known-texts.ts";

export const MANIFEST = "manifest-sha256.txt";
export const TAG_MANIFEST = "tagmanifest-sha256.txt";
export const SIGNATURE = "tagmanifest-sha256.txt.sig";

const REQUIRED = [
  "VERIFY.txt",
  "bag-info.txt",
  "bagit.txt",
  "checkpoint",
  "data/README.txt",
  "index.html",
  "keys/case.pem",
  "keys/log.pem",
  "keys/roles.json",
  MANIFEST,
  "proofs/0.json",
  "proofs/0.tlog-proof",
  "ro-crate-metadata.json",
  TAG_MANIFEST,
  SIGNATURE,
  "verify.mjs",
];
const OTHERS = [
  /^verify\.html$/,
  /^index\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\.html$/,
  /^proofs\/(?:0|[1-9]\d{0,15})\.(?:json|tlog-proof)$/,
  /^keys\/[1-9]\d{0,15}\.(?:json|tlog-proof)$/,
  /^time\/[1-9]\d{0,15}\.(?:tsr|note|pem|consistency)$/,
  /^data\/exhibits\/E[1-9]\d{0,15}\.[a-z0-9.]{1,16}$/,
];
const PATH = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/** Docs/formats/dossier.md, section 1 and the fixed texts of section 8: every file is named, belongs here, and is the one that was signed. */
export function checkBag(bag: Bag): readonly string[] {
  const unread = unreadPaths(bag);
  const paths = new Set([...bag.files.keys(), ...bag.large.keys(), ...unread]);
  return [
    ...bag.strays,
    ...checkPaths(paths),
    ...guarded(() => checkManifests(bag, paths, unread)),
    ...checkFixedTexts(bag),
  ];
}

function checkPaths(paths: ReadonlySet<string>): readonly string[] {
  const problems: string[] = [];
  const folded = new Map<string, string>();
  for (const path of [...paths].sort()) {
    if (!isPath(path)) problems.push(`${quote(path)} is no path that a dossier has`);
    else if (!REQUIRED.includes(path) && !OTHERS.some((pattern) => pattern.test(path)))
      problems.push(`${path} belongs in no dossier`);
    const twin = folded.get(path.toLowerCase());
    if (twin !== undefined) problems.push(`${quote(path)} and ${quote(twin)} are one file where case does not count`);
    folded.set(path.toLowerCase(), path);
  }
  for (const path of REQUIRED) if (!paths.has(path)) problems.push(`${path} is missing`);
  return problems;
}

/** Whether a path stays within the bag and means the same on every system. */
export function isPath(path: string): boolean {
  return PATH.test(path) && path.split("/").every((part) => part !== "." && part !== "..");
}

function checkManifests(bag: Bag, paths: ReadonlySet<string>, unread: ReadonlySet<string>): readonly string[] {
  const problems: string[] = [];
  const listed = new Set([TAG_MANIFEST, SIGNATURE]);
  for (const manifest of [MANIFEST, TAG_MANIFEST]) {
    let last = "";
    for (const [path, hash] of linesOf(bag, manifest, problems)) {
      if (listed.has(path)) problems.push(`${manifest} names ${quote(path)} again`);
      else if (path <= last) problems.push(`${manifest} names ${quote(path)} out of order`);
      last = path;
      listed.add(path);
      if (path.startsWith("data/") !== (manifest === MANIFEST))
        problems.push(`${manifest} names ${quote(path)}, which belongs in the other manifest`);
      if (!paths.has(path)) problems.push(`${quote(path)} is missing: ${manifest} names it`);
      else if (!unread.has(path) && digestOf(bag, path) !== hash)
        problems.push(`${path} is not the file that ${manifest} names`);
    }
  }
  for (const path of paths) if (!listed.has(path)) problems.push(`${quote(path)} stands in no manifest`);
  return problems;
}

function* linesOf(bag: Bag, manifest: string, problems: string[]): Generator<readonly [string, string]> {
  const text = textOf(bag, manifest);
  if (text !== "" && !text.endsWith("\n")) problems.push(`${manifest} does not end with a line end`);
  for (const line of text.split("\n").slice(0, text.endsWith("\n") ? -1 : undefined)) {
    const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
    if (match === null) problems.push(`${manifest} holds a line that is none: ${quote(line)}`);
    else yield [match[2]!, match[1]!];
  }
}

function digestOf(bag: Bag, path: string): string | undefined {
  const bytes = bag.files.get(path);
  return bytes === undefined ? bag.large.get(path)?.sha256 : sha256Hex(bytes);
}

/** Bytes of a file, held or not. */
export function sizeOf(bag: Bag, path: string): number {
  return bag.files.get(path)?.length ?? bag.large.get(path)?.size ?? 0;
}

function checkFixedTexts(bag: Bag): readonly string[] {
  const info = Buffer.from(bag.files.get("bag-info.txt") ?? []).toString();
  // Another fingerprint than that of the bag would send a reader to another key.
  const key = /^Snowmelt-Case-Key: ([0-9a-f]{64})$/m.exec(info)?.[1] ?? "without a fingerprint";
  const exact: Readonly<Record<string, (text: string) => boolean>> = {
    "bagit.txt": (text) => text === "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "keys/roles.json": (text) => text === '{"case":"signs dossiers","log":"signs the log"}\n',
    "VERIFY.txt": (text) =>
      text.split(key).length === 2 && KNOWN_VERIFY_TEXTS.includes(sha256Hex(text.replace(key, "0".repeat(64)))),
    "data/README.txt": (text) => KNOWN_README.includes(sha256Hex(text)),
  };
  return Object.entries(exact).flatMap(([path, isKnown]) =>
    bag.files.has(path)
      ? guarded(() => (isKnown(textOf(bag, path)) ? [] : [`${path} is not the text that every dossier has`]))
      : [],
  );
}

/** A name or text from the bag as it may be printed: cut, and without control or direction characters. */
export function quote(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(cut).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
