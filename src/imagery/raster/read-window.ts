import type { ByteSource } from "./byte-source.ts";
import { decodeBlock, rowBytes, Scratch } from "./decode-block.ts";
import { makeSamples, type PixelWindow, type Samples } from "./samples.ts";
import type { TiffImage } from "./tiff-image.ts";
import { type BlockPart, blockSamples } from "./undo-predictor.ts";

/**
 * One array per band asked for, row by row, of a window that must lie inside the image; blocks the file leaves out are
 * nodata (or 0).
 *
 * @throws RangeError when the window leaves the image; imagery/hostile-tiff, imagery/truncated-tiff
 */
export async function readWindow(
  source: ByteSource,
  image: TiffImage,
  window: PixelWindow,
  bands: readonly number[] = Array.from({ length: image.bands }, (_, i) => i),
): Promise<Samples[]> {
  const { x, y, width, height } = window;
  if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > image.width || y + height > image.height) {
    throw new RangeError(
      `Cannot read window ${x},${y} ${width}x${height}: the image is ${image.width}x${image.height}`,
    );
  }
  const out = bands.map(() => {
    const samples = makeSamples(image.type, width * height);
    if (image.nodata !== null && image.offsets.includes(0)) samples.fill(image.nodata);
    return samples;
  });
  const firstColumn = Math.floor(x / image.blockWidth);
  const lastColumn = Math.floor((x + width - 1) / image.blockWidth);
  const firstRow = Math.floor(y / image.blockHeight);
  const lastRow = Math.floor((y + height - 1) / image.blockHeight);
  const perPlane = image.blocksAcross * image.blocksDown;
  const scratch = new Scratch();
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const block = row * image.blocksAcross + column;
      const part = partOf(image, column, row, window);
      if (image.planar) {
        for (let i = 0; i < bands.length; i++) {
          const samples = await loadBlock(source, image, bands[i]! * perPlane + block, 1, part, scratch);
          if (samples !== null) copy(image, samples, column, row, 1, 0, window, out[i]!);
        }
      } else {
        const samples = await loadBlock(source, image, block, image.bands, part, scratch);
        if (samples === null) continue;
        for (let i = 0; i < bands.length; i++) {
          copy(image, samples, column, row, image.bands, bands[i]!, window, out[i]!);
        }
      }
    }
  }
  return out;
}

/** Rows and columns of a block that a window shows. */
function partOf(image: TiffImage, column: number, row: number, window: PixelWindow): BlockPart {
  const rows = image.tiled ? image.blockHeight : Math.min(image.blockHeight, image.height - row * image.blockHeight);
  const [x, y] = [column * image.blockWidth, row * image.blockHeight];
  return {
    rows,
    fromRow: Math.max(0, window.y - y),
    toRow: Math.min(rows, window.y + window.height - y),
    toColumn: Math.min(image.blockWidth, window.x + window.width - x),
  };
}

async function loadBlock(
  source: ByteSource,
  image: TiffImage,
  index: number,
  bands: number,
  part: BlockPart,
  scratch: Scratch,
): Promise<Samples | null> {
  const oneRow = rowBytes(image, bands);
  const bytes = await decodeBlock(source, image, index, part.rows * oneRow, part.toRow * oneRow, scratch);
  return bytes === null ? null : blockSamples(image, bytes, bands, part);
}

/** Copies what block and window share. */
function copy(
  image: TiffImage,
  samples: Samples,
  column: number,
  row: number,
  stride: number,
  band: number,
  window: PixelWindow,
  out: Samples,
): void {
  const blockX = column * image.blockWidth;
  const blockY = row * image.blockHeight;
  const x0 = Math.max(window.x, blockX);
  const x1 = Math.min(window.x + window.width, blockX + image.blockWidth);
  const y0 = Math.max(window.y, blockY);
  const y1 = Math.min(window.y + window.height, blockY + image.blockHeight);
  for (let y = y0; y < y1; y++) {
    const from = (y - blockY) * image.blockWidth + (x0 - blockX);
    const to = (y - window.y) * window.width + (x0 - window.x);
    if (stride === 1) {
      out.set(samples.subarray(from, from + x1 - x0) as never, to);
    } else {
      for (let i = 0, at = from * stride + band; i < x1 - x0; i++, at += stride) out[to + i] = samples[at]!;
    }
  }
}
