import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of a bag by path. */
export type Bag = ReadonlyMap<string, Uint8Array>;

export function readBag(dir: string): Bag {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(dir.length + 1).replaceAll("\\", "/"), readFileSync(path));
  }
  return files;
}

/**
 * Everything that is wrong with a BagIt 1.0 bag by RFC 8493, written from that text alone, for any bag: it knows nothing of
 * dossiers. Holey bags (fetch.txt) and tag files in other encodings than UTF-8 are refused, which the text allows.
 */
export function bagProblems(bag: Bag): readonly string[] {
  const problems: string[] = [];
  const text = (path: string): string => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bag.get(path)!);
    } catch {
      problems.push(`${path} is no UTF-8`);
      return "";
    }
  };
  const paths = [...bag.keys()];
  const payload = paths.filter((path) => path.startsWith("data/"));

  // 2.1.1: exactly two lines, a colon and one space, no byte order mark.
  if (!bag.has("bagit.txt")) problems.push("bagit.txt is missing");
  else if (!/^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8(?:\r?\n)?$/.test(text("bagit.txt")))
    problems.push("bagit.txt is no declaration of a BagIt 1.0 bag in UTF-8");
  // 2.1.2
  if (payload.length === 0) problems.push("there is no payload");
  if (bag.has("fetch.txt")) problems.push("the bag has holes");

  // 2.1.3, 2.2.1: every payload manifest lists every payload file exactly once; tag manifests need not be complete.
  const manifests = paths.filter((path) => /^manifest-[a-z0-9]+\.txt$/.test(path));
  const tagManifests = paths.filter((path) => /^tagmanifest-[a-z0-9]+\.txt$/.test(path));
  if (manifests.length === 0) problems.push("there is no payload manifest");
  for (const manifest of [...manifests, ...tagManifests]) {
    const isTag = manifest.startsWith("tag");
    const algorithm = /-([a-z0-9]+)\.txt$/.exec(manifest)![1]!;
    const listed = new Set<string>();
    for (const line of text(manifest).split(/\r\n|\r|\n/)) {
      if (line === "") continue;
      const match = /^([0-9a-fA-F]+)[ \t]+(\S.*)$/.exec(line);
      if (match === null) {
        problems.push(`${manifest} holds a line that is none`);
        continue;
      }
      const path = match[2]!.replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%25/g, "%");
      if (path.startsWith("/") || path.startsWith("~") || path.split(/[/\\]/).includes(".."))
        problems.push(`${manifest} leads out of the bag`);
      if (listed.has(path)) problems.push(`${manifest} names ${path} twice`);
      listed.add(path);
      if (path.startsWith("data/") === isTag) problems.push(`${manifest} names ${path}, which is not its business`);
      const bytes = bag.get(path);
      if (bytes === undefined) problems.push(`${path} is missing`);
      else if (createHash(algorithm).update(bytes).digest("hex") !== match[1]!.toLowerCase())
        problems.push(`${path} is not what ${manifest} says`);
    }
    if (!isTag) for (const path of payload) if (!listed.has(path)) problems.push(`${path} is not in ${manifest}`);
  }

  // 2.2.2: labels and values, continued lines indented.
  for (const line of bag.has("bag-info.txt") ? text("bag-info.txt").split(/\r\n|\r|\n/) : []) {
    if (line !== "" && !/^(?:[^:\s][^:]*:[ \t].*|[ \t]+\S.*)$/.test(line))
      problems.push("bag-info.txt holds a line that is none");
    const oxum = /^Payload-Oxum: (\d+)\.(\d+)$/.exec(line);
    const bytes = payload.reduce((sum, path) => sum + bag.get(path)!.length, 0);
    if (oxum !== null && (Number(oxum[1]) !== bytes || Number(oxum[2]) !== payload.length))
      problems.push("Payload-Oxum does not add up");
  }
  return problems;
}
