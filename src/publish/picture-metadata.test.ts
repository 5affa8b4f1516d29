import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { pictureMetadata } from "./picture-metadata.ts";
import { PICTURE_COPY } from "./testing/made-up-items.ts";

const plain = (): Sharp => sharp({ create: { width: 9, height: 7, channels: 3, background: "#a52" } });
const spoken = (): Sharp =>
  plain()
    .withExif({ IFD0: { Artist: "made up" } })
    .withIccProfile("srgb");

describe("pictureMetadata", () => {
  it("finds nothing in what holds pixels alone", async () => {
    expect(pictureMetadata(PICTURE_COPY)).toEqual([]);
    expect(pictureMetadata(await plain().png().toBuffer())).toEqual([]);
    expect(pictureMetadata(await plain().png({ palette: true }).toBuffer())).toEqual([]);
    expect(pictureMetadata(await plain().jpeg().toBuffer())).toEqual([]);
    expect(pictureMetadata(await plain().jpeg({ progressive: true }).toBuffer())).toEqual([]);
  });

  it("names what a camera or a program wrote", async () => {
    expect(pictureMetadata(await spoken().png().toBuffer())).toEqual(
      expect.arrayContaining(["chunk iCCP", "chunk eXIf"]),
    );
    expect(pictureMetadata(await spoken().jpeg().toBuffer())).toEqual(
      expect.arrayContaining(["segment e1", "segment e2"]),
    );
  });

  it("a thumbnail in the header, a comment, and bytes behind the end", async () => {
    const jpeg = await plain().jpeg().toBuffer();
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 1, 2, 3, 4]);
    expect(pictureMetadata(Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]))).toEqual(["segment fe"]);
    expect(pictureMetadata(Buffer.concat([jpeg, Buffer.from("x")]))).toEqual(["bytes behind its end"]);
    const header = Buffer.from([0xff, 0xe0, 0, 19, ...Buffer.from("JFIF\0"), 1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9]);
    expect(pictureMetadata(Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]))).toEqual(["segment e0"]);
    expect(pictureMetadata(Buffer.concat([PICTURE_COPY, Buffer.from([0])]))).toEqual(["bytes behind its end"]);
  });

  it("what has no end or is no such picture", async () => {
    const jpeg = await plain().jpeg().toBuffer();
    expect(pictureMetadata(jpeg.subarray(0, -2))).toEqual(["no end"]);
    expect(pictureMetadata(PICTURE_COPY.subarray(0, -12))).toEqual(["no end"]);
    for (const bytes of [new Uint8Array(), Buffer.from("<svg/>"), await plain().webp().toBuffer()]) {
      expect(pictureMetadata(bytes)).toEqual(["no PNG or JPEG"]);
    }
  });
});
