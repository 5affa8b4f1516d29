import type { TotalWithError } from "./chapman.ts";
import { logLimits } from "./log-limits.ts";

/** Lower bounds on the total from how many were listed once (f1) and twice (f2). */
export interface ChaoBounds {
  /** n + f1^2 / (2 f2). `Infinity` when f2 is 0. */
  readonly classic: number;
  /** The same with the factor (J - 1) / J for J lists. */
  readonly forLists: number | null;
  readonly biasCorrected: number;
  /** Variance of the classic form and log limits (Chao 1987). */
  readonly interval: TotalWithError;
}

/**
 * Chao (1987, 1989): a bound from below that holds when chances to be listed differ between persons and lists are
 * independent; with lists that avoid each other it can lie above the truth.
 *
 * @param frequencies `frequencies[i]` persons were listed i + 1 times
 * @param lists number of lists, `null` when not known
 */
export function chao(frequencies: readonly number[], lists: number | null, z: number): ChaoBounds {
  const n = frequencies.reduce((sum, f) => sum + f, 0);
  const [f1 = 0, f2 = 0] = frequencies;
  const classic = n + (f1 * f1) / (2 * f2);
  const biasCorrected = n + (f1 * (f1 - 1)) / (2 * (f2 + 1));
  const factor = lists === null ? null : (lists - 1) / lists;
  const point = f2 > 0 ? classic : biasCorrected;
  const r = f1 / Math.max(f2, 1);
  const variance =
    f2 > 0 ? f2 * (r ** 4 / 4 + r ** 3 + r ** 2 / 2) : (f1 * (f1 - 1)) / 2 + (f1 * (2 * f1 - 1) ** 2) / 4;
  return {
    classic,
    forLists: factor === null ? null : n + (factor * f1 * f1) / (2 * f2),
    biasCorrected,
    interval: { total: point, standardError: Math.sqrt(variance), ...logLimits(n, point - n, variance, z) },
  };
}
