import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { imageMetadata } from "./examine/image-metadata.ts";
import { derivePublicImage } from "./public-image.ts";
import { sniff } from "./sniff.ts";

/** A made-up picture that carries a place, a device and an author. */
function tagged(format: "jpeg" | "png" | "webp" | "tiff"): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 40, channels: 3, background: { r: 200, g: 30, b: 30 } } })
    .withExif({
      IFD0: { Make: "MadeUpCam", Model: "Planted-7", Artist: "Planted Author" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "33/1 40/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "36/1 19/1 0/1" },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Plantedville"/></rdf:RDF></x:xmpmeta>',
    )
    .toFormat(format)
    .toBuffer();
}
const planted = ["MadeUpCam", "Planted-7", "Planted Author", "Plantedville", "Exif", "xmpmeta"];

describe("imageMetadata()", () => {
  test.each(["jpeg", "png", "webp", "tiff"] as const)("flags place, device and author in %s", async (format) => {
    const { flags, blocks } = await imageMetadata(await tagged(format), `image/${format}`);
    // sharp writes no EXIF into a TIFF, so there only the place in XMP can be found.
    const isTiff = format === "tiff";
    expect([...flags].sort()).toEqual(
      isTiff ? ["location-metadata"] : ["author-metadata", "device-metadata", "location-metadata"],
    );
    expect(blocks).toEqual(expect.arrayContaining(isTiff ? ["XMP"] : ["EXIF", "GPS", "XMP"]));
  });

  test.each(["jpeg", "png", "webp", "tiff"] as const)("finds nothing in a bare %s", async (format) => {
    const bare = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
      .toFormat(format)
      .toBuffer();
    expect((await imageMetadata(bare, `image/${format}`)).flags).toEqual([]);
  });

  test("names the text chunks of a PNG, and says when one packs a profile away", async () => {
    const bare = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const chunk = (keyword: string) => {
      const body = Buffer.from(`${keyword}\0made up`);
      const head = Buffer.alloc(8);
      head.writeUInt32BE(body.length, 0);
      head.write("tEXt", 4);
      return Buffer.concat([head, body, Buffer.alloc(4)]);
    };
    const withTexts = Buffer.concat([
      bare.subarray(0, 33),
      chunk("Author"),
      chunk("Raw profile type exif"),
      bare.subarray(33),
    ]);
    expect(await imageMetadata(withTexts, "image/png")).toMatchObject({
      flags: ["author-metadata", "metadata-unreadable"],
      blocks: ["text"],
    });
  });

  test("answers for bytes that are no image", async () => {
    const { flags } = await imageMetadata(new Uint8Array(100).fill(7), "image/jpeg");
    expect(flags).toEqual(["metadata-unreadable"]);
  });
});

describe("derivePublicImage()", () => {
  test.each(["jpeg", "png", "webp", "tiff"] as const)(
    "carries no planted word of a %s, and the same bytes twice",
    async (format) => {
      const original = await tagged(format);
      expect(planted.some((word) => original.includes(word))).toBe(true);
      const first = await derivePublicImage(original);
      const again = await derivePublicImage(original);
      expect(Buffer.compare(first.bytes, again.bytes)).toBe(0);
      expect(first.mediaType).toBe(format === "jpeg" ? "image/jpeg" : "image/png");
      for (const word of planted) expect(Buffer.from(first.bytes).includes(word), word).toBe(false);
      expect((await imageMetadata(first.bytes, first.mediaType)).blocks).toEqual([]);
      expect(await sharp(first.bytes).metadata()).toMatchObject({ width: 64, height: 40 });
    },
  );

  test("drops what stands behind the end of an image", async () => {
    const { bytes } = await derivePublicImage(Buffer.concat([await tagged("png"), Buffer.from("cropped away")]));
    expect(Buffer.from(bytes).includes("cropped away")).toBe(false);
  });

  test("turns pixels upright, since the tag that said so is gone", async () => {
    const turned = await sharp(await tagged("jpeg"))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await sharp((await derivePublicImage(turned)).bytes).metadata()).toMatchObject({ width: 40, height: 64 });
  });

  test("refuses what is no image, is cut off, or is too large to decode", async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 7_000, channels: 3, background: "black" } })
      .png()
      .toBuffer();
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: "black",
        noise: { type: "gaussian", mean: 128, sigma: 40 },
      },
    })
      .png()
      .toBuffer();
    for (const bytes of [Buffer.from("no image"), noise.subarray(0, noise.length >> 1), bomb]) {
      await expect(derivePublicImage(bytes)).rejects.toMatchObject({ code: "vault/not-an-image" });
    }
  });
});

describe("sniff()", () => {
  const text = (body: string) => Buffer.from(body);
  test.each([
    ["notes.txt", text("made-up words"), "text/plain", false],
    ["list.csv", text("file,title\n"), "text/csv", false],
    ["page", text("<!DOCTYPE html><p>"), "text/html", false],
    ["page.txt", text("\n<html lang=ar>"), "text/html", false],
    ["old.txt", Buffer.from([0xc7, 0xe1, 0xe4, 0x20]), "text/plain", false],
    ["wide.txt", Buffer.from([0xff, 0xfe, 0x27, 0x06]), "text/plain", false],
    ["raw.bin", Buffer.from([0, 1, 2, 3]), "application/octet-stream", false],
    ["photo.jpg", text("%PDF-1.7\n"), "application/pdf", true],
    ["photo.jpg", text("not a picture"), "text/plain", true],
    ["scan.pdf", text("%PDF-1.7\n"), "application/pdf", false],
    ["data.json", text("{}"), "application/json", false],
  ] as const)("%s is seen as %s", async (name, head, mediaType, isMismatch) => {
    expect(await sniff(head, name)).toEqual({ mediaType, isMismatch });
  });
});
