import { type ProbabilityWord, rangeOf } from "./probability-words.ts";

/** A weighing as it was frozen, in what a look back needs. */
export interface FrozenWeighing {
  /** First the one that was least refuted; bounds of its probability where they were computed. */
  readonly hypotheses: readonly { readonly hypothesis: string; readonly lower?: number; readonly upper?: number }[];
  /** `means` in the order of `hypotheses`; `null` where nobody rated. */
  readonly evidence: readonly {
    readonly evidence: string;
    readonly weight: number;
    readonly means: readonly (number | null)[];
  }[];
  readonly judgements: readonly {
    readonly judgement: string;
    readonly hypothesis: string;
    readonly probability: ProbabilityWord;
  }[];
}

export interface PostMortem {
  readonly held: string;
  /** Where the hypothesis that held stood, from 1. */
  readonly rank: number;
  /** The bounds of its probability then; `null` where none were computed. */
  readonly bounds: { readonly lower: number; readonly upper: number } | null;
  /** Items that spoke against what held, the heaviest first: where to ask how one was led astray. */
  readonly misleading: readonly { readonly evidence: string; readonly inconsistency: number }[];
  /** Brier score of each judgement at both ends of its word: 0 was right and sure, 1 was wrong and sure. */
  readonly judgements: readonly { readonly judgement: string; readonly lower: number; readonly upper: number }[];
}

/**
 * Looks back at a frozen weighing when it has become known which hypothesis held. The score of a probability p is
 * (p - o)^2 with o 1 when the judged hypothesis held and 0 otherwise (Brier 1950); a word of probability gives two ends.
 *
 * @throws RangeError when the hypothesis was not among those weighed
 */
export function postMortem(weighing: FrozenWeighing, held: string): PostMortem {
  const at = weighing.hypotheses.findIndex(({ hypothesis }) => hypothesis === held);
  if (at === -1) throw new RangeError(`Cannot look back: "${held}" was not among the hypotheses weighed`);
  const { lower, upper } = weighing.hypotheses[at]!;
  const misleading = weighing.evidence.flatMap(({ evidence, weight, means }) => {
    const distance = 3 - (means[at] ?? 3);
    return distance > 0 ? [{ evidence, inconsistency: weight * distance * distance }] : [];
  });
  return {
    held,
    rank: at + 1,
    bounds: lower === undefined || upper === undefined ? null : { lower, upper },
    misleading: misleading.sort((a, b) => b.inconsistency - a.inconsistency),
    judgements: weighing.judgements.map(({ judgement, hypothesis, probability }) => {
      const range = rangeOf(probability);
      const outcome = hypothesis === held ? 1 : 0;
      const scores = [range.lower, range.upper].map((p) => (p - outcome) ** 2);
      return { judgement, lower: Math.min(...scores), upper: Math.max(...scores) };
    }),
  };
}
