import { binomial } from "../math/draw.ts";
import { normalCdf, normalQuantile } from "../math/normal.ts";
import { quantileOfSorted } from "../math/quantile.ts";
import type { Uniforms } from "../math/uniforms.ts";
import { type PairData, pairData } from "./pair-model.ts";
import { stepwise } from "./stepwise.ts";

export interface BcaInterval {
  readonly lower: number;
  readonly upper: number;
  readonly acceleration: number;
  readonly bias: number;
  /** Resamples in which no estimate could be made; left out of the interval, and said. */
  readonly failed: number;
}

/**
 * Bias-corrected and accelerated bootstrap (Efron 1987) with the choice of pairs made anew in each resample:
 * multinomial resamples of the patterns, acceleration from leaving one person of each pattern out.
 */
export function bcaInterval(
  data: PairData,
  estimate: number,
  settings: { readonly threshold: number; readonly resamples: number; readonly level: number },
  random: Uniforms,
): BcaInterval | null {
  const cells = [...data.counts.keys()].filter((x) => x > 0 && data.counts[x]! > 0);
  const n = cells.reduce((sum, x) => sum + data.counts[x]!, 0);
  const known = new Map<string, number | null>();
  const totalOf = (counts: Float64Array): number | null => {
    const key = cells.map((x) => counts[x]).join();
    let total = known.get(key);
    if (total === undefined) {
      total = stepwise(pairData(data.lists, counts, data.room), settings.threshold)?.fit.total ?? null;
      known.set(key, total);
    }
    return total;
  };
  const draws: number[] = [];
  for (let b = 0; b < settings.resamples; b++) {
    const counts = new Float64Array(data.counts.length);
    let left = n;
    let mass = n;
    for (const x of cells) {
      const count = binomial(random, left, Math.min(1, data.counts[x]! / mass));
      counts[x] = count;
      left -= count;
      mass -= data.counts[x]!;
    }
    const total = totalOf(counts);
    if (total !== null) draws.push(total);
  }
  if (draws.length < 20) return null;
  const left = cells.map((x) => {
    const counts = data.counts.slice();
    counts[x] = counts[x]! - 1;
    return totalOf(counts) ?? estimate;
  });
  const acceleration = accelerationOf(
    left,
    cells.map((x) => data.counts[x]!),
  );
  return {
    ...bcaLimits(Float64Array.from(draws).sort(), estimate, acceleration, settings.level),
    failed: settings.resamples - draws.length,
  };
}

/** sum n r^3 / (6 (sum n r^2)^1.5) over the totals `left` with one person fewer in a pattern, each pattern counted `counts` times. */
function accelerationOf(left: readonly number[], counts: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const centre = left.reduce((sum, total, i) => sum + total * counts[i]!, 0) / n;
  let squares = 0;
  let cubes = 0;
  left.forEach((total, i) => {
    const r = centre - total;
    squares += counts[i]! * r * r;
    cubes += counts[i]! * r * r * r;
  });
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/** The limits that totals of resamples, in order of size, give. */
export function bcaLimits(
  ordered: Float64Array,
  estimate: number,
  acceleration: number,
  level: number,
): Omit<BcaInterval, "failed"> {
  const below = ordered.filter((total) => total < estimate).length;
  const share = Math.min(1 - 0.5 / ordered.length, Math.max(0.5 / ordered.length, below / ordered.length));
  const bias = normalQuantile(share);
  const limit = (p: number) => {
    const z = bias + normalQuantile(p);
    return quantileOfSorted(ordered, normalCdf(bias + z / (1 - acceleration * z)), 8);
  };
  const tail = (1 - level) / 2;
  return { lower: limit(tail), upper: limit(1 - tail), acceleration, bias };
}
