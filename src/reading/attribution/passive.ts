import type { Match } from "../grammar.ts";
import { skipAdjunct } from "./inverted.ts";
import { canSpeak } from "./noun-phrases.ts";
import { inList, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { complementizerAt, isThat } from "./that-clause.ts";
import { clauseStart, type Frame, isComma, normAt, type Range, type SentenceView } from "./view.ts";

/** "was told by two officials that CONTENT", "it was reported by S that CONTENT". */
export function agent(view: SentenceView, match: Match, tail: number): Frame | null {
  // "I am told, by nurses, that"
  const by = isComma(view, match.to) ? match.to + 1 : match.to;
  if (!view.grammar.has("by-words", normAt(view, by))) return null;
  const source = phraseAfter(view, by + 1, tail);
  if (source === null) return null;
  const close = by > match.to ? range({ from: source.to, to: tail }).find((i) => isComma(view, i)) : undefined;
  const that =
    complementizerAt(view, close === undefined ? source.to : close + 1, tail) ?? behindAside(view, source.to, tail);
  if (that === null) return by === match.to ? reportedBy(view, match, source, tail) : null;
  if (by === match.to && !isComma(view, that - 1) && skipAdjunct(view, source.to, that + 1) < that) return null;
  const start = clauseStart(view, match.from);
  return {
    rule: "told-by",
    source,
    cue: { from: match.from, to: match.to },
    content: [{ from: that + 1, to: tail }],
    frame: [{ from: start, to: that + 1 }],
    attributes: match.entry.attributes,
    inner: false,
  };
}

/** "by a colleague, whom I would rather not name, that": the "that" behind an aside about who told it. */
function behindAside(view: SentenceView, open: number, tail: number): number | null {
  if (!isComma(view, open)) return null;
  const close = range({ from: open + 2, to: Math.min(tail, open + 14) }).find((i) => isComma(view, i));
  return close !== undefined && isThat(view, close + 1) ? close + 1 : null;
}

/** "The shots were reported by two radio stations": what stands before the verb is what they say. */
function reportedBy(view: SentenceView, { from, to, entry }: Match, source: Range, tail: number): Frame | null {
  const { attributes } = entry;
  if (attributes["basic"] !== "yes" || attributes["object"] !== "yes" || !canSpeak(view, source)) return null;
  const start = clauseStart(view, from);
  let end = from - 1;
  while (view.grammar.has("adverbs", normAt(view, end)) || view.grammar.has("auxiliaries", normAt(view, end - 1)))
    end--;
  if (
    end <= start ||
    range({ from: start, to: end }).some((i) => inList(view, i, "relatives") || view.quoted[i] !== -1)
  )
    return null;
  return {
    rule: "reported-by",
    source,
    cue: { from, to },
    content: [{ from: start, to: end }],
    frame: [{ from: end, to: Math.min(tail, source.to) }],
    attributes,
    inner: false,
  };
}
