import { closeQuote, inList, phraseAfter } from "./phrase-after.ts";
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

/** كانت S قد ذكرت: between the verb of being and the particle. */
export function perfectSubject(view: SentenceView, verb: number): Range | null {
  const start = clauseStart(view, verb);
  const { grammar } = view;
  if (!grammar.has("perfect-particle", normAt(view, verb - 1)) || !grammar.has("auxiliaries", normAt(view, start)))
    return null;
  return verb - 1 > start + 1 ? phraseAfter(view, start + 1, verb) : null;
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
