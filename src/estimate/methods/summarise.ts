import { normal } from "../math/draw.ts";
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

/** Draws of the missed for a method that gives a point and the error of its logarithm. */
export function lognormalDraws(missed: number, logError: number, random: Uniforms): Float64Array {
  return Float64Array.from({ length: SIMULATED }, () => missed * Math.exp(logError * normal(random)));
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
    return missed * Math.exp(logError * normal(random));
  });
}
