import { imageryError } from "../errors.ts";
import type { ByteSource } from "./byte-source.ts";

/** One directory of a TIFF: tag number to its values; texts as strings. */
export type TiffTags = ReadonlyMap<number, readonly number[] | string>;

export interface TiffDirectory {
  readonly littleEndian: boolean;
  readonly bigTiff: boolean;
  readonly tags: TiffTags;
}

const TYPE_BYTES: Record<number, number> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

/** Limits that no honest scene needs to pass; a file that asks for more is contained here, before memory is. */
const MAX_DIRECTORIES = 128;
const MAX_ENTRIES = 1024;
const MAX_TAG_BYTES = 256 * 2 ** 20;

const UNCHANGED = "Nothing was measured and no file was written.";

/** Throws `imagery/hostile-tiff` with the reason. */
export function refuseTiff(source: ByteSource, found: string): never {
  throw imageryError("imagery/hostile-tiff", {
    what: `Cannot read "${source.name}"`,
    found,
    unchanged: UNCHANGED,
    mend: "Get the file again from its source and compare its SHA-256; gdalinfo shows what GDAL makes of it.",
  });
}

/** Throws `imagery/truncated-tiff`. */
export function truncated(source: ByteSource, offset: number, length: number): never {
  throw imageryError("imagery/truncated-tiff", {
    what: `Cannot read "${source.name}"`,
    found: `it points to bytes ${offset} to ${offset + length}, but has only ${source.size}`,
    unchanged: UNCHANGED,
    mend: "Get the file again from its source and compare its SHA-256.",
  });
}

/**
 * Reads all directories of a TIFF or BigTIFF, either byte order (TIFF 6.0; BigTIFF as in libtiff).
 *
 * @throws imagery/not-a-tiff, imagery/truncated-tiff, imagery/hostile-tiff
 */
export function readDirectories(source: ByteSource): TiffDirectory[] {
  const head = source.read(0, 16);
  const order = head.length >= 8 ? String.fromCharCode(head[0]!, head[1]!) : "";
  const littleEndian = order === "II";
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const magic = order === "II" || order === "MM" ? view.getUint16(2, littleEndian) : 0;
  if (magic !== 42 && magic !== 43) notTiff(source, head);
  const bigTiff = magic === 43;
  if (bigTiff && (head.length < 16 || view.getUint16(4, littleEndian) !== 8)) notTiff(source, head);
  let offset = bigTiff ? Number(view.getBigUint64(8, littleEndian)) : view.getUint32(4, littleEndian);
  const seen = new Set<number>();
  const directories: TiffDirectory[] = [];
  while (offset !== 0) {
    if (seen.has(offset)) refuseTiff(source, `its directories run in a circle at byte ${offset}`);
    if (seen.size >= MAX_DIRECTORIES) refuseTiff(source, `it has more than ${MAX_DIRECTORIES} directories`);
    seen.add(offset);
    const { tags, next } = readDirectory(source, offset, littleEndian, bigTiff);
    directories.push({ littleEndian, bigTiff, tags });
    offset = next;
  }
  if (directories.length === 0) refuseTiff(source, "it has no directory");
  return directories;
}

function notTiff(source: ByteSource, head: Uint8Array): never {
  const bytes = Array.from(head.subarray(0, 8), (b) => b.toString(16).padStart(2, "0")).join(" ");
  throw imageryError("imagery/not-a-tiff", {
    what: `Cannot read "${source.name}"`,
    found: source.size === 0 ? "it is empty" : `it begins with ${bytes}, which is ${sniff(head)}, not a TIFF`,
    unchanged: UNCHANGED,
    mend: "If GDAL can read it, add --gdal: the conversion is recorded with its version, arguments and both hashes.",
  });
}

/** What the first bytes say the file is, in words. */
export function sniff(head: Uint8Array): string {
  const text = String.fromCharCode(...head.subarray(0, 12));
  if (text.startsWith("\x00\x00\x00\x0cjP")) return "JPEG 2000";
  if (text.startsWith("\xff\x4f\xff\x51")) return "a JPEG 2000 code stream";
  if (text.startsWith("\xff\xd8\xff")) return "JPEG";
  if (text.startsWith("\x89PNG")) return "PNG";
  if (text.startsWith("NITF")) return "NITF";
  if (text.startsWith("\x89HDF")) return "HDF5";
  if (text.startsWith("PK")) return "a ZIP archive";
  if (text.startsWith("\x1f\x8b")) return "gzip";
  if (text.startsWith("%PDF")) return "PDF";
  return "of no kind known here";
}

function readDirectory(source: ByteSource, offset: number, littleEndian: boolean, big: boolean) {
  const countBytes = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  const pointerBytes = big ? 8 : 4;
  const countView = viewOf(source, offset, countBytes);
  const count = big ? Number(countView.getBigUint64(0, littleEndian)) : countView.getUint16(0, littleEndian);
  if (count > MAX_ENTRIES) refuseTiff(source, `a directory claims ${count} entries`);
  const body = viewOf(source, offset + countBytes, count * entryBytes + pointerBytes);
  const tags = new Map<number, readonly number[] | string>();
  for (let i = 0; i < count; i++) {
    const at = i * entryBytes;
    const tag = body.getUint16(at, littleEndian);
    const type = body.getUint16(at + 2, littleEndian);
    const valueCount = big ? Number(body.getBigUint64(at + 4, littleEndian)) : body.getUint32(at + 4, littleEndian);
    const unit = TYPE_BYTES[type];
    if (unit === undefined) continue;
    const bytes = valueCount * unit;
    if (bytes > MAX_TAG_BYTES) refuseTiff(source, `tag ${tag} claims ${valueCount} values`);
    const inline = at + (big ? 12 : 8);
    let data = body;
    let from = inline;
    if (bytes > pointerBytes) {
      const pointer = big ? Number(body.getBigUint64(inline, littleEndian)) : body.getUint32(inline, littleEndian);
      data = viewOf(source, pointer, bytes);
      from = 0;
    }
    tags.set(tag, readValues(data, from, type, valueCount, littleEndian));
  }
  const end = count * entryBytes;
  const next = big ? Number(body.getBigUint64(end, littleEndian)) : body.getUint32(end, littleEndian);
  return { tags, next };
}

function viewOf(source: ByteSource, offset: number, length: number): DataView {
  if (!Number.isSafeInteger(offset) || offset + length > source.size) truncated(source, offset, length);
  const bytes = source.read(offset, length);
  if (bytes.length < length) truncated(source, offset, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function readValues(view: DataView, at: number, type: number, count: number, le: boolean): number[] | string {
  if (type === 2) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, count);
    const zero = bytes.indexOf(0);
    return new TextDecoder("latin1").decode(zero < 0 ? bytes : bytes.subarray(0, zero));
  }
  const values = new Array<number>(count);
  const unit = TYPE_BYTES[type]!;
  for (let i = 0; i < count; i++) values[i] = readValue(view, at + i * unit, type, le);
  return values;
}

function readValue(view: DataView, at: number, type: number, le: boolean): number {
  switch (type) {
    case 1:
    case 7:
      return view.getUint8(at);
    case 3:
      return view.getUint16(at, le);
    case 4:
    case 13:
      return view.getUint32(at, le);
    case 5:
      return view.getUint32(at, le) / view.getUint32(at + 4, le);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, le);
    case 9:
      return view.getInt32(at, le);
    case 10:
      return view.getInt32(at, le) / view.getInt32(at + 4, le);
    case 11:
      return view.getFloat32(at, le);
    case 12:
      return view.getFloat64(at, le);
    case 17:
      return Number(view.getBigInt64(at, le));
    default:
      return Number(view.getBigUint64(at, le));
  }
}
