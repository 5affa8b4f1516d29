import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { fileSource, memorySource } from "./byte-source.ts";
import { lzwDecode, lzwEncode } from "./lzw.ts";
import { makeSamples, type SampleType } from "./samples.ts";
import { openTiff } from "./tiff.ts";
import { writeTiff } from "./write-tiff.ts";

// GDAL 3.6 takes signed bytes as unsigned; zstd came to Node's zlib with 22.15.
const hasZstd = "zstdDecompressSync" in zlib;
const shared = fileURLToPath(new URL("../../../../shared/data/imagery/", import.meta.url));

describe("TIFF round trip", () => {
  test("every layout, type and compression gives back what was written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          width: fc.integer({ min: 1, max: 90 }),
          height: fc.integer({ min: 1, max: 90 }),
          bands: fc.integer({ min: 1, max: 4 }),
          type: fc.constantFrom<SampleType>("u8", "i8", "u16", "i16", "u32", "i32", "f32", "f64"),
          compression: fc.constantFrom("none" as const, "deflate" as const, "lzw" as const),
          predictor: fc.boolean(),
          tile: fc.constantFrom(undefined, 16, 32),
          bigTiff: fc.boolean(),
          overviews: fc.boolean(),
          seed: fc.integer({ min: 0, max: 1e6 }),
        }),
        async ({ width, height, bands, type, compression, tile, bigTiff, seed, ...rest }) => {
          const data = Array.from({ length: bands }, (_, b) => {
            const samples = makeSamples(type, width * height);
            for (let i = 0; i < samples.length; i++) samples[i] = (i * 7 + b * 31 + seed * (i % 5)) % 251;
            return samples;
          });
          const predictor = rest.predictor && type[0] !== "f";
          const bytes = writeTiff({
            width,
            height,
            type,
            bands: data,
            compression,
            predictor,
            bigTiff,
            ...(tile === undefined ? {} : { tile, overviews: rest.overviews }),
            affine: [500000, 0.5, 0, 3700000, 0, -0.5],
            epsg: 32637,
            nodata: 0,
          });
          const tiff = openTiff(memorySource("m", bytes));
          expect(tiff.geo.epsg).toBe(32637);
          expect(tiff.geo.affine).toEqual([500000, 0.5, 0, 3700000, 0, -0.5]);
          const read = await tiff.read({ x: 0, y: 0, width, height });
          expect(read).toEqual(data);
          const x = Math.floor(width / 3);
          const y = Math.floor(height / 3);
          const part = await tiff.read({ x, y, width: width - x, height: height - y }, [bands - 1]);
          expect(part[0]![0]).toBe(data[bands - 1]![y * width + x]);
          expect(part[0]!.at(-1)).toBe(data[bands - 1]!.at(-1));
        },
      ),
      { numRuns: 120 },
    );
  });

  test("LZW gives back any bytes, across table resets", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30000 }), fc.integer({ min: 1, max: 255 }), (bytes, mod) => {
        const input = bytes.map((b) => b % mod);
        const out = new Uint8Array(input.length);
        expect(lzwDecode(lzwEncode(input), out)).toBe(input.length);
        expect(Buffer.compare(out, input)).toBe(0);
      }),
    );
    const long = new Uint8Array(300000).map((_, i) => (i * i) % 253);
    const out = new Uint8Array(long.length);
    lzwDecode(lzwEncode(long), out);
    expect(Buffer.compare(out, long)).toBe(0);
  });
});

describe("hostile and broken files are contained", () => {
  const good = writeTiff({
    width: 40,
    height: 40,
    type: "u16",
    bands: [new Uint16Array(1600).map((_, i) => i)],
    compression: "deflate",
  });
  const code = async (bytes: Uint8Array): Promise<string> => {
    try {
      const tiff = openTiff(memorySource("t.tif", bytes));
      await tiff.read({ x: 0, y: 0, width: tiff.width, height: tiff.height });
      return "read";
    } catch (error) {
      return (error as { code?: string }).code ?? `bug: ${(error as Error).stack}`;
    }
  };

  test("not a TIFF", async () => {
    for (const text of ["", "hello there, this is text", "\x89PNG\r\n\x1a\n0000", "II", "MM\0*"]) {
      expect(await code(Uint8Array.from(text, (c) => c.charCodeAt(0)))).toMatch(/not-a-tiff|truncated/);
    }
  });

  test("cut anywhere: an error with a code, never a crash", async () => {
    for (let n = 0; n < good.length; n += 3) expect(await code(good.subarray(0, n))).toMatch(/^imagery\//);
  });

  test("tags that lie about sizes", async () => {
    const lie = (tag: number, value: number): Uint8Array => {
      const bytes = good.slice();
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < view.getUint16(8, true); i++) {
        const at = 10 + 12 * i;
        if (view.getUint16(at, true) === tag) {
          if (view.getUint16(at + 2, true) === 3) view.setUint16(at + 8, value, true);
          else view.setUint32(at + 8, value, true);
        }
      }
      return bytes;
    };
    expect(await code(lie(256, 4_000_000_000))).toBe("imagery/hostile-tiff");
    expect(await code(lie(256, 4000))).toBe("imagery/hostile-tiff");
    expect(await code(lie(257, 4000))).toBe("imagery/hostile-tiff");
    expect(await code(lie(277, 300))).toMatch(/hostile/);
    expect(await code(lie(278, 1))).toBe("imagery/hostile-tiff");
    expect(await code(lie(259, 34712))).toBe("imagery/unsupported-tiff");
  });

  test("any bytes changed: a result or a coded error", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (edits) => {
          const bytes = good.slice();
          for (const [at, value] of edits) bytes[at] = value;
          expect(await code(bytes)).toMatch(/^(read|imagery\/)/);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("a JPEG block that says it is far larger than its tile", async () => {
    const bytes = await sharp(new Uint8Array(3 * 64 * 64), { raw: { width: 64, height: 64, channels: 3 } })
      .tiff({ compression: "jpeg", tile: true, tileWidth: 64, tileHeight: 64 })
      .toBuffer();
    expect(await code(bytes)).toBe("read");
    // Height and width stand in the frame header (marker FF C0), three bytes on.
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    expect(frame).toBeGreaterThan(0);
    bytes.writeUInt32BE(0xff00ff00, frame + 5);
    expect(await code(bytes)).toBe("imagery/hostile-tiff");
  });

  test("a circle of directories", async () => {
    const bytes = good.slice();
    const view = new DataView(bytes.buffer);
    view.setUint32(10 + 12 * view.getUint16(8, true), 8, true);
    expect(await code(bytes)).toBe("imagery/hostile-tiff");
  });
});

describe("files of others", () => {
  // Checksums of all bands, as `gdalinfo -checksum` (GDAL 3.6.2) prints them.
  const expected: [string, number, number, string, number[]][] = [
    ["be_cog.tiff", 64, 64, "u8", [25695, 24332, 26368]],
    ["big.endian.tiff", 64, 64, "u8", [15265, 15100, 15050]],
    ["big_cog.tiff", 64, 64, "u8", [15265, 15100, 15050]],
    ["cog.tiff", 64, 64, "u8", [19478, 18472, 19110]],
    ["model_transformation.tif", 10, 10, "i8", [1282, 1383, 1073, 1236]],
    ["rgba8_strip.tiff", 64, 64, "u8", [34497, 27383, 23050, 50233]],
    ["rgba8_tiled.tiff", 64, 64, "u8", [28771, 25219, 15581, 50233]],
    ["DEM_BS28_2016_1000_1141.tif", 63, 244, "f32", [3269]],
  ];
  for (const [name, width, height, type, checksums] of expected) {
    test.skipIf(!existsSync(shared) || (name === "big.endian.tiff" && !hasZstd))(
      `reads ${name} as GDAL does (skipped when the data is not present)`,
      async () => {
        const source = fileSource(`${shared}reader_fixtures/${name}`);
        const tiff = openTiff(source);
        expect([tiff.width, tiff.height, tiff.type]).toEqual([width, height, type]);
        const bands = await tiff.read({ x: 0, y: 0, width, height });
        expect(
          bands
            .slice(0, checksums.length)
            .map((b) => gdalChecksum(b instanceof Int8Array ? new Uint8Array(b.buffer) : b)),
        ).toEqual(checksums);
        source.close();
      },
    );
  }
});

/** GDALChecksumImage: sums of samples modulo the primes 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, modulo 2^16. */
function gdalChecksum(samples: ArrayLike<number>): number {
  const primes = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43];
  let sum = 0;
  let prime = 0;
  for (let i = 0; i < samples.length; i++) {
    let v = samples[i]!;
    if (!Number.isInteger(v)) v = Math.floor(v + 0.5);
    sum += v % primes[prime++]!;
    if (prime > 10) prime = 0;
    sum &= 0xffff;
  }
  return sum;
}
