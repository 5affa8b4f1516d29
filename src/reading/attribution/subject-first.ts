import type { Match } from "../grammar.ts";
import { independent } from "./according.ts";
import { broadcast } from "./broadcast.ts";
import { contentAfter } from "./content.ts";
import { evidential, isBareNumber, isReport, opensFigure } from "./evidence.ts";
import { quoteOrClause, skipAdjunct } from "./inverted.ts";
import { antecedentOfRestriction, appositionBefore, restrictedTail } from "./main-clause.ts";
import { isThen, lastPhrase, modifiedSubject, whoOf } from "./modified-subject.ts";
import { infinitive, participial } from "./non-finite.ts";
import { canSpeak, isName, isNounLike, mayBeSubject, phraseBefore, subjectBefore } from "./noun-phrases.ts";
import { isBare, isPlural, isPluralNoun, isTitleWord } from "./noun-readings.ts";
import { agent } from "./passive.ts";
import { inList, isInfinitive, phraseAfter } from "./phrase-after.ts";
import { pauses } from "./quote-bearer.ts";
import { range, tailFor } from "./ranges.ts";
import { namedSo, ownerBefore, reducedHead, saidOfNoun } from "./reduced.ts";
import { asideOf, isAddressed, isFirstPerson, sharedSubject, thoseWho } from "./subjects.ts";
import { complementizerAt, isThat } from "./that-clause.ts";
import { heardFrom } from "./via.ts";
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
  if (grammar.isVerbFirst && isMark(view, from - 1) === false && from === 0) return null;
  if (isTitleWord(view, match) || isPluralNoun(view, from)) return null;
  const determined = grammar.has("determiners", before) && !grammar.has("number", before);
  if (determined && !grammar.has("subject-pronouns", before) && !grammar.has("pronouns", before)) return null;
  // "all alleged violations"
  if (determined && grammar.has("hedge-adjectives", norm) && isNounLike(view, to)) return null;
  if (
    (grammar.has("genitive", before) && !grammar.ends("gerund", norm)) ||
    grammar.has("currency", before) ||
    (view.tokens[from - 1]?.kind === "number" && !isNumberedPerson(view, from - 1))
  )
    return null;
  // "claimed to have heard from a nurse that"
  const have = grammar.has("bare-auxiliaries", before) && grammar.has("infinitive-mark", normAt(view, from - 2));
  if (have) {
    const heard = heardFrom(view, match, from - 2, tailFor(view, from));
    if (heard !== null) return heard;
  }
  if (grammar.has("infinitive-mark", before))
    return infinitive(view, match, Math.min(tailFor(view, from), restrictedTail(view, match, cues)));
  if (
    (grammar.has("prepositions", before) &&
      !isThen(view, from - 1) &&
      !grammar.has("auxiliaries", before) &&
      !grammar.has("phrasal-prepositions", before) &&
      !grammar.ends("gerund", norm)) ||
    after === "-" ||
    isGlued(view, from)
  )
    return null;
  // "numbers written on their foreheads"
  if (
    inList(view, from, "bare-participles") &&
    !range({ from: Math.max(0, from - 3), to: from }).some((i) => inList(view, i, "auxiliaries"))
  )
    return null;
  // "That it now concedes deaths suggests that": a clause is no speaker, and says nothing itself
  if (
    isThat(view, 0) &&
    inList(view, 1, "subject-pronouns", "determiners") &&
    hasVerb(view, 1, from + 1) &&
    !range({ from: 0, to: from }).some((i) => isMark(view, i))
  )
    return null;
  // "all parties must disclose": what somebody ought to say
  if (inList(view, from - 1, "hedge.deontic") && grammar.has("auxiliaries", before)) return null;
  let verb = from - 1;
  while (grammar.has("adverbs", normAt(view, verb))) verb--;
  const passive = grammar.has("be-forms", normAt(view, verb));
  const participle = grammar.ends("gerund", norm);
  let tail = Math.min(tailFor(view, match.from), restrictedTail(view, match, cues));
  if (passive && !participle) return agent(view, match, tail);
  if (participle && !passive) return participial(view, match, tail);
  const parted = modifiedSubject(view, from);
  const told = isComma(view, from - 1) && overAside(view, from - 1, cues);
  const over = told || parted?.aside === true;
  const apart = told || (over && parted?.plain === false);
  const floor = over ? 0 : lowerFloor(view, from, cues);
  const those = thoseWho(view, from) ?? parted?.source ?? null;
  const subject = those === null ? subjectBefore(view, from, floor) : { range: those, negated: false, shared: false };
  if (subject === null) return null;
  let source: Range | null = subject.range;
  if (subject.shared) {
    source = sharedSubject(view, from);
    if (source === null) return null;
  }
  if (
    !((attributes["basic"] === "yes" || (attributes["listener"] === "yes" && !participle)) &&
    attributes["evidence"] !== "yes"
      ? mayBeSubject(view, source)
      : canSpeak(view, source))
  )
    return null;
  source =
    antecedentOfRestriction(view, from, cues) ?? ownerBefore(view, source, from) ?? reducedHead(view, source) ?? source;
  // "According to a nurse, who said": the nurse
  const lead = (view.matches.get("cue.according") ?? []).find((m) => m.from === source?.from && m.to < source.to);
  if (lead !== undefined) source = { from: lead.to, to: source.to };
  source = whoOf(view, source);
  if (isFirstPerson(view, source) && !isAddressed(view, source, attributes))
    return heardFrom(view, match, source.from, tail);
  const negated =
    subject.negated ||
    grammar.has("negative-subjects", normAt(view, source.from)) ||
    grammar.has("negations", normAt(view, source.from - 1)) ||
    grammar.has("negative-subjects", normAt(view, clauseStart(view, from)));
  if (negated && attributes["negative"] !== "yes") return null;
  if ((view.matches.get("no-comment") ?? []).some((m) => m.from <= from && from < m.to)) return null;
  if (attributes["evidence"] === "yes" && !evidential(view, source, match)) return null;
  const aside = subject.shared ? null : asideOf(view, source, from, tail);
  if (aside !== null) tail = aside.to;
  const named = subject.shared ? from : (roleBefore(view, source) ?? source.from);
  // "X, as the engineer noted", "As the mayor put it, X"
  const as = grammar.has("as-words", normAt(view, named - 1)) && !isThat(view, to) ? named - 1 : null;
  const sourceStart = as ?? named;
  if (grammar.has("cue.nouns", norm) && !canSpeak(view, source)) return null;
  const teller = broadcast(view, source, match) ?? source;
  const base = {
    source: teller,
    cue: { from, to },
    attributes,
    inner: false,
    ...(subject.shared ? { shares: true } : {}),
  };

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
  const paused =
    closed && isQuoteMark(view, comma) && pauses(view, comma) && !subject.shared && !isTitle(view, comma, from);
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
  const restricts = range({ from: source.to, to: from }).some(
    (i) => grammar.has("person-relatives", normAt(view, i)) && !isComma(view, i - 1),
  );
  if (closed && that === null && !subject.shared && !restricts && attributes["noinsert"] !== "yes") {
    const ends =
      !isInfinitive(view, to) &&
      (paused ||
        rest >= tail ||
        isComma(view, rest) ||
        (isMark(view, rest) && !isQuoteMark(view, rest) && !/^[:(]$/.test(view.tokens[rest]!.text)) ||
        grammar.has("conjunctions", normAt(view, rest)) ||
        grammar.has("clause-conjunctions", normAt(view, rest)));
    const start = clauseStart(view, sourceStart);
    const inserted =
      isComma(view, rest) && rest < tail && comma > start && (isComma(view, to) || rest === to || rest === listener);
    const hasBefore =
      (inserted && !isQuoteMark(view, comma)) ||
      (comma - start >= 1 &&
        (hasVerb(view, start, comma) ||
          range({ from: start, to: comma + 1 }).some((i) => view.quoted[i] !== -1) ||
          (!isComma(view, to) && comma - start > 3)));
    const prefix =
      isComma(view, rest) && !hasVerb(view, start, comma) && isQuoteMark(view, rest + 1) && view.quoted[comma] === -1;
    if (ends && (hasBefore || prefix) && !asked(view, start)) {
      const whole = rest >= tail && isPlainBefore(view, start, cues);
      const left = { from: whole ? 0 : quoteOrClause(view, comma), to: comma + 1 };
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
  const heard = inList(view, source.from - 1, "perception-verbs");
  if (!subject.shared && isBare(view, match) && !isPlural(view, source) && !heard) return null;
  const ofNoun = subject.shared ? null : (saidOfNoun(view, base, tail) ?? namedSo(view, base, tail));
  if (ofNoun !== null)
    return { ...base, rule: "of-noun", content: [ofNoun], frame: [{ from: source.from, to: ofNoun.from }] };
  const reports =
    attributes["evidence"] === "yes" &&
    !grammar.isVerbFirst &&
    // "found nothing wrong", "found no trace": a finding, whoever found it
    (isReport(view, source) ||
      grammar.has("negations", normAt(view, to)) ||
      grammar.has("negative-subjects", normAt(view, to)));
  const content = contentAfter(view, match, tail, reports ? { ...attributes, object: "yes" } : attributes);
  const paper = attributes["paper"] === "yes";
  if (paper && !(reports && opensFigure(view, content))) return null;
  if (content === null || (isBareNumber(view, content) && !paper)) return null;
  // "the lawyer, who defended eleven of them": what somebody does to a thing in passing is no speech
  if (content.rule === "subject-cue-object" && inList(view, from - 1, "person-relatives")) return null;
  // where the verb comes first, a subject before it needs more than a clause behind it
  if (grammar.isVerbFirst && /clause$/.test(content.rule)) return null;
  const prefixStart = clauseStart(view, sourceStart);
  // "a photo with a building labeled “store”": what is named belongs to what is said, a picture in the sentence says it
  const modifies =
    attributes["that"] !== "yes" &&
    (content.rule === "naming" || (attributes["naming"] === "yes" && content.rule === "subject-cue-quote")) &&
    grammar.ends("past", norm) &&
    prefixStart < sourceStart &&
    verbAt(view, prefixStart + 1, sourceStart) > 0;
  const frame: Range[] = [{ from: modifies || apart ? from : sourceStart, to: content.from }];
  if (apart) frame.unshift(source);
  if (modifies) {
    const picture = range({ from: prefixStart, to: from }).findLast((i) =>
      grammar.has("evidence-words", normAt(view, i)),
    );
    const shows = picture === undefined ? source : { from: picture, to: picture + 1 };
    const named = lastPhrase(view, source, from);
    return { ...base, source: shows, rule: "label", content: [named, { from: content.from, to: content.to }], frame };
  }
  if (aside !== null) frame.unshift({ from: aside.from, to: sourceStart });
  else if (
    prefixStart < sourceStart &&
    !hasOwnClause(view, prefixStart, sourceStart) &&
    !(subject.shared && hasVerb(view, prefixStart + 1, sourceStart))
  )
    frame.unshift({ from: prefixStart, to: sourceStart });
  else if (asked(view, prefixStart)) frame.unshift({ from: prefixStart, to: sourceStart });
  return { ...base, rule: content.rule, content: [{ from: content.from, to: content.to }], frame };
}

/** "Witness 9 said": a number that is somebody's name. */
const isNumberedPerson = (view: SentenceView, at: number): boolean => {
  // "Witness W-7"
  const label =
    normAt(view, at - 1) === "-" && /^\p{Lu}{1,3}$/u.test(view.tokens[at - 2]?.text ?? "") ? at - 3 : at - 1;
  return (
    view.tokens[label]?.capital === true &&
    ["person-words", "witness-words", "number-labels"].some((s) => view.grammar.has(s, normAt(view, label)))
  );
};

/** "X, the deputy mayor, Ilan Dorr, told": where the role before a name in commas begins. */
function roleBefore(view: SentenceView, name: Range): number | null {
  if (!isComma(view, name.from - 1) || !isComma(view, name.to)) return null;
  const role = phraseBefore(view, name.from - 1);
  const apart = role !== null && isComma(view, role.from - 1) && !isName(view, role) && isName(view, name);
  return apart && canSpeak(view, role) ? role.from : null;
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

/** "one-term president": the second half of a hyphened word is no verb. */
const isGlued = (view: SentenceView, at: number): boolean =>
  normAt(view, at - 1) === "-" && view.tokens[at - 1]!.end === view.tokens[at]!.start;

/** Words before the subject that stand on their own: they hold a finite verb or a quotation. */
function hasOwnClause(view: SentenceView, from: number, to: number): boolean {
  const norm = normAt(view, from);
  const isQuoted = (i: number): boolean => view.quoted[i] !== -1 && view.quoted[i] !== view.quoted[to];
  if (view.grammar.has("by-words", normAt(view, to - 1)) && !range({ from, to }).some((i) => isMark(view, i)))
    return false;
  const adjunct =
    view.grammar.has("prepositions", norm) && !view.grammar.has("clause-conjunctions", norm) && to - from <= 16;
  if (adjunct && !range({ from, to }).some((i) => isQuoted(i) || view.grammar.has("subject-pronouns", normAt(view, i))))
    return false;
  return hasVerb(view, from + 1, to) || range({ from, to }).some(isQuoted);
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

/** "Haddo, who knew that X, told", "Haddo, citing a ledger, told": what stands in the commas has a verb of saying of its own. */
function overAside(view: SentenceView, close: number, cues: readonly Match[]): boolean {
  for (let i = close - 1; i > 0; i--)
    if (isComma(view, i))
      return (
        view.grammar.has("person-relatives", normAt(view, i + 1)) ||
        cues.some((cue) => cue.from === i + 1 && (cue.entry.attributes["citing"] === "yes" || standsBeside(view, cue)))
      );
  return false;
}

/** ", heard in closed session, told", ", referring to a letter, said": a participle beside the subject. */
const standsBeside = ({ grammar, tokens }: SentenceView, { from, to }: Match): boolean =>
  !grammar.isVerbFirst && (grammar.ends("gerund", tokens[from]!.norm) || grammar.has("heard-links", tokens[to]?.norm));

const isNominal = (view: SentenceView, match: Match): boolean => {
  const before = normAt(view, match.from - 1);
  return (
    isTitleWord(view, match) ||
    view.grammar.has("determiners", before) ||
    view.grammar.has("genitive", before) ||
    view.grammar.has("prepositions", before) ||
    ["report-words", "person-words", "org-words"].some((s) => view.grammar.has(s, normAt(view, match.from)))
  );
};

/** ", adding that", ", clapping", ", who was there": what follows an attribution and is not the speaker's. */
export const startsAside = (view: SentenceView, at: number): boolean => {
  if (isQuoteMark(view, at)) return false;
  const norm = normAt(view, at);
  if (view.grammar.has("person-relatives", norm) || view.grammar.has("aside-words", norm)) return true;
  return view.grammar.ends("gerund", norm) && view.quoted[at] === -1;
};
