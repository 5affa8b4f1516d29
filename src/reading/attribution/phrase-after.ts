import { isNounLike } from "./noun-phrases.ts";
import { isParticiple } from "./verb-form.ts";
import { isMark, isQuoteMark, matchAt, normAt, opensQuantity, type Range, type SentenceView } from "./view.ts";

export function inList(view: SentenceView, at: number, ...sections: string[]): boolean {
  const norm = view.tokens[at]?.norm ?? "";
  for (const section of sections) if (view.grammar.has(section, norm) && !otherLetter(view, at, section)) return true;
  return false;
}

/** علي is a name and على a preposition, though they are folded to the same letters. */
function otherLetter(view: SentenceView, at: number, section: string): boolean {
  if (section !== "prepositions") return false;
  const { text, norm } = view.tokens[at]!;
  const last = text.at(-1);
  if (last === norm.at(-1) && last !== undefined && view.grammar.setting("yaa") === last)
    return view.grammar.word(section, norm)?.forms.every((form) => !text.endsWith(form)) === true && norm.length > 2;
  return false;
}

/** "to" before a verb: no article, number, name or known person behind it. */
export function isInfinitive(view: SentenceView, at: number): boolean {
  const next = view.tokens[at + 1];
  if (!view.grammar.has("infinitive-mark", normAt(view, at)) || next?.kind !== "word") return false;
  return (
    !next.capital &&
    !view.grammar.ends("plural", next.norm) &&
    !["determiners", "pronouns", "person-words", "org-words"].some((s) => view.grammar.has(s, next.norm)) &&
    matchAt(view, "cue.listeners", at + 1) === undefined
  );
}

/**
 * The noun phrase that begins at `from`: the subject of an inverted cue, the source of "according to".
 *
 * @param objects a word that begins what is said ends it too (Arabic, where no mark does)
 */
export function phraseAfter(
  view: SentenceView,
  from: number,
  limit = view.tokens.length,
  objects = true,
): Range | null {
  const { tokens, grammar } = view;
  const first = tokens[from];
  if (first === undefined) return null;
  if (grammar.has("subject-pronouns", first.norm)) return { from, to: from + 1 };
  // "ما يتداول", "كلا من": no noun
  if (grammar.has("no-heads", first.norm)) return null;
  if (isPronounAlone(view, from)) return { from, to: from + 1 };
  if (inList(view, from, "listener-lead", "whether-lead")) return null;
  if (grammar.word("cue.verbs", first.norm)?.attributes["leans"] === "yes") return null;
  let to = from;
  let sawNoun = false;
  for (let k = from; k < limit; k++) {
    if (sawNoun && opensSecond(view, k)) break;
    if (view.timeTokens.has(k) && (sawNoun || !grammar.hasCapitals)) break;
    if (tokens[k]!.kind === "mark") {
      const quoted = isQuoteMark(view, k);
      const close = quoted ? quotedName(view, k, limit) : initialsIn(view, k, limit);
      if (close === null && !joinsWords(view, k, from, limit)) break;
      if (close === null) continue;
      k = close;
      to = close + 1;
      sawNoun ||= quoted;
      continue;
    }
    if (opensClause(view, k, from) || (sawNoun && goesOnWithVerb(view, k))) break;
    if (inList(view, k, "conjunctions") && tokens[k]!.norm.length > 1) {
      if (!joinsNouns(view, k, limit, sawNoun)) break;
      continue;
    }
    if (inList(view, k, "prepositions") && !isPartOfName(view, k, from)) {
      if (!hangsOnNoun(view, k, from)) break;
      continue;
    }
    if (sawNoun && (endsPhrase(view, k) || (objects && startsObject(view, k)))) break;
    if (!inList(view, k, "determiners")) sawNoun = true;
    to = k + 1;
  }
  return to > from && sawNoun ? { from, to } : null;
}

/** "according to her,", "told me the well was dry": a pronoun that is a determiner too, or the object before what is said. */
const isPronounAlone = (view: SentenceView, at: number): boolean =>
  (view.grammar.has("pronouns", normAt(view, at)) && (view.tokens[at + 1] === undefined || isMark(view, at + 1))) ||
  (inList(view, at, "object-pronouns") && inList(view, at + 1, "determiners"));

/** "told the nurse the well was dry": a second phrase begins. */
const opensSecond = (view: SentenceView, at: number): boolean =>
  inList(view, at, "article") &&
  !view.tokens[at]!.capital &&
  !inList(view, at - 1, "prepositions", "conjunctions", "determiners") &&
  !isMark(view, at - 1);

/** The mark that closes a few quoted words inside the phrase, the name of a thing; null where what is quoted is speech. */
function quotedName(view: SentenceView, open: number, limit: number): number | null {
  const close = closeQuote(view, open);
  if (close === null || close - open > 5) return null;
  return (view.grammar.hasCapitals ? close + 1 : close) < limit ? close : null;
}

/** "the Office of Records (OR)": the bracket that closes one word in capitals. */
const initialsIn = ({ tokens }: SentenceView, open: number, limit: number): number | null =>
  tokens[open]!.text === "(" &&
  open + 2 < limit &&
  tokens[open + 2]?.norm === ")" &&
  tokens[open + 1]!.text === tokens[open + 1]!.text.toUpperCase()
    ? open + 2
    : null;

/** Marks inside a word, or between two of one name. */
export const JOINING_MARKS: ReadonlySet<string> = new Set(["-", "&", "’", "'", "/"]);

/** "Dr. Haddo", "J. Brill", "م. عمر", "co-ordinator": does the name go on behind this mark? */
function joinsWords({ tokens, grammar }: SentenceView, at: number, from: number, limit: number): boolean {
  if (JOINING_MARKS.has(tokens[at]!.text)) return true;
  if (tokens[at]!.text !== "." || at <= from || at + 1 >= limit) return false;
  const letter = grammar.hasCapitals ? /^\p{Lu}$/u : /^\p{L}$/u;
  const { text, norm } = tokens[at - 1]!;
  return (grammar.has("abbreviations", norm) || letter.test(text)) && /^[\p{L}]/u.test(tokens[at + 1]!.text);
}

/** "who", "while", "was": no phrase goes on over it, unless it is written as a name. */
function opensClause(view: SentenceView, at: number, from: number): boolean {
  const { capital, norm } = view.tokens[at]!;
  if (capital && at > from) return false;
  return (
    (inList(view, at, "relatives", "clause-conjunctions", "complementizers") && !inList(view, at, "determiners")) ||
    (inList(view, at, "auxiliaries") && !view.grammar.has("genitive", norm))
  );
}

/** Behind a noun: "that", or a verb that is no noun too. */
const goesOnWithVerb = (view: SentenceView, at: number): boolean =>
  inList(view, at, "complementizers") ||
  (inList(view, at, "verbs") &&
    !view.tokens[at]!.capital &&
    !inList(view, at, "person-words", "org-words", "report-words"));

/** "the mayor and the council", no "the mayor and she", "the mayor and said". */
function joinsNouns(view: SentenceView, at: number, limit: number, sawNoun: boolean): boolean {
  const { grammar } = view;
  const next = at + 1;
  if (!(next < limit && isNounLike(view, next)) && !inList(view, next, "determiners")) return false;
  const norm = normAt(view, next);
  return !(sawNoun && (grammar.has("subject-pronouns", norm) || grammar.word("cue.verbs", norm) !== undefined));
}

/** A word like a preposition that is none: العلي behind an article, "by" of "stand-by", "Van Dorr", "des témoins". */
function isPartOfName(view: SentenceView, at: number, from: number): boolean {
  const { tokens } = view;
  const glued = at > from + 1 && tokens[at - 1]!.text === "-" && tokens[at - 1]!.end === tokens[at]!.start;
  return (
    hasArticle(view, at) ||
    glued ||
    (at === from && inList(view, at, "determiners")) ||
    (at > from && tokens[at]!.capital && tokens[at + 1]?.capital === true)
  );
}

/** Does what a preposition begins belong to the noun: "the head of the council", "a nurse at the clinic", "مصدر في البلدية"? */
function hangsOnNoun(view: SentenceView, at: number, from: number): boolean {
  const { grammar } = view;
  if (matchAt(view, "venues", at) !== undefined || (at === from && grammar.hasCapitals)) return false;
  const unnamed =
    at > from && !view.tokens[at - 1]!.capital && inList(view, at - 1, "person-words", "report-words", "org-words");
  const linked = inList(view, at, "np-links") || (grammar.hasCapitals && unnamed && inList(view, at, "noun-links"));
  // "مصدر في البلدية": where somebody not named belongs
  const office =
    at > from &&
    inList(view, at - 1, "person-words") &&
    inList(view, at + 1, "org-words") &&
    inList(view, at, "office-links");
  if (!(linked && !inList(view, at + 1, "negations")) && !office) return false;
  return !view.timeTokens.has(at + 1) && !isInfinitive(view, at);
}

/** Behind a noun, a word that is no part of its phrase. */
function endsPhrase(view: SentenceView, at: number): boolean {
  const { grammar } = view;
  const { capital, norm } = view.tokens[at]!;
  return (
    inList(view, at, "subject-pronouns") ||
    (inList(view, at, "adverbs") && !inList(view, at, "determiners") && !capital) ||
    matchAt(view, "maker-words", at) !== undefined ||
    inList(view, at, "then-words") ||
    // "أفادت الشبكة نقلاً عن أطباء"
    matchAt(view, "cue.according", at) !== undefined ||
    // "أعلنت الشركة للقناة", "رحبت المنظمة بالقرار": a noun behind "to", "with"
    isAttached(view, at) ||
    isParticiple(view, at) ||
    inList(view, at, "manner-leads", "listener-lead") ||
    isAddressed(view, at) ||
    (!capital && grammar.ends("gerund", norm) && isMark(view, at - 1))
  );
}

/** Behind a noun, the beginning of what is said or counted. */
function startsObject(view: SentenceView, at: number): boolean {
  if (opensCount(view, at)) return true;
  const owned = hasArticle(view, at) && isOffice(view, at - 1);
  return !owned && inList(view, at, "object-starts") && !inList(view, at - 1, "np-links");
}

/** "أحصى المرصد تسع وفيات": a number begins what is counted. */
const opensCount = (view: SentenceView, at: number): boolean =>
  !view.grammar.hasCapitals &&
  (view.tokens[at]!.kind === "number" || matchAt(view, "number", at) !== undefined || opensQuantity(view, at)) &&
  !inList(view, at - 1, "number-labels", "number", "np-links", "one-of", "determiners") &&
  !(inList(view, at - 1, "person-words", "org-words") && !closesPhrase(view, at - 1)) &&
  view.tokens[at - 1]!.kind === "word";

/** Behind "م. ع.", letters that stand for a name; `at` where none do. */
export function pastInitials({ tokens }: SentenceView, at: number): number {
  let to = at;
  while (/^\p{L}$/u.test(tokens[to]?.text ?? "") && tokens[to + 1]?.text === ".") to += 2;
  return to;
}

/** "لموقع «عين الواحة»", "لوكالة نبأ": to whom something is said. */
export function isAddressed(view: SentenceView, at: number): boolean {
  const norm = normAt(view, at);
  const letter = view.grammar.entries("listener-lead")[0]?.forms[0];
  return (
    letter !== undefined &&
    norm.startsWith(letter) &&
    norm.length > 4 &&
    // "التابع لاتحاد", "دراسة لمركز": whose it is
    !inList(view, at - 1, "belonging") &&
    !(inList(view, at - 1, "org-words", "report-words") && isOffice(view, at - 1)) &&
    inList(view, at, "org-words", "report-words", "person-words")
  );
}

/** قيادة الجيش, مدير المشفى: a word of the lists without its article belongs to the noun behind it. */
export const isOffice = (view: SentenceView, at: number): boolean =>
  inList(view, at, "org-words", "report-words", "person-words") && !hasArticle(view, at);

/** الجيش: the article is written onto the word. */
const hasArticle = ({ grammar, tokens }: SentenceView, at: number): boolean =>
  grammar.hasArticle(tokens[at]?.norm ?? "");

/** Written together with a preposition and the article (بالقرار, للقناة), and no part of an office (بالوكالة, عضو بالمجلس). */
function isAttached(view: SentenceView, at: number): boolean {
  const { grammar } = view;
  const norm = normAt(view, at);
  const prefix = grammar.settings("pp-prefixes").find((p) => norm.startsWith(p));
  if (prefix === undefined || norm.length - prefix.length < 3 || grammar.has("title-adjuncts", norm)) return false;
  // "المركز السوداني للرصد": what a body is for
  const letter = grammar.entries("listener-lead")[0]?.forms[0] ?? "\0";
  const told = inList(view, at, "org-words", "report-words", "person-words");
  const body = [1, 2, 3].some((n) => inList(view, at - n, "org-words") && !isMark(view, at - n));
  if (norm.startsWith(letter) && body && !told) return false;
  return !(grammar.settings("office-prefixes").includes(prefix) && grammar.has("org-words", norm));
}

/** A noun with the article or a possessor (الفريق, فريقنا): what it belongs to is told. */
const closesPhrase = (view: SentenceView, at: number): boolean =>
  hasArticle(view, at) || view.grammar.settings("suffixes").some((e) => normAt(view, at).endsWith(e));

/** The token of the mark that closes the quotation opened at `open`, or null. */
export function closeQuote(view: SentenceView, open: number): number | null {
  for (let i = open + 1; i < view.tokens.length; i++)
    if (isQuoteMark(view, i) && view.quoted[i - 1] !== -1 && view.quoted[i - 1] !== view.quoted[i + 1]) return i;
  return null;
}
