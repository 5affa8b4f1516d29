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
  let to = from;
  const first = tokens[from];
  if (first === undefined) return null;
  if (grammar.has("subject-pronouns", first.norm)) return { from, to: from + 1 };
  // "ما يتداول", "كلا من": no noun
  if (grammar.has("no-heads", first.norm)) return null;
  // "according to her,": a pronoun that is a determiner too
  if (grammar.has("pronouns", first.norm) && (tokens[from + 1] === undefined || isMark(view, from + 1)))
    return { from, to: from + 1 };
  // "told me the well was dry"
  if (inList(view, from, "object-pronouns") && inList(view, from + 1, "determiners")) return { from, to: from + 1 };
  let sawNoun = false;
  for (let k = from; k < limit; k++) {
    const token = tokens[k]!;
    // "told the nurse the well was dry": a second phrase begins
    const second = sawNoun && inList(view, k, "article") && !token.capital;
    if (second && !inList(view, k - 1, "prepositions", "conjunctions", "determiners") && !isMark(view, k - 1)) break;
    if (k === from && (inList(view, k, "listener-lead") || inList(view, k, "whether-lead"))) return null;
    if (k === from && grammar.word("cue.verbs", token.norm)?.attributes["leans"] === "yes") return null;
    if (view.timeTokens.has(k) && (sawNoun || !grammar.hasCapitals)) break;
    if (token.kind === "mark") {
      if (isQuoteMark(view, k)) {
        const close = closeQuote(view, k);
        const inside = !grammar.hasCapitals ? close !== null && close < limit : (close ?? limit) + 1 < limit;
        if (close !== null && close - k <= 5 && inside) {
          k = close;
          to = close + 1;
          sawNoun = true;
          continue;
        }
        break;
      }
      const letter = grammar.hasCapitals ? /^\p{Lu}$/u : /^\p{L}$/u;
      const abbreviation =
        token.text === "." &&
        k > from &&
        (grammar.has("abbreviations", normAt(view, k - 1)) || letter.test(tokens[k - 1]!.text)) &&
        k + 1 < limit &&
        /^[\p{L}]/u.test(tokens[k + 1]!.text);
      if (
        abbreviation ||
        token.text === "-" ||
        token.text === "&" ||
        token.text === "’" ||
        token.text === "'" ||
        token.text === "/"
      )
        continue;
      if (
        token.text === "(" &&
        k + 2 < limit &&
        normAt(view, k + 2) === ")" &&
        tokens[k + 1]!.text === tokens[k + 1]!.text.toUpperCase()
      ) {
        k += 2;
        to = k + 1;
        continue;
      }
      break;
    }
    if (
      inList(view, k, "relatives", "clause-conjunctions", "complementizers") &&
      !inList(view, k, "determiners") &&
      !(token.capital && k > from)
    )
      break;
    if (inList(view, k, "complementizers") && sawNoun) break;
    if (inList(view, k, "auxiliaries") && !grammar.has("genitive", token.norm) && !(token.capital && k > from)) break;
    if (
      sawNoun &&
      inList(view, k, "verbs") &&
      !token.capital &&
      !inList(view, k, "person-words", "org-words", "report-words")
    )
      break;
    if (inList(view, k, "conjunctions") && token.norm.length > 1) {
      const next = k + 1;
      if (!(next < limit && isNounLike(view, next)) && !inList(view, next, "determiners")) break;
      if (
        sawNoun &&
        (view.grammar.has("subject-pronouns", normAt(view, next)) ||
          grammar.word("cue.verbs", normAt(view, next)) !== undefined)
      )
        break;
      continue;
    }
    // العلي is a name, no على behind an article
    const article = grammar.setting("article-prefix");
    const named = article !== undefined && token.norm.startsWith(article);
    const glued = k > from + 1 && tokens[k - 1]!.text === "-" && tokens[k - 1]!.end === token.start;
    // "des témoins": an article that is a preposition elsewhere
    const opens = k === from && inList(view, k, "determiners");
    const follows = named || glued || opens || (token.capital && k > from && tokens[k + 1]?.capital === true);
    if (!follows && inList(view, k, "prepositions")) {
      if (matchAt(view, "venues", k) !== undefined) break;
      const close = inList(view, k, "np-links");
      const lastLower =
        k > from && !tokens[k - 1]!.capital && inList(view, k - 1, "person-words", "report-words", "org-words");
      if (!sawNoun && k === from && grammar.hasCapitals) return null;
      if (
        !(close || (grammar.hasCapitals && lastLower && inList(view, k, "noun-links"))) ||
        inList(view, k + 1, "negations")
      ) {
        // "مصدر في البلدية": where somebody not named belongs
        const office = k > from && inList(view, k - 1, "person-words") && inList(view, k + 1, "org-words");
        if (!(office && inList(view, k, "office-links"))) break;
      }
      if (view.timeTokens.has(k + 1) || isInfinitive(view, k)) break;
      continue;
    }
    if (inList(view, k, "subject-pronouns") && sawNoun) break;
    if (inList(view, k, "adverbs") && sawNoun && !inList(view, k, "determiners") && !token.capital) break;
    if (sawNoun && (matchAt(view, "maker-words", k) !== undefined || inList(view, k, "then-words"))) break;
    // "أفادت الشبكة نقلاً عن أطباء"
    if (sawNoun && matchAt(view, "cue.according", k) !== undefined) break;
    // "أعلنت الشركة للقناة", "رحبت المنظمة بالقرار": a noun behind "to", "with"
    if (sawNoun && (isAttached(view, k) || isParticiple(view, k) || inList(view, k, "manner-leads"))) break;
    // "أحصى المرصد تسع وفيات": a number begins what is counted
    if (
      objects &&
      sawNoun &&
      !grammar.hasCapitals &&
      (token.kind === "number" || matchAt(view, "number", k) !== undefined || opensQuantity(view, k)) &&
      !inList(view, k - 1, "number-labels", "number", "np-links", "one-of", "determiners") &&
      !(inList(view, k - 1, "person-words", "org-words") && !closesPhrase(view, k - 1)) &&
      tokens[k - 1]!.kind === "word"
    )
      break;
    if (sawNoun && (inList(view, k, "listener-lead") || isAddressed(view, k))) break;
    const owned = named && k > from && isOffice(view, k - 1);
    if (objects && sawNoun && !owned && inList(view, k, "object-starts") && !inList(view, k - 1, "np-links")) break;
    if (sawNoun && !token.capital && grammar.ends("gerund", token.norm) && isMark(view, k - 1)) break;
    if (!inList(view, k, "determiners")) sawNoun = true;
    to = k + 1;
  }
  return to > from && sawNoun ? { from, to } : null;
}

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
  inList(view, at, "org-words", "report-words", "person-words") &&
  !normAt(view, at).startsWith(view.grammar.setting("article-prefix") ?? "\0");

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
const closesPhrase = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  const owners = view.grammar.settings("suffixes");
  return norm.startsWith(view.grammar.setting("article-prefix") ?? "\0") || owners.some((e) => norm.endsWith(e));
};

/** The token of the mark that closes the quotation opened at `open`, or null. */
export function closeQuote(view: SentenceView, open: number): number | null {
  for (let i = open + 1; i < view.tokens.length; i++)
    if (isQuoteMark(view, i) && view.quoted[i - 1] !== -1 && view.quoted[i - 1] !== view.quoted[i + 1]) return i;
  return null;
}
