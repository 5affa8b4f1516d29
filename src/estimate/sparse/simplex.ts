const EPSILON = 1e-9;

/**
 * Maximises c'x subject to A x = b, x >= 0, by the two-phase simplex method with Bland's rule (no cycling).
 * `null` when no x is feasible; `Infinity` when unbounded. Dense; for a few dozen rows.
 */
export function maximise(a: readonly Float64Array[], b: readonly number[], c: Float64Array): number | null {
  const m = a.length;
  const n = c.length;
  const width = n + m + 1;
  const rows = a.map((row, i) => {
    const line = new Float64Array(width);
    const sign = b[i]! < 0 ? -1 : 1;
    for (let j = 0; j < n; j++) line[j] = sign * row[j]!;
    line[n + i] = 1;
    line[width - 1] = sign * b[i]!;
    return line;
  });
  const basis = rows.map((_, i) => n + i);
  const first = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j++) if (j < n || j === width - 1) first[j] = first[j]! + row[j]!;
  if (!pivotUntilBest(rows, basis, first, n)) return null;
  const scale = 1 + b.reduce((sum, x) => sum + Math.abs(x), 0);
  if (first[width - 1]! > 1e-7 * scale) return null;
  for (let i = 0; i < rows.length; i++) {
    if (basis[i]! < n) continue;
    const at = rows[i]!.findIndex((x, j) => j < n && Math.abs(x) > EPSILON);
    if (at >= 0) pivot(rows, basis, first, i, at);
    else {
      rows.splice(i, 1);
      basis.splice(i, 1);
      i--;
    }
  }
  const second = new Float64Array(width);
  second.set(c);
  basis.forEach((j, i) => {
    const factor = second[j]!;
    if (factor !== 0) for (let k = 0; k < width; k++) second[k] = second[k]! - factor * rows[i]![k]!;
  });
  return pivotUntilBest(rows, basis, second, n) ? -second[width - 1]! : Number.POSITIVE_INFINITY;
}

/** Brings columns with positive gain into the basis until none is left; false when unbounded. */
function pivotUntilBest(rows: Float64Array[], basis: number[], gain: Float64Array, n: number): boolean {
  const last = gain.length - 1;
  for (let round = 0; round < 50_000; round++) {
    let entering = -1;
    if (round < 500) {
      let best = EPSILON;
      for (let j = 0; j < n; j++) if (gain[j]! > best) [best, entering] = [gain[j]!, j];
    } else {
      for (let j = 0; j < n && entering < 0; j++) if (gain[j]! > EPSILON) entering = j;
    }
    if (entering < 0) return true;
    let leaving = -1;
    let ratio = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) {
      const x = rows[i]![entering]!;
      if (x <= EPSILON) continue;
      const r = rows[i]![last]! / x;
      if (r < ratio - 1e-12 || (r < ratio + 1e-12 && leaving >= 0 && basis[i]! < basis[leaving]!)) {
        ratio = Math.min(r, ratio);
        leaving = i;
      }
    }
    if (leaving < 0) return false;
    pivot(rows, basis, gain, leaving, entering);
  }
  return true;
}

function pivot(rows: Float64Array[], basis: number[], gain: Float64Array, at: number, column: number): void {
  const lead = rows[at]!;
  const divisor = lead[column]!;
  for (let k = 0; k < lead.length; k++) lead[k] = lead[k]! / divisor;
  for (const row of [...rows, gain]) {
    if (row === lead) continue;
    const factor = row[column]!;
    if (factor !== 0) for (let k = 0; k < row.length; k++) row[k] = row[k]! - factor * lead[k]!;
  }
  basis[at] = column;
}
