import { isNounLike } from "./attribution/noun-phrases.ts";
import { closeQuote } from "./attribution/phrase-after.ts";
import { isThat } from "./attribution/that-clause.ts";
import {
  conjunctionAt,
  hasVerb,
  isComma,
  isMark,
  isQuoteMark,
  normAt,
  type Range,
  type SentenceView,
  verbAt,
} from "./attribution/view.ts";

/** Clauses with their own subject and verb; a shared subject is repeated as a first part. */
export function clausesOf(view: SentenceView, parts: readonly Range[], attributed: boolean): Range[][] {
  if (parts.length > 1) {
    const head = parts.slice(0, -1);
    // "The regime, she said, “has ...,” continuing to": the subject stands before what interrupts
    const given = head.length === 1 && !hasVerb(view, head[0]!.from, head[0]!.to) ? head[0]! : null;
    const tails = splitRange(view, parts.at(-1)!, attributed, given);
    return [[...head, ...tails[0]!], ...tails.slice(1)];
  }
  return splitRange(view, parts[0]!, attributed, null);
}

/** A "what" whose verb stands before a "that". */
const makesOfIt = (view: SentenceView, at: number): boolean =>
  view.grammar.has("what-words", normAt(view, at)) && [2, 3].some((n) => isThat(view, at + n));

function splitRange(view: SentenceView, whole: Range, attributed: boolean, given: Range | null): Range[][] {
  const { grammar } = view;
  const out: Range[][] = [];
  let from = whole.from;
  let subject: Range | null = null;
  const push = (to: number): void => {
    const part = { from, to };
    out.push(subject === null ? [part] : [subject, part]);
  };
  for (let i = whole.from + 1; i < whole.to - 1; i++) {
    const { text } = view.tokens[i]!;
    if (text === ";" || text === "؛") {
      push(i);
      from = i + 1;
      subject = null;
      continue;
    }
    if (
      isDash(text) &&
      hasVerb(view, i + 2, dashEnd(view, i + 1, whole.to)) &&
      hasVerb(view, from, i) &&
      dashEnd(view, i + 1, whole.to) - i > 4
    ) {
      push(i);
      from = i + 1;
      subject = null;
      continue;
    }
    const norm = normAt(view, i);
    // "the beds were full, “and not one was free”": a paraphrase, and the words themselves
    const own = attributed ? ownQuote(view, i, whole) : null;
    if (own !== null && i - from >= 2 && (grammar.isVerbFirst || hasVerb(view, from, i))) {
      push(i);
      from = own;
      subject = null;
      continue;
    }
    // "..., that X and that Y": each "that" is a claim
    const again = againAt(view, i, whole);
    if (again !== null && i - from >= 3) {
      push(isComma(view, i - 1) ? i - 1 : i);
      from = again;
      subject = null;
      i = again;
      continue;
    }
    // ", when CLAUSE", ", where CLAUSE": a clause of its own beside the first
    if (isComma(view, i) && grammar.has("side-clauses", normAt(view, i + 1)) && hasVerb(view, from, i)) {
      const side = { from: i + 2, to: whole.to };
      if (i - from >= 4 && clauseKind(view, side) === "clause") {
        push(i);
        from = i + 2;
        subject = null;
        continue;
      }
    }
    // ", continuing to abduct", ", often beating": what else the same subject does
    const doing = attributed ? doingAt(view, i, whole) : null;
    if (doing !== null && i - from >= 4 && (hasVerb(view, from, i) || subject !== null)) {
      const verb = verbAt(view, from, i);
      const head: Range | null =
        subject ?? given ?? (verb > from && verb - from <= 10 ? headOf(view, { from, to: verb }) : null);
      if (head !== null) {
        push(i);
        from = doing;
        subject = head;
        continue;
      }
    }
    // "، ما قد يعني أنها لا تعود": what is made of what was told
    if (isComma(view, i) && grammar.isVerbFirst && makesOfIt(view, i + 1) && i - from >= 4) {
      push(i);
      from = i + 1;
      subject = null;
      continue;
    }
    // "، وكانوا", "، فأنكروا": a verb joined to what a comma has closed
    if (isComma(view, i) && joinsVerb(view, i + 1) && i - from >= 3) {
      push(i);
      from = i + 1;
      subject = null;
      continue;
    }
    const conjunction = conjunctionAt(view, i);
    const entry = conjunction?.entry;
    const right = { from: conjunction === undefined ? i + 1 : conjunction.to, to: whole.to };
    const joins =
      (grammar.has("conjunctions", norm) && view.tokens[i]!.kind === "word") ||
      (entry !== undefined &&
        entry.attributes["sub"] !== "yes" &&
        (isComma(view, i - 1) || entry.attributes["while"] === "yes"));
    if (!joins || !hasVerb(view, from, i)) continue;
    // "between January and March", "the May 6 and May 10 images": inside a time, or between two
    if (view.timeTokens.has(i) || (view.timeTokens.has(i - 1) && view.timeTokens.has(i + 1))) continue;
    if (joinsSubjects(view, from, i)) continue;
    // "quarante et un": inside a number
    if ((view.matches.get("number") ?? []).some((m) => m.from < i && i < m.to)) continue;
    const kind = clauseKind(view, right);
    if (kind === "clause") {
      if (i - from < 3) continue;
      push(i);
      from =
        conjunction === undefined && grammar.setting("and-prefix") !== undefined && norm.length > 1 ? i : right.from;
      subject = null;
    } else if (
      kind === "predicate" &&
      !sharesAuxiliary(view, from, i) &&
      right.to - right.from >= 3 &&
      inPredicateFrame(view, from, i)
    ) {
      const verb = verbAt(view, from, i);
      const head = subject ?? (verb > from ? { from, to: verb } : null);
      if (head === null) continue;
      push(i);
      from = i + 1;
      subject = headOf(view, head);
    }
  }
  push(whole.to);
  return out;
}

/** "whether army or police units fired": no verb stands between the relative and what joins two of its subjects. */
function joinsSubjects(view: SentenceView, from: number, at: number): boolean {
  if (view.grammar.isVerbFirst) return false;
  for (let i = at - 1; i > from; i--) {
    if (isMark(view, i)) return false;
    if (view.grammar.word("complementizers", normAt(view, i))?.attributes["keep"] === "yes")
      return !hasVerb(view, i + 1, at);
  }
  return false;
}

/** Behind a comma or a joined "and", a quotation that says something by itself and ends with what is said; where it begins, or null. */
function ownQuote(view: SentenceView, at: number, whole: Range): number | null {
  const glue = normAt(view, at) === (view.grammar.setting("and-prefix") ?? "\0");
  if (!(isComma(view, at) || glue) || !isQuoteMark(view, at + 1) || view.quoted[at + 2] === -1) return null;
  const close = closeQuote(view, at + 1);
  if (close === null || !(close >= whole.to - 2 || isComma(view, close + 1)) || close - at < 5) return null;
  const says = view.grammar.isVerbFirst ? close - at >= 6 || hasVerb(view, at + 2, close) : null;
  return (says ?? clauseKind(view, { from: at + 2, to: close }) === "clause") ? at + 1 : null;
}

/** Behind a comma (and "and") the participle of a new deed, with its adverbs, or null: `, often beating`, `,” and authorizing`. */
function doingAt(view: SentenceView, at: number, whole: Range): number | null {
  const { grammar } = view;
  if (!isComma(view, at)) return null;
  let i = at + 1;
  if (isQuoteMark(view, i)) i++;
  if (grammar.has("conjunctions", normAt(view, i))) i++;
  const from = i;
  while (grammar.has("adverbs", normAt(view, i)) || grammar.ends("adverb", normAt(view, i))) i++;
  const norm = normAt(view, i);
  const deed =
    grammar.ends("gerund", norm) && !view.tokens[i]!.capital && grammar.word("cue.verbs", norm) === undefined;
  if (!deed || grammar.has("prepositions", norm) || grammar.has("no-deeds", norm) || whole.to - i < 4) return null;
  // a list of participles is one deed: "beating, electrocuting and raping"
  return isComma(view, i + 1) && at > whole.from && grammar.ends("gerund", normAt(view, at - 1)) ? null : from;
}

/** Arabic writes "and" and "so" onto the verb. */
function joinsVerb(view: SentenceView, at: number): boolean {
  const { grammar } = view;
  const letters = grammar.settings("join-prefixes");
  const norm = normAt(view, at);
  if (!letters.some((l) => norm.startsWith(l))) return false;
  const rest = norm.slice(1);
  // ولم
  if (norm.length < 4 && !grammar.has("negations", rest)) return false;
  // "، والعطل لا يترك": a joined noun phrase with a verb of its own
  const article = grammar.setting("article-prefix") ?? "\0";
  if (rest.startsWith(article)) {
    for (let i = at + 1; i < Math.min(view.tokens.length, at + 5); i++) {
      if (isMark(view, i) || grammar.has("relatives", normAt(view, i)) || grammar.has("conjunctions", normAt(view, i)))
        return false;
      if (
        grammar.has("negations", normAt(view, i)) ||
        grammar.has("auxiliaries", normAt(view, i)) ||
        grammar.hasVerbPrefix(normAt(view, i))
      )
        return true;
    }
    return false;
  }
  return (
    grammar.has("verbs", rest) ||
    grammar.has("auxiliaries", rest) ||
    grammar.has("negations", rest) ||
    grammar.hasVerbPrefix(rest)
  );
}

/** Behind "and that", ", that" (وأن, وأنه): where the next reported clause begins, or null. */
function againAt(view: SentenceView, at: number, whole: Range): number | null {
  const { grammar } = view;
  const glue = grammar.setting("and-prefix");
  const norm = normAt(view, at);
  if (glue !== undefined)
    return norm.startsWith(glue) && grammar.has("complementizers", norm.slice(glue.length)) && at + 2 < whole.to
      ? at + 1
      : null;
  if (!isThat(view, at + 1) || !hasVerb(view, at + 3, Math.min(whole.to, at + 17))) return null;
  const clause = grammar.word("clause-conjunctions", norm);
  const joins =
    isComma(view, at) ||
    grammar.has("conjunctions", norm) ||
    (clause !== undefined && clause.attributes["sub"] === undefined);
  return joins && clauseKind(view, { from: at + 2, to: whole.to }) === "clause" ? at + 2 : null;
}

/** "has abducted and detained": one auxiliary, two participles, one claim. */
function sharesAuxiliary(view: SentenceView, from: number, at: number): boolean {
  const next = normAt(view, at + 1);
  if (view.grammar.has("auxiliaries", next) || !view.grammar.ends("past", next)) return false;
  const verb = verbAt(view, from, at);
  return verb >= 0 && view.grammar.has("auxiliaries", normAt(view, verb));
}

function dashEnd(view: SentenceView, from: number, to: number): number {
  for (let i = from; i < to; i++) if (isDash(view.tokens[i]!.text)) return i;
  return to;
}

const isDash = (text: string): boolean => text === "—" || text === "–";

/** The subject without an adjunct before it. */
function headOf(view: SentenceView, head: Range): Range {
  for (let i = head.to - 1; i > head.from; i--)
    if (isComma(view, i) && view.grammar.has("prepositions", normAt(view, head.from)))
      return { from: i + 1, to: head.to };
  return head;
}

/** Relative clauses and "between A and B" hide conjunctions that join no clauses. */
function inPredicateFrame(view: SentenceView, from: number, at: number): boolean {
  for (let i = at - 1; i >= from; i--) {
    if (view.grammar.has("relatives", normAt(view, i)) || view.grammar.has("complementizers", normAt(view, i)))
      return view.grammar.has("auxiliaries", normAt(view, at + 1)) && !isComma(view, at - 1)
        ? false
        : isComma(view, at - 1);
    if (view.grammar.has("pair-openers", normAt(view, i))) return false;
  }
  return true;
}

function clauseKind(view: SentenceView, { from, to }: Range): "clause" | "predicate" | null {
  const { grammar } = view;
  let i = from;
  while (i < to && (isQuoteMark(view, i) || grammar.has("adverbs", normAt(view, i)))) {
    if (grammar.has("determiners", normAt(view, i)) || grammar.has("auxiliaries", normAt(view, i))) break;
    i++;
  }
  const norm = normAt(view, i);
  if (grammar.isVerbFirst)
    return (view.matches.get("clause-conjunctions") ?? []).some((m) => m.to === from)
      ? hasVerb(view, i, Math.min(to, i + 8))
        ? "clause"
        : null
      : grammar.has("verbs", norm) || grammar.word("cue.verbs", norm) !== undefined || grammar.hasVerbPrefix(norm)
        ? "clause"
        : null;
  if (grammar.has("subject-pronouns", norm)) return hasVerb(view, i + 1, Math.min(to, i + 6)) ? "clause" : null;
  // "and fears of disease": a noun, though "fears" may be a verb
  const noun = grammar.has("noun-readings", norm) && grammar.has("noun-links", normAt(view, i + 1));
  if (grammar.has("auxiliaries", norm) || (!noun && grammar.has("verbs", norm) && view.tokens[i]!.kind === "word"))
    return "predicate";
  // "credible and corroborated facts": two words that describe one thing
  if (grammar.ends("past", norm) && grammar.ends("adjective", normAt(view, from - 2)) && isNounLike(view, i + 1))
    return null;
  if (grammar.ends("past", norm) && !view.tokens[i]!.capital && view.tokens[i]!.kind === "word")
    return isNounLike(view, i + 1) && !grammar.has("determiners", normAt(view, i + 1)) && !hasTailVerb(view, i + 1, to)
      ? null
      : "predicate";
  const verb = verbAt(view, i + 1, Math.min(to, i + 14));
  if (verb < 0) return null;
  // the words up to the verb must be one noun phrase, without a comma or a relative that owns the verb
  for (let j = i; j < verb; j++) {
    if (
      isMark(view, j) &&
      view.tokens[j]!.text !== "-" &&
      !isQuoteMark(view, j) &&
      !/^['’.]$/.test(view.tokens[j]!.text)
    )
      return null;
    if (grammar.has("relatives", normAt(view, j)) || (grammar.has("complementizers", normAt(view, j)) && j > i))
      return null;
  }
  return "clause";
}

const hasTailVerb = (view: SentenceView, from: number, to: number): boolean =>
  view.tokens
    .slice(from, to)
    .some((t) => view.grammar.has("prepositions", t.norm) || view.grammar.has("determiners", t.norm));
