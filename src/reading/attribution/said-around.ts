import type { Match } from "../grammar.ts";
import { independent } from "./according.ts";
import { pastListener } from "./content.ts";
import { quoteOrClause, skipAdjunct } from "./inverted.ts";
import { isInfinitive } from "./phrase-after.ts";
import { pauses } from "./quote-bearer.ts";
import { range } from "./ranges.ts";
import { startsAside } from "./source-aside.ts";
import { complementizerAt } from "./that-clause.ts";
import {
  clauseStart,
  type Frame,
  hasVerb,
  isComma,
  isMark,
  isQuoteMark,
  normAt,
  type Range,
  type SentenceView,
} from "./view.ts";

/** A saying whose subject stands before its verb, with where its words stand. */
export interface Saying {
  readonly source: Range;
  /** Where the words for who it is begin: at a role before the name. */
  readonly start: number;
  /** The word of "as the mayor put it". */
  readonly as: number | null;
  readonly shared: boolean;
  /** Where what is said must end. */
  readonly tail: number;
  readonly base: Pick<Frame, "source" | "cue" | "attributes" | "inner" | "shares">;
}

/**
 * "CONTENT, S said", "CONTENT1, S said, CONTENT2", "As S put it, CONTENT": the clause before ends right before the subject.
 * Undefined where what is said may stand behind the verb, null where nothing is.
 */
export function saidAround(
  view: SentenceView,
  match: Match,
  saying: Saying,
  cues: readonly Match[],
): Frame | null | undefined {
  const { from, to } = match;
  const { attributes } = match.entry;
  const { source, start, as, shared, tail, base } = saying;
  const comma = start - 1;
  const closed = closesContent(view, comma);
  const listener = attributes["listener"] === "yes" ? pastListener(view, to, tail) : to;
  // `“Q,” S said after a meeting that ...`: the quotation has paused for S, all up to the next one is the frame
  const paused = closed && isQuoteMark(view, comma) && pauses(view, comma) && !shared && !isTitle(view, comma, from);
  const rest = paused
    ? pausedEnd(view, to, listener, tail)
    : skipAdjunct(view, closed && listener > to ? listener : to, tail);
  const that = paused ? null : complementizerAt(view, to, tail);
  if (as !== null && as === clauseStart(view, as) && isComma(view, rest) && that === null)
    return {
      ...base,
      rule: "as-initial",
      content: [{ from: rest + 1, to: tail }],
      frame: [{ from: as, to: rest + 1 }],
    };
  if (as !== null && !closed) return null;
  if (!closed || that !== null || shared || attributes["noinsert"] === "yes" || restricts(view, source, from))
    return undefined;
  const clause = clauseStart(view, start);
  const ends = !isInfinitive(view, to) && (paused || endsSaying(view, rest, tail));
  if (!ends || isAsked(view, clause)) return undefined;
  const goesOn = isComma(view, rest) && rest < tail && (isComma(view, to) || rest === to || rest === listener);
  if (!hasContentBefore(view, clause, comma, to, goesOn) && !leadsQuote(view, clause, comma, rest)) return undefined;
  const whole = rest >= tail && isPlainBefore(view, clause, cues);
  const left = { from: whole ? 0 : quoteOrClause(view, comma), to: comma + 1 };
  const frame = [{ from: start, to: rest }];
  const right = { from: rest + (isComma(view, rest) ? 1 : 0), to: tail };
  return rest >= tail || isOthers(view, right, isComma(view, rest))
    ? { ...base, rule: "final", content: [left], frame }
    : { ...base, rule: "inserted", content: [left, right], frame };
}

/** A comma, a quotation mark that closes, a question mark: what is said may end here. */
const closesContent = (view: SentenceView, at: number): boolean =>
  at >= 0 &&
  (isComma(view, at) ||
    (isQuoteMark(view, at) && view.quoted[at + 1] === -1) ||
    /^[?!؟—–]$/u.test(view.tokens[at]?.text ?? ""));

/** "the nurse who said": which nurse, not what. */
const restricts = (view: SentenceView, source: Range, verb: number): boolean =>
  range({ from: source.to, to: verb }).some(
    (i) => view.grammar.has("person-relatives", normAt(view, i)) && !isComma(view, i - 1),
  );

/** Does nothing stand behind the verb that it could say? */
const endsSaying = (view: SentenceView, rest: number, tail: number): boolean =>
  rest >= tail ||
  isComma(view, rest) ||
  (isMark(view, rest) && !isQuoteMark(view, rest) && !/^[:(]$/.test(view.tokens[rest]!.text)) ||
  view.grammar.has("conjunctions", normAt(view, rest)) ||
  view.grammar.has("clause-conjunctions", normAt(view, rest));

/** Is there something before the comma that can be said: a clause, a quotation, or words that go on behind the saying? */
const hasContentBefore = (view: SentenceView, start: number, comma: number, to: number, goesOn: boolean): boolean =>
  (goesOn && comma > start && !isQuoteMark(view, comma)) ||
  (comma - start >= 1 &&
    (hasVerb(view, start, comma) ||
      range({ from: start, to: comma + 1 }).some((i) => view.quoted[i] !== -1) ||
      (!isComma(view, to) && comma - start > 3)));

/** "In the end, he said, “Q”" */
const leadsQuote = (view: SentenceView, start: number, comma: number, rest: number): boolean =>
  isComma(view, rest) && !hasVerb(view, start, comma) && isQuoteMark(view, rest + 1) && view.quoted[comma] === -1;

/** Is what goes on behind the saying not the speaker's: ", adding that", or a clause of its own without a quotation? */
const isOthers = (view: SentenceView, right: Range, comma: boolean): boolean =>
  (comma && startsAside(view, right.from)) ||
  (independent(view, right) && !range(right).some((i) => view.quoted[i] !== -1 && i - right.from < 4));

/** "Asked whether ..., he said": the question is nobody's claim. */
export function isAsked(view: SentenceView, from: number): boolean {
  return view.grammar.has("asked-words", normAt(view, from));
}

/** `on this week's “News Sunday,” the governor said`: a name in quotation marks behind a preposition is no speech. */
function isTitle(view: SentenceView, close: number, verb: number): boolean {
  let open = close - 1;
  while (open > 0 && view.quoted[open] !== -1 && view.quoted[open - 1] === view.quoted[open]) open--;
  const lead = clauseStart(view, verb);
  return (
    open - 1 > lead &&
    close - open <= 8 &&
    view.grammar.has("prepositions", normAt(view, open - 2)) &&
    range({ from: open, to: close }).every((i) => isMark(view, i) || view.tokens[i]!.capital)
  );
}

/** "A, but B, a source said": what comes before the last clause is the source's too when nobody else speaks in it. */
const isPlainBefore = (view: SentenceView, start: number, cues: readonly Match[]): boolean =>
  !view.grammar.isVerbFirst &&
  start > 0 &&
  !cues.some((c) => c.from < start) &&
  !(view.matches.get("cue.according") ?? []).some((m) => m.from < start) &&
  range({ from: 0, to: start }).every((i) => view.quoted[i] === -1 && !/^[;:]$/.test(view.tokens[i]!.text));

/** Where the frame of a paused quotation ends: at the next quotation, at ", adding", at ", but", else with the sentence. */
function pausedEnd(view: SentenceView, cue: number, listener: number, tail: number): number {
  for (let i = cue; i < tail; i++) {
    if (isQuoteMark(view, i) && view.quoted[i + 1] !== -1) return isComma(view, i - 1) && i - 1 > cue ? i - 1 : i;
    if (/^[:;]$/.test(view.tokens[i]!.text)) return i;
    const next = normAt(view, i + 1);
    const cueNext = view.grammar.word("cue.verbs", next) !== undefined && view.grammar.ends("gerund", next);
    const joins =
      view.grammar.has("clause-conjunctions", next) &&
      view.grammar.word("clause-conjunctions", next)?.attributes["sub"] !== "yes";
    if (
      isComma(view, i) &&
      (cueNext || joins || (view.grammar.has("conjunctions", next) && hasVerb(view, i + 2, tail)))
    )
      return i;
    if (
      isComma(view, i) &&
      i <= Math.max(cue, skipAdjunct(view, listener, tail)) &&
      i + 1 < tail &&
      !startsAside(view, i + 1)
    )
      return i;
  }
  return tail;
}
