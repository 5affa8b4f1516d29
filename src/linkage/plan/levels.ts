/** Levels of a pair of names that are no chain, weakest first. */
export const NAME_LEVELS = [
  "different",
  "Jaro-Winkler .70",
  "Jaro-Winkler .85",
  "Jaro-Winkler .92",
  "form of one name",
  "equal",
] as const;
export const TEXT_LEVELS = ["different", "Jaro-Winkler .80", "Jaro-Winkler .92 or one edit", "equal"] as const;
export const CODE_LEVELS = ["different", "first half equal", "one edit", "equal"] as const;
export const SEX_LEVELS = ["different", "equal"] as const;
/** Not evidence of its own: how much rarer one person is within a list than in two. */
export const LISTS_LEVELS = ["one list", "two lists"] as const;
