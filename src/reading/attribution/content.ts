import type { Match } from "../grammar.ts";
import { skipAdjunct } from "./inverted.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { complementizerAt, isThat, onlyPlaced, plainAside } from "./that-clause.ts";
import {
  hasVerb,
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

/** What somebody says, and by which rule it is found. */
export interface Content extends Range {
  readonly rule: string;
}

/** What follows a cue as its content, or null when nothing there is speech. */
export function contentAfter(
  view: SentenceView,
  match: Match,
  tail: number,
  attributes: Readonly<Record<string, string>>,
): Content | null {
  const at = match.to;
  const heard = attributes["listener"] === "yes" ? pastListener(view, at, tail) : at;
  const reported = behindThat(view, at, heard, tail) ?? behindDummy(view, at, tail);
  if (reported !== null) return reported;
  const rest = skipAdjunct(view, at, tail);
  const told = heard > at ? skipAdjunct(view, heard, tail) : rest;
  const colonOnly = attributes["colon"] === "yes";
  const marked =
    quoteBehind(view, { at, rest, told, tail }, colonOnly) ?? behindColon(view, at, colonOnly ? null : rest, tail);
  if (marked !== null) return marked;
  if (colonOnly || attributes["quote"] === "yes" || at >= tail || isMark(view, at)) return null;
  return unmarked(view, match, { at, start: pastTime(view, at, tail), rest, tail, attributes });
}

/** Behind whom something is told to; `at` where nobody is named. */
export const pastListener = (view: SentenceView, at: number, tail: number): number =>
  matchAt(view, "cue.listeners", at)?.to ?? phraseAfter(view, at, tail)?.to ?? at;

/** "said (to her, on Monday, in a letter) that" */
function behindThat(view: SentenceView, at: number, heard: number, tail: number): Content | null {
  const that = complementizerAt(view, at, tail);
  if (
    that === null ||
    !(
      that - at <= 1 ||
      skipAdjunct(view, heard, that + 1) >= that ||
      onlyPlaced(view, at, that) ||
      plainAside(view, heard) === that
    )
  )
    return null;
  return { from: isThat(view, that) ? that + 1 : that, to: tail, rule: "subject-cue-that" };
}

/** "considers it likely that" */
function behindDummy(view: SentenceView, at: number, tail: number): Content | null {
  if (!view.grammar.has("dummy-subjects", normAt(view, at))) return null;
  for (const i of [at + 2, at + 3, at + 4, at + 5, at + 6])
    if (isThat(view, i) && i < tail - 2 && !hasVerb(view, at + 1, i) && !isComma(view, i - 1))
      return { from: i + 1, to: tail, rule: "subject-cue-it-that" };
  return null;
}

/** "said: “Q”", "told the court on Monday: “Q”"; `colonOnly`: "opened with: “Q”", no "opened “some twenty” files". */
function quoteBehind(
  view: SentenceView,
  { at, rest, told, tail }: { at: number; rest: number; told: number; tail: number },
  colonOnly: boolean,
): Content | null {
  for (const i of [at, at + 1, rest, rest + 1, rest + 2, told, told + 1]) {
    if (!isQuoteMark(view, i) || i >= tail) continue;
    const gap = range({ from: at, to: i });
    if (colonOnly && !gap.some((j) => /^[:：,،]$/u.test(view.tokens[j]!.text))) continue;
    if (
      gap.every((j) => isMark(view, j) || j < Math.max(rest, told) || matchAt(view, "cue.listeners", j) !== undefined)
    )
      return { from: i, to: tail, rule: "subject-cue-quote" };
  }
  return null;
}

/** "rejected this: CONTENT", "opened with numbers: CONTENT"; `rest`: "said on Monday in a long letter: CONTENT". */
function behindColon(view: SentenceView, at: number, rest: number | null, tail: number): Content | null {
  const colon = colonNear(view, at, tail);
  if (colon !== null && colon + 1 < tail) return { from: colon + 1, to: tail, rule: "subject-cue-colon" };
  return rest !== null && normAt(view, rest) === ":"
    ? { from: rest + 1, to: Math.max(rest + 1, tail), rule: "subject-cue-colon" }
    : null;
}

/** What stands behind a cue where no mark and no "that" opens it. */
interface Behind {
  readonly at: number;
  /** Behind a time. */
  readonly start: number;
  /** Behind when and where it was said. */
  readonly rest: number;
  readonly tail: number;
  readonly attributes: Readonly<Record<string, string>>;
}

function pastTime(view: SentenceView, at: number, tail: number): number {
  const time = view.times.find((t) => t.from === at);
  return time !== undefined && time.to < tail && !view.grammar.has("genitive", normAt(view, time.to)) ? time.to : at;
}

function unmarked(view: SentenceView, match: Match, behind: Behind): Content | null {
  const { start, tail, attributes } = behind;
  const placed = placedClause(view, behind);
  if (placed !== null) return placed;
  if (attributes["naming"] === "yes" && isNamed(view, match, start, tail))
    return { from: start, to: tail, rule: "naming" };
  if (attributes["figure"] !== undefined) return figureContent(view, behind, attributes["figure"]);
  const told = attributes["listener"] === "yes" ? toldContent(view, behind) : undefined;
  if (told !== undefined) return told;
  return infinitiveContent(view, behind) ?? clauseContent(view, match, behind) ?? objectContent(view, behind);
}

/** "said in a statement on Monday the bridge is unsafe" */
function placedClause(view: SentenceView, { at, rest, tail, attributes }: Behind): Content | null {
  if (rest <= at || attributes["basic"] !== "yes") return null;
  const placed = view.times.some((t) => t.to === rest) || (view.matches.get("venues") ?? []).some((m) => m.to === rest);
  const begins = view.grammar.has("subject-pronouns", normAt(view, rest)) || (placed && hasVerb(view, rest + 1, tail));
  return begins && startsClause(view, rest, tail) ? { from: rest, to: tail, rule: "subject-cue-clause" } : null;
}

/** Is something called something: "labeled “store”", "called it a hoax"? */
const isNamed = (view: SentenceView, { from }: Match, start: number, tail: number): boolean =>
  range({ from: start, to: tail }).some((i) => view.quoted[i] !== -1) ||
  namesSo(view, start, tail) ||
  view.grammar.has("naming-forms", normAt(view, from));

/** "put the average stay at seven months": only with a figure behind this word. */
const figureContent = (view: SentenceView, { at, start, tail }: Behind, word: string): Content | null =>
  startsPhrase(view, at) && figureBehind(view, word, start, tail)
    ? { from: start, to: objectEnd(view, start, tail), rule: "subject-cue-object" }
    : null;

/** "told him to leave", "warned the council the dam would burst"; undefined where it may be said as if to nobody, null where nothing is. */
function toldContent(view: SentenceView, { start, tail, attributes }: Behind): Content | null | undefined {
  const { grammar } = view;
  // "asked not to be named"
  if (grammar.has("negations", normAt(view, start)) && grammar.has("infinitive-mark", normAt(view, start + 1)))
    return null;
  const listener = pastListener(view, start, tail);
  const role = parenthesisEnd(view, listener);
  if (
    attributes["negative"] === undefined &&
    [listener, role].some((i) => grammar.has("infinitive-mark", normAt(view, i)))
  )
    return { from: start, to: tail, rule: "told-to" };
  if (attributes["basic"] === "yes" || attributes["object"] === "yes") return undefined;
  return listener < tail && startsClause(view, listener, tail)
    ? { from: listener, to: tail, rule: "told-clause" }
    : null;
}

/** "expects 5,000 people to come home", "claims to have seen", "testified to having been told", "agreed to leave". */
function infinitiveContent(view: SentenceView, { start, tail, attributes }: Behind): Content | null {
  const { grammar } = view;
  if (attributes["infinitive"] === "yes" && startsPhrase(view, start) && infinitiveAfter(view, start, tail))
    return { from: start, to: tail, rule: "subject-cue-infinitive" };
  if (!grammar.has("infinitive-mark", normAt(view, start))) return null;
  const perfect =
    attributes["perfect"] === "yes" &&
    ["bare-auxiliaries", "gerunds"].some((s) => grammar.has(s, normAt(view, start + 1)));
  return perfect || attributes["to"] === "yes" ? { from: start, to: tail, rule: "subject-cue-to" } : null;
}

/** "said the bridge is unsafe": a clause that no word opens. */
function clauseContent(view: SentenceView, match: Match, behind: Behind): Content | null {
  const { start, rest, tail, attributes } = behind;
  const { grammar } = view;
  const bareClauses = grammar.setting("bare-clauses") === "yes";
  // "the state of emergency declared in May was extended": no clause begins with its verb
  const headless = bareClauses && grammar.has("auxiliaries", normAt(view, rest));
  if (attributes["basic"] === "yes" && !headless && startsClause(view, start, tail))
    return { from: start, to: tail, rule: "subject-cue-clause" };
  if (!bareClauses) return null;
  if (attributes["belief"] === "yes" && startsClause(view, start, tail) && !joinsFirst(view, start, tail))
    return { from: start, to: tail, rule: "subject-belief-clause" };
  const modal = matchAt(view, "hedge.possibility", match.from - 1) !== undefined;
  if (attributes["evidence"] === "yes" && !modal && statesClause(view, start, tail))
    return { from: start, to: tail, rule: "subject-evidence-clause" };
  return null;
}

/** "condemned the attack", أحصت ٤٠ حالة: a thing. */
function objectContent(view: SentenceView, { at, start, tail, attributes }: Behind): Content | null {
  if (attributes["object"] !== "yes") return null;
  const { grammar } = view;
  // behind a time, the counting itself is what is told
  const verbFirst = grammar.isVerbFirst;
  const from = verbFirst ? at : start;
  const gerund = grammar.setting("bare-clauses") === "yes" && grammar.ends("gerund", normAt(view, from));
  const thing = (startsPhrase(view, from) || opensQuantity(view, from)) && !grammar.has("be-forms", normAt(view, from));
  return gerund || thing
    ? { from, to: verbFirst ? tail : objectEnd(view, start, tail), rule: "subject-cue-object" }
    : null;
}

/** "the average stay at seven months": a phrase without a verb, this word, a number. */
function figureBehind(view: SentenceView, word: string, from: number, tail: number): boolean {
  const at = range({ from: from + 1, to: Math.min(tail, from + 12) }).find((i) => normAt(view, i) === word);
  if (at === undefined || range({ from, to: at }).some((i) => isMark(view, i) || hasVerb(view, i, i + 1))) return false;
  return [1, 2, 3].some(
    (n) => view.tokens[at + n]?.kind === "number" || opensQuantity(view, at + n) || isNumberInWords(view, at + n),
  );
}

const isNumberInWords = (view: SentenceView, at: number): boolean =>
  ["number", "fraction", "vague"].some((s) => matchAt(view, s, at) !== undefined);

/** "many families fear reprisals and do not come forward": what is feared is a thing, the verb behind "and" is the subject's. */
function joinsFirst(view: SentenceView, from: number, tail: number): boolean {
  const verb = verbAt(view, from + 1, tail);
  return range({ from, to: verb }).some(
    (i) =>
      view.grammar.has("conjunctions", normAt(view, i)) &&
      i === verb - 1 - (view.grammar.has("negations", normAt(view, verb - 1)) ? 1 : 0),
  );
}

/** A thing that somebody condemns or describes ends where a new clause hangs on it: ", which", "because", "but", "in a letter". */
function objectEnd(view: SentenceView, from: number, tail: number): number {
  const { grammar } = view;
  for (let i = from + 1; i < tail; i++) {
    if (view.quoted[i] !== -1) continue;
    const norm = normAt(view, i);
    if (
      isComma(view, i) &&
      (grammar.has("relatives", normAt(view, i + 1)) || grammar.has("subject-pronouns", normAt(view, i + 1)))
    )
      return i;
    const joins = grammar.word("clause-conjunctions", norm);
    if (joins !== undefined && joins.attributes["sub"] !== "yes" && hasVerb(view, i + 1, tail)) return i;
    if (matchAt(view, "venues", i) !== undefined) return i;
  }
  return tail;
}

/** Behind ", a clerk of the council,": the word after what stands in commas, or where it began. */
function parenthesisEnd(view: SentenceView, comma: number): number {
  if (!isComma(view, comma)) return comma;
  const close = range({ from: comma + 1, to: comma + 12 }).find((i) => isComma(view, i));
  return close === undefined || hasVerb(view, comma + 1, close) ? comma : close + 1;
}

/** A colon a few words behind a cue, with an object and no clause between. */
function colonNear(view: SentenceView, at: number, tail: number): number | null {
  for (let i = at; i < Math.min(tail, at + 8); i++) {
    if (/^[:：]$/u.test(view.tokens[i]!.text)) return i > at || normAt(view, at) === ":" ? i : null;
    if (isMark(view, i) && !/^[-’'%]$/.test(view.tokens[i]!.text)) return null;
    if (i > at && hasVerb(view, i, i + 1)) return null;
  }
  return null;
}

function infinitiveAfter(view: SentenceView, at: number, tail: number): boolean {
  for (let i = at; i < Math.min(tail, at + 16); i++) {
    if (
      i > at &&
      view.grammar.has("infinitive-mark", normAt(view, i)) &&
      view.tokens[i + 1]?.kind === "word" &&
      !view.grammar.has("determiners", normAt(view, i + 1))
    )
      return true;
    if (isComma(view, i) || isQuoteMark(view, i)) return false;
  }
  return false;
}

/** "called the charges unsubstantiated", "called it a hoax": a phrase and what it is named. */
function namesSo(view: SentenceView, at: number, tail: number): boolean {
  if (view.grammar.has("prepositions", normAt(view, at)) || view.grammar.has("relatives", normAt(view, at)))
    return false;
  for (let i = at + 1; i < Math.min(tail, at + 24); i++) {
    const norm = normAt(view, i);
    const before = normAt(view, i - 1);
    const free = !["prepositions", "conjunctions", "determiners"].some((s) => view.grammar.has(s, before));
    if (isMark(view, i) && !/^[-’']$/.test(view.tokens[i]!.text)) return false;
    if (view.grammar.has("number-article", norm) && free && !view.grammar.has("per-unit", normAt(view, i + 1)))
      return true;
    if (i - at < 8 && (view.grammar.ends("adjective", norm) || view.grammar.has("hedge-adjectives", norm)) && free)
      return true;
  }
  return false;
}

function startsClause(view: SentenceView, at: number, tail: number): boolean {
  if (at >= tail || isMark(view, at)) return isQuoteMark(view, at);
  const { grammar } = view;
  const norm = normAt(view, at);
  // "says up to 300 tons of fuel cross the lake": the verb may be one that no list knows
  if (opensQuantity(view, at))
    return hasVerb(view, at + 1, tail) || (grammar.setting("bare-clauses") === "yes" && tail - at >= 6);
  // "what she said when she left": a clause that says when belongs to the saying
  const sub = grammar.word("clause-conjunctions", norm);
  if (sub?.attributes["sub"] === "yes" && !grammar.isVerbFirst)
    return range({ from: at, to: tail }).some((i) => isComma(view, i));
  const opens = view.tokens[at]!.capital || grammar.has("determiners", norm) || grammar.has("subject-pronouns", norm);
  if (opens && grammar.setting("bare-clauses") === "yes" && tail - at >= 4) return true;
  if (grammar.has("object-prepositions", norm)) return false;
  if (grammar.has("prepositions", norm) && !grammar.has("determiners", norm) && !view.timeTokens.has(at)) {
    return (
      hasVerb(view, at + 2, tail) && range({ from: at, to: Math.min(tail, at + 10) }).some((i) => isComma(view, i))
    );
  }
  return hasVerb(view, at + 1, tail);
}

/** "found most families had lost": one noun phrase and a verb that can be nothing else, not "found a man who was". */
function statesClause(view: SentenceView, at: number, tail: number): boolean {
  const { grammar } = view;
  if (at >= tail || isMark(view, at) || isQuoteMark(view, at)) return false;
  if (["object-prepositions", "relatives", "floating"].some((s) => grammar.has(s, normAt(view, at)))) return false;
  for (let i = at; i < Math.min(tail, at + 18); i++) {
    const norm = normAt(view, i);
    if (isMark(view, i) && !/^[-%’'.]$/.test(view.tokens[i]!.text)) return false;
    if (i > at && (grammar.has("relatives", norm) || grammar.has("clause-conjunctions", norm))) return false;
    const finite =
      grammar.has("auxiliaries", norm) && !grammar.has("genitive", norm) && !grammar.has("non-finite", norm);
    const noun = grammar.has("determiners", normAt(view, i - 1)) || grammar.has("prepositions", normAt(view, i - 1));
    if (i > at && (finite || (grammar.has("verbs", norm) && !noun && !view.tokens[i]!.capital))) return true;
  }
  return false;
}

function startsPhrase(view: SentenceView, at: number): boolean {
  const norm = normAt(view, at);
  const { grammar } = view;
  if (isQuoteMark(view, at)) return true;
  if (isMark(view, at)) return false;
  if (opensQuantity(view, at)) return true;
  if (grammar.has("subject-pronouns", norm) && !grammar.has("dummy-subjects", norm)) return false;
  if (grammar.has("gerunds", norm)) return true;
  return !grammar.has("prepositions", norm) && !grammar.has("auxiliaries", norm) && !grammar.has("conjunctions", norm);
}
