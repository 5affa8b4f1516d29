/**
 * Sums over sets of lists, in place, cells indexed by bit mask.
 * With them a log-linear model needs no design matrix: X'WX is one look-up per entry (the sum over supersets of the
 * union of two terms), the linear predictor a sum over subsets.
 */

/** values[s] becomes the sum of values over all supersets of s. */
export function sumSupersets(values: Float64Array): void {
  for (let bit = 1; bit < values.length; bit <<= 1) {
    for (let s = 0; s < values.length; s++) if ((s & bit) === 0) values[s] = values[s]! + values[s | bit]!;
  }
}

/** values[s] becomes the sum of values over all subsets of s. */
export function sumSubsets(values: Float64Array): void {
  for (let bit = 1; bit < values.length; bit <<= 1) {
    for (let s = 0; s < values.length; s++) if ((s & bit) !== 0) values[s] = values[s]! + values[s ^ bit]!;
  }
}
