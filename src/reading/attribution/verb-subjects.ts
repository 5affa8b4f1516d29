import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { closeQuote, inList, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import {
  clauseStart,
  isComma,
  isMark,
  isQuoteMark,
  matchAt,
  normAt,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** Subjects of verbs that come first, where they do not stand right behind the verb; for grammars with that order. */

/** Is a match of a verb of saying one by its form? الكشف, بالذكر and في تقدير are nouns. */
export function isVerbForm(view: SentenceView, { from, to, entry }: Match): boolean {
  const { grammar } = view;
  const norm = normAt(view, from);
  // قُدّرت: of a passive nobody is the subject
  if (/^[وف]?[^يتن]\u064F/u.test(view.tokens[from]!.text)) return false;
  if (
    entry.attributes["marked"] === "yes" &&
    norm === fold(entry.forms[0]!) &&
    !view.tokens[from]!.text.includes("\u0651")
  )
    return false;
  if (grammar.has("noun-leads", normAt(view, from - 1))) return false;
  const via = entry.attributes["via"];
  // نُقل إلى المشفى: moved, no word passed on
  if (via !== undefined && !range({ from: to, to: to + 9 }).some((i) => normAt(view, i) === fold(via))) return false;
  if (to - from > 1 || entry.forms.some((form) => fold(form) === norm)) {
    const before = normAt(view, from - 1);
    return !(to - from === 1 && grammar.has("prepositions", before) && !grammar.has("complementizers", before));
  }
  const joined = grammar.settings("join-prefixes").find((p) => norm.startsWith(p));
  const rest = joined === undefined ? norm : norm.slice(joined.length);
  return entry.forms.some((form) => fold(form) === rest) && !grammar.has("prepositions", normAt(view, from - 1));
}

/** A verb of saying at a token, with an object pronoun written onto it or not: ذكرته, رواه. */
export function isSaying(view: SentenceView, at: number): boolean {
  const norm = normAt(view, at);
  const { grammar } = view;
  if (grammar.has("cue.verbs", norm)) return true;
  for (const suffix of grammar.settings("object-suffixes")) {
    if (!norm.endsWith(suffix) || norm.length - suffix.length < 3) continue;
    const stem = norm.slice(0, -suffix.length);
    // the last letter of روى is written as an alef before a pronoun
    if (grammar.has("cue.verbs", stem) || grammar.has("cue.verbs", stem.replace(/ا$/u, "ي"))) return true;
  }
  return false;
}

/** كانت S قد ذكرت: between the verb of being and the particle. */
export function perfectSubject(view: SentenceView, verb: number): Range | null {
  const start = clauseStart(view, verb);
  const { grammar } = view;
  if (!grammar.has("perfect-particle", normAt(view, verb - 1)) || !grammar.has("auxiliaries", normAt(view, start)))
    return null;
  return verb - 1 > start + 1 ? phraseAfter(view, start + 1, verb) : null;
}

/** "مصدر قضائي فضّل عدم كشف اسمه قال إن": somebody not named who opens the clause, and what is said of him before the verb. */
export function openingSubject(view: SentenceView, verb: number): Range | null {
  const start = clauseStart(view, verb);
  const article = view.grammar.setting("article-prefix") ?? "\0";
  const head = normAt(view, start);
  if (head.startsWith(article) || !inList(view, start, "person-words", "witness-words") || verb - start > 14)
    return null;
  if (range({ from: start, to: verb }).some((i) => view.grammar.has("complementizers", normAt(view, i)))) return null;
  const phrase = phraseAfter(view, start, verb);
  if (phrase === null || phrase.from !== start) return null;
  // "مصدر في الدفاع المدني طلب": up to the first verb
  const next = verbAt(view, start + 1, verb);
  const to = next > start ? next : phrase.to;
  return { from: start, to: range({ from: start, to }).find((i) => isMark(view, i)) ?? to };
}

/** "إن ابنها أخبرها أن": the subject between the word that opens what is said and the verb inside it. */
export function nestedSubject(view: SentenceView, verb: number): Range | null {
  for (let i = verb - 2; i >= Math.max(0, verb - 9); i--) {
    if (isMark(view, i) && !isQuoteMark(view, i)) return null;
    if (!view.grammar.has("complementizers", normAt(view, i))) continue;
    const phrase = phraseAfter(view, i + 1, verb);
    return phrase !== null && phrase.to === verb ? phrase : null;
  }
  return null;
}

/**
 * The shortest subject behind a verb whose object follows with no mark between: a definite noun, or a noun and what it belongs to
 * (إدارة السجن), with adjectives of origin (اللجنة المحلية) and a name in quotation marks.
 */
export function shortSubject(view: SentenceView, from: number, limit: number): Range | null {
  const { grammar } = view;
  const article = grammar.setting("article-prefix") ?? "\0";
  let to = from;
  let known = false;
  for (let i = from; i < limit; i++) {
    if (isQuoteMark(view, i)) {
      const close = closeQuote(view, i);
      if (close === null || close - i > 5) break;
      return { from, to: close + 1 };
    }
    if (isMark(view, i) || inList(view, i, "prepositions", "complementizers", "relatives")) {
      if (!(known && inList(view, i, "np-links"))) break;
      continue;
    }
    const norm = normAt(view, i);
    known ||= inList(view, i, "person-words", "org-words", "report-words", "titles", "witness-words");
    to = i + 1;
    if (!norm.startsWith(article)) continue;
    const next = normAt(view, i + 1);
    if (next.startsWith(article) && /(?:ي|يه|يون|يين|يات)$/u.test(next)) continue;
    if (inList(view, i, "titles") && !next.startsWith(article) && !opensObject(view, i + 1)) {
      to = i + 2;
      if (!normAt(view, i + 2).startsWith(article)) return { from, to };
      continue;
    }
    break;
  }
  return known && to > from ? { from, to } : null;
}

/** Does a word begin what is denied or described: a deed by its pattern (استهداف), a word of the grammar's, "ما تردد"? */
export function opensObject(view: SentenceView, at: number): boolean {
  const { grammar } = view;
  const norm = normAt(view, at);
  if (grammar.has("object-starts", norm)) return true;
  if (grammar.has("what-words", norm))
    return verbAt(view, at + 1, at + 2) >= 0 || grammar.has("rumoured", normAt(view, at + 1));
  if (inList(view, at, "person-words", "org-words", "titles", "witness-words")) return false;
  return grammar.settings("deed-forms").some((form) => new RegExp(`^${form}$`, "u").test(norm));
}

/** Behind a subject: the end of its apposition or of a clause on it in commas, or the place itself. */
export function pastAside(view: SentenceView, at: number, limit: number): number {
  if (!isComma(view, at)) return at;
  for (let i = at + 1; i < Math.min(limit, at + 14); i++) if (isComma(view, i)) return i + 1;
  return at;
}

/** A name in the apposition behind a role: "مدير السد، المهندس كرم الزيات،". */
export function apposed(view: SentenceView, at: number, limit: number): Range | null {
  const end = pastAside(view, at, limit);
  if (end === at || end - at > 7 || matchAt(view, "relatives", at + 1) !== undefined) return null;
  return inList(view, at + 1, "titles") ? { from: at + 1, to: end - 1 } : null;
}
