import { deflateSync } from "node:zlib";
import type { Affine } from "./georeference.ts";
import { halve } from "./halve.ts";
import { lzwEncode } from "./lzw.ts";
import { bytesPerSample, makeSamples, type Samples, type SampleType } from "./samples.ts";

export interface TiffContent {
  readonly width: number;
  readonly height: number;
  readonly type: SampleType;
  readonly bands: readonly Samples[];
  readonly affine?: Affine;
  readonly epsg?: number;
  readonly nodata?: number;
  readonly compression?: "none" | "deflate" | "lzw";
  /** 1 (fast) to 9 (small); 6 when left out. */
  readonly deflateLevel?: number;
  /** Horizontal differencing before compression (integers only). */
  readonly predictor?: boolean;
  /** Tile side, a multiple of 16; strips of 32 rows when left out. */
  readonly tile?: number;
  readonly bigTiff?: boolean;
  /** Halved copies down to one tile, directories first: a cloud-optimised GeoTIFF. Needs `tile`. */
  readonly overviews?: boolean;
  readonly dateTime?: string;
  readonly description?: string;
  readonly software?: string;
  /** Value = sample x scale, told in the words that GDAL reads. */
  readonly scale?: number;
}

interface Level {
  readonly width: number;
  readonly height: number;
  readonly blocks: Uint8Array[];
}

/** A GeoTIFF as bytes. Blocks of reduced images come before those of the full one. */
export function writeTiff(wanted: TiffContent): Uint8Array {
  // As libtiff: differencing belongs to a compression.
  const content: TiffContent = {
    ...wanted,
    predictor: wanted.predictor === true && (wanted.compression ?? "none") !== "none",
  };
  const levels: Level[] = [{ width: content.width, height: content.height, blocks: encode(content) }];
  let current = content;
  while (content.overviews === true && Math.max(current.width, current.height) > (content.tile ?? 512)) {
    current = halved(current);
    levels.push({ width: current.width, height: current.height, blocks: encode(current) });
  }
  return layOut(content, levels);
}

function blockShape(content: TiffContent): { width: number; height: number } {
  return content.tile === undefined
    ? { width: content.width, height: Math.min(32, content.height) }
    : { width: content.tile, height: content.tile };
}

function encode(content: TiffContent): Uint8Array[] {
  const shape = blockShape(content);
  const blocks: Uint8Array[] = [];
  for (let y = 0; y < content.height; y += shape.height) {
    for (let x = 0; x < content.width; x += shape.width) blocks.push(encodeBlock(content, x, y));
  }
  return blocks;
}

/** One block: pixel-interleaved, differenced, compressed. Tiles past the edge repeat zeros. */
export function encodeBlock(content: TiffContent, x: number, y: number): Uint8Array {
  const shape = blockShape(content);
  const bands = content.bands.length;
  const rows = content.tile === undefined ? Math.min(shape.height, content.height - y) : shape.height;
  const samples = makeSamples(content.type, shape.width * rows * bands);
  const columns = Math.min(shape.width, content.width - x);
  for (let r = 0; r < Math.min(rows, content.height - y); r++) {
    for (let b = 0; b < bands; b++) {
      const band = content.bands[b]!;
      const from = (y + r) * content.width + x;
      if (bands === 1) {
        samples.set(band.subarray(from, from + columns) as never, r * shape.width);
        continue;
      }
      for (let c = 0, to = r * shape.width * bands + b; c < columns; c++, to += bands) samples[to] = band[from + c]!;
    }
  }
  if (content.predictor === true) difference(samples, shape.width * bands, rows, bands);
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  if (content.compression === "deflate") return deflateSync(bytes, { level: content.deflateLevel ?? 6 });
  return content.compression === "lzw" ? lzwEncode(bytes).slice() : bytes;
}

function difference(samples: Samples, perRow: number, rows: number, bands: number): void {
  for (let r = 0; r < rows; r++) {
    for (let i = (r + 1) * perRow - 1; i >= r * perRow + bands; i--) samples[i] = samples[i]! - samples[i - bands]!;
  }
}

/** The same picture at half its size. */
function halved(content: TiffContent): TiffContent {
  const { type, nodata, width } = content;
  const height = Math.max(1, content.height >> 1);
  const bands = content.bands.map((band) => halve(band, type, width, height, nodata));
  return { ...content, width: Math.max(1, width >> 1), height, bands };
}

type Tag = { tag: number; type: number; values: readonly number[] | string };

/** The directory entries of one level, block places given or still zero. */
function directoryTags(
  content: Omit<TiffContent, "bands"> & { readonly bandCount: number },
  level: { readonly width: number; readonly height: number },
  offsets: readonly number[],
  counts: readonly number[],
  reduced: boolean,
): Tag[] {
  const n = content.bandCount;
  const big = content.bigTiff === true;
  const pointer = big ? 16 : 4;
  const tags: Tag[] = [
    { tag: 254, type: 4, values: [reduced ? 1 : 0] },
    { tag: 256, type: 4, values: [level.width] },
    { tag: 257, type: 4, values: [level.height] },
    { tag: 258, type: 3, values: Array(n).fill(8 * bytesPerSample(content.type)) },
    { tag: 259, type: 3, values: [content.compression === "deflate" ? 8 : content.compression === "lzw" ? 5 : 1] },
    { tag: 262, type: 3, values: [1] },
    { tag: 277, type: 3, values: [n] },
    { tag: 284, type: 3, values: [1] },
    { tag: 339, type: 3, values: Array(n).fill(content.type[0] === "f" ? 3 : content.type[0] === "i" ? 2 : 1) },
  ];
  if (n > 1) tags.push({ tag: 338, type: 3, values: Array(n - 1).fill(0) });
  if (content.predictor === true) tags.push({ tag: 317, type: 3, values: [2] });
  if (content.tile === undefined) {
    tags.push({ tag: 278, type: 4, values: [Math.min(32, level.height)] });
    tags.push({ tag: 273, type: pointer, values: offsets }, { tag: 279, type: pointer, values: counts });
  } else {
    tags.push({ tag: 322, type: 4, values: [content.tile] }, { tag: 323, type: 4, values: [content.tile] });
    tags.push({ tag: 324, type: pointer, values: offsets }, { tag: 325, type: pointer, values: counts });
  }
  if (content.nodata !== undefined) tags.push({ tag: 42113, type: 2, values: String(content.nodata) });
  if (!reduced) tags.push(...georeferenceTags(content), ...textTags(content));
  return tags.sort((a, b) => a.tag - b.tag);
}

function textTags(content: Omit<TiffContent, "bands">): Tag[] {
  const texts: [number, string | undefined][] = [
    [270, content.description],
    [305, content.software],
    [306, content.dateTime],
    [42112, content.scale === undefined ? undefined : gdalScale(content.scale)],
  ];
  return texts.flatMap(([tag, values]) => (values === undefined ? [] : [{ tag, type: 2, values }]));
}

function gdalScale(scale: number): string {
  return `<GDALMetadata>\n  <Item name="SCALE" sample="0" role="scale">${scale}</Item>\n</GDALMetadata>\n`;
}

function georeferenceTags(content: Omit<TiffContent, "bands">): Tag[] {
  const tags: Tag[] = [];
  if (content.affine !== undefined) {
    const [a, b, c, d, e, f] = content.affine;
    if (c === 0 && e === 0 && f < 0) {
      tags.push({ tag: 33550, type: 12, values: [b, -f, 0] }, { tag: 33922, type: 12, values: [0, 0, 0, a, d, 0] });
    } else {
      tags.push({ tag: 34264, type: 12, values: [b, c, 0, a, e, f, 0, d, 0, 0, 0, 0, 0, 0, 0, 1] });
    }
  }
  if (content.epsg !== undefined) {
    const geographic = content.epsg >= 4000 && content.epsg < 5000;
    const key = geographic ? 2048 : 3072;
    tags.push({
      tag: 34735,
      type: 3,
      values: [1, 1, 0, 3, 1024, 0, 1, geographic ? 2 : 1, 1025, 0, 1, 1, key, 0, 1, content.epsg],
    });
  }
  return tags;
}

const UNIT: Record<number, number> = { 2: 1, 3: 2, 4: 4, 12: 8, 16: 8 };

/** Bytes a directory takes, out-of-line values included. */
function directorySize(tags: readonly Tag[], big: boolean): number {
  let size = big ? 8 + 8 : 2 + 4;
  for (const { type, values } of tags) {
    const bytes = (typeof values === "string" ? values.length + 1 : values.length) * UNIT[type]!;
    size += (big ? 20 : 12) + (bytes > (big ? 8 : 4) ? bytes + (bytes & 1) : 0);
  }
  return size + (size & 1);
}

/** Writes one directory at `at`; returns nothing, `next` is the place of the one after it or 0. */
function putDirectory(view: DataView, at: number, tags: readonly Tag[], big: boolean, next: number): void {
  const entry = big ? 20 : 12;
  const inlineBytes = big ? 8 : 4;
  if (big) view.setBigUint64(at, BigInt(tags.length), true);
  else view.setUint16(at, tags.length, true);
  const first = at + (big ? 8 : 2);
  let heap = first + tags.length * entry + (big ? 8 : 4);
  const put = (place: number, type: number, value: number): void => {
    if (type === 3) view.setUint16(place, value, true);
    else if (type === 4) view.setUint32(place, value, true);
    else if (type === 12) view.setFloat64(place, value, true);
    else if (type === 16) view.setBigUint64(place, BigInt(value), true);
    else view.setUint8(place, value);
  };
  tags.forEach(({ tag, type, values }, i) => {
    const list = typeof values === "string" ? [...new TextEncoder().encode(values), 0] : values;
    const bytes = list.length * UNIT[type]!;
    const place = first + i * entry;
    view.setUint16(place, tag, true);
    view.setUint16(place + 2, type, true);
    if (big) view.setBigUint64(place + 4, BigInt(list.length), true);
    else view.setUint32(place + 4, list.length, true);
    let target = place + (big ? 12 : 8);
    if (bytes > inlineBytes) {
      if (big) view.setBigUint64(target, BigInt(heap), true);
      else view.setUint32(target, heap, true);
      target = heap;
      heap += bytes + (bytes & 1);
    }
    list.forEach((value, k) => {
      put(target + k * UNIT[type]!, type, value);
    });
  });
  const end = first + tags.length * entry;
  if (big) view.setBigUint64(end, BigInt(next), true);
  else view.setUint32(end, next, true);
}

/** Signature and pointer to the first directory. */
function putHeader(view: DataView, big: boolean): void {
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, big ? 43 : 42, true);
  if (big) {
    view.setUint16(4, 8, true);
    view.setBigUint64(8, 16n, true);
  } else view.setUint32(4, 8, true);
}

/** Where directories and blocks of all levels stand: directories first, then blocks, those of the smallest level first. */
export function placesOf(
  content: Omit<TiffContent, "bands"> & { readonly bandCount: number },
  levels: readonly { readonly width: number; readonly height: number; readonly counts: readonly number[] }[],
): {
  readonly directories: readonly number[];
  readonly offsets: readonly (readonly number[])[];
  readonly size: number;
} {
  const directories: number[] = [];
  let at = content.bigTiff === true ? 16 : 8;
  levels.forEach((level, i) => {
    directories.push(at);
    const empty = directoryTags(content, level, level.counts, level.counts, i > 0);
    at += directorySize(empty, content.bigTiff === true);
  });
  const offsets: number[][] = levels.map(() => []);
  for (let i = levels.length - 1; i >= 0; i--) {
    for (const count of levels[i]!.counts) {
      offsets[i]!.push(at);
      at += count + (count & 1);
    }
  }
  return { directories, offsets, size: at };
}

/** Header and directories, as bytes that end where the first block begins. */
export function frontOf(
  content: Omit<TiffContent, "bands"> & { readonly bandCount: number },
  levels: readonly { readonly width: number; readonly height: number; readonly counts: readonly number[] }[],
  places: ReturnType<typeof placesOf>,
): Uint8Array {
  const big = content.bigTiff === true;
  const { directories, offsets } = places;
  const out = new Uint8Array(offsets.at(-1)![0]!);
  const view = new DataView(out.buffer);
  putHeader(view, big);
  levels.forEach((level, i) => {
    const tags = directoryTags(content, level, offsets[i]!, level.counts, i > 0);
    putDirectory(view, directories[i]!, tags, big, directories[i + 1] ?? 0);
  });
  return out;
}

function layOut(content: TiffContent, levels: readonly Level[]): Uint8Array {
  const described = { ...content, bandCount: content.bands.length };
  const counted = levels.map(({ width, height, blocks }) => ({ width, height, counts: blocks.map((b) => b.length) }));
  const places = placesOf(described, counted);
  const out = new Uint8Array(places.size);
  out.set(frontOf(described, counted, places), 0);
  levels.forEach((level, i) => {
    level.blocks.forEach((block, k) => {
      out.set(block, places.offsets[i]![k]!);
    });
  });
  return out;
}
