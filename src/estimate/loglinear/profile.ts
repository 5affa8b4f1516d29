import { logGamma } from "../math/gamma-function.ts";
import { type FitRoom, fitLoglinear } from "./fit.ts";
import type { Terms } from "./model.ts";

export interface ProfileInterval {
  /** Total at the maximum of the profile; a little below the Poisson estimate. */
  readonly total: number;
  readonly lower: number;
  /** `Infinity` when the likelihood stays flat. */
  readonly upper: number;
}

/**
 * Profile-likelihood interval of Cormack (1992): for each number of missed persons the zero cell is filled and the model refitted.
 * The likelihood of the total is multinomial: log N! - log n0! - N log N + sum over cells of y log mu.
 *
 * @param critical half the chi-square quantile (1.92 for 95 %)
 */
export function profileInterval(
  counts: Float64Array,
  terms: Terms,
  room: FitRoom,
  start: number,
  critical: number,
): ProfileInterval | null {
  const filled = counts.slice();
  let n = 0;
  for (let x = 1; x < counts.length; x++) n += counts[x]!;
  const value = (missed: number): number => {
    filled[0] = missed;
    const fitted = fitLoglinear(filled, terms, room, { closed: true })?.fitted ?? null;
    if (fitted === null) return Number.NaN;
    const total = n + missed;
    let sum = logGamma(total + 1) - logGamma(missed + 1) - total * Math.log(total);
    for (let x = 0; x < counts.length; x++) if (filled[x]! > 0) sum += filled[x]! * Math.log(fitted[x]!);
    return sum;
  };
  const peak = maximise(value, start);
  const target = value(peak) - critical;
  if (!Number.isFinite(target)) return null;
  const lower = value(1e-9) >= target ? 0 : crossing(value, target, 1e-9, peak);
  let far = Math.max(peak * 2, 1);
  while (value(far) >= target && far < 1e9 * Math.max(1, n)) far *= 2;
  const upper = far >= 1e9 * Math.max(1, n) ? Number.POSITIVE_INFINITY : crossing(value, target, far, peak);
  return { total: n + peak, lower: n + lower, upper: n + upper };
}

/** Golden section on the log of the missed, after bracketing. */
function maximise(value: (missed: number) => number, start: number): number {
  const at = (u: number) => value(Math.exp(u));
  let step = 0.25;
  let middle = Math.log(Math.max(start, 1e-3));
  let [low, high] = [middle - step, middle + step];
  for (let i = 0; i < 60; i++) {
    const centre = at(middle);
    if (at(low) <= centre && at(high) <= centre) break;
    step *= 1.6;
    const upwards = at(high) > centre;
    [low, middle, high] = upwards ? [middle, high, high + step] : [low - step, low, middle];
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [fa, fb] = [at(a), at(b)];
  while (high - low > 1e-8) {
    if (fa > fb) {
      high = b;
      [b, fb] = [a, fa];
      a = high - golden * (high - low);
      fa = at(a);
    } else {
      low = a;
      [a, fa] = [b, fb];
      b = low + golden * (high - low);
      fb = at(b);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Where the profile crosses the target between a point outside and the peak; bisection to 1e-9. */
function crossing(value: (missed: number) => number, target: number, outside: number, peak: number): number {
  let [out, inside] = [outside, peak];
  for (let i = 0; i < 100 && Math.abs(out - inside) > 1e-7 * (1 + inside); i++) {
    const middle = (out + inside) / 2;
    if (value(middle) >= target) inside = middle;
    else out = middle;
  }
  return (out + inside) / 2;
}
