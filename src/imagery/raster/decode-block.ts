import * as zlib from "node:zlib";
import type { ByteSource } from "./byte-source.ts";
import { lzwDecode } from "./lzw.ts";
import { bytesPerSample } from "./samples.ts";
import { refuseTiff } from "./tiff-directory.ts";
import { type TiffImage, unsupported } from "./tiff-image.ts";

type ZstdDecompress = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

/** Room for the packed bytes of one block after another, so that a read of many blocks does not leave as many behind. */
export class Scratch {
  #bytes = new Uint8Array(0);

  read(source: ByteSource, offset: number, length: number): Uint8Array {
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(Math.ceil(length * 1.25));
    return source.read(offset, length, this.#bytes);
  }
}

/**
 * Bytes of one block, decompressed, still in the file's byte order and with the predictor applied; `null` when sparse.
 * Only the first `needed` of its `whole` bytes are promised: what a window does not show is not unpacked where that is
 * possible. They may lie in the scratch, and hold until the next block is read.
 */
export async function decodeBlock(
  source: ByteSource,
  image: TiffImage,
  index: number,
  whole: number,
  needed: number,
  scratch: Scratch,
): Promise<Uint8Array | null> {
  const offset = image.offsets[index]!;
  const count = image.byteCounts[index]!;
  if (offset === 0 || count === 0) return null;
  const bytes =
    inflateStart(source, image, { offset, count, whole, needed }, scratch) ??
    (await decompress(source, image, scratch.read(source, offset, count), whole, needed));
  if (bytes.length < needed) {
    refuseTiff(source, `block ${index} unpacks to ${bytes.length} bytes where ${needed} are needed`);
  }
  return bytes;
}

/** Below this share of a block its beginning is unpacked alone; above, guessing how far to read gains nothing. */
const WORTH_CUTTING = 0.85;
/** Bytes do not pack equally well everywhere in a block: this much more than the plain share is read. */
const MARGIN = 1.08;

/** The beginning of a deflate block out of the beginning of its bytes; `null` when that is not enough, or not worth it. */
function inflateStart(
  source: ByteSource,
  image: TiffImage,
  { offset, count, whole, needed }: { offset: number; count: number; whole: number; needed: number },
  scratch: Scratch,
): Uint8Array | null {
  if ((image.compression !== 8 && image.compression !== 32946) || needed > WORTH_CUTTING * whole) return null;
  const part = Math.min(count, Math.ceil((count * MARGIN * needed) / whole) + 256);
  try {
    const bytes = zlib.inflateSync(scratch.read(source, offset, part), {
      chunkSize: whole + 64,
      maxOutputLength: whole + 65536,
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
    });
    return bytes.length >= needed ? bytes : null;
  } catch {
    // The whole block is tried next, and its error told.
    return null;
  }
}

async function decompress(
  source: ByteSource,
  image: TiffImage,
  packed: Uint8Array,
  whole: number,
  needed: number,
): Promise<Uint8Array> {
  switch (image.compression) {
    case 1:
      return packed;
    case 5: {
      const out = new Uint8Array(needed);
      return out.subarray(0, lzwDecode(packed, out));
    }
    case 8:
    case 32946:
      return inflate(source, packed, whole);
    case 32773: {
      const out = new Uint8Array(needed);
      return out.subarray(0, unpackBits(packed, out));
    }
    case 50000: {
      const zstd = (zlib as unknown as { zstdDecompressSync?: ZstdDecompress }).zstdDecompressSync;
      if (zstd === undefined) unsupported(source, "zstd compression (readable from Node 22.15 on)");
      return zstd(packed, { maxOutputLength: whole + 65536 });
    }
    default:
      return decodePicture(source, image, packed, whole);
  }
}

function inflate(source: ByteSource, packed: Uint8Array, expected: number): Uint8Array {
  try {
    // One chunk a little larger than the block: a full one would make zlib ask for another and join them; a bomb stops here.
    return zlib.inflateSync(packed, { chunkSize: expected + 64, maxOutputLength: expected + 65536 });
  } catch (cause) {
    return refuseTiff(source, `a deflate block cannot be unpacked (${(cause as Error).message})`);
  }
}

/** TIFF 6.0, section 9. */
function unpackBits(input: Uint8Array, out: Uint8Array): number {
  let pos = 0;
  let at = 0;
  while (at < input.length && pos < out.length) {
    const n = (input[at++]! << 24) >> 24;
    if (n >= 0) {
      for (let i = 0; i <= n && at < input.length && pos < out.length; i++) out[pos++] = input[at++]!;
    } else if (n !== -128) {
      const value = input[at++] ?? 0;
      for (let i = 0; i <= -n && pos < out.length; i++) out[pos++] = value;
    }
  }
  return pos;
}

/** An abbreviated stream needs the tables of the directory put before it (TIFF Technical Note 2). */
async function decodePicture(source: ByteSource, image: TiffImage, packed: Uint8Array, expected: number) {
  if (image.type !== "u8" || image.predictor !== 1) unsupported(source, "JPEG or WebP with other than 8-bit samples");
  const tables = image.jpegTables === null ? [] : image.jpegTables.slice(0, -2);
  const stream = Buffer.concat([Uint8Array.from(tables), tables.length > 0 ? packed.subarray(2) : packed]);
  try {
    // Few scenes hold pictures, and the program for them is large: it is loaded when the first block asks for it.
    const { default: sharp } = await import("sharp");
    // A picture that says it is larger than its block is refused before memory is taken for it.
    const picture = sharp(stream, { limitInputPixels: image.blockWidth * image.blockHeight, failOn: "truncated" });
    // An opaque WebP block of an RGBA image comes without its fourth band.
    if (image.compression === 50001 && image.bands === 4 && !image.planar) picture.ensureAlpha();
    const { data } = await picture.raw().toBuffer({ resolveWithObject: true });
    if (data.length < expected) refuseTiff(source, "a JPEG or WebP block is smaller than its directory says");
    return new Uint8Array(data.buffer, data.byteOffset, data.length);
  } catch (cause) {
    return refuseTiff(source, `a JPEG or WebP block cannot be unpacked (${(cause as Error).message})`);
  }
}

/** Bytes of one row of a block; rows below 8 bits a sample are padded to whole bytes. */
export function rowBytes(image: TiffImage, bands: number): number {
  return image.bits < 8
    ? Math.ceil((image.blockWidth * bands * image.bits) / 8)
    : image.blockWidth * bands * bytesPerSample(image.type);
}
