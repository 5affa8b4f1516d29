import type { DgaResult } from "./dga.ts";

export interface GridSummary {
  readonly median: number;
  readonly mean: number;
  readonly mode: number;
  readonly lower: number;
  readonly upper: number;
  /** E(1/N) / E(1/N^2), best under relative squared error; what Madigan and York print. */
  readonly relativeBayes: number;
}

/** Quantiles are the first totals at which the cumulated probability reaches them. */
export function summariseGrid({ totals, posterior }: DgaResult, level: number): GridSummary {
  let [mean, first, second, mode] = [0, 0, 0, 0];
  for (let g = 0; g < totals.length; g++) {
    const [total, p] = [totals[g]!, posterior[g]!];
    mean += p * total;
    first += p / total;
    second += p / (total * total);
    if (p > posterior[mode]!) mode = g;
  }
  const quantile = (q: number) => {
    let sum = 0;
    for (let g = 0; g < totals.length; g++) {
      sum += posterior[g]!;
      if (sum >= q) return totals[g]!;
    }
    return totals[totals.length - 1]!;
  };
  return {
    median: quantile(0.5),
    mean,
    mode: totals[mode]!,
    lower: quantile((1 - level) / 2),
    upper: quantile((1 + level) / 2),
    relativeBayes: first / second,
  };
}
