/** The parameters of one comparison, by level, weakest first. */
export interface ComparisonModel {
  readonly name: string;
  readonly kind: string;
  readonly levels: readonly string[];
  /** Share of pairs of one person at each level. */
  readonly m: readonly number[];
  /** Share of pairs of two people at each level. */
  readonly u: readonly number[];
  /** log2(m / u) after the order of levels was made monotone. */
  readonly weights: readonly number[];
  /** How strongly rare values add at each level. */
  readonly rarity: readonly number[];
}

/** Pairs of two people who are alike for a reason: kin, one event (see `likenessesOf`). */
export interface RelatedModel {
  readonly name: string;
  /** Share of all pairs. */
  readonly share: number;
  /** log2(r / u) by comparison and level, where r is the share among such pairs. */
  readonly weights: readonly (readonly number[])[];
}

/** What `model.json` holds; see docs/formats/linkage.md. */
export interface LinkageModel {
  readonly format: "snowmelt-linkage-model/1";
  /** Share of all pairs that are one person. */
  readonly lambda: number;
  readonly comparisons: readonly ComparisonModel[];
  /** Empty: every pair of two people is taken for a pair of strangers. */
  readonly related: readonly RelatedModel[];
  /** Each rule as names of keys. */
  readonly rules: readonly (readonly string[])[];
  /** Points of the calibration curve: weight and probability, both ascending; `null` when there are no clerical labels. */
  readonly calibration: readonly { readonly weight: number; readonly probability: number }[] | null;
  /** Pairs the curve was learned from, and what it does to natural log odds; `null` where no curve was learned. */
  readonly calibratedOn: {
    readonly by: "rulings" | "made-up families" | "made-up lists";
    readonly same: number;
    readonly different: number;
    readonly shift: number;
    readonly slope: number;
  } | null;
  readonly training: {
    readonly iterations: number;
    readonly change: number;
    readonly pairs: number;
    readonly samplePairs: number;
    readonly expectedRecall: number;
    readonly seed: number;
  };
}
