import { deflateSync } from "node:zlib";
import type { Affine } from "./georeference.ts";
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
}

interface Level {
  readonly width: number;
  readonly height: number;
  readonly blocks: Uint8Array[];
}

/** A GeoTIFF as bytes; deflate level 6. Blocks of reduced images come before those of the full one. */
export function writeTiff(wanted: TiffContent): Uint8Array {
  // As libtiff: differencing belongs to a compression.
  const content: TiffContent = {
    ...wanted,
    predictor: wanted.predictor === true && (wanted.compression ?? "none") !== "none",
  };
  const levels: Level[] = [{ width: content.width, height: content.height, blocks: encode(content) }];
  let current = content;
  while (content.overviews === true && Math.max(current.width, current.height) > (content.tile ?? 512)) {
    current = halve(current);
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
      for (let c = 0, to = r * shape.width * bands + b; c < columns; c++, to += bands) samples[to] = band[from + c]!;
    }
  }
  if (content.predictor === true) difference(samples, shape.width * bands, rows, bands);
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  if (content.compression === "deflate") return deflateSync(bytes);
  return content.compression === "lzw" ? lzwEncode(bytes).slice() : bytes;
}

function difference(samples: Samples, perRow: number, rows: number, bands: number): void {
  for (let r = 0; r < rows; r++) {
    for (let i = (r + 1) * perRow - 1; i >= r * perRow + bands; i--) samples[i] = samples[i]! - samples[i - bands]!;
  }
}

/** Means of 2 x 2 valid samples. */
function halve(content: TiffContent): TiffContent {
  const width = Math.max(1, content.width >> 1);
  const height = Math.max(1, content.height >> 1);
  const whole = content.type[0] !== "f";
  const bands = content.bands.map((band) => {
    const out = makeSamples(content.type, width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum = 0;
        let n = 0;
        for (const at of [0, 1, content.width, content.width + 1]) {
          const v = band[2 * y * content.width + 2 * x + at] ?? Number.NaN;
          if (!Number.isNaN(v) && v !== content.nodata) {
            sum += v;
            n++;
          }
        }
        const mean = n === 0 ? (content.nodata ?? 0) : sum / n;
        out[y * width + x] = whole ? Math.round(mean) : mean;
      }
    }
    return out;
  });
  return { ...content, width, height, bands };
}

type Tag = { tag: number; type: number; values: readonly number[] | string };

/** The directory entries of one level, block places given or still zero. */
export function directoryTags(
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
  ];
  return texts.flatMap(([tag, values]) => (values === undefined ? [] : [{ tag, type: 2, values }]));
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
export function directorySize(tags: readonly Tag[], big: boolean): number {
  let size = big ? 8 + 8 : 2 + 4;
  for (const { type, values } of tags) {
    const bytes = (typeof values === "string" ? values.length + 1 : values.length) * UNIT[type]!;
    size += (big ? 20 : 12) + (bytes > (big ? 8 : 4) ? bytes + (bytes & 1) : 0);
  }
  return size + (size & 1);
}

/** Writes one directory at `at`; returns nothing, `next` is the place of the one after it or 0. */
export function putDirectory(view: DataView, at: number, tags: readonly Tag[], big: boolean, next: number): void {
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
export function putHeader(view: DataView, big: boolean): number {
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, big ? 43 : 42, true);
  if (big) {
    view.setUint16(4, 8, true);
    view.setBigUint64(8, 16n, true);
    return 16;
  }
  view.setUint32(4, 8, true);
  return 8;
}

function layOut(content: TiffContent, levels: readonly Level[]): Uint8Array {
  const big = content.bigTiff === true;
  const described = { ...content, bandCount: content.bands.length };
  const counts = levels.map((level) => level.blocks.map((b) => b.length));
  const empty = levels.map((level, i) => directoryTags(described, level, counts[i]!, counts[i]!, i > 0));
  const places: number[] = [];
  let at = big ? 16 : 8;
  for (const tags of empty) {
    places.push(at);
    at += directorySize(tags, big);
  }
  const offsets: number[][] = levels.map(() => []);
  for (let i = levels.length - 1; i >= 0; i--) {
    for (const block of levels[i]!.blocks) {
      offsets[i]!.push(at);
      at += block.length + (block.length & 1);
    }
  }
  const out = new Uint8Array(at);
  const view = new DataView(out.buffer);
  putHeader(view, big);
  levels.forEach((level, i) => {
    const tags = directoryTags(described, level, offsets[i]!, counts[i]!, i > 0);
    putDirectory(view, places[i]!, tags, big, places[i + 1] ?? 0);
    level.blocks.forEach((block, k) => {
      out.set(block, offsets[i]![k]!);
    });
  });
  return out;
}
