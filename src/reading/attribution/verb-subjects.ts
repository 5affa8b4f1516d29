import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { closeQuote, inList, isAddressed, isOffice, pastInitials, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import {
  clauseStart,
  isComma,
  isMark,
  isQuoteMark,
  matchAt,
  normAt,
  opensQuantity,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** Subjects of verbs that come first, where they do not stand right behind the verb; for grammars with that order. */

/** "سمعت الضابط يقول إن": whom somebody heard say it, right before the verb. */
export function heardSubject(view: SentenceView, verb: number): Range | null {
  for (let i = verb - 2; i >= Math.max(0, verb - 7); i--)
    if (inList(view, i, "perception-verbs")) {
      const phrase = phraseAfter(view, i + 1, verb, false);
      return phrase?.from === i + 1 && phrase.to === verb ? phrase : null;
    }
  return null;
}

/** كانت S قد ذكرت: between the verb of being and the particle. */
export function perfectSubject(view: SentenceView, verb: number): Range | null {
  const start = clauseStart(view, verb);
  const { grammar } = view;
  if (!grammar.has("perfect-particle", normAt(view, verb - 1)) || !grammar.has("auxiliaries", normAt(view, start)))
    return null;
  return verb - 1 > start + 1 ? phraseAfter(view, start + 1, verb) : null;
}

/**
 * "إن ابنها (14 عاما) أخبرها", "أن صديقا له حدثه", "أن مقطعا، اطلعنا عليه، يظهر": behind the word that opens what is said the subject
 * stands before its verb, with what describes it.
 */
export function nestedSubject(view: SentenceView, verb: number): Range | null {
  const { grammar } = view;
  for (let i = verb - 2; i >= Math.max(0, verb - 14); i--) {
    if (/^[;:؛]$/u.test(view.tokens[i]!.text)) return null;
    if (!grammar.has("complementizers", normAt(view, i))) continue;
    // أنه, أنهم: the subject is written onto it
    if (grammar.settings("object-endings").some((e) => normAt(view, i).endsWith(e))) return null;
    const phrase = phraseAfter(view, i + 1, verb, false);
    if (phrase === null || phrase.from !== i + 1 || grammar.has("prepositions", normAt(view, i + 1))) return null;
    if (grammar.has("cue.verbs", normAt(view, i + 1)) || grammar.hasVerbPrefix(normAt(view, i + 1))) return null;
    if (isJoinedForm(view, verb) && !carriesOn(view, phrase.to, verb)) return null;
    const known = range(phrase).some((j) =>
      inList(view, j, "person-words", "org-words", "report-words", "evidence-words", "titles", "witness-words"),
    );
    return phrase.to === verb || isJoinedForm(view, verb) || (known && describes(view, phrase.to, verb))
      ? phrase
      : null;
  }
  return null;
}

/** "وأكد", "فأكد"; the و of وعد is the verb's own. */
export const isJoinedForm = (view: SentenceView, verb: number): boolean => {
  const norm = normAt(view, verb);
  const known = view.grammar.word("cue.verbs", norm)?.forms.some((form) => fold(form) === norm);
  return known !== true && view.grammar.settings("join-prefixes").some((join) => norm.startsWith(join));
};

/** "أن أحد الناجين اتصل به وأكد له أن": the second verb, which names a listener, is his whose first verb stands before it. */
const carriesOn = (view: SentenceView, from: number, verb: number): boolean =>
  matchAt(view, "cue.listeners", verb + 1) !== undefined &&
  verb - from <= 6 &&
  range({ from, to: verb }).every((i) => !isMark(view, i) && !inList(view, i, "complementizers"));

/** A bracket, a clause between commas, a relative clause, "of his": what may stand between a subject and its verb. */
function describes(view: SentenceView, from: number, verb: number): boolean {
  const first = normAt(view, from);
  const closed = isMark(view, from) ? isMark(view, verb - 1) || first === "(" : true;
  return (
    closed &&
    (isMark(view, from) ||
      inList(view, from, "relatives", "prepositions", "cue.listeners", "auxiliaries") ||
      verb - from <= 3)
  );
}

/**
 * The shortest subject behind a verb whose object follows with no mark between: a definite noun, or a noun and what it belongs to
 * (إدارة السجن), with adjectives of origin (اللجنة المحلية) and a name in quotation marks.
 */
export function shortSubject(view: SentenceView, from: number, limit: number): Range | null {
  const { grammar } = view;
  const article = grammar.setting("article-prefix") ?? "\0";
  let to = pastInitials(view, from);
  if (to > from) return { from, to };
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
    known ||= inList(view, i, "person-words", "org-words", "report-words", "evidence-words", "titles", "witness-words");
    known ||= i === from && isSurname(view, i);
    to = i + 1;
    // زوجته, مديرتها: whose somebody is closes the phrase as an article does
    const owned =
      inList(view, i, "person-words") && grammar.settings("object-endings").some((e) => isOwned(view, i, e));
    if (owned) break;
    if (!norm.startsWith(article)) continue;
    const next = normAt(view, i + 1);
    const body = inList(view, i + 1, "org-words", "person-words");
    const describes = grammar.ends("origin", next) || inList(view, from, "evidence-words", "report-words");
    if (!body && next.startsWith(article) && describes) continue;
    // الأمين العام للأمم المتحدة
    if (inList(view, i + 1, "org-words") && next.startsWith(addressing(view)) && !isListener(view, i + 1)) continue;
    // الناطق باسم الجيش
    if (inList(view, i + 1, "np-links")) continue;
    if (inList(view, i, "titles") && !next.startsWith(article) && !opensObject(view, i + 1)) {
      to = i + 2;
      if (!normAt(view, i + 2).startsWith(article)) return { from, to };
      continue;
    }
    break;
  }
  return known && to > from ? { from, to } : null;
}

/** الصور, صور الأقمار الصناعية: where pictures and papers show something without a "that", an article closes who shows it. */
export const showsItself = (view: SentenceView, at: number): boolean => {
  const article = view.grammar.setting("article-prefix") ?? "\0";
  return (
    inList(view, at, "evidence-words", "report-words") && [at, at + 1].some((i) => normAt(view, i).startsWith(article))
  );
};

/** للأمم: "to" written onto the article. */
const addressing = (view: SentenceView): string => view.grammar.settings("articles")[1] ?? "\0";

const isListener = (view: SentenceView, at: number): boolean => matchAt(view, "cue.listeners", at) !== undefined;

/** الخالدي, المنصوري: alone right behind a verb of saying an adjective of origin with its article is somebody's name. */
export const isSurname = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  const article = view.grammar.setting("article-prefix") ?? "\0";
  const ending = view.grammar.setting("yaa") ?? "\0";
  return norm.startsWith(article) && norm.length > article.length + 3 && norm.endsWith(ending) && !isMark(view, at);
};

/** زوجته is somebody's wife; زوجة, folded, ends in the same letter. */
const isOwned = (view: SentenceView, at: number, ending: string): boolean => {
  const { norm, text } = view.tokens[at]!;
  return norm.endsWith(ending) && norm.length - ending.length >= 2 && text.replace(/\p{M}/gu, "").endsWith(ending);
};

/** "وأفاد بمقتل": also behind the preposition that is written onto it. */
export const opensDeed = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  const by = view.grammar.setting("by-prefix") ?? "\0";
  return opensObject(view, at) || (norm.startsWith(by) && view.grammar.has("object-starts", norm.slice(by.length)));
};

/** Does a word begin what is denied or described: a deed by its pattern (استهداف), a word of the grammar's, "ما تردد"? */
export function opensObject(view: SentenceView, at: number): boolean {
  const { grammar } = view;
  const norm = normAt(view, at);
  const article = grammar.setting("article-prefix") ?? "\0";
  // "قيادة الجيش", "الناطق باسم الجيش"
  if (norm.startsWith(article) && (isOffice(view, at - 1) || inList(view, at - 1, "np-links"))) return false;
  if (grammar.has("object-starts", norm)) return true;
  if (grammar.has("what-words", norm))
    return verbAt(view, at + 1, at + 2) >= 0 || grammar.has("rumoured", normAt(view, at + 1));
  if (inList(view, at, "person-words", "org-words", "titles", "witness-words")) return false;
  // "مركز إيواء", "لجنة تحقيق": what an office is for
  if (isOffice(view, at - 1)) return false;
  return grammar.settings("deed-forms").some((form) => new RegExp(`^${form}$`, "u").test(norm));
}

/** Behind a subject: the end of its apposition or of a clause on it in commas, or the place itself. */
export function pastAside(view: SentenceView, at: number, limit: number): number {
  if (!isComma(view, at)) return at;
  for (let i = at + 1; i < Math.min(limit, at + 14); i++) if (isComma(view, i)) return i + 1;
  return at;
}

/** "وأبلغت زوجته المنظمة بأن": behind a verb of telling the first of two who can speak is who tells. */
export function beforeListener(view: SentenceView, { entry }: Match, phrase: Range): Range | null {
  if (entry.attributes["listener"] !== "yes") return null;
  const short = shortSubject(view, phrase.from, phrase.to);
  const told = short !== null && short.to < phrase.to && !view.grammar.has("titles", normAt(view, phrase.from));
  return told &&
    range({ from: short.to, to: phrase.to }).some((i) => inList(view, i, "person-words", "org-words", "titles"))
    ? short
    : null;
}

/** "جاء في بيان صادر عن النقابة": who made the paper that says it. */
export function makerOf(view: SentenceView, paper: Range): Range | null {
  const made = inList(view, paper.from, "report-words") ? matchAt(view, "maker-words", paper.to) : undefined;
  return made === undefined ? null : phraseAfter(view, made.to);
}

/** A name in the apposition behind a role: "مدير السد، المهندس كرم الزيات،", "المتحدثة باسم المكتب، ريما صباغ،". */
export function apposed(view: SentenceView, role: Range, limit: number): Range | null {
  const at = role.to;
  const end = pastAside(view, at, limit);
  if (end === at || end - at > 7 || matchAt(view, "relatives", at + 1) !== undefined) return null;
  const name = { from: at + 1, to: end - 1 };
  if (inList(view, at + 1, "titles")) return name;
  const words = name.to - name.from;
  return words >= 2 && words <= 4 && isDefinite(view, role) && isBareName(view, name) ? name : null;
}

/** "الناطق باسم", "نائبته", "رئيس البلدية": behind one that is known a name may follow, behind "ناج آخر" a clause on him. */
const isDefinite = (view: SentenceView, { from, to }: Range): boolean => {
  const article = view.grammar.setting("article-prefix") ?? "\0";
  const owned = view.grammar.settings("suffixes").some((e) => normAt(view, from).endsWith(e));
  return [from, from + 1].some((i) => i < to && normAt(view, i).startsWith(article)) || owned;
};

/** Words that the grammar does not know, the first without the article. */
export const isBareName = (view: SentenceView, { from, to }: Range): boolean =>
  !normAt(view, from).startsWith(view.grammar.setting("article-prefix") ?? "\0") &&
  range({ from, to }).every(
    (i) =>
      view.tokens[i]!.kind === "word" &&
      !view.timeTokens.has(i) &&
      !NO_NAMES.some((section) => view.grammar.has(section, normAt(view, i))) &&
      // حداد, نجار: a trade may be a family's name, never the first word
      (i > from || !inList(view, i, "person-words")) &&
      matchAt(view, "cue.according", i) === undefined,
  );

const NO_NAMES = [
  "prepositions",
  "auxiliaries",
  "negations",
  "determiners",
  "complementizers",
  "subject-pronouns",
  "org-words",
  "report-words",
  "number",
  "adverbs",
  "turning-phrases",
  "verbs",
];

/** The word with a pronoun on it that a verb's subject is: لكنه, إلا أنها, فإنهم; null where none stands before it. */
export function pointerBefore(view: SentenceView, verb: number): number | null {
  const { grammar } = view;
  let at = verb - 1;
  while (at > 0 && inList(view, at, "perfect-particle", "auxiliaries")) at--;
  const norm = normAt(view, at);
  const turns =
    isComma(view, at - 1) || (isComma(view, at - 2) && inList(view, at - 1, "clause-conjunctions")) || norm.length > 3;
  const points = grammar.settings("object-endings").some((e) => norm.endsWith(e));
  return turns && points && inList(view, at, "complementizers", "clause-conjunctions", "then-words") ? at : null;
}

/** "ولم يرد المجلس على الأسئلة، لكنه كان قد وصف", "لم تتمكن اللجنة، إلا أنها ترجح": whom a word with a pronoun on it goes on about. */
export function clauseOwner(view: SentenceView, verb: number): Range | null {
  const at = pointerBefore(view, verb);
  if (at === null) return null;
  let first = 0;
  while (inList(view, first, "negations", "auxiliaries", "perfect-particle")) first++;
  if (verbAt(view, first, first + 1) !== first || first >= at) return null;
  const phrase = shortSubject(view, first + 1, at) ?? phraseAfter(view, first + 1, at);
  const known = ["person-words", "org-words", "titles"] as const;
  return phrase !== null && range(phrase).some((i) => inList(view, i, ...known)) ? phrase : null;
}

/** "ذكر نحو الربع أن", "عزا معظمهم ذلك", "ذكر ما يزيد على نصف هؤلاء أن": those who are counted speak. */
export function countedSubject(view: SentenceView, at: number, that: number): Range | null {
  const vague = matchAt(view, "vague", at);
  if (vague !== undefined && that < 0) return { from: at, to: vague.to };
  const bound = [...view.matches.under("bound.").values()].some((found) => found.some((m) => m.from === at));
  const number = view.tokens[at]?.kind === "number" || view.grammar.word("number", normAt(view, at)) !== undefined;
  const fits = bound || number || opensQuantity(view, at) || vague !== undefined;
  // "رأى 34 في المئة من المشاركين في المسح الذي أجري أن"
  const end = range({ from: at, to: that }).find((i) => inList(view, i, "relatives")) ?? that;
  return fits && that > at && end - at <= 9 ? { from: at, to: end } : null;
}

/** "رفض الخطيب تحديد الجهة": a deed behind a noun with the article is what is refused. */
export function withoutDeed(view: SentenceView, phrase: Range): Range {
  const article = view.grammar.setting("article-prefix") ?? "\0";
  const cut = range({ from: phrase.from + 1, to: phrase.to }).find(
    (i) =>
      normAt(view, i - 1).startsWith(article) &&
      (opensObject(view, i) || view.grammar.has("comment-words", normAt(view, i))),
  );
  return cut === undefined ? phrase : { from: phrase.from, to: cut };
}

/** "قال لي الضابط", "قالت أمس لـ«الرصيف» الناطقة": the subject stands behind the listener, the time and the place. */
export function subjectStart(view: SentenceView, at: number, limit: number): number {
  const { grammar } = view;
  let i = at;
  for (let turns = 0; turns < 4 && i < limit; turns++) {
    const skip = matchAt(view, "cue.listeners", i) ?? matchAt(view, "venues", i) ?? matchAt(view, "turning-phrases", i);
    const time = view.times.find((t) => t.from === i);
    if (skip !== undefined) i = skip.to;
    else if (time !== undefined) i = time.to;
    else if (grammar.has("adverbs", normAt(view, i)) || grammar.has("back-pointers", normAt(view, i))) i++;
    else if (grammar.has("listener-lead", normAt(view, i)) && isQuoteMark(view, i + 1))
      i = (closeQuote(view, i + 1) ?? i) + 1;
    else if (isAddressed(view, i) && i > 0 && matchAt(view, "org-words", i) !== undefined) i = addressee(view, i);
    else if (grammar.has("manner-leads", normAt(view, i))) i += isComma(view, i + 1) || i + 1 >= limit ? 1 : 2;
    else break;
  }
  return i;
}

/** "لوكالة فرانس برس": the end of the bodies that are told. */
function addressee(view: SentenceView, at: number): number {
  let to = at;
  for (let body = matchAt(view, "org-words", to); body !== undefined; body = matchAt(view, "org-words", to))
    to = body.to;
  return to;
}
