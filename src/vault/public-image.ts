import { vaultError } from "./errors.ts";

/** Above this an image is refused; a decoder would need gigabytes. */
const MAX_PIXELS = 100_000_000;

export interface PublicImage {
  readonly bytes: Uint8Array;
  readonly mediaType: "image/png" | "image/jpeg";
  /** What made it, with versions: the same versions make the same bytes. */
  readonly tool: string;
}

/**
 * Decodes an image and encodes its pixels anew, upright, in sRGB: no metadata, no thumbnail, no bytes behind the end. JPEG
 * stays JPEG (quality 90), everything else becomes PNG. Of an animation the first picture is kept.
 *
 * @throws vault/not-an-image
 */
export async function derivePublicImage(bytes: Uint8Array): Promise<PublicImage> {
  const { default: sharp } = await import("sharp");
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: 1 });
    const isJpeg = (await image.metadata()).format === "jpeg";
    const upright = image.autoOrient().toColourspace("srgb");
    const encoded = isJpeg
      ? upright.jpeg({ quality: 90, chromaSubsampling: "4:4:4" })
      : upright.png({ compressionLevel: 9, adaptiveFiltering: false });
    const { data } = await encoded.toBuffer({ resolveWithObject: true });
    return {
      bytes: new Uint8Array(data),
      mediaType: isJpeg ? "image/jpeg" : "image/png",
      tool: `sharp ${sharp.versions.sharp ?? "?"}, libvips ${sharp.versions.vips}`,
    };
  } catch (cause) {
    throw vaultError("vault/not-an-image", {
      what: "Cannot make a public copy of the image",
      found: "it cannot be decoded whole, or has above 100 megapixels",
      unchanged: "The exhibit stays as it is.",
      mend: "Make a derived image yourself, collect it, and refer to that.",
      cause,
    });
  }
}
