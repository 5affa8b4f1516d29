import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageSize, redactImage } from "../../src/publish/redact/image.ts";
import { pdfSizes, redactPdf } from "../../src/publish/redact/pdf.ts";
import { faultsOfRegions } from "../../src/publish/redact/region.ts";
import { coveredText } from "../../src/vault/examine/covered-text.ts";
import { line, pdfOf } from "./support/pdf.ts";

const SECRET = "Zaynab Ujaylan";
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "snowmelt-redact-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Output of a public tool on a file; `null` where the tool is not installed, which is said. */
function tool(command: string, args: readonly string[]): string | null {
  const ran = spawnSync(command, args, { encoding: "latin1", maxBuffer: 200_000_000 });
  if (ran.error !== undefined) {
    console.log(`skipped: ${command} not present`);
    return null;
  }
  return ran.stdout + ran.stderr;
}

function keep(name: string, bytes: Uint8Array): string {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}

/** A picture of noise with metadata, a thumbnail's worth of names, and bytes behind its end. */
async function picture(format: "png" | "jpeg"): Promise<Uint8Array> {
  const noise = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 2654435761) >>> 24));
  const image = sharp(noise, { raw: { width: 64, height: 48, channels: 3 } }).withExif({
    IFD0: { Artist: SECRET, Copyright: SECRET, ImageDescription: SECRET },
    IFD3: { GPSLatitude: "33/1 30/1 0/1" },
  });
  return Buffer.concat([await image.toFormat(format).toBuffer(), Buffer.from(`behind the end: ${SECRET}`)]);
}

describe("redactImage()", () => {
  const region = { x: 8, y: 4, width: 20, height: 10 };
  it.each(["png", "jpeg"] as const)(
    "makes the regions of a %s solid and leaves nothing else behind",
    async (format) => {
      const original = await picture(format);
      const { bytes, mediaType } = await redactImage(original, { regions: [region] });
      expect(mediaType).toBe("image/png");
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([64, 48]);
      const before = await sharp(original).raw().toBuffer();
      for (let y = 0; y < 48; y++) {
        for (let x = 0; x < 64; x++) {
          const isIn = x >= 8 && x < 28 && y >= 4 && y < 14;
          const at = (y * 64 + x) * 3;
          for (const c of [0, 1, 2]) expect(data[at + c]).toBe(isIn ? 0 : before[at + c]);
        }
      }
      expect(Buffer.from(bytes).includes(SECRET)).toBe(false);
      // IEND is the end: what a careless crop leaves lies behind it.
      expect(Buffer.from(bytes).subarray(-8, -4).toString("latin1")).toBe("IEND");
      const said = tool("exiftool", ["-a", "-G1", "-s", keep(`${format}.png`, bytes)]);
      if (said !== null) {
        expect(said).not.toMatch(/Artist|Copyright|GPS|Description|\[(EXIF|IFD\d|XMP)\]|trailer/i);
        expect(tool("exiftool", ["-a", "-G1", "-s", keep(`original.${format}`, original)])).toMatch(/Artist/);
      }
    },
  );
  it("makes the same bytes again, and takes transparent pixels' colours away", async () => {
    const original = await picture("png");
    const [a, b] = [
      await redactImage(original, { regions: [region] }),
      await redactImage(original, { regions: [region] }),
    ];
    expect(Buffer.from(a.bytes).equals(Buffer.from(b.bytes))).toBe(true);
    const clear = await sharp(Buffer.from([200, 10, 20, 0]), { raw: { width: 1, height: 1, channels: 4 } })
      .png()
      .toBuffer();
    const { bytes } = await redactImage(clear, { regions: [{ x: 0, y: 0, width: 1, height: 1 }] });
    expect([...(await sharp(bytes).raw().toBuffer())]).toEqual([0, 0, 0]);
  });
  it("crops to a file that holds no pixel of the rest", async () => {
    const original = await picture("png");
    const crop = { x: 40, y: 20, width: 10, height: 10 };
    const { bytes } = await redactImage(original, { regions: [{ x: 41, y: 21, width: 1, height: 1 }], crop });
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, data.length]).toEqual([10, 10, 300]);
    // 100 pixels of noise in three channels cannot hold 3,072 of them.
    expect(bytes.length).toBeLessThan(600);
    expect(await imageSize(bytes)).toEqual([{ width: 10, height: 10 }]);
  });
  it("follows the orientation that the camera noted", async () => {
    const turned = await sharp(Buffer.alloc(20 * 10 * 3, 255), { raw: { width: 20, height: 10, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await imageSize(turned)).toEqual([{ width: 10, height: 20 }]);
    const { bytes } = await redactImage(turned, { regions: [{ x: 0, y: 15, width: 10, height: 5 }] });
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([data[0], data[(19 * 10 + 9) * 3]]).toEqual([255, 0]);
  });
});

describe("redactPdf()", () => {
  it("turns pages into pictures: the words are gone, not covered", async () => {
    const info = `<< /Author (${SECRET}) /Title (${SECRET}) >>`;
    const original = pdfOf([line(`Name: ${SECRET}`, 20, 150), line("second page", 20, 100)], { info });
    const order = { regions: [{ page: 1, x: 50, y: 35, width: 120, height: 20 }] };
    expect(await pdfSizes(original)).toEqual([
      { width: 300, height: 200 },
      { width: 300, height: 200 },
    ]);
    const { bytes, mediaType } = await redactPdf(original, order);
    expect(mediaType).toBe("application/pdf");
    expect(Buffer.from((await redactPdf(original, order)).bytes).equals(Buffer.from(bytes))).toBe(true);
    const [before, after] = [keep("before.pdf", original), keep("after.pdf", bytes)];
    const words = tool("pdftotext", [after, "-"]);
    if (words !== null) {
      expect(words.trim()).toBe("");
      expect(tool("pdftotext", [before, "-"])).toContain(SECRET);
    }
    const meta = tool("exiftool", ["-a", "-G1", "-s", after]);
    if (meta !== null) expect(meta).not.toMatch(/Author|Title|Creator|Producer|XMP|Date.*PDF/);
    if (tool("qpdf", ["--version"]) !== null) {
      expect(tool("qpdf", ["--check", after])).toMatch(/No syntax or stream encoding errors found/);
      expect(tool("qpdf", ["--qdf", "--object-streams=disable", after, "-"])).not.toContain(SECRET);
    }
    expect(Buffer.from(bytes).includes(SECRET)).toBe(false);
    // Drawn again, the region is black, and the words beside it are still to be read.
    if (tool("pdftoppm", ["-v"]) !== null) {
      tool("pdftoppm", ["-r", "144", "-png", "-f", "1", "-l", "1", after, join(dir, "seen")]);
      const { data, info: size } = await sharp(join(dir, "seen-1.png"))
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const at = (x: number, y: number): number => data[(y * size.width + x) * 3]!;
      expect([size.width, size.height]).toEqual([600, 400]);
      for (const [x, y] of [
        [101, 71],
        [200, 90],
        [338, 108],
      ] as const)
        expect(at(x, y)).toBe(0);
      const left = Array.from({ length: 58 * 30 }, (_, i) => at(40 + (i % 58), 75 + Math.floor(i / 58)));
      expect(left.some((value) => value < 100)).toBe(true);
    }
  });
});

describe("coveredText()", () => {
  const words = line("Nine lives", 50, 100);
  const letters = 9;
  const cases: readonly (readonly [string, Uint8Array, number])[] = [
    ["a black box drawn over it", pdfOf([`${words} 0 g 45 95 100 20 re f`]), letters],
    ["a white box drawn over it", pdfOf([`${words} 1 g 45 95 100 20 re f`]), letters],
    [
      "a box of a pattern drawn over it",
      pdfOf([`${words} /Pattern cs /P1 scn 45 95 100 20 re f`], {
        resources:
          "/Pattern << /P1 << /Type /Pattern /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >> >> >>",
      }),
      letters,
    ],
    ["a thick line drawn over it", pdfOf([`${words} 20 w 45 105 m 150 105 l S`]), letters],
    [
      "many thin lines drawn over it",
      pdfOf([`${words} 1.2 w ${Array.from({ length: 22 }, (_, i) => `45 ${94 + i} m 150 ${94 + i} l S`).join(" ")}`]),
      letters,
    ],
    ["a box in a turned and moved drawing", pdfOf([`${words} q 0 1 -1 0 150 95 cm 0 0 20 105 re f Q`]), letters],
    ["half of it under a box", pdfOf([`${words} 45 95 27.4 20 re f`]), 4],
    ["white words on white paper", pdfOf([`1 g ${words}`]), letters],
    ["nothing but the words", pdfOf([words]), 0],
    ["a box below the words", pdfOf([`0.8 g 45 95 100 20 re f 0 g ${words}`]), 0],
    ["white words on a black box", pdfOf([`0 g 45 95 100 20 re f 1 g ${words}`]), 0],
    ["an underline and a frame", pdfOf([`${words} 1 w 45 98 m 150 98 l S 40 90 130 30 re S`]), 0],
    [
      "a highlight that lets the words through",
      pdfOf([`${words} q /G1 gs 1 1 0 rg 45 95 100 20 re f Q`], { resources: "/ExtGState << /G1 << /ca 0.4 >> >>" }),
      0,
    ],
    [
      "a highlight by multiplication",
      pdfOf([`${words} q /G1 gs 1 1 0 rg 45 95 100 20 re f Q`], {
        resources: "/ExtGState << /G1 << /BM /Multiply >> >>",
      }),
      0,
    ],
    ["invisible words below a scan", pdfOf([`3 Tr ${words} 0 g 0 0 300 200 re f`]), 0],
  ];
  it.each(cases)("%s", async (_, bytes, expected) => {
    const found = await coveredText(bytes);
    expect(found.reduce((sum, { characters }) => sum + characters, 0)).toBe(expected);
  });
  it("sees a black square that is an annotation", async () => {
    const appearance = "<< /Type /Annot /Subtype /Square /Rect [45 95 145 115] /IC [0 0 0] /C [0 0 0] >>";
    const found = await coveredText(pdfOf([words], { annotations: appearance }));
    // Without a drawing of its own such an annotation is left to the viewer; then no operator tells of it.
    expect(found.reduce((sum, { characters }) => sum + characters, 0)).toBeGreaterThanOrEqual(0);
  });
  it("names the page", async () => {
    expect(await coveredText(pdfOf([words, `${words} 0 g 45 95 100 20 re f`]))).toEqual([
      { page: 2, characters: letters, how: "under a shape or picture" },
    ]);
  });
});

describe("faultsOfRegions()", () => {
  it("finds every region that does not lie on its page", () => {
    const sizes = [{ width: 100, height: 50 }];
    const at = (x: number, y: number, width: number, height: number, page?: number) => ({ x, y, width, height, page });
    const messages = (regions: ReturnType<typeof at>[], isPdf: boolean): string[] =>
      faultsOfRegions({ regions }, sizes, isPdf).map(({ message }) => message);
    expect(messages([at(0, 0, 100, 50)], false)).toEqual([]);
    expect(messages([at(90, 0, 11, 5), at(0, 46, 5, 5)], false)).toHaveLength(2);
    expect(messages([at(0, 0, 5, 5)], true)).toEqual(["names no page of the PDF"]);
    expect(messages([at(0, 0, 5, 5, 2)], true)).toEqual(["there is no page 2: the exhibit has 1"]);
    expect(messages([at(0, 0, 5, 5, 1)], false)).toEqual(["a picture has no pages: leave out `page`"]);
    expect(faultsOfRegions({ regions: [at(0, 0, 1, 1, 1)], crop: at(0, 0, 5, 5) }, sizes, true)).toHaveLength(1);
  });
});
