import { describe, expect, test } from "vitest";
import { Random } from "#kernel";
import type { SiteSamples } from "../measure/site-samples.ts";
import type { BandRole } from "../scene/scene.ts";
import { readSnowSwir, readSnowUnmixed } from "./snow-pixels.ts";

const SIDE = 20;

/** A roof of 20 x 20 pixels; `spectrum(i)` gives the values of pixel i by band. */
function roof(spectrum: (i: number) => Partial<Record<BandRole, number>>): SiteSamples {
  const n = SIDE * SIDE;
  const bands = new Map<BandRole, Float32Array>();
  for (const role of Object.keys(spectrum(0)) as BandRole[])
    bands.set(
      role,
      Float32Array.from({ length: n }, (_, i) => spectrum(i)[role]!),
    );
  return {
    scene: "s",
    site: "r",
    x: 0,
    y: 0,
    width: SIDE,
    height: SIDE,
    bands,
    ring: [],
    pixels: Int32Array.from({ length: n }, (_, i) => i),
    shrinkPx: 1,
    cloudShare: 0,
  };
}

describe("snow without short-wave infrared, unmixed between the roof bare and the day's snow", () => {
  const ends = { snow: 0.85, snowSd: 0.03, bare: 0.25, bareSd: 0.02 };

  test.each([0, 0.25, 0.5, 0.75, 1])("a share of %f comes back within its own doubt", (share) => {
    const random = new Random(7);
    const reading = readSnowUnmixed(
      roof(() => ({ pan: share * ends.snow + (1 - share) * ends.bare + 0.02 * random.normal() })),
      ends,
    )!;
    expect(reading.method).toBe("unmixed");
    expect(Math.abs(reading.fraction - share)).toBeLessThan(0.03);
    expect(reading.sigma).toBeGreaterThan(0);
    expect(reading.unknown).toBe(0);
  });

  test("half the roof bare, half white: the map tells which half", () => {
    const reading = readSnowUnmixed(
      roof((i) => ({ red: i < 200 ? 0.25 : 0.85, green: i < 200 ? 0.25 : 0.85 })),
      ends,
    )!;
    expect(reading.fraction).toBeCloseTo(0.5, 6);
    expect(reading.map[10]).toBe(0);
    expect(reading.map[390]).toBeCloseTo(1, 6);
  });

  test("a white roof is refused: closer to snow than three standard deviations", () => {
    expect(
      readSnowUnmixed(
        roof(() => ({ pan: 0.8 })),
        { ...ends, bare: 0.76 },
      ),
    ).toBeNull();
    expect(
      readSnowUnmixed(
        roof(() => ({ pan: 0.8 })),
        { ...ends, bare: 0.74, snowSd: 0.01 },
      ),
    ).not.toBeNull();
  });

  test("shade darker than the bare roof is unknown, not bare", () => {
    const reading = readSnowUnmixed(
      roof((i) => ({ pan: i < 100 ? 0.1 : 0.85 })),
      ends,
    )!;
    expect(reading.unknown).toBe(100);
    expect(reading.fraction).toBeCloseTo(1, 6);
    expect(Number.isNaN(reading.map[0]!)).toBe(true);
  });
});

describe("snow with short-wave infrared (let-it-snow, first pass)", () => {
  test("fresh snow is snow; concrete, and a white membrane whose index is positive, are not", () => {
    const snow = readSnowSwir(roof(() => ({ green: 0.9, red: 0.9, nir: 0.84, swir16: 0.12 })));
    const bare = readSnowSwir(roof(() => ({ green: 0.26, red: 0.29, nir: 0.33, swir16: 0.35 })));
    const white = readSnowSwir(roof(() => ({ green: 0.66, red: 0.67, nir: 0.66, swir16: 0.42 })));
    expect([snow.fraction, bare.fraction, white.fraction]).toEqual([1, 0, 0]);
  });

  test("snow in shade passes the index and not the brightness: unknown", () => {
    const reading = readSnowSwir(
      roof((i) => (i < 40 ? { green: 0.12, nir: 0.08, swir16: 0.01 } : { green: 0.9, nir: 0.8, swir16: 0.1 })),
    );
    expect(reading.unknown).toBe(40);
    expect(reading.fraction).toBe(1);
  });
});
