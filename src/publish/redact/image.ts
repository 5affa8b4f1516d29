import type { PublicImage } from "../input.ts";
import type { PageSizes, RedactionOrder, Region } from "./region.ts";

/** Above this an image is refused; a decoder would need gigabytes. */
const MAX_PIXELS = 100_000_000;

/** Size of the upright picture. @throws Error when it cannot be decoded */
export async function imageSize(bytes: Uint8Array): Promise<PageSizes> {
  const { default: sharp } = await import("sharp");
  const { autoOrient } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: 1 }).metadata();
  return [{ width: autoOrient.width, height: autoOrient.height }];
}

/**
 * The picture with its regions as solid black pixels, cropped, and encoded anew as PNG from nothing but these pixels: no
 * metadata, no thumbnail, no bytes of what was there. The same bytes and order give the same bytes.
 */
export async function redactImage(bytes: Uint8Array, order: RedactionOrder): Promise<PublicImage> {
  const { default: sharp } = await import("sharp");
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: 1 })
    .autoOrient()
    .toColourspace("srgb")
    // Transparent pixels keep their colours, which are not seen and may still be read.
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  for (const region of order.regions) blacken(data, width, channels, region);
  const picture = sharp(data, { raw: { width, height, channels } });
  const { crop } = order;
  if (crop !== undefined) picture.extract({ left: crop.x, top: crop.y, width: crop.width, height: crop.height });
  const png = await picture.png({ compressionLevel: 9, adaptiveFiltering: false, palette: false }).toBuffer();
  return {
    bytes: new Uint8Array(png),
    mediaType: "image/png",
    tool: `solid regions: sharp ${sharp.versions.sharp ?? "?"}, libvips ${sharp.versions.vips}`,
  };
}

/** Sets every channel of a rectangle to 0. `pixels` holds rows of `width` pixels. */
export function blacken(pixels: Uint8Array, width: number, channels: number, region: Region): void {
  for (let y = region.y; y < region.y + region.height; y++) {
    const start = (y * width + region.x) * channels;
    pixels.fill(0, start, start + region.width * channels);
  }
}
