import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { canSpeak, isName, isNounLike, mayBeSubject, phraseAfter, subjectBefore } from "./noun-phrases.ts";
import {
  clauseStart,
  type Frame,
  hasVerb,
  isComma,
  isMark,
  isQuoteMark,
  isStop,
  matchAt,
  normAt,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** All attributions of a sentence, by sieves of falling certainty; each names its rule. */
export function framesOf(view: SentenceView): Frame[] {
  const frames: Frame[] = [];
  const taken = new Set<number>();
  // "The minister said:" before a quotation or a list in the next paragraph
  const leadsIn = /^[:：]$/u.test(view.tokens.at(-1)?.text ?? "");
  const add = (frame: Frame | null): void => {
    if (frame === null || range(frame.cue).some((i) => taken.has(i))) return;
    frame.content = frame.content.map((r) => trimRange(view, r)).filter((r) => r.from < r.to);
    if (frame.content.length === 0 && !frame.inner && !leadsIn) return;
    for (const i of range(frame.cue)) taken.add(i);
    frames.push(frame);
  };
  for (const match of longest(view.matches.get("cue.according") ?? [])) add(according(view, match));
  const cues = longest(view.matches.get("cue.verbs") ?? []);
  for (const match of cues) if (match.entry.attributes["citing"] === "yes") add(citing(view, match));
  for (const match of cues) if (match.entry.attributes["citing"] !== "yes") add(inverted(view, match));
  for (const match of cues)
    if (match.entry.attributes["citing"] !== "yes") add(verbFirst(view, match) ?? subjectFirst(view, match, cues));
  for (const match of longest(view.matches.get("cue.nouns") ?? [])) add(nominal(view, match));
  limit(view, frames);
  return frames.sort((a, b) => a.cue.from - b.cue.from);
}

const range = (r: Range): number[] => Array.from({ length: r.to - r.from }, (_, i) => r.from + i);
const inside = (r: Range, at: number): boolean => r.from <= at && at < r.to;

function longest(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of [...matches].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)) {
    if (!kept.some((k) => match.from < k.to && k.from < match.to)) kept.push(match);
  }
  return kept.sort((a, b) => a.from - b.from);
}

/** Drops marks and joining words from both ends. */
export function trimRange(view: SentenceView, { from, to }: Range): Range {
  const loose = (i: number): boolean =>
    isMark(view, i) && !isQuoteMark(view, i) && !/^[([%$€£¥<>=≥≤~+]/u.test(view.tokens[i]!.text);
  while (from < to && (loose(from) || isJoin(view, from))) from++;
  for (;;) {
    const last = to - 1;
    const mark =
      to > from && isMark(view, last) && !isQuoteMark(view, last) && !/^[)\]%$€£¥٪+]/u.test(view.tokens[last]!.text);
    if (!mark && !(to - from > 1 && isJoin(view, last))) break;
    to--;
  }
  return { from, to };
}

const isJoin = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  const { grammar } = view;
  const entry = grammar.word("clause-conjunctions", norm);
  return (
    (grammar.has("conjunctions", norm) &&
      view.tokens[at]!.kind === "word" &&
      !(grammar.setting("direction") === "rtl" && norm.length > 1)) ||
    (entry !== undefined && entry.attributes["sub"] !== "yes" && entry.forms.some((f) => f.toLowerCase() === norm))
  );
};

const sentenceEnd = (view: SentenceView): number => {
  let end = view.tokens.length;
  if (/^[:：]$/u.test(view.tokens[end - 1]?.text ?? "")) return end - 1;
  while (
    end > 0 &&
    (isStop(view, end - 1) || isQuoteMark(view, end - 1)) &&
    !(isQuoteMark(view, end - 1) && view.quoted[end - 2] !== -1)
  )
    end--;
  return end;
};

// ------------------------------------------------------------------------------------------------ according to
/** "According to S, CONTENT" and "CONTENT, according to S". */
function according(view: SentenceView, match: Match): Frame | null {
  const { from } = match;
  let { to } = match;
  // بحسب ما أفاد مسعفون: "according to what medics reported"
  if (
    view.grammar.has("what-words", normAt(view, to)) &&
    view.grammar.word("cue.verbs", normAt(view, to + 1)) !== undefined
  )
    to += 2;
  else if (
    view.grammar.setting("order") === "verb-first" &&
    view.grammar.word("cue.verbs", normAt(view, to)) !== undefined
  )
    to += 1;
  const { attributes } = match.entry;
  if (view.quoted[from] !== -1 && view.quoted[from] !== view.quoted[0] && view.quoted[0] === -1) return null;
  let source = phraseAfter(view, to);
  if (source === null) return null;
  // "according to a count by the observatory"
  const maker = view.grammar.has("by-words", normAt(view, source.to)) ? phraseAfter(view, source.to + 1) : null;
  if (maker !== null && !view.timeTokens.has(maker.from)) source = maker;
  if (attributes["data"] === "yes" && !canSpeak(view, source)) return null;
  if (view.tokens[from]!.norm === "per" && !(isComma(view, from - 1) || from === 0)) return null;
  let end = source.to;
  // "according to the network's director, Hana Brill, ..."
  const next = parenthesisAfter(view, end);
  if (next !== null && next - end <= 6 && isName(view, { from: end + 1, to: next }) && !isName(view, source)) {
    source = { from: end + 1, to: next };
    end = next;
  }
  // a role or place behind the name: ", a lawyer in Homs,"
  const close = parenthesisAfter(view, end);
  if (close !== null && close <= sentenceEnd(view) && roleIn(view, end + 1, close)) end = close;
  const initial = from <= clauseStart(view, from) + 1;
  const tail = sentenceEnd(view);
  if (attributes["cite"] === "yes") end = tailOf(view, end);
  const frame = [{ from, to: end }];
  const base = { source, cue: { from, to }, frame, attributes, inner: attributes["cite"] === "yes" };
  if (initial) {
    const start = isComma(view, end) ? end + 1 : skipAside(view, end);
    return { ...base, rule: "according-initial", content: [{ from: start, to: tail }] };
  }
  const left = { from: contentStart(view, from), to: from };
  if (end >= tail) return { ...base, rule: "according-final", content: [left] };
  const before =
    isComma(view, from - 1) ||
    normAt(view, from - 1) === "(" ||
    /^[—–-]$/.test(view.tokens[from - 1]?.text ?? "") ||
    isQuoteMark(view, from - 1);
  const right = isComma(view, end) ? { from: end + 1, to: tail } : { from: end, to: tail };
  // a new clause with its own subject behind "according to S, " may be anybody's; only what leans on the first is theirs
  const leans = !before || !independent(view, right);
  return { ...base, rule: "according-inserted", content: leans ? [left, right] : [left] };
}

function skipAside(view: SentenceView, at: number): number {
  for (let i = at; i < Math.min(view.tokens.length, at + 14); i++) if (isComma(view, i)) return i + 1;
  return at;
}

function parenthesisAfter(view: SentenceView, at: number): number | null {
  if (!isComma(view, at)) return null;
  for (let i = at + 1; i < Math.min(view.tokens.length, at + 30); i++) {
    if (isComma(view, i) || isStop(view, i)) return i;
    if (isQuoteMark(view, i)) return null;
  }
  return null;
}

const roleIn = (view: SentenceView, from: number, to: number): boolean =>
  to - from <= 22 &&
  !(verbAt(view, from, to) >= 0 && !view.grammar.has("relatives", normAt(view, from))) &&
  range({ from, to }).some((i) =>
    ["person-words", "org-words", "relatives"].some((s) => view.grammar.has(s, normAt(view, i))),
  );

function independent(view: SentenceView, { from, to }: Range): boolean {
  const norm = normAt(view, from);
  const { grammar } = view;
  if (
    grammar.word("clause-conjunctions", norm)?.attributes["sub"] === undefined &&
    grammar.has("clause-conjunctions", norm)
  )
    return true;
  if (grammar.has("conjunctions", norm)) return hasVerb(view, from + 2, Math.min(to, from + 12));
  return false;
}

/** Where the clause that ends in an attribution begins: after the last frame boundary, `;`, or ", but". */
function contentStart(view: SentenceView, at: number): number {
  return clauseStart(view, at);
}

// ------------------------------------------------------------------------------------------------ citing
/** The end of a relative clause that hangs on a source: "citing a logbook that the panel has not seen, ...". */
function tailOf(view: SentenceView, at: number): number {
  if (!view.grammar.has("relatives", normAt(view, at))) return at;
  for (let i = at; i < view.tokens.length; i++) if (isComma(view, i) || isStop(view, i)) return i;
  return at;
}

/** "citing village elders", "cited multiple sources in saying": whom the speaker relies on. */
function citing(view: SentenceView, match: Match): Frame | null {
  const norm = normAt(view, match.from);
  if (view.grammar.has("determiners", normAt(view, match.from - 1))) return null;
  const source = phraseAfter(view, match.to);
  if (source === null) return null;
  if (!norm.endsWith("ing") && view.grammar.setting("past-ed") === "yes" && !canSpeak(view, source)) return null;
  const finite = !norm.endsWith("ing");
  const subject = finite ? subjectBefore(view, match.from) : null;
  if (finite && subject === null && view.grammar.setting("order") !== "verb-first") return null;
  const frame = [{ from: match.from, to: tailOf(view, source.to) }];
  return {
    rule: finite ? "cited" : "citing",
    source,
    cue: { from: match.from, to: match.to },
    content: [],
    frame,
    attributes: match.entry.attributes,
    inner: true,
  };
}

// ------------------------------------------------------------------------------------------------ inverted and final
/** "CONTENT, said S": the cue follows a comma or a closing quotation mark, its subject follows it. */
function inverted(view: SentenceView, match: Match): Frame | null {
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
  if (view.quoted[from] !== -1 && view.quoted[from] !== view.quoted[before]) return null;
  if (/ing$/.test(normAt(view, from)) && view.grammar.setting("past-ed") === "yes") return null;
  const source = phraseAfter(view, to);
  const quoteBefore = isQuoteMark(view, before) || isQuoteMark(view, before - 1);
  if (source === null || !(quoteBefore ? mayBeSubject(view, source) : canSpeak(view, source))) return null;
  if (matchAt(view, "complementizers", to) !== undefined) return null;
  const tail = sentenceEnd(view);
  let end = source.to;
  const aside = parenthesisAfter(view, end);
  if (aside !== null && (aside >= tail || roleIn(view, end + 1, aside)) && roleIn(view, end + 1, aside)) end = aside;
  // verb-first grammars: a complementizer behind the subject means that the content follows, not precedes
  if (
    range({ from: source.to, to: Math.min(tail, source.to + 12) }).some(
      (i) => view.grammar.has("complementizers", normAt(view, i)) && view.grammar.setting("order") === "verb-first",
    )
  )
    return null;
  const afterQuote = isQuoteMark(view, before) || isQuoteMark(view, before - 1);
  if (view.grammar.setting("order") === "verb-first" && !afterQuote && !(isComma(view, before) && end >= tail - 4))
    return null;
  const next = skipAdjunct(view, end, tail);
  const closes =
    next >= tail ||
    isMark(view, next) ||
    view.grammar.has("conjunctions", normAt(view, next)) ||
    view.grammar.has("clause-conjunctions", normAt(view, next)) ||
    view.grammar.has("person-relatives", normAt(view, next));
  if (view.grammar.setting("order") !== "verb-first" && complementizerAt(view, to, tail) !== null) return null;
  if (!closes && !isQuoteMark(view, before)) return null;
  const left = { from: quoteOrClause(view, before), to: before + 1 };
  const content: Range[] = [left];
  const frame: Range[] = [{ from, to: next }];
  if (next < tail && isComma(view, next) && startsAside(view, next + 1))
    return { rule: "inverted", source, cue: { from, to }, content, frame, attributes, inner: false };
  if (next < tail && (isComma(view, next) || normAt(view, next) === ":")) content.push({ from: next + 1, to: tail });
  else if (next < tail && isQuoteMark(view, next)) content.push({ from: next, to: tail });
  return { rule: "inverted", source, cue: { from, to }, content, frame, attributes, inner: false };
}

/** The words before a closing attribution: the clause, without a gloss that follows a quotation ("Q,” Assad's backers, Jones said"). */
function quoteOrClause(view: SentenceView, at: number): number {
  return clauseStart(view, at + 1);
}

/** Steps over what stands beside a cue and its subject: listeners, a place, a time. */
function skipAdjunct(view: SentenceView, at: number, tail: number): number {
  let i = at;
  for (let n = 0; n < 6 && i < tail; n++) {
    const venue = matchAt(view, "venues", i) ?? matchAt(view, "cue.listeners", i);
    if (venue !== undefined) {
      i = venue.to;
      continue;
    }
    const time = view.times.find((t) => t.from === i);
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
    if (view.grammar.has("prepositions", normAt(view, i)) || view.grammar.has("adjuncts", normAt(view, i))) {
      const phrase = phraseAfter(view, i + 1, tail);
      if (phrase === null) return i;
      i = phrase.to;
      continue;
    }
    return i;
  }
  return i;
}

// ------------------------------------------------------------------------------------------------ subject first
/** "S said (that) CONTENT", "CONTENT, S said", "CONTENT1, S said, CONTENT2". */
function subjectFirst(view: SentenceView, match: Match, cues: readonly Match[]): Frame | null {
  const { from, to } = match;
  const { attributes } = match.entry;
  const { grammar } = view;
  const norm = normAt(view, from);
  const before = normAt(view, from - 1);
  const after = normAt(view, to);
  if (grammar.setting("order") === "verb-first" && isMark(view, from - 1) === false && from === 0) return null;
  const determined = grammar.has("determiners", before) && !grammar.has("number", before);
  if (determined && !grammar.has("subject-pronouns", before) && !grammar.has("pronouns", before)) return null;
  if (
    (before === "'s" && !/ing$/.test(norm)) ||
    grammar.has("currency", before) ||
    view.tokens[from - 1]?.kind === "number"
  )
    return null;
  if ((grammar.has("prepositions", before) && before !== "in" && !/ing$/.test(norm)) || after === "-") return null;
  const passive =
    grammar.has("be-forms", before) ||
    (grammar.has("adverbs", before) && grammar.has("be-forms", normAt(view, from - 2)));
  const participle = /ing$/.test(norm) && grammar.setting("past-ed") === "yes";
  const tail = sentenceEnd(view);
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
    !((attributes["basic"] === "yes" || (attributes["listener"] === "yes" && !/ing$/.test(norm))) && attributes["evidence"] !== "yes" ? mayBeSubject(view, source)
      : canSpeak(view, source))
  )
    return null;
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
  const rest = skipAdjunct(view, closed && listener > to ? listener : to, tail);
  const that = complementizerAt(view, to, tail);
  if (closed && that === null && !subject.shared) {
    const ends =
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
  const content = contentAfter(view, match, tail, attributes);
  if (content === null) return null;
  const prefixStart = clauseStart(view, sourceStart);
  // "a building labeled “store”": the words before the participle are another claim's
  const modifies = content.rule === "naming" && /ed$/.test(norm) && prefixStart < sourceStart && verbAt(view, prefixStart + 1, sourceStart) > 0;
  const frame: Range[] = [{ from: modifies ? from : sourceStart, to: content.from }];
  if (modifies) return { ...base, rule: "label", content: [{ from: content.from, to: content.to }], frame };
  if (prefixStart < sourceStart && !hasOwnClause(view, prefixStart, sourceStart))
    frame.unshift({ from: prefixStart, to: sourceStart });
  else if (asked(view, prefixStart)) frame.unshift({ from: prefixStart, to: sourceStart });
  return { ...base, rule: content.rule, content: [{ from: content.from, to: content.to }], frame };
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
    view.grammar.has("determiners", before) ||
    before === "'s" ||
    view.grammar.has("prepositions", before) ||
    view.grammar.has("report-words", normAt(view, match.from))
  );
};

function sharedSubject(view: SentenceView, at: number): Range | null {
  const start = clauseStart(view, at);
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
    return pronoun.attributes["person"] === "third" && complementizerAt(view, match.to, view.tokens.length) !== null;
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
    normAt(view, before) === "in" ||
    normAt(view, before) === "by" ||
    normAt(view, before) === "after" ||
    normAt(view, before) === "before" ||
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
    !(attributes["basic"] === "yes" && hasVerb(view, match.to + 1, tail) && (isComma(view, before) || inSaying))
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
const startsAside = (view: SentenceView, at: number): boolean => {
  if (isQuoteMark(view, at)) return false;
  const norm = normAt(view, at);
  if (view.grammar.has("person-relatives", norm) || view.grammar.has("aside-words", norm)) return true;
  return view.grammar.setting("past-ed") === "yes" && /[a-z]{2}ing$/.test(norm) && view.quoted[at] === -1;
};

/** The word that opens reported speech, near behind a cue; what stands between is listener, place or time. */
function complementizerAt(view: SentenceView, from: number, tail: number): number | null {
  const { grammar } = view;
  for (let i = from; i < Math.min(tail, from + 16); i++) {
    if (isQuoteMark(view, i) && i > from) return null;
    if (isComma(view, i) && !(i === from && grammar.setting("order") === "verb-first")) return null;
    if (grammar.has("complementizers", normAt(view, i)) && view.tokens[i]!.kind === "word") {
      const determiner = grammar.has("determiners", normAt(view, i)) && !hasVerb(view, i + 1, tail);
      if (!determiner) return i;
    }
    if (isMark(view, i) && !isComma(view, i) && view.tokens[i]!.text !== "-" && view.tokens[i]!.text !== ".")
      return null;
    if (i > from && hasVerb(view, i, i + 1) && grammar.setting("order") !== "verb-first") return null;
    if (grammar.has("subject-pronouns", normAt(view, i)) && !matchAt(view, "cue.listeners", i)) return null;
  }
  return null;
}

/** What follows a cue as its content, or null when nothing there is speech. */
function contentAfter(
  view: SentenceView,
  match: Match,
  tail: number,
  attributes: Readonly<Record<string, string>>,
): { from: number; to: number; rule: string } | null {
  const { grammar } = view;
  const at = match.to;
  const that = complementizerAt(view, at, tail);
  const heard =
    attributes["listener"] === "yes"
      ? (matchAt(view, "cue.listeners", at)?.to ?? phraseAfter(view, at, tail)?.to ?? at)
      : at;
  if (that !== null && (that - at <= 1 || skipAdjunct(view, heard, that + 1) >= that)) {
    const keep = normAt(view, that) !== "that" && grammar.setting("past-ed") === "yes";
    return { from: keep ? that : that + 1, to: tail, rule: "subject-cue-that" };
  }
  // "considers it likely that"
  if (normAt(view, at) === "it") {
    for (const i of [at + 2, at + 3, at + 4])
      if (normAt(view, i) === "that" && i < tail - 2 && !hasVerb(view, at + 1, i))
        return { from: i + 1, to: tail, rule: "subject-cue-it-that" };
  }
  const rest = skipAdjunct(view, at, tail);
  for (const i of [at, at + 1, rest, rest + 1, rest + 2]) {
    if (!isQuoteMark(view, i) || i >= tail) continue;
    const gap = range({ from: at, to: i });
    if (gap.every((j) => isMark(view, j) || j < rest || matchAt(view, "cue.listeners", j) !== undefined))
      return { from: i, to: tail, rule: "subject-cue-quote" };
  }
  if (normAt(view, rest) === ":") return { from: rest + 1, to: Math.max(rest + 1, tail), rule: "subject-cue-colon" };
  if (at >= tail || isMark(view, at)) return null;
  if (attributes["quote"] === "yes") return null;
  if (
    rest > at &&
    attributes["basic"] === "yes" &&
    grammar.has("subject-pronouns", normAt(view, rest)) &&
    startsClause(view, rest, tail)
  )
    return { from: rest, to: tail, rule: "subject-cue-clause" };
  const time = view.times.find((t) => t.from === at);
  const start = time !== undefined && time.to < tail ? time.to : at;
  const quotes = range({ from: start, to: tail }).some((i) => view.quoted[i] !== -1);
  if (attributes["naming"] === "yes")
    return quotes ||
      namesSo(view, start, tail) ||
      /^(branded|labeled|labelled|dubbed|termed)$/.test(normAt(view, match.from))
      ? { from: start, to: tail, rule: "naming" }
      : null;
  if (attributes["listener"] === "yes") {
    const listener = matchAt(view, "cue.listeners", start) ?? { to: phraseAfter(view, start, tail)?.to ?? start };
    if (normAt(view, listener.to) === "to" && attributes["negative"] === undefined)
      return { from: start, to: tail, rule: "told-to" };
    if (attributes["basic"] !== "yes" && attributes["object"] !== "yes") {
      if (listener.to < tail && startsClause(view, listener.to, tail))
        return { from: listener.to, to: tail, rule: "told-clause" };
      return null;
    }
  }
  if (attributes["to"] === "yes" && normAt(view, start) === "to")
    return { from: start, to: tail, rule: "subject-cue-to" };
  if (attributes["basic"] === "yes" && startsClause(view, start, tail))
    return { from: start, to: tail, rule: "subject-cue-clause" };
  if (attributes["belief"] === "yes" && startsClause(view, start, tail) && grammar.setting("past-ed") === "yes")
    return { from: start, to: tail, rule: "subject-belief-clause" };
  if (attributes["object"] === "yes" && startsPhrase(view, start))
    return { from: start, to: tail, rule: "subject-cue-object" };
  return null;
}

/** "called the charges unsubstantiated", "called it a hoax": a phrase and what it is named. */
function namesSo(view: SentenceView, at: number, tail: number): boolean {
  if (view.grammar.has("prepositions", normAt(view, at)) || view.grammar.has("relatives", normAt(view, at)))
    return false;
  for (let i = at + 1; i < Math.min(tail, at + 9); i++) {
    const norm = normAt(view, i);
    if (view.grammar.has("prepositions", norm) || isMark(view, i)) return false;
    if (norm === "a" || norm === "an") return true;
    if (/[a-z](?:able|ible|ous|ful|less|ive|ated|ized|ary|ing)$/.test(norm) && i > at) return true;
  }
  return false;
}

function startsClause(view: SentenceView, at: number, tail: number): boolean {
  if (at >= tail || isMark(view, at)) return isQuoteMark(view, at);
  const { grammar } = view;
  const norm = normAt(view, at);
  const opens = view.tokens[at]!.capital || grammar.has("determiners", norm) || grammar.has("subject-pronouns", norm);
  if (opens && grammar.setting("past-ed") === "yes" && tail - at >= 4) return true;
  if (grammar.has("prepositions", norm) && !grammar.has("determiners", norm) && !view.timeTokens.has(at)) {
    return (
      hasVerb(view, at + 2, tail) && range({ from: at, to: Math.min(tail, at + 10) }).some((i) => isComma(view, i))
    );
  }
  return hasVerb(view, at + 1, tail);
}

function startsPhrase(view: SentenceView, at: number): boolean {
  const norm = normAt(view, at);
  const { grammar } = view;
  if (isQuoteMark(view, at)) return true;
  if (isMark(view, at)) return false;
  if (grammar.has("subject-pronouns", norm) && !["it", "there"].includes(norm)) return false;
  return !grammar.has("prepositions", norm) && !grammar.has("auxiliaries", norm) && !grammar.has("conjunctions", norm);
}

// ------------------------------------------------------------------------------------------------ verb first
/** `قال S إن CONTENT`, `وأضاف أن CONTENT`, `وثّقت S مقتل ...`: for grammars whose verb comes first. */
function verbFirst(view: SentenceView, match: Match): Frame | null {
  const { grammar } = view;
  if (grammar.setting("order") !== "verb-first") return null;
  const { from, to } = match;
  const { attributes } = match.entry;
  if (grammar.has("negations", normAt(view, from - 1))) return null;
  // "يُعتقد أن", it is believed that: nobody is named
  if (grammar.has("impersonal", normAt(view, from)) && grammar.has("complementizers", normAt(view, to))) return null;
  if ((view.matches.get("no-comment") ?? []).some((m) => m.from <= from && from < m.to)) return null;
  const tail = sentenceEnd(view);
  let that = -1;
  const own = attributes["with"] === undefined ? null : fold(attributes["with"]);
  // "واتهمت جماعات": a second verb of the same subject; "أنه وثّق": its subject hangs on the word before
  const again =
    view.tokens[from]!.norm.startsWith(grammar.setting("and-prefix") ?? "\0") && isComma(view, from - 1) && from > 2;
  const hangs = grammar.has("complementizers", normAt(view, from - 1));
  for (let i = to; i < Math.min(tail, to + 28); i++) {
    if (i > to && normAt(view, i) === own) {
      that = i;
      break;
    }
    if (isStop(view, i) || (isQuoteMark(view, i) && view.quoted[i + 1] !== -1)) break;
    if (grammar.has("complementizers", normAt(view, i))) {
      that = i;
      break;
    }
  }
  let quote = -1;
  for (let i = to; i < Math.min(tail, to + 28); i++)
    if (
      isQuoteMark(view, i) &&
      view.quoted[i + 1] !== -1 &&
      view.quoted[i + 1] === view.quoted[Math.min(tail - 1, i + 5)]
    ) {
      quote = i;
      break;
    }
  const colon = range({ from: to, to: Math.min(tail, to + 24) }).find((i) => normAt(view, i) === ":");
  const starts = [that, quote, colon ?? -1].filter((i) => i >= 0).sort((a, b) => a - b);
  let start = starts[0] ?? -1;
  const subject = phraseAfter(view, to, start >= 0 ? start : tail);
  const nounBefore = subject === null || subject.from !== to ? subjectBefore(view, from) : null;
  if (start < 0) {
    if (
      attributes["object"] === "yes" &&
      (hangs || (again && !canSpeakArabic(view, phraseAfter(view, to, tail) ?? { from, to: from })))
    ) {
      return {
        rule: "verb-first-shared",
        source: null,
        cue: { from, to },
        content: [{ from: to, to: tail }],
        frame: [{ from, to }],
        attributes,
        inner: false,
        shares: true,
      };
    }
    if (attributes["object"] !== "yes" || subject === null) return null;
    for (let i = to + 1; i < tail; i++)
      if (grammar.has("object-starts", normAt(view, i))) {
        start = i;
        break;
      }
    if (start < 0) return null;
    const source = phraseAfter(view, to, start);
    if (source === null || !canSpeakArabic(view, source)) return null;
    return {
      rule: "verb-first-object",
      source,
      cue: { from, to },
      content: [{ from: start, to: tail }],
      frame: [{ from, to: start }],
      attributes,
      inner: false,
    };
  }
  const first = normAt(view, start) === ":" || start === that ? start + 1 : start;
  const gapWords = subject === null ? start - to : 0;
  if (subject === null && gapWords > 6) return null;
  if (subject === null && start === quote && nounBefore === null && gapWords > 3) return null;
  const source = subject ?? (nounBefore === null || nounBefore.shared ? null : nounBefore.range);
  const before = source !== null && source.to <= from ? source.from : from;
  const prefix = clauseStart(view, before);
  const frame: Range[] = [{ from: before, to: first }];
  if (
    prefix < before &&
    !range({ from: prefix, to: before }).some((i) => view.quoted[i] !== -1) &&
    before - prefix < 12 &&
    isFramePrefix(view, prefix, before)
  )
    frame.unshift({ from: prefix, to: before });
  return {
    rule: start === that ? "verb-first-that" : "verb-first-quote",
    source,
    cue: { from, to },
    content: [{ from: first, to: tail }],
    frame,
    attributes,
    inner: false,
  };
}

const isFramePrefix = (view: SentenceView, from: number, to: number): boolean =>
  range({ from, to }).every(
    (i) => !view.grammar.has("verbs", normAt(view, i)) || view.grammar.has("prepositions", normAt(view, i)),
  );

const canSpeakArabic = (view: SentenceView, source: Range): boolean =>
  range(source).some((i) =>
    ["person-words", "org-words", "report-words", "evidence-words", "titles"].some((s) =>
      view.grammar.has(s, normAt(view, i)),
    ),
  );

// ------------------------------------------------------------------------------------------------ nouns
/** "reports that CONTENT", "the allegation by S that CONTENT": a noun of saying with its clause. */
function nominal(view: SentenceView, match: Match): Frame | null {
  const { from, to } = match;
  const tail = sentenceEnd(view);
  let at = to;
  let source: Range | null = null;
  if (view.grammar.has("by-words", normAt(view, at))) {
    source = phraseAfter(view, at + 1, tail);
    if (source === null) return null;
    at = source.to;
  }
  if (!view.grammar.has("complementizers", normAt(view, at)) || normAt(view, at) === "if") return null;
  if (view.grammar.setting("past-ed") === "yes" && normAt(view, at) !== "that") return null;
  if (!hasVerb(view, at + 2, tail)) return null;
  if (view.grammar.setting("past-ed") === "yes" && view.grammar.has("auxiliaries", normAt(view, at + 1))) return null;
  let end = tail;
  for (let i = at + 1; i < tail; i++)
    if (isComma(view, i) && view.quoted[i] === view.quoted[at]) {
      end = i;
      break;
    }
  source ??= view.grammar.has("source-nouns", normAt(view, from)) ? { from, to } : null;
  if (source === null) return null;
  return {
    rule: "noun-that",
    source,
    cue: { from, to },
    content: [{ from: at + 1, to: end }],
    frame: [{ from, to: at + 1 }],
    attributes: match.entry.attributes,
    inner: true,
  };
}

// ------------------------------------------------------------------------------------------------ limits
/** Cuts contents where another speaker begins or where the words turn against the speaker's. */
function limit(view: SentenceView, frames: Frame[]): void {
  for (const frame of frames) {
    const cue = frame.cue;
    frame.content = frame.content.map((content) => {
      let { from, to } = content;
      if (from >= cue.to) {
        for (const other of frames) {
          if (other === frame || other.inner || other.frame[0] === undefined) continue;
          const start = other.frame[other.frame.length - 1]!.from;
          if (other.shares && start > from && start < to && view.quoted[start] === -1) {
            to = isComma(view, start - 2) ? start - 2 : start - 1;
            continue;
          }
          const glued =
            isComma(view, start - 1) &&
            view.tokens[start]!.norm.startsWith(view.grammar.setting("and-prefix") ?? "\0") &&
            start > from + 1 &&
            start < to;
          if (glued && view.quoted[start] === -1) {
            to = start - 1;
            continue;
          }
          const joined =
            start > from + 1 &&
            start < to &&
            view.quoted[start] === -1 &&
            (isComma(view, start - 2) || /^[;؛]$/u.test(view.tokens[start - 1]?.text ?? "")) &&
            (isJoin(view, start - 1) || view.grammar.has("clause-conjunctions", normAt(view, start - 1)));
          if (joined) to = Math.min(to, start - 1);
        }
        to = turn(view, from, to, frame);
      } else {
        for (const other of frames) {
          if (other === frame || other.inner) continue;
          const end = Math.max(
            ...other.frame.map((r) => r.to),
            ...other.content.filter((r) => r.from >= other.cue.to).map((r) => r.to),
          );
          const rule =
            other.rule.startsWith("subject") ||
            other.rule.startsWith("inverted") ||
            other.rule.startsWith("verb-first");
          if (
            rule &&
            other.cue.to <= cue.from &&
            other.cue.from >= from &&
            end < cue.from &&
            view.quoted[other.cue.from] === -1
          )
            from = Math.max(from, from);
        }
      }
      return { from, to };
    });
  }
}

const leansOutside = (view: SentenceView, at: number): boolean =>
  ["where", "which", "who", "a", "an", "the"].includes(normAt(view, at));

/** ", but", ", while", ";" outside quotation marks end what somebody says, and so does the end of a leading "Although S said". */
function turn(view: SentenceView, from: number, to: number, frame: Frame): number {
  const { grammar } = view;
  const head = clauseStart(view, frame.cue.from);
  const lead = grammar.word("clause-conjunctions", normAt(view, head - 1));
  const leading =
    head === 1 &&
    (lead?.attributes["sub"] === "yes" || (lead !== undefined && grammar.has("leading-conjunctions", normAt(view, 0))));
  for (let i = from + 1; i < to - 1; i++) {
    if (view.quoted[i] !== -1) continue;
    const text = view.tokens[i]!.text;
    // `“...,” a period in which`, `“...,” where he said`: what leans on a quotation from outside is not the speaker's
    if (
      isQuoteMark(view, i) &&
      view.quoted[i - 1] !== -1 &&
      isComma(view, i - 1) &&
      leansOutside(view, i + 1) &&
      !range({ from: i + 1, to }).some((j) => view.quoted[j] !== -1)
    )
      return i + 1;
    if (/^[;؛]$/u.test(text)) return i;
    if (
      /^[—–]$/u.test(text) &&
      hasVerb(view, i + 2, to) &&
      i - from > 3 &&
      !range({ from: i + 1, to }).some((j) => /^[—–]$/u.test(view.tokens[j]!.text))
    )
      continue;
    if (!isComma(view, i)) continue;
    const next = normAt(view, i + 1);
    const entry = grammar.word("clause-conjunctions", next);
    if (
      entry !== undefined &&
      entry.attributes["sub"] !== "yes" &&
      (grammar.setting("order") === "verb-first" || hasVerb(view, i + 3, to))
    )
      return i;
    if (leading && hasVerb(view, i + 2, to) && !grammar.has("relatives", next) && !grammar.has("conjunctions", next))
      return i;
    // a quotation that has ended and an apposition behind it: ",” a period in which ..."
    if (isQuoteMark(view, i + 1) && view.quoted[i] === -1) continue;
  }
  return to;
}
