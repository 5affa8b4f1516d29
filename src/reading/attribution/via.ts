import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { phraseBefore } from "./noun-phrases.ts";
import { inList, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { complementizerAt } from "./that-clause.ts";
import { withoutObject } from "./told-so.ts";
import { toldNoun } from "./verb-first-object.ts";
import { type Frame, isComma, normAt, type Range, type SentenceView } from "./view.ts";

/** Who stands behind the source of a frame: the word at `at` says so, and what is theirs is what the frame holds. */
const behind = (outer: Frame, rule: string, source: Range, at: number, to: number): Frame => ({
  rule,
  source,
  cue: { from: at, to: at + 1 },
  content: outer.content.map((c) => ({ ...c })),
  frame: [{ from: at, to }],
  attributes: {},
  inner: true,
});

/** "حسبما نقل البرنامج عن تجار": whom the one named has it from. */
export function accordingVia(view: SentenceView, outer: Frame): Frame | null {
  if (!outer.rule.startsWith("according") || outer.inner || outer.source === null) return null;
  const via = range(outer.cue)
    .map((i) => view.grammar.word("cue.verbs", withoutObject(view, normAt(view, i)))?.attributes["via"])
    .find((words) => words !== undefined);
  if (via === undefined) return null;
  const word = fold(via);
  const at = outer.source.to;
  const source = normAt(view, at) === word ? phraseAfter(view, at + 1, view.tokens.length, false) : null;
  if (source === null) return null;
  outer.content = outer.content
    .map((c) => (c.from <= at && at < c.to ? { from: source.to, to: c.to } : c))
    .filter((c) => c.from < c.to);
  return behind(outer, "according-via", source, at, source.to);
}

/** "quotes the inspectors as finding": whom the one who quotes has it from. */
export function quotedVia(view: SentenceView, outer: Frame): Frame | null {
  const source = outer.rule === "quoted-as" ? phraseAfter(view, outer.cue.to) : null;
  if (source === null) return null;
  const at = inList(view, source.to, "as-words") ? source.to + 1 : source.to;
  return behind(outer, "quoted-via", source, at, at + 1);
}

/**
 * "نقل البرنامج عن تجار أن", "ونقل عن شهود قولهم إن", "نسبت S إلى مصدر قوله إن", "he had heard from a sergeant that": between the verb and
 * what is said stands whom its subject has it from.
 */
export function heardVia(view: SentenceView, outer: Frame): Frame | null {
  const content = outer.content[0];
  const verbFirst = view.grammar.isVerbFirst;
  if (content === undefined || outer.rule === "heard-from" || (outer.source === null && !verbFirst)) return null;
  const { via, cause } = outer.attributes;
  const told = verbFirst && outer.rule !== "verb-first-cause" ? cause?.split(",").find((w) => w.length > 1) : undefined;
  const word = via ?? told;
  if (word === undefined) return null;
  const start = verbFirst ? Math.max(outer.cue.to, outer.source?.to ?? 0) : outer.cue.to;
  const at = range({ from: start, to: content.from }).find((i) => normAt(view, i) === fold(word));
  const source = at === undefined ? null : phraseAfter(view, at + 1, content.from);
  // "نسبت القتل إلى": what is put down to somebody is no word of theirs
  if (at === undefined || source === null || (via === undefined && !toldNoun(view, normAt(view, source.to))))
    return null;
  return behind(outer, "via", source, at, content.from);
}

/** "I heard from a guard that", "claimed to have heard from a guard that": whoever speaks has it from the guard. */
export function heardFrom(view: SentenceView, { from, to, entry }: Match, start: number, tail: number): Frame | null {
  const { via } = entry.attributes;
  if (via === undefined || normAt(view, to) !== fold(via)) return null;
  const source = phraseAfter(view, to + 1, tail);
  const that = source === null ? null : complementizerAt(view, source.to, tail);
  if (source === null || that === null) return null;
  return {
    rule: "heard-from",
    source,
    cue: { from, to: to + 1 },
    content: [{ from: that + 1, to: tail }],
    frame: [{ from: start, to: that + 1 }],
    attributes: entry.attributes,
    inner: false,
  };
}

/** "adding that he had heard this from the porter", "he has it, he says, from a driver": whom all has been said after that stands before it. */
export function heardThis(view: SentenceView, { from, to, entry }: Match): Frame | null {
  const { via } = entry.attributes;
  if (via === undefined || view.grammar.isVerbFirst) return null;
  let at = to;
  if (to - from === 1) {
    if (!inList(view, at, "back-pointers")) return null;
    at++;
  }
  while (inList(view, at, "adverbs")) at++;
  // "he had it, he admitted, from"
  const close = isComma(view, at) ? range({ from: at + 1, to: at + 7 }).find((i) => isComma(view, i)) : undefined;
  if (close !== undefined) at = close + 1;
  if (normAt(view, at) !== fold(via)) return null;
  const source = phraseAfter(view, at + 1);
  if (source === null || complementizerAt(view, source.to, view.tokens.length) === source.to) return null;
  return {
    rule: "heard-this",
    source,
    cue: { from: at, to: at + 1 },
    content: [],
    frame: [],
    attributes: {},
    inner: true,
  };
}

/** "A clerk quoted by the paper said", "a spokesman, quoted on state television, said": the paper was heard, it has it from the clerk. */
export function quotedIn(view: SentenceView, frame: Frame): Frame[] | null {
  const { source } = frame;
  if (source === null || frame.inner || view.grammar.isVerbFirst) return null;
  const quoted = (at: number): boolean => inList(view, at, "quoted-words") && inList(view, at + 1, "prepositions");
  const inside = quoted(source.from - 2);
  const behind = isComma(view, source.to) && quoted(source.to + 1);
  if (!inside && !behind) return null;
  const outlet = inside ? source : phraseAfter(view, source.to + 3);
  const person = inside ? phraseBefore(view, source.from - 2) : source;
  if (outlet === null || person === null || outlet.from >= frame.cue.from) return null;
  const words = { from: person.from, to: isComma(view, outlet.to) ? outlet.to + 1 : outlet.to };
  const at = inside ? source.from - 2 : source.to + 1;
  return [
    { ...frame, source: outlet, frame: [...frame.frame, words] },
    {
      rule: "quoted-in",
      source: person,
      cue: { from: at, to: at + 1 },
      content: frame.content.map((c) => ({ ...c })),
      frame: [words],
      attributes: {},
      inner: true,
    },
  ];
}

/** "The driver said he had heard from a nurse that": a pronoun right behind "said" that has it from others is whoever says so. */
export function tellerOfHeard(
  view: SentenceView,
  frames: readonly Frame[],
  { source, cue, attributes }: Frame,
): Range | null {
  const pronoun = source !== null && source.to - source.from === 1 && isThird(view, source.from);
  if (attributes["via"] === undefined || !pronoun) return null;
  const outer = frames.findLast(
    (f) => !f.inner && f.cue.to <= source.from && f.content.some((c) => within(c, cue.from)),
  );
  return outer !== undefined && source.from - outer.cue.to <= 1 ? outer.source : null;
}

const within = ({ from, to }: Range, at: number): boolean => from <= at && at < to;

const isThird = (view: SentenceView, at: number): boolean =>
  view.grammar.word("pronouns", normAt(view, at))?.attributes["person"] === "third";
