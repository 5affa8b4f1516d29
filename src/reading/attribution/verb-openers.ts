import { inList, pastInitials, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { isJoinedForm } from "./verb-subjects.ts";
import { clauseStart, type Frame, isComma, matchAt, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

/** "غير أن متحدثاً باسم الحركة نفى": the noun phrase that opens the clause of a verb, where nothing but adjuncts stands between. */
function clauseOpener(view: SentenceView, verb: number): Range | null {
  const start = clauseHead(view, verb);
  const phrase = phraseAfter(view, start, verb);
  if (phrase === null || !canSpeakArabic(view, phrase)) return null;
  const between = range({ from: phrase.to, to: verb });
  const acts = verbAt(view, pastPerson(view, start), verb) >= 0;
  return acts || between.some((i) => isComma(view, i) || isRelative(view, i)) ? null : phrase;
}

/** Where the clause of a verb begins behind "according to S, " and the word that goes on from there. */
function clauseHead(view: SentenceView, verb: number): number {
  let start = clauseStart(view, verb);
  const leads = matchAt(view, "cue.according", start) !== undefined;
  if (leads) start = (range({ from: start, to: verb }).findLast((i) => isComma(view, i)) ?? start) + 1;
  if (view.grammar.has("then-words", normAt(view, start)) && start > 0) start++;
  return start;
}

/** شاهد is a witness where it opens a clause, and no "saw". */
const pastPerson = (view: SentenceView, at: number): number =>
  view.grammar.has("person-words", normAt(view, at)) ? at + 1 : at;

const isRelative = (view: SentenceView, at: number): boolean =>
  view.grammar.has("relatives", normAt(view, at)) || view.grammar.has("complementizers", normAt(view, at));

/**
 * "مصدر قضائي، طلب عدم كشف اسمه، قال إن": the noun phrase that opens the clause, with what describes it between commas or in a
 * relative clause before the verb.
 */
export function openerOf(view: SentenceView, verb: number): Range | null {
  const plain = clauseOpener(view, verb);
  if (plain !== null) return isTally(view, plain) ? null : plain;
  const start = clauseHead(view, verb);
  const phrase = phraseAfter(view, start, verb, false);
  if (phrase === null || phrase.from !== start || !canSpeakArabic(view, phrase) || isTally(view, phrase)) return null;
  const { grammar } = view;
  if (grammar.has("prepositions", normAt(view, start)) || verbAt(view, pastPerson(view, start), phrase.to) >= 0)
    return null;
  const plainPast = !isJoinedForm(view, verb);
  const said = range({ from: phrase.to, to: verb }).some((i) => grammar.has("complementizers", normAt(view, i)));
  return plainPast && !said ? phrase : null;
}

/** "١٢٢٧٠ حالة وفاة": a number of things speaks no more than they do; "٧ ناجين" do. */
const isTally = (view: SentenceView, { from, to }: Range): boolean =>
  view.tokens[from]?.kind === "number" && !canSpeakArabic(view, { from: from + 1, to: Math.min(to, from + 2) });

/** Does the grammar know a word of this phrase as somebody or something that can say things? */
export const canSpeakArabic = (view: SentenceView, source: Range): boolean =>
  pastInitials(view, source.from) > source.from ||
  range(source).some((i) =>
    ["person-words", "org-words", "report-words", "evidence-words", "titles"].some((s) =>
      view.grammar.has(s, normAt(view, i)),
    ),
  );

/**
 * "أما نائبها كريم فاتهم": the subject is put first, the verb joined to it. "أما القصف، فقد أبلغنا الفريق أنه": behind a verb that
 * carries its object stands its subject, whatever was put first.
 */
export function topicBefore(view: SentenceView, verb: number, after: Range | null): Range | null {
  const topic = matchAt(view, "topic-words", clauseStart(view, verb));
  const glue = view.grammar.setting("topic-glue");
  // "أما رئيس البلدية فقد أبلغني": the particle may stand between
  const joined = view.grammar.has("auxiliaries", normAt(view, verb - 1)) ? verb - 1 : verb;
  if (topic === undefined || glue === undefined || !normAt(view, joined).startsWith(glue)) return null;
  const owned = ["suffixes", "object-endings"]
    .flatMap((setting) => view.grammar.settings(setting))
    .some(
      (e) => normAt(view, verb).endsWith(e) && view.grammar.has("cue.verbs", normAt(view, verb).slice(0, -e.length)),
    );
  return owned && after !== null && canSpeakArabic(view, after) ? after : phraseAfter(view, topic.to, joined);
}

/** "مما يشير عادة إلى", "وإن وجودها قرب المدرسة يشير إلى": what shows something is nobody who could say it. */
export function isUnsaid(view: SentenceView, verb: number): boolean {
  if (!view.grammar.isVerbFirst) return false;
  if (inList(view, verb - 1, "no-heads")) return true;
  const first = normAt(view, clauseStart(view, verb));
  const glue = view.grammar.setting("and-prefix") ?? "\0";
  const led = [first, first.startsWith(glue) ? first.slice(glue.length) : first];
  return inList(view, verb - 2, "prepositions") && led.some((word) => view.grammar.has("complementizers", word));
}

/** "فإن العدد الحقيقي يرجح أن يكون": of a thing something is thought, and it says nothing, nor do "12,270 deaths"; "فإن" is no part of who does. */
export function ofSpeaker(view: SentenceView, frame: Frame | null): Frame | null {
  const { grammar } = view;
  if (frame === null || frame.source === null || !grammar.isVerbFirst) return frame;
  const { cue } = frame;
  let { from } = frame.source;
  while (["complementizers", "then-words"].some((s) => grammar.has(s, normAt(view, from)))) from++;
  const thought =
    grammar.has("impersonal", normAt(view, cue.from)) && grammar.has("complementizers", normAt(view, cue.to));
  const source = { from, to: frame.source.to };
  const things = view.tokens[from]?.kind === "number" && !canSpeakArabic(view, { from: from + 1, to: source.to });
  return from >= source.to || things || (thought && !canSpeakArabic(view, source)) ? null : { ...frame, source };
}

/** "وفي كل مرة كانوا يقولون": when somebody says something is no subject. */
export const aboutSomebody = <S extends { range: Range }>(view: SentenceView, subject: S | null): S | null =>
  subject !== null &&
  (isTally(view, subject.range) ||
    (view.grammar.has("determiners", normAt(view, subject.range.from)) && !canSpeakArabic(view, subject.range)) ||
    // "إن وجودها قرب المدرسة يشير إلى"
    (subject.range.to - subject.range.from === 1 && inList(view, subject.range.from - 1, "prepositions")))
    ? null
    : subject;
