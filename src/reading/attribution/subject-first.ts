import type { Match } from "../grammar.ts";
import { independent } from "./according.ts";
import { complementizerAt, contentAfter } from "./content.ts";
import { quoteOrClause, skipAdjunct } from "./inverted.ts";
import { antecedentOfRestriction, appositionBefore, restrictedTail } from "./main-clause.ts";
import { canSpeak, isNounLike, mayBeSubject, subjectBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { pauses } from "./quote-bearer.ts";
import { range, tailFor } from "./ranges.ts";
import {
  clauseStart,
  type Frame,
  hasVerb,
  isComma,
  isMark,
  isQuoteMark,
  matchAt,
  normAt,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** "S said (that) CONTENT", "CONTENT, S said", "CONTENT1, S said, CONTENT2". */
export function subjectFirst(view: SentenceView, match: Match, cues: readonly Match[]): Frame | null {
  const { from, to } = match;
  const { attributes } = match.entry;
  const { grammar } = view;
  const norm = normAt(view, from);
  const before = normAt(view, from - 1);
  const after = normAt(view, to);
  if (grammar.setting("order") === "verb-first" && isMark(view, from - 1) === false && from === 0) return null;
  if (isTitleWord(view, match)) return null;
  const determined = grammar.has("determiners", before) && !grammar.has("number", before);
  if (determined && !grammar.has("subject-pronouns", before) && !grammar.has("pronouns", before)) return null;
  if (
    (before === "'s" && !/ing$/.test(norm)) ||
    grammar.has("currency", before) ||
    view.tokens[from - 1]?.kind === "number"
  )
    return null;
  if (
    (grammar.has("prepositions", before) && before !== "in" && !/ing$/.test(norm)) ||
    after === "-" ||
    isGlued(view, from)
  )
    return null;
  const passive =
    grammar.has("be-forms", before) ||
    (grammar.has("adverbs", before) && grammar.has("be-forms", normAt(view, from - 2)));
  const participle = /ing$/.test(norm) && grammar.setting("past-ed") === "yes";
  const tail = Math.min(tailFor(view, match.from), restrictedTail(view, match, cues));
  if (passive && !participle) return agent(view, match, tail);
  if (participle && !passive) return participial(view, match, tail);
  if (before === "to" && grammar.setting("past-ed") === "yes") return null;
  const floor = lowerFloor(view, from, cues);
  const subject = subjectBefore(view, from, floor);
  if (subject === null) return null;
  let source: Range | null = subject.range;
  if (subject.shared) {
    source = sharedSubject(view, from);
    if (source === null) return null;
  }
  if (
    !((attributes["basic"] === "yes" || (attributes["listener"] === "yes" && !/ing$/.test(norm))) &&
    attributes["evidence"] !== "yes"
      ? mayBeSubject(view, source)
      : canSpeak(view, source))
  )
    return null;
  source = antecedentOfRestriction(view, from, cues) ?? source;
  if (isFirstPerson(view, source)) return null;
  if (subject.negated && attributes["negative"] !== "yes") return null;
  if ((view.matches.get("no-comment") ?? []).some((m) => m.from <= from && from < m.to)) return null;
  if (attributes["evidence"] === "yes" && !evidential(view, source, match)) return null;
  const sourceStart = subject.shared ? from : source.from;
  if (grammar.has("cue.nouns", norm) && !canSpeak(view, source)) return null;
  const base = { source, cue: { from, to }, attributes, inner: false, ...(subject.shared ? { shares: true } : {}) };

  // final or inserted: the clause before ends in a comma or a quotation mark right before the subject
  const comma = sourceStart - 1;
  const closed =
    comma >= 0 &&
    (isComma(view, comma) ||
      (isQuoteMark(view, comma) && !(view.quoted[comma + 1] !== -1)) ||
      /^[?!؟—–]$/u.test(view.tokens[comma]?.text ?? ""));
  const listener =
    attributes["listener"] === "yes"
      ? (matchAt(view, "cue.listeners", to)?.to ?? phraseAfter(view, to, tail)?.to ?? to)
      : to;
  // `“Q,” S said after a meeting that ...`: the quotation has paused for S, all up to the next one is the frame
  const paused = closed && isQuoteMark(view, comma) && pauses(view, comma) && !subject.shared;
  const rest = paused
    ? pausedEnd(view, to, listener, tail)
    : skipAdjunct(view, closed && listener > to ? listener : to, tail);
  const that = paused ? null : complementizerAt(view, to, tail);
  if (closed && that === null && !subject.shared) {
    const ends =
      paused ||
      rest >= tail ||
      isComma(view, rest) ||
      (isMark(view, rest) && !isQuoteMark(view, rest) && !/^[:(]$/.test(view.tokens[rest]!.text)) ||
      grammar.has("conjunctions", normAt(view, rest)) ||
      grammar.has("clause-conjunctions", normAt(view, rest));
    const start = clauseStart(view, sourceStart);
    const inserted = isComma(view, rest) && rest < tail && comma > start && (isComma(view, to) || rest === to);
    const hasBefore =
      (inserted && !isQuoteMark(view, comma)) ||
      (comma - start >= 1 &&
        (hasVerb(view, start, comma) ||
          range({ from: start, to: comma + 1 }).some((i) => view.quoted[i] !== -1) ||
          (!isComma(view, to) && comma - start > 3)));
    const prefix =
      isComma(view, rest) && !hasVerb(view, start, comma) && isQuoteMark(view, rest + 1) && view.quoted[comma] === -1;
    if (ends && (hasBefore || prefix) && !asked(view, start)) {
      const left = { from: quoteOrClause(view, comma), to: comma + 1 };
      const frame = [{ from: sourceStart, to: rest }];
      if (rest >= tail) return { ...base, rule: "final", content: [left], frame };
      const right = { from: rest + (isComma(view, rest) ? 1 : 0), to: tail };
      const opens = isComma(view, rest) && startsAside(view, rest + 1);
      const own = independent(view, right) && !range(right).some((i) => view.quoted[i] !== -1 && i - right.from < 4);
      if (opens || own) return { ...base, rule: "final", content: [left], frame };
      return { ...base, rule: "inserted", content: [left, right], frame };
    }
  }
  const thing = attributes["object"] === "yes" && !subject.shared ? appositionBefore(view, source) : null;
  if (thing !== null) {
    const said = [thing, { from: to, to: tail }];
    return { ...base, rule: "apposition", content: said, frame: [{ from: source.from, to }] };
  }
  const content = contentAfter(view, match, tail, attributes);
  if (content === null) return null;
  // where the verb comes first, a subject before it needs more than a clause behind it
  if (grammar.setting("order") === "verb-first" && /clause$/.test(content.rule)) return null;
  const prefixStart = clauseStart(view, sourceStart);
  // "a photo with a building labeled “store”": what is named belongs to what is said, a picture in the sentence says it
  const modifies =
    (content.rule === "naming" || (attributes["naming"] === "yes" && content.rule === "subject-cue-quote")) &&
    /ed$/.test(norm) &&
    prefixStart < sourceStart &&
    verbAt(view, prefixStart + 1, sourceStart) > 0;
  const frame: Range[] = [{ from: modifies ? from : sourceStart, to: content.from }];
  if (modifies) {
    const picture = range({ from: prefixStart, to: from }).findLast((i) =>
      grammar.has("evidence-words", normAt(view, i)),
    );
    const shows = picture === undefined ? source : { from: picture, to: picture + 1 };
    const named = lastPhrase(view, source, from);
    return { ...base, source: shows, rule: "label", content: [named, { from: content.from, to: content.to }], frame };
  }
  if (prefixStart < sourceStart && !hasOwnClause(view, prefixStart, sourceStart))
    frame.unshift({ from: prefixStart, to: sourceStart });
  else if (asked(view, prefixStart)) frame.unshift({ from: prefixStart, to: sourceStart });
  return { ...base, rule: content.rule, content: [{ from: content.from, to: content.to }], frame };
}

/** The last noun phrase of a longer one: "an L-shaped building" of "photo of the complex with an L-shaped building". */
function lastPhrase(view: SentenceView, source: Range, to: number): Range {
  const at = range({ from: source.from, to }).findLast((i) => view.grammar.has("prepositions", normAt(view, i)));
  return { from: at === undefined ? source.from : at + 1, to };
}

/** Where the frame of a paused quotation ends: at the next quotation, at ", adding", at ", but", else with the sentence. */
function pausedEnd(view: SentenceView, cue: number, listener: number, tail: number): number {
  for (let i = cue; i < tail; i++) {
    if (isQuoteMark(view, i) && view.quoted[i + 1] !== -1) return isComma(view, i - 1) && i - 1 > cue ? i - 1 : i;
    if (/^[:;]$/.test(view.tokens[i]!.text)) return i;
    const next = normAt(view, i + 1);
    const cueNext = view.grammar.word("cue.verbs", next) !== undefined && /ing$/.test(next);
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

/** "was told by two officials that CONTENT", "it was reported by S that CONTENT". */
function agent(view: SentenceView, match: Match, tail: number): Frame | null {
  if (!view.grammar.has("by-words", normAt(view, match.to))) return null;
  const source = phraseAfter(view, match.to + 1, tail);
  if (source === null) return null;
  const that = complementizerAt(view, source.to, tail);
  if (that === null || skipAdjunct(view, source.to, that + 1) < that) return null;
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

/** "one-term president": the second half of a hyphened word is no verb. */
const isGlued = (view: SentenceView, at: number): boolean =>
  normAt(view, at - 1) === "-" && view.tokens[at - 1]!.end === view.tokens[at]!.start;

/** Words before the subject that stand on their own: they hold a finite verb or a quotation. */
function hasOwnClause(view: SentenceView, from: number, to: number): boolean {
  const norm = normAt(view, from);
  const adjunct =
    view.grammar.has("prepositions", norm) && !view.grammar.has("clause-conjunctions", norm) && to - from <= 16;
  if (
    adjunct &&
    !range({ from, to }).some((i) => view.quoted[i] !== -1 || view.grammar.has("subject-pronouns", normAt(view, i)))
  )
    return false;
  return hasVerb(view, from + 1, to) || range({ from, to }).some((i) => view.quoted[i] !== -1);
}

/** "Asked whether ..., he said": the question is nobody's claim. */
function asked(view: SentenceView, from: number): boolean {
  return view.grammar.has("asked-words", normAt(view, from));
}

function lowerFloor(view: SentenceView, at: number, cues: readonly Match[]): number {
  // a subject never reaches over another cue verb
  let floor = 0;
  for (const cue of cues) if (cue.to <= at && cue.to > floor && !isNominal(view, cue)) floor = cue.to;
  // quotation marks bound it too when the cue stands outside of them
  return Math.min(floor, at);
}

const isNominal = (view: SentenceView, match: Match): boolean => {
  const before = normAt(view, match.from - 1);
  return (
    isTitleWord(view, match) ||
    view.grammar.has("determiners", before) ||
    before === "'s" ||
    view.grammar.has("prepositions", before) ||
    view.grammar.has("report-words", normAt(view, match.from))
  );
};

/** "State television", "the State Department": the bare form of a verb with a capital is part of a name. */
export const isTitleWord = (view: SentenceView, { entry, from, to }: Match): boolean =>
  to - from === 1 && view.tokens[from]!.capital && entry.forms[0]!.toLowerCase() === normAt(view, from);

function sharedSubject(view: SentenceView, at: number): Range | null {
  let start = clauseStart(view, at);
  // "His wife agreed, but also contended": the subject stands in the clause before
  if (start > 1 && !hasVerb(view, start, at)) start = clauseStart(view, start - 1);
  let from = start;
  while (
    from < at &&
    (isMark(view, from) ||
      view.grammar.has("clause-conjunctions", normAt(view, from)) ||
      view.grammar.has("conjunctions", normAt(view, from)))
  )
    from++;
  const verb = verbAt(view, from + 1, at);
  if (verb > from) {
    const subject = subjectBefore(view, verb, from);
    if (subject !== null && !subject.shared) return subject.range;
  }
  return phraseAfter(view, from, at);
}

function isFirstPerson(view: SentenceView, source: Range): boolean {
  const pronoun = source.to - source.from === 1 ? view.grammar.word("pronouns", normAt(view, source.from)) : undefined;
  return pronoun?.attributes["person"] === "first" || pronoun?.attributes["person"] === "second";
}

/** "The survey shows", "satellite images suggest", "Amnesty found": not "violence suggests". */
function evidential(view: SentenceView, source: Range, match: Match): boolean {
  const { grammar } = view;
  const known = range(source).some((i) =>
    ["report-words", "evidence-words", "person-words", "org-words"].some((s) => grammar.has(s, normAt(view, i))),
  );
  if (known || (canSpeak(view, source) && complementizerAt(view, match.to, view.tokens.length) !== null)) return true;
  const pronoun = grammar.word("pronouns", normAt(view, source.from));
  if (pronoun !== undefined && source.to - source.from === 1)
    return (
      pronoun.attributes["person"] === "third" &&
      (match.entry.attributes["agent"] === "yes" || complementizerAt(view, match.to, view.tokens.length) !== null)
    );
  return (
    range(source).some(
      (i) => view.tokens[i]!.capital && (i > 0 || isNounLike(view, i)) && !grammar.has("determiners", normAt(view, i)),
    ) &&
    (complementizerAt(view, match.to, view.tokens.length) !== null ||
      !grammar.has("time.unit", normAt(view, source.to - 1)))
  );
}

/** ", adding that ...", ", saying ...": a participle whose subject is the sentence's. */
function participial(view: SentenceView, match: Match, tail: number): Frame | null {
  const { attributes } = match.entry;
  const before = match.from - 1;
  const inSaying =
    (normAt(view, before) === "as" &&
      ["quoted", "cited"].some((w) => view.tokens.slice(Math.max(0, before - 6), before).some((t) => t.norm === w))) ||
    normAt(view, before) === "in" ||
    normAt(view, before) === "by" ||
    normAt(view, before) === "after" ||
    normAt(view, before) === "before" ||
    normAt(view, before) === "despite" ||
    normAt(view, before) === "while" ||
    normAt(view, before) === "without";
  if (
    !(
      isComma(view, before) ||
      inSaying ||
      view.grammar.has("conjunctions", normAt(view, before)) ||
      view.grammar.has("adverbs", normAt(view, before)) ||
      isNounLike(view, before)
    )
  )
    return null;
  if (normAt(view, before) === "without") return null;
  const that = complementizerAt(view, match.to, tail);
  const quote = range({ from: match.to, to: Math.min(tail, match.to + 3) }).some((i) => isQuoteMark(view, i));
  if (
    that === null &&
    !quote &&
    !(attributes["basic"] === "yes" && hasVerb(view, match.to + 1, tail) && (isComma(view, before) || inSaying)) &&
    !(attributes["object"] === "yes" && isComma(view, before))
  )
    return null;
  const content = contentAfter(view, match, tail, attributes);
  if (content === null) return null;
  const source = nearestActor(view, match.from);
  const first = inSaying ? match.from - 1 : match.from;
  return {
    rule: "participle",
    source,
    cue: { from: match.from, to: match.to },
    content: [{ from: content.from, to: content.to }],
    frame: [{ from: first, to: content.from }],
    attributes,
    inner: false,
  };
}

/** The subject of the main clause, for participles: "He changed course, concluding that". */
function nearestActor(view: SentenceView, at: number): Range | null {
  const start = clauseStart(view, at);
  const verb = verbAt(view, start + 1, at);
  if (verb > start) {
    const subject = subjectBefore(view, verb, start);
    if (subject !== null && !subject.shared) return subject.range;
  }
  return sharedSubject(view, at);
}

/** ", adding that", ", clapping", ", who was there": what follows an attribution and is not the speaker's. */
export const startsAside = (view: SentenceView, at: number): boolean => {
  if (isQuoteMark(view, at)) return false;
  const norm = normAt(view, at);
  if (view.grammar.has("person-relatives", norm) || view.grammar.has("aside-words", norm)) return true;
  return view.grammar.setting("past-ed") === "yes" && /[a-z]{2}ing$/.test(norm) && view.quoted[at] === -1;
};
