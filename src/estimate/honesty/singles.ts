import type { Finding } from "../finding.ts";
import { fitLoglinear } from "../loglinear/fit.ts";
import { normalCdf } from "../math/normal.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import { type BestPairs, bestPairs } from "./best-pairs.ts";

/** One-sided chance below which the excess is told. */
const LEVEL = 0.05;

/** Whether more persons stand on exactly one list than the overlaps lead to expect. */
export interface SinglesExcess {
  /** Factor of persons on one list, given the dependence of pairs of lists that fits best (BIC). */
  readonly factor: number;
  /** One-sided chance of so large a factor when there is no excess (signed root of the deviance). */
  readonly chance: number;
}

/**
 * The trace that persons whom hardly any list can hold leave: each of them who is listed at all is on one list alone. A factor for
 * "on exactly one list" is added to the best model of pairs and tested by its deviance (one-inflation, Godwin and Boehning 2017).
 * Missed matches leave the same trace and pull the total the other way, so it says that something is amiss and not what.
 * `null` outside 3 to 6 lists and where the models cannot be fitted.
 */
export function singlesExcess(table: OverlapTable, pairs: BestPairs | null = bestPairs(table)): SinglesExcess | null {
  if (pairs === null || pairs.fit.df < 1) return null;
  const { counts, room, fit: best } = pairs;
  const single = Float64Array.from(counts, (_, cell) => (cell !== 0 && (cell & (cell - 1)) === 0 ? 1 : 0));
  const fit = fitLoglinear(counts, best.terms, room, { covariate: single });
  if (fit === null || !fit.converged) return null;
  const log = fit.coefficients[best.terms.length]!;
  const root = Math.sign(log) * Math.sqrt(Math.max(0, best.deviance - fit.deviance));
  return { factor: Math.exp(log), chance: 1 - normalCdf(root) };
}

/** The finding that follows from it, if any. */
export function singlesFinding(table: OverlapTable, pairs?: BestPairs | null): Finding | null {
  const excess = singlesExcess(table, pairs);
  if (excess === null || excess.chance >= LEVEL) return null;
  const share = Math.round(100 * (excess.factor - 1));
  return {
    code: "singles-excess",
    text: `More persons are on exactly one list than the overlaps lead to expect (${share} % more, chance ${excess.chance.toPrecision(1)}): either a part of the population is nearly out of every list's reach, and the total is too low, or matches were missed, and it is too high.`,
  };
}
