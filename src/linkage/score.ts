import type { Rule, Weights } from "./kernel/task.ts";
import type { Compiled } from "./plan/compiled.ts";

/** The plan of a linkage: what is compared, by which rules, with which weights. It is data; who carries it out is another matter. */
export interface Plan {
  readonly data: Compiled;
  readonly rules: readonly Rule[];
  readonly weights: Weights;
}

/** Pairs of at least the plan's `keep`, in any order, `a < b`; each stands once, under the first rule that makes it. */
export interface ScoredPairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weight: Float64Array;
  readonly pattern: Float64Array;
  readonly rule: Int32Array;
  /** Pairs compared under each rule that no earlier rule made. */
  readonly newPairs: readonly number[];
}

/** Carries out a plan: the kernel on this machine, or a database. */
export type Scorer = (plan: Plan, onDone: (done: number, total: number) => void) => Promise<ScoredPairs>;
