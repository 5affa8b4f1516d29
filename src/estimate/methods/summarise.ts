import { gamma, normal } from "../math/draw.ts";
import { mean, quantileOfSorted } from "../math/quantile.ts";
import type { Uniforms } from "../math/uniforms.ts";
import type { TotalEstimate } from "../result.ts";

/** Draws that stand for a method without draws of its own. */
export const SIMULATED = 4000;

/** Median, mean and equal-tailed limits of draws of the missed. */
export function summarise(missed: Float64Array, n: number, level: number): TotalEstimate {
  const ordered = missed.slice().sort();
  const at = (p: number) => n + quantileOfSorted(ordered, p);
  return { median: at(0.5), mean: n + mean(missed), lower: at((1 - level) / 2), upper: at((1 + level) / 2), level };
}

/** The same interval around a point of the method's own. */
export function withPoint(estimate: TotalEstimate, point: number): TotalEstimate {
  return {
    ...estimate,
    median: point,
    mean: point,
    lower: Math.min(point, estimate.lower),
    upper: Math.max(point, estimate.upper),
  };
}

/**
 * Draws of the missed for a method that gives their mean and the error of its logarithm: the mean as its error says, and the
 * count around the mean (a gamma of the mean's and variance's size for the Poisson count). So the spread of the draws is the
 * standard error of the total, sqrt(m + m^2 s^2), and not only that of the mean.
 */
export function missedDraws(missed: number, logError: number, random: Uniforms): Float64Array {
  return Float64Array.from({ length: SIMULATED }, () => countAround(missed, logError, random));
}

function countAround(missed: number, logError: number, random: Uniforms): number {
  const expected = missed * Math.exp(logError * normal(random));
  return expected > 0 ? gamma(random, expected) : 0;
}

/** Draws of the missed from a mixture of such methods: each model as often as it weighs. */
export function mixtureDraws(
  parts: readonly { readonly missed: number; readonly logError: number; readonly weight: number }[],
  random: Uniforms,
): Float64Array {
  return Float64Array.from({ length: SIMULATED }, () => {
    let u = random.next();
    const part = parts.find(({ weight }) => {
      u -= weight;
      return u < 0;
    });
    const { missed, logError } = part ?? parts.at(-1)!;
    return countAround(missed, logError, random);
  });
}
