/** A rule is a conjunction of keys, given as indices into `Compiled.keys`; the empty rule compares all pairs. */
export type Rule = readonly number[];

/** What comparisons weigh: base 2 logarithms of Bayes factors. */
export interface Weights {
  /** log2 of the prior odds. */
  readonly prior: number;
  /** By comparison and digit; digit 0 (missing) weighs 0. */
  readonly byDigit: readonly (readonly number[])[];
  /** The same for pairs of relatives against pairs of strangers; takes back what only kinship explains. */
  readonly related: { readonly prior: number; readonly byDigit: readonly (readonly number[])[] } | null;
  /** How strongly rare values add to a weight, by comparison and digit; 0 = not at all. */
  readonly rarity: readonly (readonly number[])[];
  /** Mean of -log2(frequency) over chance agreements, by comparison and column: what the digit's weight has already counted. */
  readonly rarityMean: readonly (readonly number[])[];
  /** Pairs of at least this weight are kept. */
  readonly keep: number;
}

/** One piece of work: the records of a rule whose keys fall in one of `parts` shares. Shares do not depend on the number of workers. */
export interface Task {
  readonly kind: "count" | "patterns" | "score" | "sample";
  readonly rules: readonly Rule[];
  readonly rule: number;
  readonly part: number;
  readonly parts: number;
  readonly weights?: Weights;
  /** For `sample`: the records to compare, all with all. */
  readonly records?: Int32Array;
}

export interface TaskResult {
  readonly pairs: number;
  /** Records of the largest group. */
  readonly largest: number;
  /** For `count`: pairs of each share of the rule. */
  readonly byShare: Float64Array;
  readonly patterns: Float64Array;
  readonly counts: Float64Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly pattern: Float64Array;
  readonly weight: Float64Array;
  readonly byRule: Int32Array;
}
