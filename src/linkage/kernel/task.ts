import type { Groups } from "./groups.ts";

/** A rule is a conjunction of keys, given as indices into `Compiled.keys`; the empty rule compares all pairs. */
export type Rule = readonly number[];

/** What comparisons weigh: base 2 logarithms of Bayes factors. */
export interface Weights {
  /** log2 of the prior odds. */
  readonly prior: number;
  /** By comparison and digit; digit 0 (missing) weighs 0. */
  readonly byDigit: readonly (readonly number[])[];
  /** The same for pairs of two people who are alike for a reason, against pairs of strangers; takes back what only that explains. */
  readonly related: readonly {
    readonly prior: number;
    readonly byDigit: readonly (readonly number[])[];
    /** Whether such people share what runs in families, and what belongs to a place. */
    readonly shares: { readonly kin: boolean; readonly place: boolean };
  }[];
  /** How strongly rare values add to a weight, by comparison and digit; 0 = not at all. */
  readonly rarity: readonly (readonly number[])[];
  /** Mean of -log2(frequency) over chance agreements, by comparison and column: what the digit's weight has already counted. */
  readonly rarityMean: readonly (readonly number[])[];
  /** Comparisons of names, and of what only one person has; see `patternWeights`. */
  readonly tells: { readonly name: readonly number[]; readonly id: readonly number[]; readonly day: readonly number[] };
  /** Pairs of at least this weight are kept. */
  readonly keep: number;
}

/** Pairs to be compared: of each block [first, end) the rows [fromRow, toRow) with every later member of their block. */
export interface Slice {
  readonly blocks: Groups;
  readonly first: number;
  readonly end: number;
  /** Rows of the block; a slice of several blocks takes all. */
  readonly fromRow: number;
  readonly toRow: number;
  /** Pairs before those of earlier rules and within lists free of duplicates are left out. */
  readonly pairs: number;
}

/** One piece of work. How work is cut does not depend on the number of workers. */
export type Task =
  /** Gathers the blocks of a rule. */
  | { readonly kind: "block"; readonly rules: readonly Rule[]; readonly rule: number }
  /** Counts patterns of the pairs that no earlier rule makes. */
  | { readonly kind: "patterns"; readonly rules: readonly Rule[]; readonly rule: number; readonly slice: Slice }
  /** Weighs the pairs that no earlier rule makes, and keeps what weighs enough. */
  | {
      readonly kind: "score";
      readonly rules: readonly Rule[];
      readonly rule: number;
      readonly slice: Slice;
      readonly weights: Weights;
    };

export interface TaskResult {
  readonly pairs: number;
  /** For `block`: the blocks, and the records of the largest. */
  readonly blocks: Groups | null;
  readonly largest: number;
  /** For `patterns`: patterns seen, ascending, and how often. */
  readonly patterns: Float64Array;
  readonly counts: Float64Array;
  /** For `score`: the pairs kept. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly pattern: Float64Array;
  readonly weight: Float64Array;
  readonly byRule: Int32Array;
}
