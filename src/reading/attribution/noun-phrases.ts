import { inList, JOINING_MARKS } from "./phrase-after.ts";
import { isComma, isMark, isQuoteMark, isStop, normAt, type Range, type SentenceView } from "./view.ts";

/** A word that can end or head a noun phrase: no function word, no known verb. */
export function isNounLike(view: SentenceView, at: number): boolean {
  const token = view.tokens[at];
  if (token === undefined || token.kind === "mark") return false;
  const { grammar } = view;
  if (token.kind === "number") return true;
  if (token.capital && at > 0 && !grammar.has("subject-pronouns", token.norm)) return true;
  return ![
    "auxiliaries",
    "prepositions",
    "conjunctions",
    "clause-conjunctions",
    "relatives",
    "negations",
    "determiners",
  ].some((s) => grammar.has(s, token.norm));
}

/** Any noun phrase may say something; dates, numbers alone and abstract pronouns may not. */
export function mayBeSubject(view: SentenceView, range: Range): boolean {
  if (canSpeak(view, range)) return true;
  const last = view.tokens[range.to - 1]!;
  if (range.to - range.from > 1 && inList(view, range.from, "those-words")) return true;
  // "one in five said"
  if (last.kind === "word" && inList(view, range.to - 1, "number") && inList(view, range.to - 2, "one-of")) return true;
  if (last.kind !== "word" || view.timeTokens.has(range.to - 1)) return false;
  return (
    !["pronouns", "determiners", "prepositions", "adverbs", "auxiliaries"].some((s) =>
      view.grammar.has(s, last.norm),
    ) && last.norm.length > 2
  );
}

/** Does the grammar know this phrase as somebody or something that can say things? */
export function canSpeak(view: SentenceView, range: Range): boolean {
  for (let i = range.from; i < range.to; i++) {
    const token = view.tokens[i]!;
    if (inList(view, i, "person-words", "org-words", "report-words", "evidence-words")) return true;
    if ((i === range.to - 1 || isQuoteMark(view, i + 1)) && view.grammar.ends("person", token.norm)) return true;
    if (token.capital && (i > range.from || i > 0 || properName(view, i)) && !view.timeTokens.has(i)) return true;
  }
  if (range.to - range.from === 1) {
    if (inList(view, range.from, "negative-subjects")) return false;
    const pronoun = view.grammar.word("pronouns", normAt(view, range.from));
    return pronoun !== undefined && pronoun.attributes["person"] !== "demonstrative";
  }
  // "two of the experts think so; the third considers it unlikely"
  if (range.to - range.from === 2 && inList(view, range.from, "article") && inList(view, range.from + 1, "ordinal"))
    return true;
  const first = view.grammar.word("pronouns", normAt(view, range.from));
  return first?.attributes["person"] === "some";
}

function properName(view: SentenceView, at: number): boolean {
  const norm = normAt(view, at);
  if (view.grammar.ends("adverb", norm)) return false;
  return ![
    "determiners",
    "prepositions",
    "pronouns",
    "adverbs",
    "clause-conjunctions",
    "conjunctions",
    "relatives",
    "complementizers",
  ].some((s) => view.grammar.has(s, norm));
}

/**
 * The noun phrase that ends before token `end`: the subject of a verb that stands there. Auxiliaries and adverbs between are
 * stepped over, a parenthesis in commas too ("Lena Haddo, head of the office, said").
 *
 * @returns its range and where the clause's own words begin (auxiliaries are between), or null.
 */
export function subjectBefore(
  view: SentenceView,
  end: number,
  floor = 0,
): { range: Range; negated: boolean; shared: boolean } | null {
  const { grammar } = view;
  let k = end - 1;
  let negated = false;
  while (
    k >= floor &&
    (inList(view, k, "auxiliaries", "adverbs", "negations") || view.timeTokens.has(k) || isAdverb(view, k))
  ) {
    // "Respondents most often blamed"
    const often = view.matches.get("hedge.frequency")?.find((m) => m.to === k + 1 && m.to - m.from > 1);
    if (often !== undefined) {
      k = often.from - 1;
      continue;
    }
    if (inList(view, k, "pronouns") && !inList(view, k, "adverbs") && inList(view, k, "subject-pronouns")) break;
    if (inList(view, k, "negations")) negated = true;
    if (inList(view, k, "determiners") && !inList(view, k, "adverbs", "auxiliaries") && !view.timeTokens.has(k)) break;
    k--;
  }
  // "An image of 17 October shows"
  if (k > floor && view.timeTokens.has(k + 1) && inList(view, k, "np-links", "noun-links")) k--;
  if (k > floor && inList(view, k, "floating") && isNounLike(view, k - 1)) k--;
  if (k < floor) return null;
  if (isComma(view, k) || normAt(view, k) === ")") {
    const open = parenthesisStart(view, k, floor);
    if (open === null) return null;
    // "A spokesman for the corps, Yusuf Amin, said": the name in commas is who speaks
    if (
      isComma(view, k) &&
      k - open <= 5 &&
      isName(view, { from: open + 1, to: k }) &&
      !view.tokens[open - 1]!.capital
    ) {
      return { range: { from: open + 1, to: k }, negated, shared: false };
    }
    if (
      isComma(view, k) &&
      k - open <= 5 &&
      isName(view, { from: open + 1, to: k }) &&
      phraseBefore(view, open, floor) !== null &&
      !isName(view, phraseBefore(view, open, floor)!)
    ) {
      return { range: { from: open + 1, to: k }, negated, shared: false };
    }
    // "One of them, a midwife, recalled": which one
    const which = { from: open + 1, to: k };
    const one = phraseBefore(view, open, floor);
    if (
      one !== null &&
      inList(view, one.from - 1, "vague-of") &&
      inList(view, one.from - 2, "pronouns") &&
      inList(view, which.from, "number-article") &&
      canSpeak(view, which)
    )
      return { range: which, negated, shared: false };
    k = open - 1;
    if (isComma(view, k)) k -= 1;
    // "Jim Jordan (R-Ohio), an oversight panel member, said": the brackets stand before the commas
    const bracket = normAt(view, k) === ")" ? parenthesisStart(view, k, floor) : null;
    if (bracket !== null && bracket > floor) k = bracket - 1;
  }
  // "the families, many of whom say": some of those before the comma
  if (
    grammar.has("person-relatives", normAt(view, k)) &&
    inList(view, k - 1, "vague-of") &&
    inList(view, k - 2, "pronouns")
  )
    return { range: { from: k - 2, to: k + 1 }, negated, shared: false };
  if (inList(view, k, "relatives")) {
    // "the panel, which found", "a letter that says": what the relative hangs on must be able to say it
    const on = k - (isComma(view, k - 1) ? 2 : 1);
    const phrase = on >= floor ? phraseBefore(view, on + 1, floor) : null;
    const speaks = phrase !== null && canSpeak(view, phrase) && !inList(view, on, "complementizers");
    if (grammar.has("person-relatives", normAt(view, k)) || (speaks && grammar.has("thing-relatives", normAt(view, k))))
      k = on;
    else if (!view.grammar.has("thing-relatives", normAt(view, k))) return null;
  }
  // "the head of the office -- a former teacher -- told"
  if (isDash(view, k)) {
    let open = k - 1;
    while (open > floor && isDash(view, open)) open--;
    while (open > floor && !isDash(view, open) && k - open < 40) open--;
    while (open > floor && isDash(view, open - 1)) open--;
    if (!isDash(view, open) || open <= floor) return null;
    k = open - 1;
  }
  if (
    inList(view, k, "conjunctions") ||
    (inList(view, k, "clause-conjunctions") && (isComma(view, k - 1) || inList(view, k, "turning-words")))
  )
    return { range: { from: k, to: k }, negated, shared: true };
  const range = phraseBefore(view, k + 1, floor);
  return range === null ? null : { range, negated, shared: false };
}

/** A dash between words: —, or two strokes. */
const isDash = (view: SentenceView, at: number): boolean =>
  /^[—–]$/u.test(view.tokens[at]?.text ?? "") ||
  (normAt(view, at) === "-" && (normAt(view, at - 1) === "-" || normAt(view, at + 1) === "-"));

export const isName = (view: SentenceView, { from, to }: Range): boolean =>
  to > from &&
  view.tokens.slice(from, to).every((t) => t.capital || t.kind === "mark") &&
  !inList(view, from, "determiners", "month", "weekday");

const isAdverb = (view: SentenceView, at: number): boolean =>
  view.grammar.ends("adverb", normAt(view, at)) &&
  !view.tokens[at]!.capital &&
  !inList(view, at, "person-words", "org-words");

function parenthesisStart(view: SentenceView, close: number, floor: number): number | null {
  const round = normAt(view, close) === ")";
  for (let i = close - 1; i >= Math.max(floor, close - 60); i--) {
    if (round ? normAt(view, i) === "(" : isComma(view, i)) {
      if (i <= floor) return null;
      // "NAME, a developer and spokeswoman for the coalition, which is made up of investors, said": go on to the name
      const phrase = round ? null : phraseBefore(view, i, floor);
      const outer =
        phrase !== null &&
        phrase.from > floor + 1 &&
        isComma(view, phrase.from - 1) &&
        !view.tokens[phrase.from]!.capital &&
        !isName(view, { from: i + 1, to: close });
      if (!outer) return i;
    }
    if (!round && /^[;:]$/.test(view.tokens[i]!.text)) return null;
  }
  return null;
}

/** The noun phrase whose last word stands before `end`. */
export function phraseBefore(view: SentenceView, end: number, floor = 0): Range | null {
  const { tokens, grammar } = view;
  let from = end;
  let k = end - 1;
  const last = tokens[k];
  if (last === undefined) return null;
  const alone = grammar.word("pronouns", last.norm);
  if (alone !== undefined && inList(view, k, "subject-pronouns") && last.kind === "word") return { from: k, to: end };
  while (k >= floor) {
    const token = tokens[k]!;
    if (view.timeTokens.has(k) && !(token.capital && from < end && tokens[k + 1]?.capital)) break;
    if (token.kind === "mark") {
      const abbreviation =
        token.text === "." &&
        k > 0 &&
        (grammar.has("abbreviations", normAt(view, k - 1)) || /^\p{Lu}$/u.test(tokens[k - 1]!.text)) &&
        from < end;
      const inner = isQuoteMark(view, k) && from < end && quotedWords(view, k, floor) !== null;
      if (inner) {
        k = quotedWords(view, k, floor)! - 1;
        from = k + 1;
        continue;
      }
      if (abbreviation || JOINING_MARKS.has(token.text)) {
        if (token.text === "-" && token.start > (tokens[k - 1]?.end ?? 0)) break;
        k--;
        if (abbreviation) from = k + 1;
        continue;
      }
      break;
    }
    if (inList(view, k, "relatives", "clause-conjunctions", "negations") && !(token.capital && k > floor)) {
      if (!inList(view, k, "number")) break;
    }
    if (
      inList(view, k, "auxiliaries") &&
      !view.grammar.has("genitive", token.norm) &&
      !(token.capital && (k > floor || inList(view, k, "month")) && inList(view, k, "capital-names"))
    )
      break;
    if (inList(view, k, "subject-pronouns") && from < end) break;
    if (inList(view, k, "conjunctions")) {
      if (!coordinates(view, k, from, floor)) break;
      k--;
      continue;
    }
    if ((view.matches.get("percent") ?? []).some((m) => m.from === k && m.to === k + 2)) {
      k--;
      continue;
    }
    if (inList(view, k, "prepositions") && !(token.capital && k > floor && tokens[k - 1]?.capital)) {
      const link =
        inList(view, k, "noun-links") &&
        k - 1 >= floor &&
        isNounLike(view, k - 1) &&
        !isVerbish(view, k - 1) &&
        !view.timeTokens.has(k - 1);
      if (!link) break;
      k--;
      continue;
    }
    if (from < end && isVerbish(view, k) && !(token.capital && k > floor)) break;
    if (inList(view, k, "complementizers") && from < end && !inList(view, k, "determiners")) break;
    from = k;
    if (inList(view, k, "determiners") && !view.grammar.has("genitive", token.norm)) {
      const before = k - 1;
      const predeterminer = before >= floor && inList(view, before, "determiners", "number");
      const link =
        before >= floor &&
        inList(view, before, "noun-links") &&
        before - 1 >= floor &&
        isNounLike(view, before - 1) &&
        !isVerbish(view, before - 1);
      const joined = before > floor && inList(view, before, "conjunctions") && coordinates(view, before, from, floor);
      if (!predeterminer && !link && !joined) break;
    }
    k--;
  }
  while (from < end && (isMark(view, from) || inList(view, from, "conjunctions", "clause-conjunctions", "adverbs"))) {
    if (inList(view, from, "determiners", "pronouns") && !inList(view, from, "clause-conjunctions")) break;
    from++;
  }
  // "both Haddo and Brill"
  if (end - from > 2 && inList(view, from, "floating") && isNounLike(view, from + 1)) from++;
  return from < end ? { from, to: end } : null;
}

/** A verb the lists know, or a past form, and no noun by its neighbours. */
function isVerbish(view: SentenceView, at: number): boolean {
  const token = view.tokens[at]!;
  const before = normAt(view, at - 1);
  if (view.grammar.has("determiners", before) || view.grammar.has("genitive", before)) return false;
  if (inList(view, at, "person-words", "org-words", "report-words")) return false;
  if (inList(view, at, "verbs")) return true;
  const cue = view.grammar.word("cue.verbs", token.norm);
  if (cue !== undefined && !view.grammar.ends("third", token.norm) && !cue.forms[0]!.startsWith(token.norm))
    return true;
  return (
    (view.grammar.ends("past", token.norm) || view.grammar.ends("gerund", token.norm)) &&
    !token.capital &&
    !inList(view, at, "person-words") &&
    at > 0 &&
    normAt(view, at - 1) !== "-" &&
    isNounLike(view, at - 1) &&
    !inList(view, at - 1, "adverbs")
  );
}

/** `and` between two noun phrases at the head of a clause: "doctors and nurses said". */
function coordinates(view: SentenceView, at: number, from: number, floor: number): boolean {
  if (from >= view.tokens.length || at <= floor) return false;
  if (isComma(view, at - 1)) return false;
  let steps = 0;
  for (let i = at - 1; i >= floor && steps < 8; i--, steps++) {
    if (isComma(view, i)) return i < at - 1;
    if (isMark(view, i) && view.tokens[i]!.text !== "-")
      return isQuoteMark(view, i) || isStop(view, i) ? false : /[;:—–(]/.test(view.tokens[i]!.text);
    // "the members in Orna and Vesk provinces": two names behind one preposition
    if (steps > 0 && inList(view, i, "prepositions") && view.tokens[at - 1]!.capital && view.tokens[at + 1]?.capital)
      return true;
    if (inList(view, i, "auxiliaries", "clause-conjunctions", "relatives") || isVerbish(view, i)) return false;
    if (i === floor) return true;
    if (inList(view, i, "complementizers")) return true;
  }
  return false;
}

/** A short stretch in quotation marks inside a noun phrase: `“numerous” organizations`. */
function quotedWords(view: SentenceView, close: number, floor: number): number | null {
  if (isComma(view, close - 1) || isStop(view, close - 1)) return null;
  for (let i = close - 1; i >= Math.max(floor, close - 5); i--) if (isQuoteMark(view, i)) return i;
  return null;
}
