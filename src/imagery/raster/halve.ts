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
  // Nothing is equal to NaN.
  const empty = nodata ?? Number.NaN;
  // A single column or row stands for two: its samples are then counted twice, which leaves the mean alone.
  const right = width > 1 ? 1 : 0;
  const below = band.length >= 2 * width ? width : 0;
  for (let y = 0; y < rows; y++) {
    let at = 2 * y * width;
    for (let x = 0; x < half; x++, at += 2) {
      const [a, b, c, d] = [band[at]!, band[at + right]!, band[at + below]!, band[at + below + right]!];
      const sum = a + b + c + d;
      if (!Number.isNaN(sum) && a !== empty && b !== empty && c !== empty && d !== empty) {
        out[y * half + x] = whole ? Math.round(sum / 4) : sum / 4;
      } else out[y * half + x] = meanOf([a, b, c, d], nodata, whole);
    }
  }
  return out;
}

function meanOf(samples: readonly number[], nodata: number | undefined, whole: boolean): number {
  const valid = samples.filter((v) => !Number.isNaN(v) && v !== nodata);
  if (valid.length === 0) return nodata ?? 0;
  const mean = valid.reduce((sum, v) => sum + v, 0) / valid.length;
  return whole ? Math.round(mean) : mean;
}
