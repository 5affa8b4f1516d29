import type { Match } from "../grammar.ts";
import { canSpeak, mayBeSubject, subjectBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import { parenthesisAfter, roleIn, saysItself, startsAside } from "./source-aside.ts";
import { complementizerAt, isThat } from "./that-clause.ts";
import {
  clauseStart,
  type Frame,
  hasVerb,
  isComma,
  isCount,
  isMark,
  isQuoteMark,
  matchAt,
  normAt,
  opensQuantity,
  type Range,
  type SentenceView,
} from "./view.ts";

/** "CONTENT, said S": the cue follows a comma or a closing quotation mark, its subject follows it. */
export function inverted(view: SentenceView, match: Match): Frame | null {
  const { from, to } = match;
  const { attributes } = match.entry;
  if (attributes["noinvert"] === "yes" || attributes["naming"] === "yes" || attributes["to"] === "only") return null;
  let before = from - 1;
  while (view.grammar.has("adverbs", normAt(view, before)) && !isMark(view, before)) before--;
  if (
    before < 0 ||
    !(isComma(view, before) || isQuoteMark(view, before) || /^[?!؟—–]$/u.test(view.tokens[before]!.text))
  )
    return null;
  if (isQuoteMark(view, before) && view.quoted[before - 1] === -1 && !isComma(view, before - 1)) return null;
  // "Dana Lin, a clerk of the council, said": the comma closes who she is
  if (isComma(view, before) && !isQuoteMark(view, before - 1) && closesSubject(view, from)) return null;
  if (view.quoted[from] !== -1 && view.quoted[from] !== view.quoted[before]) return null;
  if (view.grammar.ends("gerund", normAt(view, from))) return null;
  const manner = view.grammar.has("manner-leads", normAt(view, to)) || meanwhile(view, to);
  const source = manner ? null : phraseAfter(view, to);
  if (manner && isQuoteMark(view, before - 1)) return lastSaid(view, match, before);
  // "« Q », a-t-elle poursuivi": the form itself says that it is the last one told of
  if (attributes["self"] === "yes") return isComma(view, before) ? lastSaid(view, match, before) : null;
  if (
    !isQuoteMark(view, before) &&
    !isQuoteMark(view, before - 1) &&
    attributes["basic"] !== "yes" &&
    attributes["listener"] !== "yes"
  )
    return null;
  const quoteBefore = isQuoteMark(view, before) || isQuoteMark(view, before - 1);
  if (source === null || !(quoteBefore ? mayBeSubject(view, source) : canSpeak(view, source))) return null;
  if (matchAt(view, "complementizers", to) !== undefined) return null;
  const tail = sentenceEnd(view);
  let end = source.to;
  const aside = parenthesisAfter(view, end);
  if (aside !== null && roleIn(view, end + 1, aside)) end = saysItself(view, end + 1, aside) ? end : aside;
  // verb-first grammars: a complementizer behind the subject means that the content follows, not precedes
  const near = range({ from: source.to, to: Math.min(tail, source.to + 12) });
  const quote = near.find((i) => isQuoteMark(view, i) && quoteBefore) ?? tail;
  if (near.some((i) => i < quote && view.grammar.has("complementizers", normAt(view, i)) && view.grammar.isVerbFirst))
    return null;
  const afterQuote = isQuoteMark(view, before) || isQuoteMark(view, before - 1);
  if (view.grammar.isVerbFirst && !afterQuote && !(isComma(view, before) && end >= tail - 4)) return null;
  let next = skipAdjunct(view, end, tail);
  // `“Q,” said S, a fellow at X who ran Y, which ...`: who S is, up to the next quotation or the end
  if (afterQuote && isComma(view, next) && next < tail && describes(view, next + 1))
    next = descriptionEnd(view, next + 1, tail);
  // "قال الرجل وهو يمسح وجهه"
  if (afterQuote && meanwhile(view, next)) next = range({ from: next, to: tail }).find((i) => isComma(view, i)) ?? tail;
  const closes =
    next >= tail ||
    isMark(view, next) ||
    view.grammar.has("conjunctions", normAt(view, next)) ||
    view.grammar.has("clause-conjunctions", normAt(view, next)) ||
    view.grammar.has("person-relatives", normAt(view, next));
  if (!view.grammar.isVerbFirst && complementizerAt(view, to, tail) !== null) return null;
  if (!closes && !isQuoteMark(view, before)) return null;
  const left = { from: quoteOrClause(view, before), to: before + 1 };
  const content: Range[] = [left];
  const frame: Range[] = [{ from, to: next }];
  const quotedRest = range({ from: next, to: tail }).some((i) => view.quoted[i] !== -1);
  if (
    next < tail &&
    isComma(view, next) &&
    (saysItself(view, next + 1, tail) ||
      startsAside(view, next + 1) ||
      (afterQuote && !quotedRest && leadsAway(view, next + 1, tail)))
  )
    return { rule: "inverted", source, cue: { from, to }, content, frame, attributes, inner: false };
  if (next < tail && (isComma(view, next) || normAt(view, next) === ":")) content.push({ from: next + 1, to: tail });
  else if (next < tail && isQuoteMark(view, next)) content.push({ from: next, to: tail });
  return { rule: "inverted", source, cue: { from, to }, content, frame, attributes, inner: false };
}

/** "وهو يشعل سيجارته": what the speaker does beside it. */
const meanwhile = (view: SentenceView, at: number): boolean => {
  const joined = view.grammar.settings("join-prefixes").some((join) => normAt(view, at).startsWith(join));
  const shared = view.grammar.settings("shared-verb-prefixes").some((p) => normAt(view, at + 1).startsWith(p));
  return joined && view.grammar.has("subject-pronouns", normAt(view, at)) && (shared || hasVerb(view, at + 1, at + 2));
};

/** "«Q»، تقول بصوت خافت": how it is said, by whoever the text is about. */
const lastSaid = (view: SentenceView, { from, to, entry }: Match, comma: number): Frame => ({
  rule: "inverted",
  source: null,
  cue: { from, to },
  content: [{ from: quoteOrClause(view, comma), to: comma + 1 }],
  frame: [{ from, to: sentenceEnd(view) }],
  attributes: entry.attributes,
  inner: false,
});

function closesSubject(view: SentenceView, verb: number): boolean {
  if (view.grammar.isVerbFirst) return false;
  const subject = subjectBefore(view, verb, clauseStart(view, verb));
  if (subject === null || subject.shared || !canSpeak(view, subject.range)) return false;
  const start = clauseStart(view, verb);
  return (
    subject.range.from - start <= 1 ||
    isComma(view, subject.range.from - 1) ||
    isQuoteMark(view, subject.range.from - 1)
  );
}

const describes = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  if (isQuoteMark(view, at) || view.quoted[at] !== -1 || view.grammar.has("subject-pronouns", norm)) return false;
  if (saysItself(view, at, Math.min(view.tokens.length, at + 3))) return false;
  return (
    (view.grammar.has("person-relatives", norm) &&
      view.grammar.word("cue.verbs", normAt(view, at + 1)) === undefined) ||
    // "said Dana Messel, 38, who lives below the slope"
    ((view.tokens[at]?.kind === "number" ||
      ["determiners", "person-words", "number", "relatives"].some((s) => view.grammar.has(s, norm))) &&
      !view.grammar.isVerbFirst)
  );
};

/** Who the speaker is or where it was said: a phrase without a verb, or one that begins with a preposition. */
const leadsAway = (view: SentenceView, at: number, tail: number): boolean =>
  !view.grammar.isVerbFirst && (view.grammar.has("prepositions", normAt(view, at)) || !hasVerb(view, at, tail));

function descriptionEnd(view: SentenceView, from: number, tail: number): number {
  for (let i = from; i < tail; i++) {
    if (isQuoteMark(view, i) && view.quoted[i + 1] !== -1) return isComma(view, i - 1) ? i - 1 : i;
    const norm = normAt(view, i + 1);
    const cue = view.grammar.word("cue.verbs", norm) !== undefined && view.grammar.ends("gerund", norm);
    if (
      isComma(view, i) &&
      (cue || (view.grammar.has("clause-conjunctions", norm) && !view.grammar.has("relatives", norm)))
    )
      return i;
  }
  return tail;
}

/** The words before a closing attribution: the clause, without a gloss that follows a quotation ("Q,” Assad's backers, Jones said"). */
export function quoteOrClause(view: SentenceView, at: number): number {
  return clauseStart(view, at + 1);
}

/** Behind ", Orrin,": a second name of a place, in commas. Null when none stands there. */
export function placeEnd(view: SentenceView, comma: number): number | null {
  if (!isComma(view, comma)) return null;
  for (let i = comma + 1; i < comma + 5; i++) {
    if (isComma(view, i)) return i > comma + 1 ? i + 1 : null;
    if (!view.tokens[i]?.capital && !view.timeTokens.has(i)) return null;
  }
  return null;
}

/** Behind ", citing Y," or ", on condition that they go unnamed,", where "that" follows: what stands in commas between a cue and what is said. */
export function asideEnd(view: SentenceView, comma: number): number | null {
  const { grammar } = view;
  const first = normAt(view, comma + 1);
  const opens =
    grammar.has("prepositions", first) ||
    matchAt(view, "cue.according", comma + 1) !== undefined ||
    (grammar.ends("gerund", first) && grammar.word("cue.verbs", first) === undefined);
  if (!isComma(view, comma) || !opens || grammar.isVerbFirst) return null;
  for (let i = comma + 2; i < comma + 18; i++) {
    if (isQuoteMark(view, i)) return null;
    if (isComma(view, i)) return isThat(view, i + 1) ? i + 1 : null;
  }
  return null;
}

/** Steps over what stands beside a cue and its subject: listeners, a place, a time. */
export function skipAdjunct(view: SentenceView, at: number, tail: number): number {
  let i = at;
  for (let n = 0; n < 6 && i < tail; n++) {
    const aside = asideEnd(view, i);
    if (aside !== null) {
      i = aside;
      continue;
    }
    // ", and I quote,": the quotation that follows is the one that the verb of saying opens
    const announced = matchAt(view, "quote-openers", isComma(view, i) ? i + 1 : i);
    if (announced !== undefined) {
      i = announced.to + (/^[,:]$/u.test(view.tokens[announced.to]?.text ?? "") ? 1 : 0);
      continue;
    }
    const venue = matchAt(view, "venues", i) ?? matchAt(view, "cue.listeners", i);
    if (venue !== undefined) {
      i = venue.to;
      continue;
    }
    const time = view.times.find((t) => t.from === i);
    // "said Wednesday's raid killed two": the raid's day, not that of saying so
    if (time !== undefined && view.grammar.has("genitive", normAt(view, time.to))) return i;
    if (time !== undefined) {
      i = time.to;
      continue;
    }
    if (
      view.grammar.has("adverbs", normAt(view, i)) &&
      !isMark(view, i) &&
      !view.grammar.has("determiners", normAt(view, i))
    ) {
      i += 1;
      continue;
    }
    // "تروي خالتي بصوت متقطع"
    if (view.grammar.has("manner-leads", normAt(view, i))) {
      i = Math.min(tail, i + (isComma(view, i + 1) ? 1 : 2));
      continue;
    }
    if (opensQuantity(view, i)) return i;
    // "said on Monday 12 civilians were killed": a number behind the day begins what is said
    const led = view.grammar.has("prepositions", normAt(view, i)) && view.times.find((t) => t.from === i + 1);
    if (led && isCount(view, led.to)) return led.to;
    if (view.grammar.has("prepositions", normAt(view, i)) || view.grammar.has("adjuncts", normAt(view, i))) {
      const phrase = phraseAfter(view, i + 1, tail);
      if (phrase === null) return i;
      i = placeEnd(view, phrase.to) ?? phrase.to;
      continue;
    }
    return i;
  }
  return i;
}
