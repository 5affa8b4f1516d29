import { imageryError } from "../errors.ts";
import type { ByteSource } from "./byte-source.ts";
import type { SampleType } from "./samples.ts";
import { refuseTiff, type TiffDirectory, truncated } from "./tiff-directory.ts";

/** Where the blocks (strips or tiles) of one image lie and how to undo them. */
export interface TiffImage {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly type: SampleType;
  /** Bits per sample as stored; below 8 they are unpacked to `u8`. */
  readonly bits: number;
  readonly littleEndian: boolean;
  readonly compression: number;
  readonly predictor: number;
  /** Each band in blocks of its own (PlanarConfiguration 2). */
  readonly planar: boolean;
  readonly tiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
  readonly jpegTables: readonly number[] | null;
  readonly photometric: number;
  readonly nodata: number | null;
  /** 0 full image, 1 reduced, 4 mask (NewSubfileType bits). */
  readonly subfile: number;
}

const COMPRESSIONS: Record<number, string> = {
  1: "none",
  5: "LZW",
  7: "JPEG",
  8: "deflate",
  32773: "PackBits",
  32946: "deflate",
  50000: "zstd",
  50001: "WebP",
};

/** Largest block that is decoded at once, in bytes; whole-image strips of big scenes stay below it. */
const MAX_BLOCK_BYTES = 2 ** 30;
const MAX_SIDE = 2 ** 24;

/**
 * Checks what a directory says against itself and against the size of the file, before any pixel is read.
 *
 * @throws imagery/hostile-tiff, imagery/truncated-tiff, imagery/unsupported-tiff
 */
export function describeImage(source: ByteSource, directory: TiffDirectory): TiffImage {
  const numbers = (tag: number): readonly number[] => {
    const value = directory.tags.get(tag);
    return Array.isArray(value) ? (value as readonly number[]) : [];
  };
  const one = (tag: number, fallback: number): number => numbers(tag)[0] ?? fallback;
  const width = one(256, 0);
  const height = one(257, 0);
  if (!isSide(width) || !isSide(height)) refuseTiff(source, `it claims a size of ${width} x ${height} pixels`);
  const bands = one(277, 1);
  if (!(bands >= 1 && bands <= 512)) refuseTiff(source, `it claims ${bands} bands`);
  const bits = one(258, 1);
  if (numbers(258).some((b) => b !== bits)) unsupported(source, "bands of different bit depths");
  const type = sampleType(source, bits, one(339, 1));
  const compression = one(259, 1);
  if (COMPRESSIONS[compression] === undefined) unsupported(source, `compression ${compression}`);
  const predictor =
    compression === 1 || compression === 7 || compression === 32773 || compression === 50001 ? 1 : one(317, 1);
  if (predictor < 1 || predictor > 3) unsupported(source, `predictor ${predictor}`);
  if (predictor === 3 && type !== "f32" && type !== "f64") refuseTiff(source, "a float predictor on integer samples");
  const planar = one(284, 1) === 2 && bands > 1;
  const tiled = directory.tags.has(322) || directory.tags.has(324);
  const blockWidth = tiled ? one(322, 0) : width;
  const blockHeight = tiled ? one(323, 0) : Math.min(height, one(278, height));
  if (!isSide(blockWidth) || !isSide(blockHeight)) {
    refuseTiff(source, `it claims blocks of ${blockWidth} x ${blockHeight} pixels`);
  }
  const blockBytes = (blockWidth * blockHeight * (planar ? 1 : bands) * bits) / 8;
  if (blockBytes > MAX_BLOCK_BYTES) refuseTiff(source, `it claims blocks of ${blockBytes} bytes`);
  const blocksAcross = Math.ceil(width / blockWidth);
  const blocksDown = Math.ceil(height / blockHeight);
  const offsets = numbers(tiled ? 324 : 273);
  const byteCounts = numbers(tiled ? 325 : 279);
  const wanted = blocksAcross * blocksDown * (planar ? bands : 1);
  if (offsets.length < wanted || byteCounts.length < wanted) {
    refuseTiff(
      source,
      `it needs ${wanted} blocks for its size but lists ${Math.min(offsets.length, byteCounts.length)}`,
    );
  }
  for (let i = 0; i < wanted; i++) {
    const offset = offsets[i]!;
    const count = byteCounts[i]!;
    if (count > 0 && offset + count > source.size) truncated(source, offset, count);
    if (compression === 1 && count > 0 && offset > 0 && count < rowsBytes(i) - 8) {
      refuseTiff(source, `block ${i} is not compressed and has ${count} bytes where ${rowsBytes(i)} are needed`);
    }
  }
  function rowsBytes(block: number): number {
    const row = Math.floor((block % (blocksAcross * blocksDown)) / blocksAcross);
    const rows = tiled ? blockHeight : Math.min(blockHeight, height - row * blockHeight);
    return rows * Math.ceil((blockWidth * (planar ? 1 : bands) * bits) / 8);
  }
  const nodataText = directory.tags.get(42113);
  const nodata = typeof nodataText === "string" && nodataText.trim() !== "" ? Number(nodataText) : null;
  const jpegTables = directory.tags.has(347) ? numbers(347) : null;
  return {
    width,
    height,
    bands,
    type,
    bits,
    littleEndian: directory.littleEndian,
    compression,
    predictor,
    planar,
    tiled,
    blockWidth,
    blockHeight,
    blocksAcross,
    blocksDown,
    offsets,
    byteCounts,
    jpegTables,
    photometric: one(262, 1),
    nodata,
    subfile: one(254, 0),
  };
}

function isSide(n: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= MAX_SIDE;
}

function sampleType(source: ByteSource, bits: number, format: number): SampleType {
  const name = `${format === 3 ? "f" : format === 2 ? "i" : "u"}${bits}`;
  if (["u1", "u2", "u4", "u8"].includes(name)) return "u8";
  if (["i8", "u16", "i16", "u32", "i32", "f32", "f64"].includes(name)) return name as SampleType;
  return unsupported(source, `samples of ${bits} bits, format ${format}`);
}

/** Throws `imagery/unsupported-tiff`. */
export function unsupported(source: ByteSource, what: string): never {
  throw imageryError("imagery/unsupported-tiff", {
    what: `Cannot read "${source.name}"`,
    found: `it uses ${what}, which this reader has not: docs/formats/imagery.md says what it reads`,
    unchanged: "Nothing was measured and no file was written.",
    mend: `gdal_translate -co COMPRESS=DEFLATE -co PREDICTOR=2 "${source.name}" converted.tif`,
  });
}
