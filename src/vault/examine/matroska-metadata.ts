import type { Entry } from "./entry.ts";

/** Nanoseconds since 2001, in which Matroska counts, begin here (seconds of 1970). */
const SINCE_2001 = 978_307_200;
const DEEPEST = 8;
/** Honest files tell a few dozen things. */
const MOST = 2000;

/** Elements that hold others of interest (RFC 9559, section 5): segment, information, tracks, tags, attachments. */
const HOLDERS = new Set([
  0x1a45dfa3, 0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0x1254c367, 0x7373, 0x67c8, 0x1941a469, 0x61a7,
]);
const TEXTS: Readonly<Record<number, string>> = {
  17026: "document type",
  31657: "title",
  19840: "muxing application",
  22337: "writing application",
  29572: "segment file name",
  134: "track codec",
  21358: "track name",
  2274716: "track language",
  2274717: "track language",
  18030: "attached file",
  18046: "attached file's description",
};
const [TAG_NAME, TAG_STRING] = [0x45a3, 0x4487];
const [TIMESTAMP_SCALE, DURATION, DATE] = [0x2ad7b1, 0x4489, 0x4461];

/**
 * What a Matroska or WebM film says about itself (RFC 9559 over EBML, RFC 8794): when it was made, how long it is, with which
 * program, its tags and the names of attached files. The film itself is not looked at.
 */
export function matroskaMetadata(bytes: Uint8Array): readonly Entry[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  let [scale, duration] = [1_000_000, Number.NaN];
  const walk = (from: number, to: number, depth: number): void => {
    let tag = "";
    for (let at = from; at < to && entries.length < MOST; ) {
      const id = readNumber(view, at, to, true);
      const size = id === null ? null : readNumber(view, at + id.width, to, false);
      if (id === null || size === null) return;
      const start = at + id.width + size.width;
      const isHolder = HOLDERS.has(id.value);
      // Live recordings do not know their sizes: what they hold is read in their stead, as if it stood beside them.
      if (size.isUnknown) {
        at = start;
        continue;
      }
      const end = Math.min(to, start + size.value);
      const body = view.subarray(start, end);
      if (isHolder && depth < DEEPEST) walk(start, end, depth + 1);
      else if (id.value === TAG_NAME) tag = textOf(body);
      else if (id.value === TAG_STRING) entries.push({ name: tag || "tag", value: textOf(body) });
      else if (id.value === TIMESTAMP_SCALE) scale = unsigned(body);
      else if (id.value === DURATION) duration = real(body);
      else if (id.value === DATE && body.length === 8) entries.push(...made(body));
      else if (TEXTS[id.value] !== undefined) entries.push({ name: TEXTS[id.value]!, value: textOf(body) });
      at = start + size.value;
    }
  };
  walk(0, view.length, 0);
  const seconds = (duration * scale) / 1e9;
  return Number.isFinite(seconds) ? [...entries, { name: "film seconds", value: seconds.toFixed(3) }] : entries;
}

/** A variable-length number (RFC 8794, section 4); an id keeps the mark of its length. */
function readNumber(
  view: Buffer,
  at: number,
  to: number,
  isId: boolean,
): { readonly value: number; readonly width: number; readonly isUnknown: boolean } | null {
  const first = at < to ? view[at]! : 0;
  const width = Math.clz32(first) - 23;
  if (width > (isId ? 4 : 8) || at + width > to) return null;
  let value = isId ? first : first & ((1 << (8 - width)) - 1);
  let isUnknown = !isId && value === (1 << (8 - width)) - 1;
  for (let i = 1; i < width; i += 1) {
    value = value * 256 + view[at + i]!;
    isUnknown &&= view[at + i] === 0xff;
  }
  return { value, width, isUnknown };
}

function textOf(body: Buffer): string {
  return body.toString("utf8").replace(/\0.*$/s, "");
}

function unsigned(body: Buffer): number {
  return body.length > 0 && body.length <= 6 ? body.readUIntBE(0, body.length) : Number.NaN;
}

function real(body: Buffer): number {
  if (body.length === 4) return body.readFloatBE(0);
  return body.length === 8 ? body.readDoubleBE(0) : Number.NaN;
}

function made(body: Buffer): Entry[] {
  const date = new Date((SINCE_2001 + Number(body.readBigInt64BE(0)) / 1e9) * 1000);
  return Number.isNaN(date.getTime()) ? [] : [{ name: "film made", value: date.toISOString() }];
}
