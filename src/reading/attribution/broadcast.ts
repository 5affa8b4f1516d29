import type { Match } from "../grammar.ts";
import { inList, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { isComma, normAt, type Range, type SentenceView } from "./view.ts";

/** "On the radio they said that", "they say on television that": who "they" are that speak there. */
export function broadcast(view: SentenceView, source: Range, cue: Match): Range | null {
  const pronoun = view.grammar.word("pronouns", normAt(view, source.from))?.attributes;
  if (source.to - source.from > 1 || pronoun?.["person"] !== "third" || pronoun["number"] !== "many") return null;
  const last = isComma(view, source.from - 1) ? source.from - 2 : source.from - 1;
  const at = inList(view, last, "broadcast-words")
    ? range({ from: Math.max(0, last - 3), to: last }).find((i) => inList(view, i, "prepositions"))
    : cue.to;
  if (at === undefined || !inList(view, at, "prepositions")) return null;
  const phrase = phraseAfter(view, at + 1);
  return phrase !== null && inList(view, phrase.to - 1, "broadcast-words") ? phrase : null;
}
