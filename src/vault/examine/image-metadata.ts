import { inflateSync } from "node:zlib";
import exifr from "exifr";
import type { FLAGS } from "#record";
import { type Entry, valueInWords } from "./entry.ts";

type Flag = (typeof FLAGS)[number];

export interface ImageMetadata {
  readonly flags: readonly Flag[];
  /** Names of the blocks found: `EXIF`, `GPS`, `XMP`, `IPTC`, `ICC`. */
  readonly blocks: readonly string[];
  /** Tags with their values, in the order of the file. */
  readonly entries: readonly Entry[];
}

const DEVICE =
  /^(make|model|lensmake|lensmodel|bodyserialnumber|serialnumber|lensserialnumber|cameraserialnumber|internalserialnumber|hostcomputer|cameraownername|devicemanufacturer|devicemodel|uniquecameramodel|imageuniqueid)$/i;
const AUTHOR =
  /^(artist|author|creator|byline|by-line|copyright|xpauthor|ownername|cameraownername|rights|credit|writer|captionwriter)$/i;
const LOCATION = /^(gps.+|latitude|longitude|city|sublocation|province.*|country.*|state|location.*)$/i;

/**
 * Looks for what an image tells about place, device and author.
 *
 * @param bytes the image's bytes
 */
export async function imageMetadata(bytes: Uint8Array, mediaType: string): Promise<ImageMetadata> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = [readXmp(view)];
    if (mediaType === "image/webp") for (const part of webpExif(view)) found.push(await readTags(part));
    else found.push(await readTags(view));
    if (mediaType === "image/png") found.push(readPngTexts(view));
    const tags = found.flatMap((each) => each.tags);
    const flags: Flag[] = [];
    if (tags.some((tag) => LOCATION.test(tag))) flags.push("location-metadata");
    if (tags.some((tag) => DEVICE.test(tag))) flags.push("device-metadata");
    if (tags.some((tag) => AUTHOR.test(tag))) flags.push("author-metadata");
    if (tags.some((tag) => PACKED.test(tag))) flags.push("metadata-unreadable");
    const blocks = [...new Set(found.flatMap((each) => each.blocks))].sort();
    return { flags, blocks, entries: found.flatMap((each) => each.entries) };
  } catch {
    return { flags: ["metadata-unreadable"], blocks: [], entries: [] };
  }
}

interface Tags {
  readonly tags: readonly string[];
  readonly blocks: readonly string[];
  readonly entries: readonly Entry[];
}

async function readTags(view: Buffer): Promise<Tags> {
  const parsed = (await exifr.parse(view, {
    tiff: true,
    ifd1: false,
    exif: true,
    gps: true,
    interop: false,
    xmp: true,
    iptc: true,
    icc: true,
    jfif: false,
    ihdr: false,
    mergeOutput: false,
    reviveValues: false,
    translateValues: false,
  })) as Record<string, Record<string, unknown> | undefined> | undefined;
  const sections = Object.entries(parsed ?? {}).filter(
    ([name, section]) => name !== "errors" && typeof section === "object",
  );
  const names: Readonly<Record<string, string>> = { ifd0: "EXIF", exif: "EXIF", gps: "GPS", iptc: "IPTC", icc: "ICC" };
  return {
    tags: sections.filter(([name]) => name !== "icc").flatMap(([, section]) => Object.keys(section ?? {})),
    blocks: sections.map(([name]) => names[name] ?? "XMP"),
    entries: sections.flatMap(([name, section]) =>
      Object.entries(section ?? {}).flatMap(([tag, value]) => {
        const words = valueInWords(value);
        return words === null ? [] : [{ name: `${names[name] ?? `XMP ${name}`} ${tag}`, value: words }];
      }),
    ),
  };
}

/** The EXIF blocks of a WebP, which is a RIFF file: kind, length, body, padded to even. */
function webpExif(view: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 12; at + 8 <= view.length; ) {
    const length = view.readUInt32LE(at + 4);
    const body = view.subarray(at + 8, at + 8 + length);
    if (view.toString("latin1", at, at + 4) === "EXIF") {
      parts.push(body.toString("latin1", 0, 4) === "Exif" ? body.subarray(6) : body);
    }
    at += 8 + length + (length % 2);
  }
  return parts;
}

/** Names in XMP packets, wherever a format puts them: every container stores them plain, so that scanners find them. */
function readXmp(view: Buffer): Tags {
  const tags: string[] = [];
  for (let at = view.indexOf("<x:xmpmeta"); at !== -1; at = view.indexOf("<x:xmpmeta", at + 1)) {
    const end = view.indexOf("</x:xmpmeta", at);
    const packet = view.toString("utf8", at, end === -1 ? Math.min(view.length, at + (1 << 20)) : end);
    for (const match of packet.matchAll(/[<\s][a-zA-Z0-9]+:([A-Za-z0-9-]+)/g)) tags.push(match[1]!);
  }
  // The values come from exifr; this finds the names of packets that it does not look for.
  return { tags, blocks: tags.length > 0 ? ["XMP"] : [], entries: [] };
}

/** Text chunks of a PNG that hold a profile in a form that is not searched. */
const PACKED = /^raw profile type (exif|xmp|iptc|app1)$/i;

/** The keywords of a PNG's text chunks (`Author`, `Raw profile type exif`), and the names in an XMP packet that is deflated. */
function readPngTexts(view: Buffer): Tags {
  const tags: string[] = [];
  const entries: Entry[] = [];
  const blocks = new Set<string>();
  for (let at = 8; at + 12 <= view.length; ) {
    const length = view.readUInt32BE(at);
    const kind = view.toString("latin1", at + 4, at + 8);
    const body = view.subarray(at + 8, at + 8 + length);
    at += 12 + length;
    const keywordEnd = body.indexOf(0);
    if (!/^(tEXt|zTXt|iTXt)$/.test(kind) || keywordEnd < 1) continue;
    const keyword = body.toString("latin1", 0, keywordEnd);
    if (keyword !== "XML:com.adobe.xmp") {
      blocks.add("text");
      tags.push(keyword);
      if (kind === "tEXt") entries.push({ name: `text ${keyword}`, value: body.toString("latin1", keywordEnd + 1) });
      continue;
    }
    blocks.add("XMP");
    const packed = packedText(kind, body, keywordEnd);
    // Plain packets were found already.
    if (packed !== null) tags.push(...readXmp(inflateSync(packed, { maxOutputLength: 4 << 20 })).tags);
  }
  return { tags, blocks: [...blocks], entries };
}

/**
 * The deflated text of a chunk, `null` when it is plain. zTXt: keyword, zero, method, text. iTXt: keyword, zero, flag,
 * method, language, zero, translated keyword, zero, text (PNG, third edition, 11.3.3).
 */
function packedText(kind: string, body: Buffer, keywordEnd: number): Buffer | null {
  if (kind === "zTXt") return body.subarray(keywordEnd + 2);
  if (kind === "tEXt" || body[keywordEnd + 1] !== 1) return null;
  return body.subarray(body.indexOf(0, body.indexOf(0, keywordEnd + 3) + 1) + 1);
}
