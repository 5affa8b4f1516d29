import { asideEnd, placeEnd } from "./inverted.ts";
import { isInfinitive, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { hasVerb, isComma, isMark, isQuoteMark, matchAt, normAt, type SentenceView } from "./view.ts";

/** The word for "that", none for "whether" or "how". */
export const isThat = ({ grammar, tokens }: SentenceView, at: number): boolean => {
  const entry = grammar.word("complementizers", tokens[at]?.norm ?? "");
  return entry !== undefined && entry.attributes["keep"] !== "yes";
};

export const determines = (view: SentenceView, at: number): boolean =>
  view.grammar.has("determiners", normAt(view, at)) && view.grammar.has("relatives", normAt(view, at));

/** The word that opens reported speech, near behind a cue; what stands between is listener, place or time. */
export function complementizerAt(view: SentenceView, from: number, tail: number): number | null {
  const { grammar } = view;
  let reach = from + 16;
  for (let i = from; i < Math.min(tail, reach); i++) {
    if (isQuoteMark(view, i) && i > from) return null;
    if (isComma(view, i) && !(i === from && grammar.isVerbFirst)) {
      const end =
        asideEnd(view, i) ??
        (i === from ? (adverbAside(view, i) ?? saidAside(view, i)) : (placeEnd(view, i) ?? plainAside(view, i)));
      if (end === null) return null;
      reach += end - i;
      i = end - 1;
      continue;
    }
    if (grammar.has("complementizers", normAt(view, i)) && view.tokens[i]!.kind === "word") {
      const determiner = grammar.has("determiners", normAt(view, i)) && !hasVerb(view, i + 1, tail);
      // "a set of rules that could": what hangs on a noun
      if (i === from && determines(view, i) && grammar.has("auxiliaries", normAt(view, i + 1))) return null;
      if (!determiner) return i;
    }
    if (isMark(view, i) && !isComma(view, i) && view.tokens[i]!.text !== "-" && view.tokens[i]!.text !== ".")
      return null;
    if (isInfinitive(view, i)) return null;
    if (i > from && hasVerb(view, i, i + 1) && !isPaper(view, i) && !grammar.isVerbFirst) return null;
    if (grammar.has("subject-pronouns", normAt(view, i)) && !matchAt(view, "cue.listeners", i)) return null;
  }
  return null;
}

/** ", independently of one another, that": an aside without a verb right before what is said. */
export function plainAside(view: SentenceView, comma: number): number | null {
  if (!isComma(view, comma)) return null;
  for (let i = comma + 1; i < Math.min(view.tokens.length, comma + 14); i++) {
    if (isQuoteMark(view, i)) return null;
    if (!isComma(view, i)) continue;
    return isThat(view, i + 1) && !hasVerb(view, comma + 1, i) ? i + 1 : null;
  }
  return null;
}

/** "The letters show, she argued, that": who says so in commas. */
function saidAside(view: SentenceView, comma: number): number | null {
  if (view.grammar.isVerbFirst) return null;
  const source = phraseAfter(view, comma + 1);
  const verb = source === null ? undefined : view.grammar.word("cue.verbs", normAt(view, source.to));
  if (source === null || verb?.attributes["basic"] !== "yes" || !isComma(view, source.to + 1)) return null;
  return isThat(view, source.to + 2) ? source.to + 2 : null;
}

/** ", however, that" */
function adverbAside(view: SentenceView, comma: number): number | null {
  const that = plainAside(view, comma);
  const adverbs =
    that !== null &&
    range({ from: comma + 1, to: that - 1 }).every((i) => view.grammar.has("adverbs", normAt(view, i)));
  return adverbs ? that : null;
}

/** "noted in her diary for January that": nothing but where and when between the cue and what is said. */
export const onlyPlaced = (view: SentenceView, at: number, that: number): boolean =>
  !view.grammar.isVerbFirst &&
  view.grammar.has("prepositions", normAt(view, at)) &&
  !view.grammar.has("topic-prepositions", normAt(view, at)) &&
  that - at <= 10 &&
  range({ from: at, to: that }).every((i) => !hasVerb(view, i, i + 1) || isPaper(view, i));

/** "in her mid-year report": a noun, though "report" may be a verb. */
const isPaper = ({ grammar, tokens }: SentenceView, at: number): boolean =>
  grammar.has("report-words", tokens[at]!.norm) && !grammar.ends("past", tokens[at]!.norm);
