import { sha256Hex } from "#kernel";
import type { BagInfo } from "./info.ts";
import type { BagFile } from "./input.ts";

/** What stands in every bag's payload, so that it is never empty: BagIt wants a payload folder. */
export const PAYLOAD_NOTE = `The exhibits that this dossier's audience may see lie in the folder exhibits/. Pictures are copies
without metadata, made for this dossier; everything else is byte for byte what was preserved.
`;

/**
 * Packs files as a BagIt 1.0 bag (RFC 8493): payload under data/, two manifests by SHA-256, and beside them a signature over
 * the second, which covers the first and every other file.
 *
 * @param sign Ed25519, 64 bytes.
 * @returns all files sorted by path.
 */
export function packBag(
  files: readonly BagFile[],
  info: BagInfo,
  sign: (bytes: Uint8Array) => Uint8Array,
): readonly BagFile[] {
  const all = [...files, file("data/README.txt", PAYLOAD_NOTE)];
  const payload = all.filter(({ path }) => path.startsWith("data/"));
  const bytes = payload.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const lines = Object.entries({ ...info, "Payload-Oxum": `${bytes}.${payload.length}` }).sort(byKey);
  const tags = [
    ...all.filter(({ path }) => !path.startsWith("data/")),
    file("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
    file("bag-info.txt", lines.map(([label, value]) => `${label}: ${value}\n`).join("")),
    file("manifest-sha256.txt", manifest(payload)),
  ];
  const tagManifest = file("tagmanifest-sha256.txt", manifest(tags));
  const signature = { path: "tagmanifest-sha256.txt.sig", bytes: sign(tagManifest.bytes) };
  return [...payload, ...tags, tagManifest, signature].sort((a, b) => byKey([a.path, ""], [b.path, ""]));
}

export function file(path: string, text: string): BagFile {
  return { path, bytes: Buffer.from(text) };
}

/** Lines as `sha256sum -c` reads them. */
function manifest(files: readonly BagFile[]): string {
  const lines = files.map(({ path, bytes }): [string, string] => [path, `${sha256Hex(bytes)}  ${path}\n`]);
  return lines
    .sort(byKey)
    .map(([, line]) => line)
    .join("");
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
