import { rowBytes } from "./decode-block.ts";
import { bytesPerSample, type Samples, viewSamples } from "./samples.ts";
import type { TiffImage } from "./tiff-image.ts";

const HOST_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** What of a block is wanted: rows from `fromRow` to before `toRow`, columns before `toColumn`. `rows` is all it has. */
export interface BlockPart {
  readonly rows: number;
  readonly fromRow: number;
  readonly toRow: number;
  readonly toColumn: number;
}

/**
 * Samples of a block in the host's byte order with the predictor undone in place (TIFF 6.0 section 14; Technical Note 3).
 * They begin with the block's first row; what the part leaves out may not be undone, or be missing at the end.
 */
export function blockSamples(image: TiffImage, bytes: Uint8Array, bands: number, part: BlockPart): Samples {
  const { toRow } = part;
  if (image.bits < 8) return unpackSmall(image, bytes, bands, toRow);
  const size = bytesPerSample(image.type);
  const used = bytes.subarray(0, toRow * rowBytes(image, bands));
  if (image.predictor === 3) return undoFloat(image, used, bands, toRow, size);
  let native = used;
  if (size > 1 && image.littleEndian !== HOST_LITTLE) native = swap(used, size);
  const samples = viewSamples(image.type, native);
  if (image.predictor === 2) undoDifference(samples, image.blockWidth * bands, part, bands);
  return samples;
}

function undoDifference(samples: Samples, perRow: number, part: BlockPart, bands: number): void {
  const { fromRow, toRow } = part;
  const length = part.toColumn * bands;
  if (bands === 1) {
    for (let r = fromRow; r < toRow; r++) {
      const end = r * perRow + length;
      let sum = 0;
      // Typed arrays wrap modulo their width, as the format asks.
      for (let i = r * perRow; i < end; i++) {
        sum = (sum + samples[i]!) | 0;
        samples[i] = sum;
      }
    }
    return;
  }
  for (let r = fromRow; r < toRow; r++) {
    const end = r * perRow + length;
    for (let i = r * perRow + bands; i < end; i++) samples[i] = samples[i]! + samples[i - bands]!;
  }
}

function undoFloat(image: TiffImage, bytes: Uint8Array, bands: number, rows: number, size: number): Samples {
  const perRow = image.blockWidth * bands;
  const stride = perRow * size;
  const out = new Uint8Array(rows * stride);
  for (let r = 0; r < rows; r++) {
    const base = r * stride;
    for (let i = base + bands; i < base + stride; i++) bytes[i] = (bytes[i]! + bytes[i - bands]!) & 255;
    // Byte planes run from the most significant, whatever the file's byte order.
    for (let b = 0; b < size; b++) {
      const to = HOST_LITTLE ? size - 1 - b : b;
      for (let i = 0; i < perRow; i++) out[base + i * size + to] = bytes[base + b * perRow + i]!;
    }
  }
  return viewSamples(image.type, out);
}

function swap(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i + size <= bytes.length; i += size) {
    for (let b = 0; b < size; b++) out[i + b] = bytes[i + size - 1 - b]!;
  }
  return out;
}

function unpackSmall(image: TiffImage, bytes: Uint8Array, bands: number, rows: number): Samples {
  const perRow = image.blockWidth * bands;
  const stride = rowBytes(image, bands);
  const out = new Uint8Array(perRow * rows);
  const mask = (1 << image.bits) - 1;
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < perRow; i++) {
      const bit = i * image.bits;
      out[r * perRow + i] = (bytes[r * stride + (bit >> 3)]! >> (8 - image.bits - (bit & 7))) & mask;
    }
  }
  return out;
}
