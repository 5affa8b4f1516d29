import type { Entry, Grammar, Match } from "../grammar.ts";
import type { FoundTime } from "../layers/time-view.ts";
import type { Matches } from "../matches.ts";
import type { Token } from "../text/tokens.ts";

/** Token numbers, `from` inclusive, `to` exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One sentence with all that is known of it before anyone is found to speak. */
export interface SentenceView {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  readonly matches: Matches;
  readonly grammar: Grammar;
  /** For each token the quotation that holds it, by number in the document, or -1. */
  readonly quoted: readonly number[];
  readonly times: readonly FoundTime[];
  /** Tokens that belong to a time. */
  readonly timeTokens: ReadonlySet<number>;
  /** Words of a turn: "you" is whom they are said to. */
  readonly turn: boolean;
  /** By token, what `verbAt` has found of it: it is asked again and again for the same words. Empty at first. */
  readonly verbs: Verbal[];
}

/** Is a token a finite verb? `behind`: when words stand before it ("killed"). */
type Verbal = "no" | "yes" | "behind";

/** An attribution found in a sentence: who, by which word, which words are theirs. */
export interface Frame {
  readonly rule: string;
  /** Where the source is named; null when the verb has no subject here (a participle, Arabic `وأضاف أن`). */
  readonly source: Range | null;
  readonly cue: Range;
  /** What is said; several stretches when the attribution interrupts it. */
  content: Range[];
  /** Words that belong to the attribution and to no claim. */
  readonly frame: Range[];
  readonly attributes: Readonly<Record<string, string>>;
  /** The source is whom another speaker relies on ("citing", "according to several NGOs, Jones said"). */
  inner: boolean;
  /** Its subject is the one of the verb before: "condemned the attack and urged restraint". */
  readonly shares?: boolean;
}

const QUOTE_MARKS: ReadonlySet<string> = new Set([...'"“”«»„‹›「」', "''", "``"]);
const STOPS: ReadonlySet<string> = new Set([".", "!", "?", "؟", "…"]);

export const normAt = (view: SentenceView, at: number): string => view.tokens[at]?.norm ?? "";
export const isMark = (view: SentenceView, at: number): boolean => view.tokens[at]?.kind === "mark";
export const isQuoteMark = (view: SentenceView, at: number): boolean => isQuoteSign(view.tokens[at]);
export const isQuoteSign = (token: Token | undefined): boolean =>
  token !== undefined && token.kind === "mark" && QUOTE_MARKS.has(token.text);
export const isComma = (view: SentenceView, at: number): boolean => {
  const text = view.tokens[at]?.text;
  return text === "," || text === "،";
};
export const isStop = (view: SentenceView, at: number): boolean => {
  const token = view.tokens[at];
  // "م. ع.": letters that stand for a name, where no capital shows them
  const before = view.tokens[at - 1];
  if (token?.text === "." && !view.grammar.hasCapitals && before?.kind === "word" && before.text.length === 1)
    return false;
  return token?.kind === "mark" && (STOPS.has(token.text) || /^\.\s?\./.test(token.text));
};

export const matchAt = (view: SentenceView, section: string, at: number): Match | undefined =>
  view.matches.get(section)?.find((m) => m.from === at);

/** "at least 40", "about a dozen", "between 20 and 30": what opens a quantity is no preposition before a place. */
export function opensQuantity(view: SentenceView, at: number): boolean {
  const { grammar, matches } = view;
  for (const section of [...matches.under("bound.").keys(), "range.open"]) {
    const bound = matchAt(view, section, at);
    if (bound === undefined) continue;
    if (isCount(view, bound.to) || (grammar.has("determiners", normAt(view, bound.to)) && isCount(view, bound.to + 1)))
      return true;
  }
  return false;
}

/** Does a number begin here, in digits or in words? */
export const isCount = (view: SentenceView, at: number): boolean =>
  view.tokens[at]?.kind === "number" || NUMBERS.some((numbers) => matchAt(view, numbers, at) !== undefined);

const NUMBERS = ["number", "multiplier", "fraction", "vague"];

/** Is there a finite verb among these tokens, as far as the grammar's lists and endings tell? */
export function hasVerb(view: SentenceView, from: number, to: number): boolean {
  return verbAt(view, from, to) >= 0;
}

/** The first token that looks like a finite verb, or -1. */
export function verbAt(view: SentenceView, from: number, to: number): number {
  const { verbs } = view;
  for (let i = from; i < Math.min(to, view.tokens.length); i++) {
    let verb = verbs[i];
    if (verb === undefined) {
      verb = verbal(view, i);
      verbs[i] = verb;
    }
    if (verb === "yes" || (verb === "behind" && i > from)) return i;
  }
  return -1;
}

function verbal(view: SentenceView, i: number): Verbal {
  const { tokens, grammar } = view;
  const token = tokens[i]!;
  if (token.kind !== "word") return "no";
  const before = normAt(view, i - 1);
  // the 's of possession is no verb
  if (grammar.has("genitive", token.norm) && !grammar.has("pronouns", before) && !grammar.has("genitive-hosts", before))
    return "no";
  if (grammar.has("auxiliaries", token.norm)) return "yes";
  if (
    grammar.word("subject-pronouns", before)?.attributes["verb"] === "yes" &&
    !["adverbs", "prepositions", "relatives", "conjunctions", "determiners"].some((s) => grammar.has(s, token.norm))
  )
    return "yes";
  if (
    grammar.has("determiners", before) ||
    grammar.has("prepositions", before) ||
    grammar.has("infinitive-mark", before)
  )
    return "no";
  if (grammar.has("verbs", token.norm) || isFiniteCue(view, i)) return "yes";
  if (!view.timeTokens.has(i) && !grammar.has("month", token.norm) && grammar.hasVerbPrefix(token.norm)) return "yes";
  if (grammar.ends("third", token.norm) && !token.capital && isAfterAdverb(view, i)) return "yes";
  return grammar.ends("past", token.norm) && !token.capital && !participle(view, i) ? "behind" : "no";
}

/** "damage of this kind typically results from", "the law partly addresses these": an adverb between two nouns makes a verb of the second. */
function isAfterAdverb(view: SentenceView, at: number): boolean {
  const { grammar, tokens } = view;
  const before = tokens[at - 2];
  return (
    grammar.ends("adverb", normAt(view, at - 1)) &&
    before?.kind === "word" &&
    !["auxiliaries", "verbs", "conjunctions", "prepositions", "determiners"].some((s) => grammar.has(s, before.norm)) &&
    ["prepositions", "determiners"].some((s) => grammar.has(s, normAt(view, at + 1)))
  );
}

/** "the executed man", "detainees held in": an -ed form after a determiner or before "by" without a be-verb. */
function participle(view: SentenceView, at: number): boolean {
  const next = normAt(view, at + 1);
  let before = at - 1;
  while (
    before >= 0 &&
    (view.grammar.has("adverbs", normAt(view, before)) || view.grammar.ends("adverb", normAt(view, before)))
  )
    before--;
  const loose =
    before < 0 ||
    view.tokens[before]!.kind !== "word" ||
    ["determiners", "prepositions", "conjunctions"].some((s) => view.grammar.has(s, normAt(view, before)));
  const noun =
    /^[\p{L}”"]/u.test(next) &&
    !["determiners", "prepositions", "pronouns", "adverbs", "conjunctions"].some((s) => view.grammar.has(s, next));
  if (loose && noun) return true;
  return view.grammar.has("agent-words", next) && !view.grammar.has("auxiliaries", normAt(view, at - 1));
}

function isFiniteCue(view: SentenceView, at: number): boolean {
  const entry = view.grammar.word("cue.verbs", normAt(view, at));
  return entry !== undefined && !view.grammar.ends("gerund", normAt(view, at)) && !(view.tokens[at]!.capital && at > 0);
}

/** The clause conjunction that begins at a token ("but", "في حين", "إلا أن"), or undefined. */
export const conjunctionAt = (view: SentenceView, at: number): { entry: Entry; to: number } | undefined => {
  // "as many as 40 people" begins no clause
  if ((view.matches.get("bound.atMost") ?? []).some((m) => m.from === at && m.to > at + 1)) return undefined;
  const match = matchAt(view, "clause-conjunctions", at);
  if (match !== undefined) return match;
  const entry = view.grammar.word("clause-conjunctions", normAt(view, at));
  return entry === undefined ? undefined : { entry, to: at + 1 };
};

/** The colon of 8:30. */
const inClock = ({ tokens }: SentenceView, at: number): boolean =>
  tokens[at - 1]?.kind === "number" &&
  tokens[at + 1]?.kind === "number" &&
  tokens[at - 1]!.end === tokens[at + 1]!.start - 1;

/** The beginning of the clause around a token: after `;`, a clause conjunction, or the sentence's start. */
export function clauseStart(view: SentenceView, at: number): number {
  for (let i = at - 1; i >= 0; i--) {
    const token = view.tokens[i]!;
    if (
      (/^[;:؛]$/u.test(token.text) && !inClock(view, i)) ||
      (isStop(view, i) && view.quoted[i] === -1 && token.kind === "mark" && !/^[.]$/.test(token.text))
    )
      return i + 1;
    const joins = isComma(view, i - 1) || i === 0 ? conjunctionAt(view, i) : undefined;
    if (joins !== undefined && joins.to <= at && !view.grammar.has("preposition-makers", normAt(view, i + 1)))
      return joins.to;
  }
  return 0;
}
