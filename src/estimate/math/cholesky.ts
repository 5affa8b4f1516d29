/**
 * Cholesky factor in place: lower triangle of the row-major p x p matrix `a`.
 * Returns false, leaving `a` half done, when a pivot is not above `tolerance` times its own diagonal: rank deficient.
 */
export function choleskyInPlace(a: Float64Array, p: number, tolerance = 1e-11): boolean {
  for (let i = 0; i < p; i++) {
    const ri = i * p;
    const diagonal = a[ri + i]!;
    for (let j = 0; j <= i; j++) {
      const rj = j * p;
      let sum = a[ri + j]!;
      for (let k = 0; k < j; k++) sum -= a[ri + k]! * a[rj + k]!;
      if (i === j) {
        if (!(sum > tolerance * diagonal)) return false;
        a[ri + i] = Math.sqrt(sum);
      } else {
        a[ri + j] = sum / a[rj + j]!;
      }
    }
  }
  return true;
}

/** Solves L L' x = b in place in `b`, with `l` from {@link choleskyInPlace}. */
export function choleskySolve(l: Float64Array, p: number, b: Float64Array): void {
  for (let i = 0; i < p; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * p + k]! * b[k]!;
    b[i] = sum / l[i * p + i]!;
  }
  for (let i = p - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < p; k++) sum -= l[k * p + i]! * b[k]!;
    b[i] = sum / l[i * p + i]!;
  }
}

/** Rank of a small dense matrix of 0s and 1s, by elimination with full pivoting on doubles. */
export function rankOf(rows: readonly Float64Array[]): number {
  const m = rows.map((row) => row.slice());
  const columns = m[0]?.length ?? 0;
  let rank = 0;
  for (let c = 0; c < columns && rank < m.length; c++) {
    let pivot = rank;
    for (let r = rank + 1; r < m.length; r++) if (Math.abs(m[r]![c]!) > Math.abs(m[pivot]![c]!)) pivot = r;
    if (Math.abs(m[pivot]![c]!) < 1e-9) continue;
    [m[rank], m[pivot]] = [m[pivot]!, m[rank]!];
    const lead = m[rank]!;
    for (let r = rank + 1; r < m.length; r++) {
      const row = m[r]!;
      const factor = row[c]! / lead[c]!;
      if (factor !== 0) for (let k = c; k < columns; k++) row[k] = row[k]! - factor * lead[k]!;
    }
    rank++;
  }
  return rank;
}
