import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { makeSamples, type SampleType } from "./samples.ts";
import { CogStream } from "./stream-cog.ts";
import { writeTiff } from "./write-tiff.ts";

const dir = mkdtempSync(join(tmpdir(), "snowmelt-cog-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const file = join(dir, "out.tif");

describe("CogStream", () => {
  test("writes, row of tiles by row of tiles, the bytes that writeTiff makes of the whole, and leaves nothing beside them", () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 1, max: 150 }),
          height: fc.integer({ min: 1, max: 150 }),
          bandCount: fc.integer({ min: 1, max: 3 }),
          type: fc.constantFrom<SampleType>("u8", "i16", "u16", "f32"),
          compression: fc.constantFrom("none" as const, "deflate" as const),
          tile: fc.constantFrom(16, 32),
        }),
        ({ width, height, bandCount, type, compression, tile }) => {
          const bands = Array.from({ length: bandCount }, (_, b) => {
            const samples = makeSamples(type, width * height);
            for (let i = 0; i < samples.length; i++) samples[i] = (i * i + 13 * b) % 127;
            return samples;
          });
          const content = {
            ...{ width, height, type, compression, tile, nodata: 7, deflateLevel: 1, predictor: type[0] !== "f" },
            affine: [500000, 0.5, 0, 3700000, 0, -0.5] as const,
            epsg: 32637,
            scale: 0.0001,
          };
          const cog = new CogStream(file, { ...content, bandCount });
          for (let y = 0; y < height; y += tile)
            cog.add(bands.map((band) => band.subarray(y * width, Math.min(height, y + tile) * width)));
          const size = cog.finish();
          const bytes = readFileSync(file);
          expect(bytes.length).toBe(size);
          expect(bytes.equals(writeTiff({ ...content, bands, overviews: true }))).toBe(true);
          expect(readdirSync(dir)).toEqual(["out.tif"]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("rows that do not fit are refused, a broken-off file leaves nothing", () => {
    rmSync(file, { force: true });
    const cog = new CogStream(file, { width: 40, height: 40, type: "u8", tile: 16, bandCount: 1 });
    expect(() => cog.add([new Uint8Array(40 * 15)])).toThrow(RangeError);
    cog.add([new Uint8Array(40 * 16)]);
    expect(() => cog.finish()).toThrow("Rows are missing");
    cog.abandon();
    expect(readdirSync(dir)).toEqual([]);
    expect(
      () => new CogStream(join(dir, "none", "x.tif"), { width: 1, height: 1, type: "u8", tile: 16, bandCount: 1 }),
    ).toThrow("ENOENT");
  });
});
