import { chiSquareUpper, logGamma } from "../statistics/distributions.ts";

/** Per band y = a + b x, from pixels that did not change. */
export interface BandRelation {
  readonly intercept: number;
  readonly slope: number;
  readonly r: number;
}

export interface NoChange {
  readonly relations: readonly BandRelation[];
  readonly pifs: number;
  readonly iterations: number;
  /** Probability of no change by pixel. */
  readonly probability: Float32Array;
}

const MAX_ROUNDS = 30;
const STOP = 1e-3;
const PIF = 0.95;
export const MIN_PIFS = 200;
export const MIN_R = 0.9;

/**
 * Iteratively reweighted multivariate alteration detection (Nielsen 2007, IEEE TIP 16:463) and, on the pixels it calls
 * unchanged, orthogonal regression band by band (Canty and Nielsen 2008).
 *
 * @param x first date, band by band; @param y second date; @param usable 1 where a pixel may be used at all
 * @returns null when fewer than 200 pixels are pseudo-invariant, and for a single band: there, what is kept lies on one
 * line because it was chosen for that, so that any two dates (bare ground and snow, too) would relate with r near 1
 */
export function findNoChange(
  x: readonly Float32Array[],
  y: readonly Float32Array[],
  usable: Uint8Array,
): NoChange | null {
  const p = x.length;
  const n = usable.length;
  const index: number[] = [];
  for (let i = 0; i < n; i++) if (usable[i] === 1) index.push(i);
  if (p < 2 || index.length < MIN_PIFS) return null;
  const weight = new Float64Array(index.length).fill(1);
  const rho = new Float64Array(p);
  let rounds = 0;
  // From the second round on the spread is that of weighted pixels; taken as it is, it would shrink round by round.
  const shrunken = weightedSpread(p);
  for (; rounds < MAX_ROUNDS; rounds++) {
    const { mean, cov } = moments([...x, ...y], index, weight);
    const solved = canonical(cov, p);
    if (solved === null) return null;
    let change = 0;
    for (let k = 0; k < p; k++) {
      change = Math.max(change, Math.abs(solved.rho[k]! - rho[k]!));
      rho[k] = solved.rho[k]!;
    }
    index.forEach((at, i) => {
      let z = 0;
      for (let k = 0; k < p; k++) {
        let d = 0;
        for (let b = 0; b < p; b++) {
          d += solved.a[k]![b]! * (x[b]![at]! - mean[b]!) - solved.b[k]![b]! * (y[b]![at]! - mean[p + b]!);
        }
        z += (d * d) / Math.max(1e-9, 2 * (1 - solved.rho[k]!));
      }
      weight[i] = chiSquareUpper(rounds === 0 ? z : z * shrunken, p);
    });
    if (change < STOP) break;
  }
  const probability = new Float32Array(n);
  const kept: number[] = [];
  index.forEach((at, i) => {
    probability[at] = weight[i]!;
    if (weight[i]! > PIF) kept.push(at);
  });
  if (kept.length < MIN_PIFS) return null;
  return {
    relations: x.map((band, b) => orthogonal(band, y[b]!, kept)),
    pifs: kept.length,
    iterations: rounds + 1,
    probability,
  };
}

function moments(bands: readonly Float32Array[], index: readonly number[], weight: Float64Array) {
  const m = bands.length;
  const mean = new Float64Array(m);
  let total = 0;
  for (const w of weight) total += w;
  bands.forEach((band, b) => {
    let sum = 0;
    for (let i = 0; i < index.length; i++) sum += weight[i]! * band[index[i]!]!;
    mean[b] = sum / total;
  });
  const cov = Array.from({ length: m }, () => new Float64Array(m));
  const row = new Float64Array(m);
  for (let i = 0; i < index.length; i++) {
    const at = index[i]!;
    for (let b = 0; b < m; b++) row[b] = bands[b]![at]! - mean[b]!;
    for (let b = 0; b < m; b++) {
      const wb = weight[i]! * row[b]!;
      for (let c = b; c < m; c++) cov[b]![c]! += wb * row[c]!;
    }
  }
  for (let b = 0; b < m; b++) {
    for (let c = b; c < m; c++) {
      cov[b]![c]! /= total;
      cov[c]![b] = cov[b]![c]!;
    }
  }
  return { mean, cov };
}

/**
 * By how much weights P(chi2 > z) lessen the variance of what they weigh, in p dimensions: E[min(z, z')] / p for two
 * independent chi squared values, which is 1 - 2 / (p B(p/2, 1/2)) by the mean difference of gamma variates.
 */
function weightedSpread(p: number): number {
  const logBeta = logGamma(p / 2) + logGamma(0.5) - logGamma(p / 2 + 0.5);
  return 1 - 2 / (p * Math.exp(logBeta));
}

/** Canonical correlations and unit-variance variates of the two halves of a covariance. */
function canonical(cov: readonly Float64Array[], p: number): { rho: number[]; a: number[][]; b: number[][] } | null {
  const pick = (r0: number, c0: number): number[][] =>
    Array.from({ length: p }, (_, i) => Array.from({ length: p }, (_, j) => cov[r0 + i]![c0 + j]!));
  const lx = choleskyOf(pick(0, 0));
  const ly = choleskyOf(pick(p, p));
  if (lx === null || ly === null) return null;
  const sxy = pick(0, p);
  // M = Lx^-1 Sxy Ly^-T; its singular values are the correlations.
  const half = sxy[0]!.map((_, j) =>
    solveLower(
      lx,
      sxy.map((row) => row[j]!),
    ),
  );
  const columns = transpose(half);
  const m = columns.map((row) => solveLower(ly, row));
  const mmt = m.map((r1) => m.map((r2) => r1.reduce((s, v, k) => s + v * r2[k]!, 0)));
  const { values, vectors } = jacobi(mmt);
  const order = values.map((_, i) => i).sort((i, j) => values[j]! - values[i]!);
  const rho: number[] = [];
  const a: number[][] = [];
  const b: number[][] = [];
  for (const k of order) {
    const u = vectors.map((row) => row[k]!);
    const r = Math.min(0.999999, Math.sqrt(Math.max(1e-12, values[k]!)));
    const v = m[0]!.map((_, j) => m.reduce((s, row, i) => s + row[j]! * u[i]!, 0) / r);
    rho.push(r);
    a.push(solveUpper(lx, u));
    b.push(solveUpper(ly, v));
  }
  return { rho, a, b };
}

function choleskyOf(s: readonly (readonly number[])[]): number[][] | null {
  const n = s.length;
  const l = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = s[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j) {
        if (!(sum > 0)) return null;
        l[i]![i] = Math.sqrt(sum);
      } else l[i]![j] = sum / l[j]![j]!;
    }
  }
  return l;
}

function solveLower(l: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x: number[] = [];
  for (let i = 0; i < b.length; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i]![k]! * x[k]!;
    x.push(sum / l[i]![i]!);
  }
  return x;
}

/** Solves L^T x = b. */
function solveUpper(l: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= l[k]![i]! * x[k]!;
    x[i] = sum / l[i]![i]!;
  }
  return x;
}

function transpose(m: readonly (readonly number[])[]): number[][] {
  return m[0]!.map((_, j) => m.map((row) => row[j]!));
}

/** Eigenvalues and vectors (columns) of a small symmetric matrix, by Jacobi rotations. */
function jacobi(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = matrix.length;
  const a = matrix.map((r) => [...r]);
  const v: number[][] = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) off += a[i]![j]! ** 2;
    if (off < 1e-22) break;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        if (Math.abs(a[i]![j]!) < 1e-300) continue;
        const theta = (a[j]![j]! - a[i]![i]!) / (2 * a[i]![j]!);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[k]![i]!, a[k]![j]!];
          a[k]![i] = c * x - s * y;
          a[k]![j] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[i]![k]!, a[j]![k]!];
          a[i]![k] = c * x - s * y;
          a[j]![k] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [v[k]![i]!, v[k]![j]!];
          v[k]![i] = c * x - s * y;
          v[k]![j] = s * x + c * y;
        }
      }
    }
  }
  return { values: a.map((r, i) => r[i]!), vectors: v };
}

/** Major axis of the scatter (Kendall and Stuart): errors in both dates. */
function orthogonal(x: Float32Array, y: Float32Array, kept: readonly number[]): BandRelation {
  let mx = 0;
  let my = 0;
  for (const at of kept) {
    mx += x[at]!;
    my += y[at]!;
  }
  mx /= kept.length;
  my /= kept.length;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (const at of kept) {
    sxx += (x[at]! - mx) ** 2;
    syy += (y[at]! - my) ** 2;
    sxy += (x[at]! - mx) * (y[at]! - my);
  }
  const slope = (syy - sxx + Math.sqrt((syy - sxx) ** 2 + 4 * sxy * sxy)) / (2 * sxy);
  return { slope, intercept: my - slope * mx, r: sxy / Math.sqrt(sxx * syy) };
}
