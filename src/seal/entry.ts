import { canonicalJson, fromBase64, type Json, parseCanonicalJson, toHex } from "#kernel";
import { digest, HASH_BYTES } from "./digest.ts";

/** What the ledger says in public of one act. The value itself stays outside, behind the commitment. */
export interface Entry {
  readonly v: 1;
  /** Position in its device's log, from 0. */
  readonly seq: number;
  /** YYYY-MM-DD, UTC, by the device's clock. */
  readonly day: string;
  /** Name of the signing log key: see `keyName`. */
  readonly by: string;
  /** noun.verb */
  readonly kind: string;
  /** base64 of the commitment's root. */
  readonly c: string;
  /** What is public of the act, if anything. */
  readonly x?: { readonly [key: string]: Json };
}

/** Longest entry line in bytes, so that entries fit the bundles of C2SP tlog-tiles. */
export const MAX_ENTRY_BYTES = 65_535;

const FIELDS = "by,c,day,kind,seq,v";
const KIND = /^[a-z][a-z-]{0,31}\.[a-z][a-z-]{0,31}$/;

/** How entries name a log key: the first 8 bytes of the SHA-256 of its 32 bytes, in lower-case hex. */
export function keyName(publicKey: Uint8Array): string {
  return toHex(digest(publicKey).subarray(0, 8));
}

/**
 * The line of an entry, without its newline; what the Merkle leaf hashes.
 *
 * @throws RangeError when the entry is longer than a line may be or a field is out of shape.
 */
export function formatEntry(entry: Entry): string {
  const line = canonicalJson({ ...entry });
  if (parseEntry(line) === null) throw new RangeError(`Not an entry that can be written: ${line.slice(0, 200)}`);
  return line;
}

/** Reads an entry line; `null` unless it is byte for byte what `formatEntry` writes. */
export function parseEntry(line: string): Entry | null {
  const short = parseShortEntry(line, isDay);
  if (short !== null) return short;
  if (Buffer.byteLength(line) > MAX_ENTRY_BYTES) return null;
  const value = parseCanonicalJson(line)?.value;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const entry = value as { readonly [key: string]: Json };
  const fields = Object.keys(entry).join(",");
  if (fields !== FIELDS && fields !== `${FIELDS},x`) return null;
  const { v, seq, day, by, kind, c, x } = entry;
  if (v !== 1 || typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0) return null;
  if (typeof day !== "string" || !isDay(day)) return null;
  if (typeof by !== "string" || !/^[0-9a-f]{16}$/.test(by)) return null;
  if (typeof kind !== "string" || !KIND.test(kind)) return null;
  if (typeof c !== "string" || fromBase64(c)?.length !== HASH_BYTES) return null;
  if (x !== undefined && (x === null || typeof x !== "object" || Array.isArray(x))) return null;
  return entry as unknown as Entry;
}

/** Whether a text is YYYY-MM-DD and such a day exists in the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const SHORT_ENTRY =
  /^\{"by":"[0-9a-f]{16}","c":"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=","day":"\d{4}-\d\d-\d\d","kind":"[a-z][a-z-]{0,31}\.[a-z][a-z-]{0,31}","seq":(?:0|[1-9]\d{0,14}),"v":1\}$/;
/** Where the values of a short entry begin; those before the kind have one length. */
const [BY, C, DAY, KIND_AT] = [7, 30, 83, 103];

/**
 * The same as `parseEntry` for the usual entry without a public part, some five times faster: the pattern admits only
 * canonical lines, so there is nothing to write again and compare.
 *
 * @param isKnownDay says whether a day exists; handed in, since the days of a log repeat.
 * @returns `null` also for entries with a public part: ask `parseEntry` then.
 */
export function parseShortEntry(line: string, isKnownDay: (day: string) => boolean): Entry | null {
  // Cutting at known places costs half of what a pattern's groups do.
  if (!SHORT_ENTRY.test(line)) return null;
  const day = line.slice(DAY, DAY + 10);
  if (!isKnownDay(day)) return null;
  const kindEnd = line.indexOf('"', KIND_AT);
  const seq = Number(line.slice(kindEnd + '","seq":'.length, -',"v":1}'.length));
  return { by: line.slice(BY, BY + 16), c: line.slice(C, C + 44), day, kind: line.slice(KIND_AT, kindEnd), seq, v: 1 };
}
