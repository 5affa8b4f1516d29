import { normalQuantileFast } from "../math/normal.ts";
import { mean, quantileOfSorted, variance } from "../math/quantile.ts";

/**
 * Rank-normalised split R-hat, the larger of bulk and folded (Vehtari, Gelman, Simpson, Carpenter and Buerkner 2021).
 * 1 when nothing varies at all; `Infinity` when chains stand still at different values.
 */
export function rhat(chains: readonly Float64Array[]): number {
  const halves = splitChains(chains);
  const all = concat(halves);
  const median = quantileOfSorted(all.slice().sort(), 0.5);
  const folded = halves.map((half) => half.map((x) => Math.abs(x - median)));
  return Math.max(plainRhat(rankNormalise(halves)), plainRhat(rankNormalise(folded)));
}

/** Bulk effective sample size: of the rank-normalised split chains. */
export function essBulk(chains: readonly Float64Array[]): number {
  return ess(rankNormalise(splitChains(chains)));
}

/** Tail effective sample size: the smaller of those for the 5 % and the 95 % quantile. */
export function essTail(chains: readonly Float64Array[]): number {
  return Math.min(essQuantile(chains, 0.05), essQuantile(chains, 0.95));
}

/** Effective sample size for the estimate of a quantile. */
export function essQuantile(chains: readonly Float64Array[], p: number): number {
  const halves = splitChains(chains);
  const limit = quantileOfSorted(concat(halves).sort(), p);
  return ess(halves.map((half) => half.map((x) => (x <= limit ? 1 : 0))));
}

/** Monte Carlo standard error of a quantile: half the distance of the quantiles one normal error away (same paper, 4.4). */
export function mcseQuantile(chains: readonly Float64Array[], p: number): number {
  const size = essQuantile(chains, p);
  const all = concat(chains).sort();
  const spread = Math.sqrt((p * (1 - p)) / size);
  const [a, b] = [Math.max(0, p - spread), Math.min(1, p + spread)];
  return (quantileOfSorted(all, b) - quantileOfSorted(all, a)) / 2;
}

function splitChains(chains: readonly Float64Array[]): Float64Array[] {
  return chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
}

function concat(chains: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(chains.reduce((sum, chain) => sum + chain.length, 0));
  let at = 0;
  for (const chain of chains) {
    all.set(chain, at);
    at += chain.length;
  }
  return all;
}

/** Ranks over all chains (ties share the mean rank), turned into normal scores (Blom's offset). */
function rankNormalise(chains: readonly Float64Array[]): Float64Array[] {
  const all = concat(chains);
  const values = all.slice().sort();
  const scores = new Map<number, number>();
  for (let i = 0; i < values.length; ) {
    let j = i;
    while (j + 1 < values.length && values[j + 1] === values[i]) j++;
    scores.set(values[i]!, normalQuantileFast(((i + j) / 2 + 1 - 0.375) / (values.length + 0.25)));
    i = j + 1;
  }
  return chains.map((chain) => chain.map((x) => scores.get(x)!));
}

function plainRhat(chains: readonly Float64Array[]): number {
  const n = chains[0]!.length;
  const means = chains.map(mean);
  const within = mean(chains.map(variance));
  const between = variance(means);
  if (within === 0) return between === 0 ? 1 : Number.POSITIVE_INFINITY;
  return Math.sqrt(((n - 1) / n) * 1 + between / within);
}

/** Geyer's (1992) initial monotone sequence over several chains. */
function ess(chains: readonly Float64Array[]): number {
  const n = chains[0]!.length;
  const m = chains.length;
  if (n < 4) return Number.NaN;
  const means = chains.map(mean);
  const spreads = chains.map((chain, c) => {
    let sum = 0;
    for (const x of chain) sum += (x - means[c]!) ** 2;
    return sum / n;
  });
  const within = (mean(spreads) * n) / (n - 1);
  const total = (within * (n - 1)) / n + (m > 1 ? variance(means) : 0);
  if (!(total > 0)) return n * m;
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let c = 0; c < m; c++) {
      const chain = chains[c]!;
      const centre = means[c]!;
      for (let i = 0; i + lag < n; i++) sum += (chain[i]! - centre) * (chain[i + lag]! - centre);
    }
    return 1 - (within - sum / (n * m)) / total;
  };
  let sum = 0;
  let previous = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (pair < 0) break;
    previous = Math.min(previous, pair);
    sum += previous;
  }
  const tau = Math.max(2 * sum - 1, 1 / Math.log10(n * m));
  return (n * m) / tau;
}
