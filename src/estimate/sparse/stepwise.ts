import type { LoglinearFit } from "../loglinear/fit.ts";
import { poissonCdf } from "../math/gamma-function.ts";
import { expectedOverlap, fitPairs, type PairData, pairsExistence } from "./pair-model.ts";

export interface StepwiseFit {
  readonly fit: LoglinearFit;
  /** Pairs in the order in which they were taken in. */
  readonly chosen: readonly number[];
}

/**
 * Forward choice of pairs (Chan, Silverman and Vincent 2019): the pair whose overlap is least likely under the fit so far comes in
 * while its one-sided Poisson chance is below `threshold`; pairs that would leave no estimate are passed over.
 * Existence is tested only for the pair about to come in. `null` when even independence cannot be fitted.
 */
export function stepwise(data: PairData, threshold: number): StepwiseFit | null {
  const chosen: number[] = [];
  let fit = fitPairs(data, chosen);
  if (fit === null) return null;
  const known = new Map<string, boolean>();
  for (;;) {
    const empty = chosen.filter((pair) => data.overlaps.get(pair) === 0);
    const candidates = data.pairs
      .filter((pair) => !chosen.includes(pair))
      .map((pair) => {
        const expected = expectedOverlap(data, fit!, pair, empty);
        const observed = data.overlaps.get(pair)!;
        return { pair, chance: Math.min(poissonCdf(observed, expected), 1 - poissonCdf(observed - 1, expected)) };
      })
      .filter(({ chance }) => chance < threshold)
      .sort((a, b) => a.chance - b.chance);
    const next = candidates.find(({ pair }) => {
      const key = [...chosen, pair].sort((a, b) => a - b).join();
      if (!known.has(key)) known.set(key, pairsExistence(data, [...chosen, pair]) === 0);
      return known.get(key);
    });
    if (next === undefined) return { fit, chosen };
    const refitted = fitPairs(data, [...chosen, next.pair]);
    if (refitted === null) return { fit, chosen };
    chosen.push(next.pair);
    fit = refitted;
  }
}
