import { describe, expect, test } from "vitest";
import { NDSI_NODATA, snowIndex } from "./ndsi.ts";

const plain = { green: { scale: 1, offset: 0 }, swir: { scale: 1, offset: 0 }, nodata: 0 };

describe("snowIndex", () => {
  test("by hand: (g - s)/(g + s) in ten-thousandths; no data and a sum of 0 are nodata; what leaves -1 to 1 is counted", () => {
    const out = new Int16Array(6);
    const scales = { green: { scale: 0.0001, offset: -0.1 }, swir: { scale: 0.0001, offset: -0.1 }, nodata: 0 };
    // Reflectances: .8/.1, .1/.8, none, 0/0, .3/-.05, 1/3 against 2/3 -> -1/3.
    const green = Uint16Array.of(9000, 2000, 0, 1000, 4000, 4333);
    const swir = Uint16Array.of(2000, 9000, 5000, 1000, 500, 7667);
    expect(snowIndex(green, swir, scales, out)).toEqual({ withoutData: 2, clipped: 1 });
    expect([...out]).toEqual([7778, -7778, NDSI_NODATA, NDSI_NODATA, 10000, -3334]);
  });

  test("without a scale it is of the samples, and NaN is no data", () => {
    const out = new Int16Array(3);
    const none = { ...plain, nodata: null };
    expect(snowIndex(Float32Array.of(3, Number.NaN, 0), Float32Array.of(1, 1, 0), none, out).withoutData).toBe(2);
    expect(out[0]).toBe(5000);
  });
});
