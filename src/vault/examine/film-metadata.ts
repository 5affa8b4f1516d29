import type { Entry } from "./entry.ts";

/** Seconds from 1904, in which films count, to 1970. */
const SINCE_1904 = 2_082_844_800;
const HOLDERS = new Set(["moov", "trak", "mdia", "udta", "ilst", "minf"]);
const DEEPEST = 12;

/**
 * What a film says about itself in the boxes of its container (ISO/IEC 14496-12, and the user data of QuickTime): when it was made,
 * how long it is, where, with which device. Phones and cameras write these; the film itself is not looked at.
 */
export function filmMetadata(bytes: Uint8Array): readonly Entry[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  let keys: readonly string[] = [];
  const walk = (from: number, to: number, above: string, depth: number): void => {
    for (let at = from; at + 8 <= to; ) {
      let [size, head] = [view.readUInt32BE(at), 8];
      const kind = view.toString("latin1", at + 4, at + 8);
      if (size === 1 && at + 16 <= to) [size, head] = [Number(view.readBigUInt64BE(at + 8)), 16];
      const end = size === 0 ? to : at + size;
      if (end > to || end < at + head) return;
      const body = view.subarray(at + head, end);
      if (kind === "mvhd" || kind === "tkhd" || kind === "mdhd") entries.push(...timesOf(kind, body));
      else if (kind === "hdlr" && above === "mdia" && body.length >= 12)
        entries.push({ name: "track", value: body.toString("latin1", 8, 12) });
      else if (kind === "keys") keys = keysOf(body);
      else if (above === "ilst") entries.push(...listedValue(keys, kind, body));
      else if (above === "udta" && kind.startsWith("\u00a9") && body.length > 4)
        entries.push({ name: kind.slice(1), value: body.toString("utf8", 4, 4 + body.readUInt16BE(0)) });
      else if (kind === "meta" && depth < DEEPEST) {
        // In ISO files four bytes of version stand before its boxes, in QuickTime's none.
        const skip = body.toString("latin1", 4, 8) === "hdlr" ? 0 : 4;
        walk(at + head + skip, end, kind, depth + 1);
      } else if (HOLDERS.has(kind) && depth < DEEPEST) walk(at + head, end, kind, depth + 1);
      at = end;
    }
  };
  walk(0, view.length, "", 0);
  return entries;
}

/** When it was made and changed, and how long it is; the zone is UTC by the standard, and local time in many cameras. */
function timesOf(kind: string, body: Buffer): Entry[] {
  const isLong = body[0] === 1;
  const width = isLong ? 8 : 4;
  if (body.length < 4 + width * 4) return [];
  const read = (at: number): number => (isLong ? Number(body.readBigUInt64BE(at)) : body.readUInt32BE(at));
  const name = { mvhd: "film", tkhd: "track", mdhd: "media" }[kind]!;
  const time = (what: string, seconds: number): Entry[] => {
    const date = new Date((seconds - SINCE_1904) * 1000);
    return seconds === 0 || Number.isNaN(date.getTime())
      ? []
      : [{ name: `${name} ${what}`, value: date.toISOString() }];
  };
  const entries = [...time("made", read(4)), ...time("changed", read(4 + width))];
  const scale = body.readUInt32BE(4 + 2 * width);
  if (kind === "mvhd" && scale > 0 && body.length >= 8 + 3 * width)
    entries.push({ name: "film seconds", value: (read(8 + 2 * width) / scale).toFixed(3) });
  return entries;
}

/** The names that Apple's devices give their values. */
function keysOf(body: Buffer): readonly string[] {
  const keys: string[] = [];
  for (let at = 8; at + 8 <= body.length; ) {
    const size = body.readUInt32BE(at);
    if (size < 8 || at + size > body.length) break;
    keys.push(body.toString("utf8", at + 8, at + size));
    at += size;
  }
  return keys;
}

/** A value of the list: a box `data` with its kind, its language, and text (kind 1). */
function listedValue(keys: readonly string[], kind: string, body: Buffer): Entry[] {
  if (body.length < 16 || body.toString("latin1", 4, 8) !== "data" || body.readUInt32BE(8) !== 1) return [];
  const number = Buffer.from(kind, "latin1").readUInt32BE(0);
  const name = keys[number - 1] ?? kind.replace(/^\u00a9/, "");
  return [{ name, value: body.toString("utf8", 16, body.readUInt32BE(0)) }];
}
