import { rounded } from "../caveat.ts";
import {
  chiSquareUpper,
  fisherQuantile,
  medianOf,
  robustSd,
  shareUpperBound,
  studentUpper,
} from "../statistics/distributions.ts";

/** Snow fraction by roof and date; null where it could not be measured. The target is one of the roofs. */
export interface SnowTable {
  readonly dates: readonly string[];
  readonly roofs: readonly string[];
  readonly target: string;
  /** fraction[roof][date] */
  readonly fraction: readonly (readonly (number | null)[])[];
}

export interface MeltTest {
  readonly method: "rank-of-mean-anomaly-1";
  readonly n: number;
  readonly dates: readonly string[];
  /** Standardised melt anomaly averaged over dates, by roof; larger is barer than its neighbours. */
  readonly statistic: readonly { readonly roof: string; readonly value: number; readonly dates: number }[];
  readonly target: number;
  /** 1 is the barest. */
  readonly rank: number;
  readonly p: number;
  /** Nothing below this can come out with so many controls, whatever the roofs look like. */
  readonly attainableP: number;
  readonly candidates: number;
  /** Corrected for having chosen the target out of that many roofs. */
  readonly selectionP: number;
  readonly controlsAsBare: number;
  /** Upper 95 % bound of the share of unheated roofs that melt so much, and the likelihood ratio it allows at most. */
  readonly meltShareUpper: number;
  readonly likelihoodRatioAtMost: number;
  readonly modelBased: { readonly t: number; readonly df: number; readonly p: number } | null;
  readonly perDate: readonly { readonly date: string; readonly rank: number; readonly n: number; readonly p: number }[];
  /** Combining dates presumes that roofs do not differ lastingly; the bound of their intraclass correlation decides. */
  readonly fisher: { readonly p: number; readonly iccUpper: number | null; readonly stands: boolean } | null;
  readonly beforeAfter: BeforeAfter | null;
}

export interface BeforeAfter {
  readonly method: "rank-of-change-1";
  readonly claimedStart: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly n: number;
  readonly change: number;
  readonly rank: number;
  readonly p: number;
  readonly attainableP: number;
  readonly selectionP: number;
}

/** A roof's spread is never taken as smaller than this share of snow: fractions near 1 crowd together. */
const SPREAD_FLOOR = 0.02;

/**
 * Is the target barer than chance allows among like roofs? Each roof's anomaly is the median of all roofs (the target
 * included, which keeps them exchangeable) minus its own snow fraction; the statistic is the mean of anomaly / MAD over
 * dates; p is its rank, ties counted against the target.
 *
 * @returns null when the target or all controls have no value on any date
 */
export function testMelt(
  table: SnowTable,
  options: { readonly candidates?: number; readonly claimedStart?: string | null } = {},
): MeltTest | null {
  const anomalies = standardised(table);
  const t = table.roofs.indexOf(table.target);
  const start = options.claimedStart == null ? null : Date.parse(options.claimedStart);
  // What is claimed from a day on is tested on the dates from that day on; earlier ones serve the comparison with before.
  const kept = table.dates
    .map((_, d) => d)
    .filter((d) => anomalies[t]![d] !== null && (start === null || Date.parse(table.dates[d]!) >= start));
  if (kept.length === 0) return null;
  const values = table.roofs.map((_, r) => {
    const own = kept.map((d) => anomalies[r]![d]).filter((a): a is number => a !== null && a !== undefined);
    // A roof hidden on most dates has no statistic comparable with the target's.
    return own.length * 2 < kept.length || own.length === 0 ? null : { value: mean(own), dates: own.length };
  });
  const target = values[t]!.value;
  const others = values.filter((v, r) => r !== t && v !== null).map((v) => v!.value);
  const n = others.length;
  if (n === 0) return null;
  const asBare = others.filter((v) => v >= target - 1e-12).length;
  const rank = asBare + 1;
  const candidates = Math.max(1, Math.min(n + 1, options.candidates ?? 1));
  const upper = shareUpperBound(asBare, n);
  const perDate = kept.map((d) => {
    const column = table.roofs.map((_, r) => anomalies[r]![d] ?? null).filter((a): a is number => a !== null);
    const above = column.filter((a) => a >= anomalies[t]![d]! - 1e-12).length;
    return { date: table.dates[d]!, rank: above, n: column.length - 1, p: above / column.length };
  });
  return {
    method: "rank-of-mean-anomaly-1",
    n,
    dates: kept.map((d) => table.dates[d]!),
    statistic: table.roofs.flatMap((roof, r) =>
      values[r] === null ? [] : [{ roof, value: rounded(values[r]!.value, 6), dates: values[r]!.dates }],
    ),
    target: rounded(target, 6),
    rank,
    p: rank / (n + 1),
    attainableP: 1 / (n + 1),
    candidates,
    selectionP: selectionP(rank, candidates, n + 1),
    controlsAsBare: asBare,
    meltShareUpper: rounded(upper, 6),
    likelihoodRatioAtMost: rounded(1 / upper, 4),
    modelBased: n < 19 && n >= 3 ? leaveOneOut(target, others) : null,
    perDate,
    fisher: fisherOver(perDate, anomalies, t, kept),
    beforeAfter:
      options.claimedStart == null ? null : beforeAfter(table, anomalies, t, options.claimedStart, candidates),
  };
}

/** Anomalies over their robust spread, by roof and date. */
function standardised(table: SnowTable): (number | null)[][] {
  const out = table.roofs.map(() => table.dates.map((): number | null => null));
  table.dates.forEach((_, d) => {
    const column = table.roofs.map((_, r) => table.fraction[r]![d] ?? null);
    const present = column.filter((v): v is number => v !== null);
    if (present.length < 2) return;
    const centre = medianOf(present);
    const spread = Math.max(SPREAD_FLOOR, robustSd(present));
    column.forEach((v, r) => {
      if (v !== null) out[r]![d] = (centre - v) / spread;
    });
  });
  return out;
}

/** P(the barest of m roofs drawn from N ranks at least as high as k) = 1 - C(N-k, m) / C(N, m). */
export function selectionP(rank: number, candidates: number, total: number): number {
  let none = 1;
  for (let i = 0; i < candidates; i++) none *= Math.max(0, total - rank - i) / (total - i);
  return 1 - none;
}

function leaveOneOut(target: number, others: readonly number[]): { t: number; df: number; p: number } {
  const n = others.length;
  const m = mean(others);
  const sd = Math.sqrt(others.reduce((sum, v) => sum + (v - m) ** 2, 0) / (n - 1));
  const t = (target - m) / Math.max(1e-9, sd * Math.sqrt(1 + 1 / n));
  return { t: rounded(t, 4), df: n - 1, p: rounded(studentUpper(t, n - 1), 6) };
}

function fisherOver(
  perDate: readonly { readonly p: number }[],
  anomalies: readonly (readonly (number | null)[])[],
  target: number,
  dates: readonly number[],
): MeltTest["fisher"] {
  if (perDate.length < 2) return null;
  const p = chiSquareUpper(-2 * perDate.reduce((sum, d) => sum + Math.log(d.p), 0), 2 * perDate.length);
  const iccUpper = iccUpperBound(
    anomalies.filter((_, r) => r !== target).map((row) => dates.map((d) => row[d] ?? null)),
  );
  return {
    p: rounded(p, 6),
    iccUpper: iccUpper === null ? null : rounded(iccUpper, 4),
    stands: iccUpper !== null && iccUpper < 0.1,
  };
}

/** Upper 95 % bound of the one-way intraclass correlation (Searle 1971) over roofs that have every date; null below three. */
function iccUpperBound(rows: readonly (readonly (number | null)[])[]): number | null {
  const full = rows.filter((row): row is number[] => row.every((v) => v !== null));
  const g = full.length;
  const k = full[0]?.length ?? 0;
  if (g < 3 || k < 2) return null;
  const grand = mean(full.flat());
  const between = (k * full.reduce((s, row) => s + (mean(row) - grand) ** 2, 0)) / (g - 1);
  const within = full.reduce((s, row) => s + row.reduce((a, v) => a + (v - mean(row)) ** 2, 0), 0) / (g * (k - 1));
  if (within <= 0) return 1;
  const f = (between / within) * fisherQuantile(0.95, g * (k - 1), g - 1);
  return Math.max(0, (f - 1) / (f + k - 1));
}

/** Change of the anomaly from before to after the claimed start: what is lasting in a roof cancels. */
function beforeAfter(
  table: SnowTable,
  anomalies: readonly (readonly (number | null)[])[],
  target: number,
  claimedStart: string,
  candidates: number,
): BeforeAfter | null {
  const start = Date.parse(claimedStart);
  const side = (late: boolean): number[] =>
    table.dates
      .map((_, d) => d)
      .filter((d) => Date.parse(table.dates[d]!) >= start === late && anomalies[target]![d] !== null);
  const [before, after] = [side(false), side(true)];
  if (before.length === 0 || after.length === 0) return null;
  const changes = table.roofs.map((_, r) => {
    const pick = (dates: readonly number[]): number[] =>
      dates.map((d) => anomalies[r]![d]).filter((a): a is number => a !== null && a !== undefined);
    const [a, b] = [pick(after), pick(before)];
    return a.length * 2 < after.length || b.length * 2 < before.length || a.length === 0 || b.length === 0
      ? null
      : mean(a) - mean(b);
  });
  const own = changes[target];
  const others = changes.filter((c, r): c is number => r !== target && c !== null);
  if (own === null || own === undefined || others.length === 0) return null;
  const rank = others.filter((c) => c >= own - 1e-12).length + 1;
  const total = others.length + 1;
  return {
    method: "rank-of-change-1",
    claimedStart,
    before: before.map((d) => table.dates[d]!),
    after: after.map((d) => table.dates[d]!),
    n: others.length,
    change: rounded(own, 6),
    rank,
    p: rank / total,
    attainableP: 1 / total,
    selectionP: selectionP(rank, candidates, total),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
