import { pastInitials, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { isJoinedForm } from "./verb-subjects.ts";
import { clauseStart, isComma, matchAt, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

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
  if (plain !== null) return plain;
  const start = clauseHead(view, verb);
  const phrase = phraseAfter(view, start, verb, false);
  if (phrase === null || phrase.from !== start || !canSpeakArabic(view, phrase)) return null;
  const { grammar } = view;
  if (grammar.has("prepositions", normAt(view, start)) || verbAt(view, pastPerson(view, start), phrase.to) >= 0)
    return null;
  const plainPast = !isJoinedForm(view, verb);
  const said = range({ from: phrase.to, to: verb }).some((i) => grammar.has("complementizers", normAt(view, i)));
  return plainPast && !said ? phrase : null;
}

/** Does the grammar know a word of this phrase as somebody or something that can say things? */
export const canSpeakArabic = (view: SentenceView, source: Range): boolean =>
  pastInitials(view, source.from) > source.from ||
  range(source).some((i) =>
    ["person-words", "org-words", "report-words", "evidence-words", "titles"].some((s) =>
      view.grammar.has(s, normAt(view, i)),
    ),
  );
