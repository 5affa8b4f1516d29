import { quantileOfSorted } from "../math/quantile.ts";
import { essBulk, essTail, mcseQuantile, rhat } from "./convergence.ts";

/** What chains of draws of the total say about themselves. */
export interface Diagnostics {
  /** Rank-normalised split R-hat; below 1.01 good, above 1.05 no headline. */
  readonly rhat: number;
  readonly essBulk: number;
  readonly essTail: number;
  /** Monte Carlo standard error of the median and of both limits, in persons. */
  readonly mcse: { readonly lower: number; readonly median: number; readonly upper: number };
  readonly perChainMedian: readonly number[];
  /** Share of draws whose missed lie within 5 % of the cap. */
  readonly capShare: number;
  /** Halves of chains that stay in places of their own: chains whose middle halves do not overlap others'. */
  readonly multimodal: boolean;
}

/** @param totals draws of N, one array a chain, equally long @param limit most missed persons */
export function diagnose(totals: readonly Float64Array[], n: number, limit: number): Diagnostics {
  const sortedChains = totals.map((chain) => chain.slice().sort());
  let near = 0;
  let draws = 0;
  for (const chain of totals) {
    draws += chain.length;
    for (const total of chain) if (total - n >= 0.95 * limit) near++;
  }
  const middles = sortedChains.map((chain) => [quantileOfSorted(chain, 0.25), quantileOfSorted(chain, 0.75)] as const);
  return {
    rhat: rhat(totals),
    essBulk: essBulk(totals),
    essTail: essTail(totals),
    mcse: {
      lower: mcseQuantile(totals, 0.025),
      median: mcseQuantile(totals, 0.5),
      upper: mcseQuantile(totals, 0.975),
    },
    perChainMedian: sortedChains.map((chain) => quantileOfSorted(chain, 0.5)),
    capShare: near / draws,
    multimodal: middles.some(([a], i) => middles.some(([, d], j) => i !== j && a > d)),
  };
}
