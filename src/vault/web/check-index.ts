import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";

/** A record that inflates above this is not looked into. */
const LARGEST_RECORD = 256 << 20;
const MOST_TOLD = 20;

/**
 * Follows every line of an index (CDXJ) to its record: the record must be there, be of the address that the line names, and have
 * the digests that line and record state.
 *
 * @param archives WARC files by name; `null` for one that is too large to be looked into
 * @returns how many records were looked into
 */
export function checkIndex(
  lines: string,
  archives: ReadonlyMap<string, Uint8Array | null>,
  lies: string[],
  remarks: string[],
): number {
  let seen = 0;
  let tooLarge = 0;
  const faults: string[] = [];
  for (const line of lines.split("\n")) {
    if (line === "" || line.startsWith("!meta")) continue;
    const where = parseLine(line);
    if (where === null) {
      faults.push(`the index holds a line that is none: ${line.slice(0, 60)}`);
      continue;
    }
    const archive = archives.get(where.filename);
    if (archive === undefined) {
      faults.push(`the index names ${where.filename}, which is not there`);
      continue;
    }
    const record = archive === null ? null : recordAt(archive, where.offset, where.length);
    if (record === null) tooLarge += 1;
    else {
      seen += 1;
      const fault = record === undefined ? "no record lies where the index says" : faultOf(record, where);
      if (fault !== null) faults.push(`${where.url.slice(0, 120)}: ${fault}`);
    }
  }
  lies.push(...faults.slice(0, MOST_TOLD));
  if (faults.length > MOST_TOLD) lies.push(`and ${faults.length - MOST_TOLD} more of this kind`);
  if (tooLarge > 0) remarks.push(`${tooLarge} records lie in files that are too large to be looked into`);
  return seen;
}

interface Line {
  readonly url: string;
  readonly digest: string;
  readonly filename: string;
  readonly offset: number;
  readonly length: number;
}

function parseLine(line: string): Line | null {
  try {
    const { url, digest, filename, offset, length } = JSON.parse(line.slice(line.indexOf("{")));
    const found = { url, digest: digest ?? "", filename, offset: Number(offset), length: Number(length) };
    const isSound = typeof url === "string" && typeof filename === "string" && typeof found.digest === "string";
    return isSound && found.offset >= 0 && found.length > 0 ? found : null;
  } catch {
    return null;
  }
}

/** The record's bytes, unpacked; `undefined` when there is none, `null` when it is too large. */
function recordAt(archive: Uint8Array, offset: number, length: number): Buffer | undefined | null {
  if (offset + length > archive.length) return undefined;
  const bytes = archive.subarray(offset, offset + length);
  try {
    const plain = bytes[0] === 0x1f ? gunzipSync(bytes, { maxOutputLength: LARGEST_RECORD }) : Buffer.from(bytes);
    return plain.subarray(0, 5).toString("latin1") === "WARC/" ? plain : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? null : undefined;
  }
}

function faultOf(record: Buffer, where: Line): string | null {
  const end = record.indexOf("\r\n\r\n");
  const fields = fieldsOf(record.toString("utf8", 0, end));
  const block = record.subarray(end + 4, end + 4 + Number(fields.get("content-length")));
  const target = fields.get("warc-target-uri")?.replace(/^<|>$/g, "");
  if (end === -1 || block.length !== Number(fields.get("content-length"))) return "the record is cut off";
  if (target !== where.url) return `the record is of another address, ${(target ?? "none").slice(0, 120)}`;
  if (!isDigestOf(fields.get("warc-block-digest"), block)) return "the record is not what its digest says";
  const payloadDigest = fields.get("warc-payload-digest");
  // Of a revisit the payload lies elsewhere; of a cut-off one there is only a part.
  if (fields.get("warc-type") === "revisit" || fields.has("warc-truncated")) return null;
  const headEnd = fields.get("content-type")?.startsWith("application/http") ? block.indexOf("\r\n\r\n") : -4;
  const head = headEnd > 0 ? fieldsOf(block.toString("latin1", 0, headEnd)) : new Map<string, string>();
  // Programs differ in whether the digest is of the chunks or of what they hold.
  if (head.has("transfer-encoding")) return null;
  const payload = block.subarray(headEnd === -1 ? block.length : headEnd + 4);
  if (!isDigestOf(payloadDigest, payload)) return "the payload is not what its digest says";
  if (payloadDigest !== undefined && where.digest !== "" && !sameDigest(where.digest, payloadDigest))
    return "index and record state different digests";
  return null;
}

function fieldsOf(head: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.split("\r\n").slice(1)) {
    const at = line.indexOf(":");
    if (at > 0) fields.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return fields;
}

/** Whether a stated digest, `sha256:hex` or `sha1:base32`, is that of the bytes. One of another kind proves nothing and passes. */
function isDigestOf(stated: string | undefined, bytes: Uint8Array): boolean {
  const [, algorithm, value] = /^(sha-?1|sha-?256):(.+)$/i.exec(stated ?? "") ?? [];
  if (algorithm === undefined) return true;
  const found = createHash(algorithm.replace("-", "").toLowerCase()).update(bytes).digest();
  return [found.toString("hex"), base32(found), base32(found).replace(/=+$/, "")].some(
    (text) => text.toLowerCase() === value!.toLowerCase(),
  );
}

function sameDigest(a: string, b: string): boolean {
  return a.replace(/^[a-z0-9-]+:/i, "").toLowerCase() === b.replace(/^[a-z0-9-]+:/i, "").toLowerCase();
}

/** RFC 4648, section 6. */
function base32(bytes: Uint8Array): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let [text, held, bits] = ["", 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet[(held << (5 - bits)) & 31];
  return text.padEnd(Math.ceil(text.length / 8) * 8, "=");
}
