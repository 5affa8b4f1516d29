/** Quantile of sorted values after Hyndman and Fan (1996); type 7 is the usual one, type 8 the median-unbiased. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number, type: 7 | 8 = 7): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const m = type === 7 ? 1 - p : (p + 1) / 3;
  const position = n * p + m - 1;
  const below = Math.floor(position + 4e-16 * n);
  const share = position - below;
  const at = (i: number) => sorted[Math.min(n - 1, Math.max(0, i))]!;
  return Math.abs(share) < 1e-12 ? at(below) : at(below) + share * (at(below + 1) - at(below));
}

/** A sorted copy, numbers ascending. */
export function sorted(values: Float64Array): Float64Array {
  return values.slice().sort();
}

/** Arithmetic mean, `NaN` of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Sample variance with n - 1 in the denominator. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2;
  return sum / (values.length - 1);
}
