import { rounded } from "../caveat.ts";
import { medianOf } from "../statistics/distributions.ts";

/** When one level turned into another, as a posterior over the gaps between dates. */
export interface DatedChange {
  readonly method: "one-change-student-t4-1";
  readonly n: number;
  /** Evidence for one change against none. */
  readonly bayesFactor: number;
  /** Whether the factor passes 19; below, no change may be reported. */
  readonly supported: boolean;
  /** By gap (dates i and i + 1): probability that the change fell into it, given that there was one. */
  readonly gaps: readonly number[];
  /** 5 % and 95 % points of the date, milliseconds. */
  readonly intervalMs: readonly [number, number];
  readonly medianMs: number;
  /** Last date safely before and first safely after (95 % each), as indices. */
  readonly absentOn: number;
  readonly presentOn: number;
  /** Mean change of each component in units of its noise. */
  readonly step: readonly number[];
}

export const SUPPORT = 19;
const DEGREES = 4;
const SCALES = [0.6, 0.85, 1.2, 1.7];
const LEVELS = 61;

/**
 * One change at an unknown time in irregular series with outliers: Student's t with 4 degrees of freedom, levels flat on
 * a grid, scale averaged over four multiples of the robust spread of first differences; the prior of a gap is its share
 * of the span, uniform inside it. Components are independent given the date.
 *
 * @param timesMs ascending; @param components one or more series of the same length
 * @param minScale noise known from elsewhere (controls): the spread is never taken as smaller
 * @returns null below five dates
 */
export function dateChange(
  timesMs: readonly number[],
  components: readonly (readonly number[])[],
  minScale = 0,
): DatedChange | null {
  const n = timesMs.length;
  if (n < 5 || components.length === 0) return null;
  const span = timesMs[n - 1]! - timesMs[0]!;
  const logGap = new Float64Array(n - 1);
  let logNone = 0;
  components.forEach((series) => {
    const { none, byGap } = evidence(series, minScale);
    logNone += none;
    for (let g = 0; g < n - 1; g++) logGap[g] = logGap[g]! + byGap[g]!;
  });
  const weights = Array.from(logGap, (l, g) => l + Math.log((timesMs[g + 1]! - timesMs[g]!) / span));
  const total = logSum(weights);
  const gaps = weights.map((w) => Math.exp(w - total));
  const point = (p: number): number => {
    let sum = 0;
    for (let g = 0; g < gaps.length; g++) {
      if (sum + gaps[g]! >= p) return timesMs[g]! + ((p - sum) / gaps[g]!) * (timesMs[g + 1]! - timesMs[g]!);
      sum += gaps[g]!;
    }
    return timesMs[n - 1]!;
  };
  let before = 0;
  let absentOn = 0;
  for (let g = 0; g < gaps.length && before + gaps[g]! <= 0.05; g++) {
    before += gaps[g]!;
    absentOn = g + 1;
  }
  let after = 0;
  let presentOn = n - 1;
  for (let g = gaps.length - 1; g >= 0 && after + gaps[g]! <= 0.05; g--) {
    after += gaps[g]!;
    presentOn = g;
  }
  const best = gaps.indexOf(Math.max(...gaps));
  const bayesFactor = Math.exp(Math.min(690, total - logNone));
  return {
    method: "one-change-student-t4-1",
    n,
    bayesFactor,
    supported: bayesFactor > SUPPORT,
    gaps: gaps.map((g) => rounded(g, 6)),
    intervalMs: [point(0.05), point(0.95)],
    medianMs: point(0.5),
    absentOn,
    presentOn,
    step: components.map((s) =>
      rounded((medianOf(s.slice(best + 1)) - medianOf(s.slice(0, best + 1))) / spreadOf(s), 3),
    ),
  };
}

/** Noise from first differences: a single step leaves their median alone. */
export function spreadOf(series: readonly number[]): number {
  const differences = series.slice(1).map((v, i) => Math.abs(v - series[i]!));
  return Math.max(1e-9, (1.4826 * medianOf(differences)) / Math.SQRT2);
}

/** log marginal likelihood without a change and with one in each gap. */
function evidence(series: readonly number[], minScale: number): { none: number; byGap: Float64Array } {
  const n = series.length;
  const base = Math.max(minScale, spreadOf(series));
  const low = Math.min(...series) - base;
  const high = Math.max(...series) + base;
  const nones: number[] = [];
  const gaps = SCALES.map(() => new Float64Array(n - 1));
  SCALES.forEach((factor, s) => {
    const scale = base * factor;
    const left = Array.from({ length: LEVELS }, () => new Float64Array(n + 1));
    for (let m = 0; m < LEVELS; m++) {
      const level = low + ((high - low) * m) / (LEVELS - 1);
      for (let i = 0; i < n; i++) {
        const z = (series[i]! - level) / scale;
        left[m]![i + 1] = left[m]![i]! - ((DEGREES + 1) / 2) * Math.log1p((z * z) / DEGREES) - Math.log(scale);
      }
    }
    nones.push(logSum(left.map((c) => c[n]!)) - Math.log(LEVELS));
    for (let g = 0; g < n - 1; g++) {
      gaps[s]![g] =
        logSum(left.map((c) => c[g + 1]!)) + logSum(left.map((c) => c[n]! - c[g + 1]!)) - 2 * Math.log(LEVELS);
    }
  });
  const byGap = new Float64Array(n - 1);
  for (let g = 0; g < n - 1; g++) byGap[g] = logSum(gaps.map((row) => row[g]!)) - Math.log(SCALES.length);
  return { none: logSum(nones) - Math.log(SCALES.length), byGap };
}

function logSum(values: readonly number[]): number {
  let top = -Infinity;
  for (const v of values) if (v > top) top = v;
  let sum = 0;
  for (const v of values) sum += Math.exp(v - top);
  return top + Math.log(sum);
}
