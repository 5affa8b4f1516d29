/**
 * The probability words of ICD 203 (ODNI, Intelligence Community Directive 203, Analytic Standards, 2015, D.6.e.2.a),
 * two rows of words over the same ranges. The directive lets neighbouring ranges share an edge; here a probability on an
 * edge belongs to the range farther from even, so that 0.95 is "almost certain" and 0.55 "likely". 0 and 1 have no word.
 */
export const PROBABILITY_RANGES = [
  { words: ["almost no chance", "remote"], lower: 0.01, upper: 0.05 },
  { words: ["very unlikely", "highly improbable"], lower: 0.05, upper: 0.2 },
  { words: ["unlikely", "improbable"], lower: 0.2, upper: 0.45 },
  { words: ["roughly even chance", "roughly even odds"], lower: 0.45, upper: 0.55 },
  { words: ["likely", "probable"], lower: 0.55, upper: 0.8 },
  { words: ["very likely", "highly probable"], lower: 0.8, upper: 0.95 },
  { words: ["almost certain", "nearly certain"], lower: 0.95, upper: 0.99 },
] as const;

export type ProbabilityWord = (typeof PROBABILITY_RANGES)[number]["words"][number];

/** The range of a word. @throws RangeError when it is none of the scale */
export function rangeOf(word: string): { readonly lower: number; readonly upper: number } {
  const range = PROBABILITY_RANGES.find(({ words }) => (words as readonly string[]).includes(word));
  if (range === undefined) throw new RangeError(`Cannot give the range of "${word}": no word of the ICD 203 scale`);
  return { lower: range.lower, upper: range.upper };
}

/** The word of the first row for a probability; `null` below 0.01 and above 0.99. @throws RangeError outside 0 to 1 */
export function wordFor(probability: number): ProbabilityWord | null {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`Cannot word the probability "${probability}": not from 0 to 1`);
  }
  if (probability < 0.01 || probability > 0.99) return null;
  const isIn = ({ lower, upper }: (typeof PROBABILITY_RANGES)[number]): boolean =>
    lower < 0.5 && upper > 0.5
      ? probability > lower && probability < upper
      : probability >= lower && probability <= upper;
  const fitting = PROBABILITY_RANGES.filter(isIn);
  const range = probability < 0.5 ? fitting[0] : fitting.at(-1);
  return range!.words[0];
}

/** The row, 0 or 1, in which a word stands. */
export function rowOf(word: ProbabilityWord): 0 | 1 {
  return PROBABILITY_RANGES.some(({ words }) => words[0] === word) ? 0 : 1;
}
