import * as zlib from "node:zlib";
import sharp from "sharp";
import type { ByteSource } from "./byte-source.ts";
import { lzwDecode } from "./lzw.ts";
import { bytesPerSample } from "./samples.ts";
import { refuseTiff } from "./tiff-directory.ts";
import { type TiffImage, unsupported } from "./tiff-image.ts";

type ZstdDecompress = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

/** Bytes of one block, decompressed, still in the file's byte order and with the predictor applied; `null` when sparse. */
export async function decodeBlock(
  source: ByteSource,
  image: TiffImage,
  index: number,
  expected: number,
): Promise<Uint8Array | null> {
  const offset = image.offsets[index]!;
  const count = image.byteCounts[index]!;
  if (offset === 0 || count === 0) return null;
  const packed = source.read(offset, count);
  const bytes = await decompress(source, image, packed, expected);
  if (bytes.length < expected) {
    refuseTiff(source, `block ${index} unpacks to ${bytes.length} bytes where ${expected} are needed`);
  }
  return bytes;
}

async function decompress(source: ByteSource, image: TiffImage, packed: Uint8Array, expected: number) {
  switch (image.compression) {
    case 1:
      return packed;
    case 5: {
      const out = new Uint8Array(expected);
      return out.subarray(0, lzwDecode(packed, out));
    }
    case 8:
    case 32946:
      return inflate(source, packed, expected);
    case 32773: {
      const out = new Uint8Array(expected);
      return out.subarray(0, unpackBits(packed, out));
    }
    case 50000: {
      const zstd = (zlib as unknown as { zstdDecompressSync?: ZstdDecompress }).zstdDecompressSync;
      if (zstd === undefined) unsupported(source, "zstd compression, which needs Node 22.15");
      return zstd(packed, { maxOutputLength: expected + 65536 });
    }
    default:
      return decodePicture(source, image, packed, expected);
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
    const picture = sharp(stream, { limitInputPixels: 65500 * 65500, failOn: "truncated" });
    // An opaque WebP block of an RGBA image comes without its fourth band.
    if (image.compression === 50001 && image.bands === 4 && !image.planar) picture.ensureAlpha();
    const { data } = await picture.raw().toBuffer({ resolveWithObject: true });
    if (data.length < expected) refuseTiff(source, "a JPEG or WebP block is smaller than its directory says");
    return new Uint8Array(data.buffer, data.byteOffset, data.length);
  } catch (cause) {
    return refuseTiff(source, `a JPEG or WebP block cannot be unpacked (${(cause as Error).message})`);
  }
}

/** Bytes of a block: all its rows, whole width, its bands. Strips at the bottom may be short. */
export function blockBytes(image: TiffImage, row: number): number {
  const bands = image.planar ? 1 : image.bands;
  const rows = image.tiled ? image.blockHeight : Math.min(image.blockHeight, image.height - row * image.blockHeight);
  return rows * rowBytes(image, bands);
}

/** Bytes of one row of a block; rows below 8 bits a sample are padded to whole bytes. */
export function rowBytes(image: TiffImage, bands: number): number {
  return image.bits < 8
    ? Math.ceil((image.blockWidth * bands * image.bits) / 8)
    : image.blockWidth * bands * bytesPerSample(image.type);
}
