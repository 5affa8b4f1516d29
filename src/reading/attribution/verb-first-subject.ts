import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { subjectBefore } from "./noun-phrases.ts";
import { inList, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { toldNoun } from "./verb-first-object.ts";
import { isParticiple } from "./verb-form.ts";
import { aboutSomebody, canSpeakArabic, openerOf, topicBefore } from "./verb-openers.ts";
import {
  apposed,
  beforeListener,
  clauseOwner,
  countedSubject,
  heardSubject,
  makerOf,
  nestedSubject,
  perfectSubject,
  pointerBefore,
  shortSubject,
  subjectStart,
  withoutDeed,
} from "./verb-subjects.ts";
import { clauseStart, isComma, matchAt, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

/** Where what a verb says begins, and what its words tell of it. */
export interface Begin {
  /** Its "that", its quotation, or the first of what opens speech; -1 where none does. */
  readonly that: number;
  readonly quote: number;
  readonly start: number;
  /** "روت السيدة ما جرى:" before a quotation in the next paragraph: all of it is frame. */
  readonly leadsIn: boolean;
  /** The preposition the verb takes. */
  readonly own: string | null;
  /** "واتهمت جماعات": a second verb of the same subject. */
  readonly again: boolean;
  readonly tail: number;
}

/** Who says it, as far as the words around the verb tell. */
export interface VerbSubject {
  readonly subject: Range | null;
  /** The noun before the verb, where no subject is found. */
  readonly nounBefore: { readonly range: Range; readonly shared: boolean } | null;
  /** "لكنه أقر": the pronoun is the subject, no noun before it is. */
  readonly pointed: boolean;
  /** A participle that leans on another verb: "مضيفاً أن". */
  readonly leaning: boolean;
  /** Where a subject would stand behind the verb, and the phrase that does. */
  readonly behind: number;
  readonly after: Range | null;
}

export function verbSubject(view: SentenceView, match: Match, begin: Begin): VerbSubject {
  const { from, to } = match;
  const { attributes } = match.entry;
  const leaning = attributes["leans"] !== "yes" && isParticiple(view, from);
  const behind = subjectStart(view, to, begin.start >= 0 ? begin.start : begin.tail);
  const after = phraseBehind(view, match, begin, behind);
  const subject = subjectOf(view, match, begin, behind, after);
  const pointed = pointerBefore(view, from) !== null;
  const before = subject === null && !pointed && !isJoined(view, match) ? openerOf(view, from) : null;
  const looksBack =
    (subject === null || subject.from !== behind) &&
    !pointed &&
    !startsJoined(view, match) &&
    !leadsOff(view, from) &&
    !leaning &&
    attributes["leans"] !== "yes";
  const nounBefore =
    before !== null
      ? { range: before, shared: false }
      : looksBack
        ? aboutSomebody(view, pastVerb(view, subjectBefore(view, from)))
        : null;
  return { subject, nounBefore, pointed, leaning, behind, after };
}

/** The phrase behind the verb, up to what it relies on or says. */
function phraseBehind(view: SentenceView, match: Match, { start, tail }: Begin, behind: number): Range | null {
  if (inList(view, behind, "prepositions") || toldNoun(view, normAt(view, behind)) || beginsCause(view, match, behind))
    return null;
  const end = start >= 0 ? start : tail;
  const via = viaOf(match);
  return phraseAfter(view, behind, range({ from: behind, to: end }).find((i) => normAt(view, i) === via) ?? end);
}

/** The word for whom a verb relies on: "نقلا عن". */
function viaOf({ entry: { attributes } }: Match): string | null {
  return attributes["via"] === undefined ? null : fold(attributes["via"]);
}

function subjectOf(view: SentenceView, match: Match, begin: Begin, behind: number, after: Range | null): Range | null {
  const { from, to } = match;
  // "، وتنقل عن العمدة أنهم": whoever spoke before it
  if (normAt(view, to) === viaOf(match) && startsJoined(view, match)) return null;
  // "أنها علمت من جارها أن": the verb's own preposition stands before who told it
  const toldBy =
    to - from > 1 &&
    view.grammar.has("prepositions", normAt(view, to - 1)) &&
    begin.own === null &&
    match.entry.attributes["basic"] === "yes";
  const found =
    (toldBy && after !== null && canSpeakArabic(view, after) ? after : null) ??
    topicBefore(view, from, after) ??
    leaderOf(view, match) ??
    heardSubject(view, from) ??
    perfectSubject(view, from) ??
    nestedSubject(view, from) ??
    clauseOwner(view, from) ??
    (after === null || isNoSubject(view, match, begin, behind, after)
      ? sharedOpener(view, match)
      : (beforeListener(view, match, after) ?? after)) ??
    countedSubject(view, behind, begin.start);
  if (found === null || found.from < to) return found;
  const end = begin.start >= 0 ? begin.start : begin.tail;
  return (toldBy ? makerOf(view, found) : null) ?? apposed(view, found, end) ?? found;
}

/** Numbers alone, whom somebody calls on behind a joined verb ("وتدعو المقرر الخاص إلى"), what cannot speak behind other words. */
function isNoSubject(view: SentenceView, match: Match, begin: Begin, behind: number, after: Range): boolean {
  if (range(after).every((i) => view.tokens[i]!.kind === "number")) return true;
  const called = begin.again && match.entry.attributes["kind"] === "call";
  return (called || behind > match.to) && !canSpeakArabic(view, after);
}

/** "أقر بوجود": written onto the noun behind, the word by which the verb's object hangs on it. */
const beginsCause = (view: SentenceView, { entry }: Match, at: number): boolean =>
  (entry.attributes["cause"] ?? "")
    .split(",")
    .some((w) => w.length === 1 && normAt(view, at).startsWith(fold(w)) && normAt(view, at).length > 3) &&
  !inList(view, at, "person-words", "org-words", "titles");

/** "ومضى الطبيب ليصف": the verb before it is no part of who says it. */
const pastVerb = (view: SentenceView, subject: ReturnType<typeof subjectBefore>): ReturnType<typeof subjectBefore> => {
  const { from, to } = subject?.range ?? { from: 0, to: 0 };
  return subject !== null && to - from > 1 && inList(view, from, "verbs")
    ? { ...subject, range: { from: from + 1, to } }
    : subject;
};

/** "، فأكد", "، وقال": joined to a clause that ends in a comma; the noun before is not its subject. */
export const isJoined = (view: SentenceView, match: Match): boolean =>
  isComma(view, match.from - 1) && startsJoined(view, match);

/** "وقال", "فأكد". */
export const startsJoined = (view: SentenceView, { from, entry }: Match): boolean =>
  (view.grammar.setting("join-prefixes") ?? "").split(",").some((p) => p !== "" && normAt(view, from).startsWith(p)) &&
  !entry.forms.some((form) => fold(form) === normAt(view, from));

/** "المتهم ينكر، ويقول إنه": a verb joined to a clause whose subject stands first. */
function sharedOpener(view: SentenceView, match: Match): Range | null {
  if (!startsJoined(view, match) || matchAt(view, "cue.listeners", match.to) !== undefined) return null;
  let start = clauseStart(view, match.from);
  // "وحيث إن المحكمة تطمئن إلى أقوالهم، وترى أن"
  for (let i = start; i < Math.min(match.from, start + 3); i++)
    if (view.grammar.has("complementizers", normAt(view, i))) start = i + 1;
  const phrase = phraseAfter(view, start, match.from, false);
  const plain =
    phrase !== null &&
    phrase.from === start &&
    phrase.to - phrase.from <= 4 &&
    canSpeakArabic(view, phrase) &&
    !view.grammar.has("prepositions", normAt(view, start)) &&
    !view.grammar.has("verbs", normAt(view, start)) &&
    view.grammar.word("cue.verbs", normAt(view, start)) === undefined &&
    // "طبيب صديق لنا رأى الصورة وقال"
    [phrase.to, matchAt(view, "cue.listeners", phrase.to)?.to ?? phrase.to].some((i) => verbAt(view, i, i + 1) >= 0);
  return plain ? phrase : null;
}

/** "وعن التحقيق، قال": what stands before the comma is no subject. */
const leadsOff = (view: SentenceView, verb: number): boolean => isComma(view, verb - 1);

/**
 * "افتتحت المتحدثة المؤتمر بالقول إن", "غادر الوزير مضيفاً أن", "عادت جارتنا، وقالت لي إن": whose verb the participle, or the
 * verb that is joined to it, leans on.
 */
export function leaderOf(view: SentenceView, match: Match): Range | null {
  const told = isJoined(view, match) && matchAt(view, "cue.listeners", match.to) !== undefined;
  if (match.entry.attributes["leans"] !== "yes" && !isParticiple(view, match.from) && !told) return null;
  const topic = matchAt(view, "topic-words", clauseStart(view, match.from));
  if (topic !== undefined) return phraseAfter(view, topic.to, match.from);
  for (let i = clauseStart(view, match.from); i < match.from; i++) {
    const norm = normAt(view, i);
    const verb =
      !view.grammar.has("noun-leads", normAt(view, i - 1)) &&
      (view.grammar.has("verbs", norm) ||
        view.grammar.word("cue.verbs", norm) !== undefined ||
        view.grammar.hasVerbPrefix(norm));
    if (!verb) continue;
    const begin = subjectStart(view, i + 1, match.from);
    const phrase = shortSubject(view, begin, match.from) ?? phraseAfter(view, begin, match.from) ?? openerOf(view, i);
    const subject = phrase === null ? null : withoutDeed(view, phrase);
    return subject !== null && told && !canSpeakArabic(view, subject) ? null : subject;
  }
  return null;
}
