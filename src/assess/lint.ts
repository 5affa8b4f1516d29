import { PROBABILITY_RANGES, type ProbabilityWord, rangeOf, rowOf } from "./probability-words.ts";

/** What is wrong with a judgement's wording, by a stable name. */
export interface WordingFault {
  readonly fault:
    | "mixed-rows"
    | "possible-as-probability"
    | "confidence-with-likelihood"
    | "confidence-without-reasons"
    | "word-does-not-fit"
    | "certainty";
  readonly text: string;
}

export interface WordedJudgement {
  readonly text: string;
  readonly probability?: ProbabilityWord | undefined;
  readonly confidence?: "low" | "moderate" | "high" | undefined;
  readonly reasons: string;
  /** Bounds computed from the evidence, when there are any. */
  readonly computed?: { readonly lower: number; readonly upper: number } | undefined;
}

const WORDS = PROBABILITY_RANGES.flatMap(({ words }) => [...words] as ProbabilityWord[]).sort(
  (a, b) => b.length - a.length,
);
const ADVERBS: Readonly<Record<string, ProbabilityWord>> = {
  "almost certainly": "almost certain",
  "nearly certainly": "nearly certain",
  probably: "probable",
  improbably: "improbable",
};

/** With a capital, "May" is a month. */
const POSSIBLE = /\b(?:[Pp]ossibl[ey]|may|[Mm]ight|[Cc]ould|[Cc]annot rule out)\b/g;
const CERTAIN =
  /(?<=\b(?:is|are|was|were|be)\s)certain\b|\b(?:certainly|undoubtedly|(?:without|beyond|no) (?:a |any |all |reasonable )*doubt|definitely|prove[ds]?|proven)\b/gi;
/** What stands before a word of certainty and takes it back: a hedge, or a denial in the same clause. */
const TAKEN_BACK =
  /(?:\b(?:almost|nearly|a)\s+|\b(?:not|never|nothing|nobody|none|neither|nor|cannot|no)\b[^.;:!?]{0,40}|n't\b[^.;:!?]{0,40})$/i;

/** Checks English wording against ICD 203: one row of words, likelihood and confidence apart, reasons for confidence. */
export function lintJudgement(judgement: WordedJudgement): readonly WordingFault[] {
  const faults: WordingFault[] = [];
  const used = probabilityWordsIn(judgement.text);
  const rows = new Set([...used, ...(judgement.probability === undefined ? [] : [judgement.probability])].map(rowOf));
  if (rows.size > 1) {
    faults.push({ fault: "mixed-rows", text: `"${used.join('", "')}" mix the two rows of ICD 203 words: keep to one` });
  }
  for (const [word] of judgement.text.matchAll(POSSIBLE)) {
    if (judgement.probability === undefined && used.length === 0) {
      faults.push({
        fault: "possible-as-probability",
        text: `"${word}" says that something can be, not how likely it is: use a word of the scale`,
      });
    }
  }
  for (const sentence of judgement.text.split(/(?<=[.!?])\s+/)) {
    if (/\bconfiden(?:ce|t)\b/i.test(sentence) && probabilityWordsIn(sentence).length > 0) {
      faults.push({
        fault: "confidence-with-likelihood",
        text: `likelihood and confidence stand in one sentence: "${sentence}"`,
      });
    }
  }
  for (const { 0: word, index } of judgement.text.matchAll(CERTAIN)) {
    if (!TAKEN_BACK.test(judgement.text.slice(0, index))) {
      faults.push({ fault: "certainty", text: `"${word}" claims certainty, for which the scale has no word` });
    }
  }
  if (judgement.confidence !== undefined && judgement.reasons.trim() === "") {
    faults.push({
      fault: "confidence-without-reasons",
      text: `confidence "${judgement.confidence}" is stated without reasons`,
    });
  }
  if (judgement.computed !== undefined && judgement.probability !== undefined) {
    const { lower, upper } = rangeOf(judgement.probability);
    if (judgement.computed.upper < lower || judgement.computed.lower > upper) {
      const bounds = `${judgement.computed.lower.toFixed(2)} to ${judgement.computed.upper.toFixed(2)}`;
      faults.push({
        fault: "word-does-not-fit",
        text: `"${judgement.probability}" means ${lower} to ${upper}, but the evidence gives ${bounds}`,
      });
    }
  }
  return faults;
}

/** The scale's words in a text, longest first so that "very likely" is not "likely" too, in text order. */
function probabilityWordsIn(text: string): readonly ProbabilityWord[] {
  const found: { at: number; word: ProbabilityWord }[] = [];
  let rest = text.toLowerCase();
  const take = (words: string, word: ProbabilityWord): void => {
    for (
      let at = rest.search(new RegExp(`\\b${words}\\b`));
      at !== -1;
      at = rest.search(new RegExp(`\\b${words}\\b`))
    ) {
      found.push({ at, word });
      rest = rest.slice(0, at) + " ".repeat(words.length) + rest.slice(at + words.length);
    }
  };
  for (const [adverb, word] of Object.entries(ADVERBS)) take(adverb, word);
  for (const word of WORDS) take(word, word);
  return found.sort((a, b) => a.at - b.at).map(({ word }) => word);
}
