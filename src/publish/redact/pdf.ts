import type { PublicImage } from "../input.ts";
import { blacken } from "./image.ts";
import { type PagePicture, pictureBook } from "./picture-book.ts";
import type { PageSizes, RedactionOrder } from "./region.ts";

/** Pixels per point: 144 to the inch, so that small print stays legible. */
const SCALE = 2;
/** Pixels of a page above which it is refused. */
const MAX_PIXELS = 60_000_000;

type Pdf = Awaited<ReturnType<typeof openPdf>>["pdf"];

async function openPdf(bytes: Uint8Array) {
  const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const fonts = new URL("../../standard_fonts/", import.meta.resolve("pdfjs-dist/legacy/build/pdf.mjs"));
  const task = pdfjs.getDocument({
    // A copy: the library takes the buffer away from its owner.
    data: bytes.slice(),
    verbosity: 0,
    useSystemFonts: false,
    isEvalSupported: false,
    standardFontDataUrl: `${decodeURIComponent(fonts.pathname)}`,
  });
  return { task, pdf: await task.promise, version: pdfjs.version };
}

/** Width and height of each page in points, rounded up. @throws Error when it is no PDF that can be read */
export async function pdfSizes(bytes: Uint8Array): Promise<PageSizes> {
  const { task, pdf } = await openPdf(bytes);
  try {
    const sizes: { width: number; height: number }[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const { width, height } = (await pdf.getPage(n)).getViewport({ scale: 1 });
      sizes.push({ width: Math.ceil(width), height: Math.ceil(height) });
    }
    return sizes;
  } finally {
    await task.destroy();
  }
}

/**
 * The PDF as pictures of its pages with the regions as solid black pixels, in a new file that holds nothing else: no text, no
 * fonts, no links, no attachments, no earlier revisions, no metadata. The same bytes and order give the same bytes.
 */
export async function redactPdf(bytes: Uint8Array, order: RedactionOrder): Promise<PublicImage> {
  const [{ default: sharp }, { task, pdf, version }] = await Promise.all([import("sharp"), openPdf(bytes)]);
  try {
    const pages: PagePicture[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const { data, width, height } = await drawPage(pdf, n);
      for (const { page, ...region } of order.regions) {
        if (page !== n) continue;
        const scaled = {
          x: Math.min(width, region.x * SCALE),
          y: Math.min(height, region.y * SCALE),
          width: Math.min(region.width * SCALE, width - Math.min(width, region.x * SCALE)),
          height: Math.min(region.height * SCALE, height - Math.min(height, region.y * SCALE)),
        };
        blacken(data, width, 4, scaled);
      }
      const png = await sharp(data, { raw: { width, height, channels: 4 } })
        .removeAlpha()
        .png({ compressionLevel: 9, adaptiveFiltering: true, palette: false })
        .toBuffer();
      pages.push({ width, height, deflated: pixelsOfPng(png) });
    }
    return {
      bytes: pictureBook(pages, SCALE),
      mediaType: "application/pdf",
      tool: `pages as pictures: pdfjs ${version}, sharp ${sharp.versions.sharp ?? "?"}`,
    };
  } finally {
    await task.destroy();
  }
}

async function drawPage(
  pdf: Pdf,
  n: number,
): Promise<{ readonly data: Buffer; readonly width: number; readonly height: number }> {
  const page = await pdf.getPage(n);
  const viewport = page.getViewport({ scale: SCALE });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  if (width * height > MAX_PIXELS) throw new RangeError(`page ${n} has ${width} x ${height} pixels, too many to draw`);
  const factory = pdf.canvasFactory as {
    create(
      width: number,
      height: number,
    ): { readonly canvas: object; readonly context: { getImageData(...at: number[]): { data: Uint8ClampedArray } } };
  };
  const { canvas, context } = factory.create(width, height);
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport, background: "#ffffff" })
    .promise;
  const { data } = context.getImageData(0, 0, width, height);
  page.cleanup();
  return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), width, height };
}

/** The image data of a PNG: its IDAT chunks joined (PNG, third edition, 11.2.3). */
function pixelsOfPng(png: Uint8Array): Uint8Array {
  const view = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at < view.length; ) {
    const length = view.readUInt32BE(at);
    if (view.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(view.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(parts);
}
