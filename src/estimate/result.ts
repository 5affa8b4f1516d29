import type { Finding } from "./finding.ts";
import type { MethodId } from "./settings.ts";

/** A total with its interval; no point is ever given without one. */
export interface TotalEstimate {
  readonly median: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}

export interface MethodDiagnostics {
  readonly rhat: number;
  readonly essBulk: number;
  readonly essTail: number;
  /** Monte Carlo standard errors of the median and of the limits, in persons. */
  readonly mcse: number;
  readonly mcseLower: number;
  readonly mcseUpper: number;
  readonly perChainMedian: readonly number[];
  readonly capShare: number;
  readonly multimodal: boolean;
}

/** What one method says, whether or not it may be the headline. */
export interface MethodResult {
  readonly method: MethodId;
  readonly settings: Readonly<Record<string, number | string>>;
  /** `null` when the method cannot say anything about this table; a warning says why. */
  readonly estimate: TotalEstimate | null;
  readonly converged: boolean;
  readonly diagnostics: MethodDiagnostics | null;
  readonly warnings: readonly Finding[];
  /** What else the method found: models, weights, bounds. Shapes are in docs/formats/estimate.md. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A result with draws of the missed, for sums over strata and mixtures over linkages; draws never enter the JSON. */
export interface MethodRun {
  readonly result: MethodResult;
  readonly missed: Float64Array | null;
  readonly chains?: readonly Float64Array[];
}

/** Warnings that forbid a method's number as the headline. */
export const FORBIDDING: ReadonlySet<string> = new Set([
  "cap-binds",
  "not-converged",
  "complete-graph",
  "grid-cut",
  "not-identifiable",
  "independence-only",
  "lower-bound",
  "models-disagree",
]);
