import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { subjectBefore } from "./noun-phrases.ts";
import { inList, phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import { bareInserted, causeFrame, describedFrame, objectStart, toldFrame, toldNoun } from "./verb-first-object.ts";
import { isParticiple, lacksCause, saysHere } from "./verb-form.ts";
import { aboutSomebody, canSpeakArabic, isUnsaid, openerOf, topicBefore } from "./verb-openers.ts";
import {
  apposed,
  beforeListener,
  clauseOwner,
  countedSubject,
  heardSubject,
  isSurname,
  makerOf,
  nestedSubject,
  opensDeed,
  opensObject,
  perfectSubject,
  pointerBefore,
  shortSubject,
  showsItself,
  subjectStart,
  withoutDeed,
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
  const { grammar } = view;
  if (!grammar.isVerbFirst) return null;
  const { from, to } = match;
  const { attributes } = match.entry;
  // "لم يستبعد المسؤول أن": what is not ruled out is said
  const auxiliary = grammar.has("auxiliaries", normAt(view, from - 1)) ? 1 : 0;
  if (grammar.has("negations", normAt(view, from - 1 - auxiliary)) && attributes["denied"] !== "yes") return null;
  // "يُعتقد أن", it is believed that: nobody is named
  if (grammar.has("impersonal", normAt(view, from)) && grammar.has("complementizers", normAt(view, to))) return null;
  if ((view.matches.get("no-comment") ?? []).some((m) => m.from <= from && from < m.to)) return null;
  const tail = sentenceEnd(view);
  const own = attributes["with"] === undefined ? null : fold(attributes["with"]);
  let that = thatOf(view, match, own, tail);
  // "واتهمت جماعات": a second verb of the same subject; "أنه وثّق": its subject hangs on the word before
  const again =
    normAt(view, from).startsWith(grammar.setting("and-prefix") ?? "\0") && isJoined(view, match) && from > 2;
  const hangs = grammar.has("complementizers", normAt(view, from - 1));
  // "مشيرا إلى نفاد الزمر": the word that the verb takes is part of the cue
  if (to - from > 1 && grammar.has("prepositions", normAt(view, to - 1)) && attributes["object"] === "yes")
    that = to - 1;
  // "يذهب التقرير إلى أن", and not "ذهب إلى السوق"
  if (attributes["only"] === "with" && (that < 0 || normAt(view, that) !== own)) return null;
  if (attributes["then-that"] === "yes" && !grammar.has("complementizers", normAt(view, that + 1))) return null;
  // what belongs to the next verb of saying begins there: "نفت الوزارة استهداف السوق، وقالت إن"
  const limit =
    range({ from: to + 1, to: Math.min(tail, to + 28) }).find(
      (i) => otherCue(view, i) || (isComma(view, i - 1) && isParticiple(view, i)),
    ) ?? to + 28;
  let quote = -1;
  for (let i = to; i < Math.min(tail, limit); i++)
    if (
      isQuoteMark(view, i) &&
      view.quoted[i + 1] !== -1 &&
      view.quoted[i + 1] === view.quoted[Math.min(tail - 1, i + 5)]
    ) {
      quote = i;
      break;
    }
  const colon = range({ from: to, to: Math.min(tail, limit, to + 24) }).find((i) => normAt(view, i) === ":");
  const starts = [that, quote, colon ?? -1].filter((i) => i >= 0).sort((a, b) => a - b);
  // "روت السيدة ما جرى:" before a quotation in the next paragraph: all of it is frame
  const leadsIn = /^[:：]$/u.test(view.tokens.at(-1)?.text ?? "") && that < 0;
  let start = leadsIn
    ? tail
    : (starts[0] ?? (attributes["basic"] === "yes" ? countBehindTime(view, to, limit, tail) : -1));
  if ((attributes["that"] === "yes" && start !== that) || lacksCause(view, match, start)) return null;
  const leaning = attributes["leans"] !== "yes" && isParticiple(view, from);
  const behind = subjectStart(view, to, start >= 0 ? start : tail);
  const via = attributes["via"] === undefined ? -1 : fold(attributes["via"]);
  const relied = range({ from: behind, to: start >= 0 ? start : tail }).find((i) => normAt(view, i) === via);
  const after =
    inList(view, behind, "prepositions") || toldNoun(view, normAt(view, behind)) || beginsCause(view, match, behind)
      ? null
      : phraseAfter(view, behind, relied ?? (start >= 0 ? start : tail));
  const counted = after !== null && range(after).every((i) => view.tokens[i]!.kind === "number");
  // behind a verb that is joined to another, whom somebody calls on is no subject: "وتدعو المقرر الخاص إلى"
  const called = again && attributes["kind"] === "call" && after !== null && !canSpeakArabic(view, after);
  // "أنها علمت من جارها أن": the verb's own preposition stands before who told it
  const toldBy =
    to - from > 1 && grammar.has("prepositions", normAt(view, to - 1)) && own === null && attributes["basic"] === "yes";
  // "، وتنقل عن العمدة أنهم": whoever spoke before it
  const goesOn = normAt(view, to) === via && startsJoined(view, match);
  const found = goesOn
    ? null
    : ((toldBy && after !== null && canSpeakArabic(view, after) ? after : null) ??
      topicBefore(view, from, after) ??
      leaderOf(view, match) ??
      heardSubject(view, from) ??
      perfectSubject(view, from) ??
      nestedSubject(view, from) ??
      clauseOwner(view, from) ??
      (after === null || called || counted || (behind > to && !canSpeakArabic(view, after))
        ? sharedOpener(view, match)
        : (beforeListener(view, match, after) ?? after)) ??
      countedSubject(view, behind, start));
  const subject =
    found !== null && found.from >= to
      ? ((toldBy ? makerOf(view, found) : null) ?? apposed(view, found, start >= 0 ? start : tail) ?? found)
      : found;
  // "لكنه أقر": the pronoun is the subject, no noun before it is
  const pointed = pointerBefore(view, from) !== null;
  const before = subject === null && !pointed && !isJoined(view, match) ? openerOf(view, from) : null;
  const nounBefore =
    before !== null
      ? { range: before, shared: false }
      : (subject === null || subject.from !== behind) &&
          !pointed &&
          !startsJoined(view, match) &&
          !leadsOff(view, from) &&
          !leaning &&
          attributes["leans"] !== "yes"
        ? aboutSomebody(view, pastVerb(view, subjectBefore(view, from)))
        : null;
  // "مما يشير عادة إلى", "إن وجودها قرب المدرسة يشير إلى": nobody says so
  if (subject === null && before === null && nounBefore === null && isUnsaid(view, from)) return null;
  const alone = subject === null ? bareInserted(view, match, tail) : null;
  if (alone !== null) return alone;
  const cited = pastCitation(view, to);
  // "وكشف، نقلا عن مسؤول، عن وجود موقع ثان", "لكنها أقرت بوقوع حادث"
  if (start < 0 && attributes["object"] === "yes" && (pointed || (subject === null && cited > to))) {
    const begins = cited > to ? cited + 1 : to;
    const link = grammar.has("prepositions", normAt(view, begins)) ? begins + 1 : begins;
    return sharedFrame(match, pointed ? clauseOwner(view, from) : null, { from: link, to: tail });
  }
  if (start < 0) {
    const caused = causeFrame(view, match, tail);
    if (caused !== null) return caused;
    // "، نافيةً تعرّضه لضرب": what a participle denies is whoever's spoke before
    const leader = attributes["object"] === "yes" && isParticiple(view, from) && isComma(view, from - 1);
    if (leader && to < tail && !isComma(view, to))
      return {
        rule: "verb-first-leaning",
        source: leaderOf(view, match),
        cue: { from, to },
        content: [{ from: normAt(view, to) === own ? to + 1 : to, to: tail }],
        frame: [{ from, to }],
        attributes,
        inner: false,
      };
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
    if (attributes["object"] !== "yes" && attributes["told"] !== "yes") return null;
    // "الرابطة، التي توثق الاختفاء، أن": what the one before it does is told beside
    if (matchAt(view, "relatives", from - 1) !== undefined && attributes["told"] !== "yes") return null;
    // "رفض المتحدث الإجابة": nothing is said
    if (
      attributes["negative"] === "yes" &&
      range({ from: to, to: Math.min(tail, to + 7) }).some((i) => grammar.has("comment-words", normAt(view, i)))
    )
      return null;
    if (attributes["only"] === "cause") return null;
    const told = toldFrame(view, match, tail);
    if (told !== null) return told;
    // "لكن المتحدث نفى ضلوع رجاله", "وكانت المراصد قد حذرت الأهالي": what stands behind the verb is no subject
    const put =
      topicBefore(view, from, after) ??
      perfectSubject(view, from) ??
      nestedSubject(view, from) ??
      (grammar.has("object-starts", normAt(view, to)) || after === null || !canSpeakArabic(view, after)
        ? openerOf(view, from)
        : null);
    // "إن الهيئة أحصت ألفي حالة": what a body did, told by whoever speaks
    if (attributes["evidence"] === "yes" && nestedSubject(view, from) !== null) return null;
    const opens = range({ from: behind + 1, to: tail }).find(
      (i) => opensObject(view, i) || (attributes["evidence"] === "yes" && opensQuantity(view, i)),
    );
    // "ناشدت اللجنة المنظمات الدولية": the first definite noun is who speaks
    const bare = attributes["kind"] === "call" || (attributes["negative"] === "yes" && opens === undefined);
    const closed = bare || isSurname(view, behind) || (attributes["evidence"] === "yes" && showsItself(view, behind));
    const short = closed ? shortSubject(view, behind, opens ?? tail) : null;
    const source = put ?? short ?? phraseAfter(view, behind, opens ?? tail);
    // "ونفى ما أشيع عن انتشال طفلة": whoever spoke last
    const nobody = source === null || (source.from === to && !canSpeakArabic(view, source));
    if (nobody && startsJoined(view, match) && opensDeed(view, to) && to < tail - 1)
      return sharedFrame(match, null, { from: to, to: tail });
    if (source === null || !(canSpeakArabic(view, source) || isSurname(view, source.from))) return null;
    start = objectStart(view, put !== null ? to : source.to, tail);
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
  if (start === quote && attributes["via"] !== undefined) return null;
  const described = describedFrame(
    view,
    match,
    start,
    tail,
    isParticiple(view, from) ? leaderOf(view, match) : subject,
  );
  if (described !== null) return described;
  let first = normAt(view, start) === ":" || start === that ? start + 1 : start;
  // "أشار إلى أن"
  if (start === that && grammar.has("complementizers", normAt(view, first))) first++;
  const gapWords = subject === null ? start - pastCitation(view, to) : 0;
  if (subject === null && gapWords > 6 && !leadsIn) return null;
  if (subject === null && start === quote && nounBefore === null && gapWords > 3) return null;
  const told = relativeTeller(view, match, nounBefore?.range ?? null);
  const source = told ?? subject ?? (nounBefore === null || nounBefore.shared ? null : nounBefore.range);
  const named = told === null && source !== null && (source.to === from || (source.to < from && subject === null));
  // "سمعت الضابط يقول": that it was heard is no claim of its own
  const heard = named && view.grammar.has("perception-verbs", normAt(view, source!.from - 1)) ? 1 : 0;
  const head = named ? source!.from - heard : from;
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
    rule: leaning ? "verb-first-leaning" : start === that ? "verb-first-that" : "verb-first-quote",
    source,
    cue: { from, to },
    content: [{ from: first, to: tail }],
    frame,
    attributes,
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

/** Behind "، استنادا إلى اتصالات اعتُرضت،": what a verb relies on stands between it and its "that". */
function pastCitation(view: SentenceView, at: number): number {
  if (!isComma(view, at) || matchAt(view, "cue.according", at + 1) === undefined) return at;
  return range({ from: at + 2, to: Math.min(view.tokens.length, at + 16) }).find((i) => isComma(view, i)) ?? at;
}

/** "، فأكد", "، وقال": joined to a clause that ends in a comma; the noun before is not its subject. */
const isJoined = (view: SentenceView, match: Match): boolean =>
  isComma(view, match.from - 1) && startsJoined(view, match);

/** "وقال", "فأكد". */
const startsJoined = (view: SentenceView, { from, entry }: Match): boolean =>
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
function leaderOf(view: SentenceView, match: Match): Range | null {
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

const isFramePrefix = (view: SentenceView, from: number, to: number): boolean =>
  range({ from, to }).every(
    (i) =>
      (!view.grammar.has("verbs", normAt(view, i)) || view.grammar.has("prepositions", normAt(view, i))) &&
      !(view.matches.get("cue.verbs") ?? []).some((m) => m.from === i && saysHere(view, m)),
  );
