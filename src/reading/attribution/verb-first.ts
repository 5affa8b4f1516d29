import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import { bareInserted, causeFrame, describedFrame, objectStart, toldFrame } from "./verb-first-object.ts";
import { type Begin, isJoined, leaderOf, startsJoined, type VerbSubject, verbSubject } from "./verb-first-subject.ts";
import { isParticiple, lacksCause, saysHere } from "./verb-form.ts";
import { canSpeakArabic, isUnsaid, openerOf, topicBefore } from "./verb-openers.ts";
import {
  clauseOwner,
  isSurname,
  nestedSubject,
  opensDeed,
  opensObject,
  perfectSubject,
  shortSubject,
  showsItself,
} from "./verb-subjects.ts";
import { countBehindTime, otherCue, thatOf } from "./verb-that.ts";
import {
  clauseStart,
  type Frame,
  isComma,
  isQuoteMark,
  matchAt,
  normAt,
  opensQuantity,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** `قال S إن CONTENT`, `وأضاف أن CONTENT`, `وثّقت S مقتل ...`: for grammars whose verb comes first. */
export function verbFirst(view: SentenceView, match: Match): Frame | null {
  if (!view.grammar.isVerbFirst || isDenied(view, match)) return null;
  const begin = beginOf(view, match);
  if (begin === null) return null;
  const who = verbSubject(view, match, begin);
  const { subject } = who;
  const { start, quote, tail } = begin;
  // "مما يشير عادة إلى", "إن وجودها قرب المدرسة يشير إلى": nobody says so
  if (subject === null && who.nounBefore === null && isUnsaid(view, match.from)) return null;
  const alone = subject === null ? bareInserted(view, match, tail) : null;
  if (alone !== null) return alone;
  if (start < 0) return sharedDeed(view, match, begin, who) ?? deedFrame(view, match, begin, who);
  if (start === quote && match.entry.attributes["via"] !== undefined) return null;
  const teller = isParticiple(view, match.from) ? leaderOf(view, match) : subject;
  return describedFrame(view, match, start, tail, teller) ?? speechFrame(view, match, begin, who);
}

/** "يُعتقد أن", "لم يعلق": nobody is named, or nothing is said. */
function isDenied(view: SentenceView, { from, to, entry }: Match): boolean {
  const { grammar } = view;
  // "لم يستبعد المسؤول أن": what is not ruled out is said
  const auxiliary = grammar.has("auxiliaries", normAt(view, from - 1)) ? 1 : 0;
  if (grammar.has("negations", normAt(view, from - 1 - auxiliary)) && entry.attributes["denied"] !== "yes") return true;
  if (grammar.has("impersonal", normAt(view, from)) && grammar.has("complementizers", normAt(view, to))) return true;
  return (view.matches.get("no-comment") ?? []).some((m) => m.from <= from && from < m.to);
}

/** Where what the verb says begins; null where the verb wants another word than stands there. */
function beginOf(view: SentenceView, match: Match): Begin | null {
  const { grammar } = view;
  const { from, to } = match;
  const { attributes } = match.entry;
  const tail = sentenceEnd(view);
  const own = attributes["with"] === undefined ? null : fold(attributes["with"]);
  // "مشيرا إلى نفاد الزمر": the word that the verb takes is part of the cue
  const taken = to - from > 1 && grammar.has("prepositions", normAt(view, to - 1)) && attributes["object"] === "yes";
  const that = taken ? to - 1 : thatOf(view, match, own, tail);
  // "يذهب التقرير إلى أن", and not "ذهب إلى السوق"
  if (attributes["only"] === "with" && (that < 0 || normAt(view, that) !== own)) return null;
  if (attributes["then-that"] === "yes" && !grammar.has("complementizers", normAt(view, that + 1))) return null;
  const limit = nextSaying(view, to, tail);
  const quote = quoteWithin(view, to, limit, tail);
  const colon = range({ from: to, to: Math.min(tail, limit, to + 24) }).find((i) => normAt(view, i) === ":") ?? -1;
  const starts = [that, quote, colon].filter((i) => i >= 0);
  const leadsIn = /^[:：]$/u.test(view.tokens.at(-1)?.text ?? "") && that < 0;
  const counted = (): number => (attributes["basic"] === "yes" ? countBehindTime(view, to, limit, tail) : -1);
  const start = leadsIn ? tail : starts.length > 0 ? Math.min(...starts) : counted();
  if ((attributes["that"] === "yes" && start !== that) || lacksCause(view, match, start)) return null;
  const again =
    normAt(view, from).startsWith(grammar.setting("and-prefix") ?? "\0") && isJoined(view, match) && from > 2;
  return { that, quote, start, leadsIn, own, again, tail };
}

/** What belongs to the next verb of saying begins there: "نفت الوزارة استهداف السوق، وقالت إن". */
const nextSaying = (view: SentenceView, to: number, tail: number): number =>
  range({ from: to + 1, to: Math.min(tail, to + 28) }).find(
    (i) => otherCue(view, i) || (isComma(view, i - 1) && isParticiple(view, i)),
  ) ?? to + 28;

/** The mark that opens a quotation of more than a few words; -1 where none does. */
const quoteWithin = (view: SentenceView, to: number, limit: number, tail: number): number =>
  range({ from: to, to: Math.min(tail, limit) }).find(
    (i) =>
      isQuoteMark(view, i) &&
      view.quoted[i + 1] !== -1 &&
      view.quoted[i + 1] === view.quoted[Math.min(tail - 1, i + 5)],
  ) ?? -1;

/** A deed told as said by whoever spoke before: "لكنها أقرت بوقوع حادث", "، نافيةً تعرّضه لضرب". */
function sharedDeed(view: SentenceView, match: Match, begin: Begin, who: VerbSubject): Frame | null {
  const { grammar } = view;
  const { from, to } = match;
  const { again, own, tail } = begin;
  const object = match.entry.attributes["object"] === "yes";
  const cited = pastCitation(view, to);
  // "وكشف، نقلا عن مسؤول، عن وجود موقع ثان", "لكنها أقرت بوقوع حادث"
  if (object && (who.pointed || (who.subject === null && cited > to))) {
    const begins = cited > to ? cited + 1 : to;
    const link = grammar.has("prepositions", normAt(view, begins)) ? begins + 1 : begins;
    return sharedFrame(match, who.pointed ? clauseOwner(view, from) : null, { from: link, to: tail });
  }
  const caused = causeFrame(view, match, tail);
  if (caused !== null || !object) return caused;
  const cue = { from, to };
  // "، نافيةً تعرّضه لضرب": what a participle denies is whoever's spoke before
  if (isParticiple(view, from) && isComma(view, from - 1) && to < tail && !isComma(view, to))
    return {
      rule: "verb-first-leaning",
      source: leaderOf(view, match),
      cue,
      content: [{ from: normAt(view, to) === own ? to + 1 : to, to: tail }],
      frame: [cue],
      attributes: match.entry.attributes,
      inner: false,
    };
  // "أنه وثّق": its subject hangs on the word before
  const hangs = grammar.has("complementizers", normAt(view, from - 1));
  if (hangs || (again && !canSpeakArabic(view, phraseAfter(view, to, tail) ?? { from, to: from })))
    return { ...sharedFrame(match, null, { from: to, to: tail }), shares: true };
  return null;
}

/** "وثّقت S مقتل ...", "رفض المتحدث ...": a deed whose object is what is said. */
function deedFrame(view: SentenceView, match: Match, { tail }: Begin, who: VerbSubject): Frame | null {
  const { grammar } = view;
  const { from, to } = match;
  const { attributes } = match.entry;
  if (attributes["object"] !== "yes" && attributes["told"] !== "yes") return null;
  // "الرابطة، التي توثق الاختفاء، أن": what the one before it does is told beside
  if (matchAt(view, "relatives", from - 1) !== undefined && attributes["told"] !== "yes") return null;
  // "رفض المتحدث الإجابة": nothing is said
  const near = range({ from: to, to: Math.min(tail, to + 7) });
  if (attributes["negative"] === "yes" && near.some((i) => grammar.has("comment-words", normAt(view, i)))) return null;
  if (attributes["only"] === "cause") return null;
  const told = toldFrame(view, match, tail);
  if (told !== null) return told;
  const put = doerBefore(view, match, who.after);
  // "إن الهيئة أحصت ألفي حالة": what a body did, told by whoever speaks
  if (attributes["evidence"] === "yes" && nestedSubject(view, from) !== null) return null;
  const source = put ?? doerBehind(view, match, who.behind, tail);
  // "ونفى ما أشيع عن انتشال طفلة": whoever spoke last
  const nobody = source === null || (source.from === to && !canSpeakArabic(view, source));
  if (nobody && startsJoined(view, match) && opensDeed(view, to) && to < tail - 1)
    return sharedFrame(match, null, { from: to, to: tail });
  if (source === null || !(canSpeakArabic(view, source) || isSurname(view, source.from))) return null;
  const start = objectStart(view, put !== null ? to : source.to, tail);
  if (start >= tail - 1) return null;
  return {
    rule: "verb-first-object",
    source,
    cue: { from, to },
    content: [{ from: start, to: tail }],
    frame: [{ from: Math.min(from, source.from), to: start }],
    attributes,
    inner: false,
  };
}

/** "لكن المتحدث نفى ضلوع رجاله", "وكانت المراصد قد حذرت الأهالي": what stands behind the verb is no subject. */
const doerBefore = (view: SentenceView, { from, to }: Match, after: Range | null): Range | null =>
  topicBefore(view, from, after) ??
  perfectSubject(view, from) ??
  nestedSubject(view, from) ??
  (view.grammar.has("object-starts", normAt(view, to)) || after === null || !canSpeakArabic(view, after)
    ? openerOf(view, from)
    : null);

function doerBehind(view: SentenceView, { entry: { attributes } }: Match, behind: number, tail: number): Range | null {
  const evidence = attributes["evidence"] === "yes";
  const opens = range({ from: behind + 1, to: tail }).find(
    (i) => opensObject(view, i) || (evidence && opensQuantity(view, i)),
  );
  // "ناشدت اللجنة المنظمات الدولية": the first definite noun is who speaks
  const bare = attributes["kind"] === "call" || (attributes["negative"] === "yes" && opens === undefined);
  const closed = bare || isSurname(view, behind) || (evidence && showsItself(view, behind));
  const short = closed ? shortSubject(view, behind, opens ?? tail) : null;
  return short ?? phraseAfter(view, behind, opens ?? tail);
}

/** "قال S إن CONTENT", "قال S: «CONTENT»" */
function speechFrame(view: SentenceView, match: Match, begin: Begin, who: VerbSubject): Frame | null {
  const { grammar } = view;
  const { from, to } = match;
  const { that, quote, start, leadsIn, tail } = begin;
  const { subject, nounBefore } = who;
  const gap = subject === null ? start - pastCitation(view, to) : 0;
  if (gap > 6 && !leadsIn) return null;
  if (gap > 3 && start === quote && nounBefore === null) return null;
  let first = normAt(view, start) === ":" || start === that ? start + 1 : start;
  // "أشار إلى أن"
  if (start === that && grammar.has("complementizers", normAt(view, first))) first++;
  const told = relativeTeller(view, match, nounBefore?.range ?? null);
  const source = told ?? subject ?? (nounBefore === null || nounBefore.shared ? null : nounBefore.range);
  const named = told === null && source !== null && (source.to === from || (source.to < from && subject === null));
  // "سمعت الضابط يقول": that it was heard is no claim of its own
  const heard = named && grammar.has("perception-verbs", normAt(view, source.from - 1)) ? 1 : 0;
  const head = named ? source.from - heard : from;
  const prefix = clauseStart(view, head);
  const frame: Range[] = [{ from: head, to: first }];
  if (
    prefix < head &&
    !isJoined(view, match) &&
    !range({ from: prefix, to: head }).some((i) => view.quoted[i] !== -1) &&
    head - prefix < 12 &&
    isFramePrefix(view, prefix, head)
  )
    frame.unshift({ from: prefix, to: head });
  return {
    rule: who.leaning ? "verb-first-leaning" : start === that ? "verb-first-that" : "verb-first-quote",
    source,
    cue: { from, to },
    content: [{ from: first, to: tail }],
    frame,
    attributes: match.entry.attributes,
    inner: false,
  };
}

/** "تسجيل قالت إنه قاطع": where the "that" points back to the noun before, its teller is whoever the clause is about. */
function relativeTeller(view: SentenceView, match: Match, noun: Range | null): Range | null {
  const { grammar } = view;
  const that = normAt(view, match.to);
  const points =
    grammar.has("complementizers", that) && grammar.settings("object-endings").some((e) => that.endsWith(e));
  const start = clauseStart(view, match.from);
  // "أحد الحراس أخبرها بأنه": a person tells
  const person = noun !== null && range(noun).some((i) => view.grammar.has("person-words", normAt(view, i)));
  if (
    !points ||
    noun === null ||
    person ||
    noun.to !== match.from ||
    noun.from <= start + 1 ||
    startsJoined(view, match)
  )
    return null;
  const verb = verbAt(view, start, noun.from);
  const teller = verb < 0 ? null : (shortSubject(view, verb + 1, noun.from) ?? phraseAfter(view, verb + 1, noun.from));
  return teller !== null && canSpeakArabic(view, teller) ? teller : null;
}

/** What is said by the one whom the words before point to, or by whoever spoke last. */
const sharedFrame = ({ from, to, entry: { attributes } }: Match, source: Range | null, content: Range): Frame => ({
  rule: "verb-first-shared",
  source,
  cue: { from, to },
  content: [content],
  frame: [{ from, to: content.from }],
  attributes,
  inner: false,
});

/** Behind "، استنادا إلى اتصالات اعتُرضت،": what a verb relies on stands between it and its "that". */
function pastCitation(view: SentenceView, at: number): number {
  if (!isComma(view, at) || matchAt(view, "cue.according", at + 1) === undefined) return at;
  return range({ from: at + 2, to: Math.min(view.tokens.length, at + 16) }).find((i) => isComma(view, i)) ?? at;
}

/** Words before a saying that tell nothing of their own: no verb stands in them. */
const isFramePrefix = (view: SentenceView, from: number, to: number): boolean =>
  range({ from, to }).every(
    (i) =>
      (!view.grammar.has("verbs", normAt(view, i)) || view.grammar.has("prepositions", normAt(view, i))) &&
      !(view.matches.get("cue.verbs") ?? []).some((m) => m.from === i && saysHere(view, m)),
  );
