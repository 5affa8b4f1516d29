import { studentQuantile } from "../math/normal.ts";
import { mean, variance } from "../math/quantile.ts";
import type { TotalEstimate } from "../result.ts";

/** Draws of several imputed or linked replicates as one interval. */
export interface CombinedDraws {
  /** Mean of the observed, rounded. */
  readonly observed: number;
  readonly point: number;
  readonly lower: number;
  readonly upper: number;
  readonly within: number;
  readonly between: number;
  /** `null` for a single replicate, whose interval leaves out what imputation adds. */
  readonly df: number | null;
  /** All replicates' draws in one pot: the interval we prefer. */
  readonly mixture?: TotalEstimate;
}

/**
 * Rubin's (1987) rules on the log of the missed, as HRDAG's verdata applies them: T = W + (m + 1)/m B, a t interval with
 * (m - 1)(1 + W / ((m + 1) B))^2 degrees of freedom; missed of 0 count as .1. Point: observed plus the mean of the means.
 */
export function combineReplicates(
  replicates: readonly { readonly observed: number; readonly draws: Float64Array }[],
  level: number,
): CombinedDraws {
  const m = replicates.length;
  const observed = halfToEven(mean(replicates.map((replicate) => replicate.observed)));
  const missed = replicates.map((replicate) => replicate.draws.map((total) => total - replicate.observed));
  const logs = missed.map((draws) => draws.map((x) => Math.log(Math.max(x, 0.1))));
  const within = mean(logs.map(variance));
  const between = m > 1 ? variance(logs.map(mean)) : 0;
  const centre = mean(logs.map(mean));
  const spread = Math.sqrt(within + ((m + 1) / m) * between);
  const df = m > 1 && between > 0 ? (m - 1) * (1 + within / ((m + 1) * between)) ** 2 : null;
  const t = studentQuantile((1 + level) / 2, df ?? Number.POSITIVE_INFINITY);
  return {
    observed,
    point: Math.round(observed + mean(missed.map(mean))),
    lower: Math.round(observed + Math.exp(centre - t * spread)),
    upper: Math.round(observed + Math.exp(centre + t * spread)),
    within,
    between,
    df,
  };
}

/** Halves go to the even neighbour, as in R, so that combined numbers agree with verdata's. */
function halfToEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}
