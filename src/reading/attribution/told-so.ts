import type { Match } from "../grammar.ts";
import { unjoined } from "../word-shapes.ts";
import { mayBeSubject, subjectBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { contentStart, sentenceEnd } from "./ranges.ts";
import { clauseStart, type Frame, isComma, matchAt, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

/** "أن الطبيب، كما أبلغها، لم يتلق": whom a "that" puts first, right before the comma. */
export function tellerBefore(view: SentenceView, comma: number): Range | null {
  for (let i = comma - 2; i >= Math.max(0, comma - 8); i--)
    if (view.grammar.has("complementizers", normAt(view, i))) {
      const phrase = phraseAfter(view, i + 1, comma, false);
      return phrase?.to === comma ? phrase : null;
    }
  return null;
}

/** What stands around it is told by the one named, or by whoever spoke last ("التقرير، كما قال، لا يشير"). */
export const tellerFrame = (
  view: SentenceView,
  source: Range | null,
  cue: Range,
  attributes: Frame["attributes"],
): Frame => ({
  rule: source === null ? "according-own" : "according-teller",
  source,
  cue,
  content: [
    { from: contentStart(view, cue.from), to: cue.from },
    { from: cue.to + 1, to: sentenceEnd(view) },
  ],
  frame: [cue],
  attributes,
  inner: source !== null,
});

/** "A list was posted, according to which eleven had died": what the clause before is about. */
export function accordingToWhich(view: SentenceView, { from, to }: Match): Frame | null {
  if (!view.grammar.has("thing-relatives", normAt(view, to)) || !isComma(view, from - 1)) return null;
  const verb = verbAt(view, clauseStart(view, from) + 1, from);
  const source = verb < 0 ? null : (subjectBefore(view, verb)?.range ?? null);
  if (source === null || !mayBeSubject(view, source)) return null;
  const content = [{ from: to + 1, to: sentenceEnd(view) }];
  return {
    rule: "according-which",
    source,
    cue: { from, to },
    content,
    frame: [{ from, to: to + 1 }],
    attributes: {},
    inner: false,
  };
}

/** "بحسب روايته", "على حد قولها": whoever spoke last tells it. */
export function ownTelling(view: SentenceView, match: Match): Frame | null {
  const { grammar } = view;
  const isTold = (at: number): boolean => grammar.has("told-nouns", withoutOwner(view, normAt(view, at)));
  const at = isTold(match.to) ? match.to : match.to - 1;
  if (!isTold(at) || withoutOwner(view, normAt(view, at)) === normAt(view, at)) return null;
  const { from } = match;
  const cue = { from, to: at + 1 };
  const tail = sentenceEnd(view);
  const initial = from <= clauseStart(view, from) + 1;
  const end = at + 1;
  const left = { from: contentStart(view, from), to: from };
  const right = { from: isComma(view, end) ? end + 1 : end, to: tail };
  const content = initial ? [right] : end >= tail ? [left] : [left, right];
  return { rule: "according-own", source: null, cue, content, frame: [cue], attributes: {}, inner: false };
}

/** روايته: the noun alone. */
function withoutOwner(view: SentenceView, norm: string): string {
  const stem = withoutEnding(view, norm);
  return stem === null ? norm : unjoined(stem, view.grammar, "joined-letters");
}

/** The end of a verb of saying, its object and whom it was told to: "رواه لنا", "أفاد به"; null where none begins. */
export function verbEnd(view: SentenceView, at: number): number | null {
  const { grammar } = view;
  if (grammar.word("cue.verbs", withoutObject(view, normAt(view, at))) === undefined) return null;
  // "وفقا للمدعين": a noun with its article
  if (grammar.settings("pp-prefixes").some((p) => normAt(view, at).startsWith(p))) return null;
  let end = matchAt(view, "cue.verbs", at)?.to ?? at + 1;
  if (grammar.has("back-pointers", normAt(view, end))) end++;
  return matchAt(view, "cue.listeners", end)?.to ?? end;
}

/** "رواه", "ذكرته": the verb without what it says. */
export function withoutObject(view: SentenceView, norm: string): string {
  if (view.grammar.word("cue.verbs", norm) !== undefined) return norm;
  const stem = withoutEnding(view, norm) ?? norm;
  // the last letter of روى is written otherwise before an ending: رواه
  return view.grammar.word("cue.verbs", stem) === undefined
    ? unjoined(stem, view.grammar, "joined-verb-letters")
    : stem;
}

/** The word without the object or the possessor written onto it; null where none is. */
function withoutEnding(view: SentenceView, norm: string): string | null {
  const ending = view.grammar.settings("object-endings").find((e) => norm.endsWith(e) && norm.length > e.length + 2);
  return ending === undefined ? null : norm.slice(0, -ending.length);
}
