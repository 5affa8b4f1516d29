import { makeSamples, type Samples, type SampleType } from "./samples.ts";

/**
 * Means of 2 x 2 valid samples of one band; whole numbers are rounded. A last odd row or column is left out.
 *
 * @param rows rows to make; the input has at least twice as many, or one @returns `max(1, width / 2) x rows` samples
 */
export function halve(
  band: Samples,
  type: SampleType,
  width: number,
  rows: number,
  nodata: number | undefined,
): Samples {
  const half = Math.max(1, width >> 1);
  const out = makeSamples(type, half * rows);
  const whole = type[0] !== "f";
  const empty = nodata ?? 0;
  const height = band.length / width;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < half; x++) {
      let sum = 0;
      let n = 0;
      for (let r = 2 * y; r < Math.min(2 * y + 2, height); r++) {
        for (let c = 2 * x; c < Math.min(2 * x + 2, width); c++) {
          const v = band[r * width + c]!;
          if (!Number.isNaN(v) && v !== nodata) {
            sum += v;
            n++;
          }
        }
      }
      const mean = n === 0 ? empty : n === 4 ? sum / 4 : sum / n;
      out[y * half + x] = whole ? Math.round(mean) : mean;
    }
  }
  return out;
}
