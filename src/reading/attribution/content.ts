import type { Match } from "../grammar.ts";
import { asideEnd, placeEnd, skipAdjunct } from "./inverted.ts";
import { isInfinitive, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import {
  hasVerb,
  isComma,
  isMark,
  isQuoteMark,
  matchAt,
  normAt,
  opensQuantity,
  type SentenceView,
  verbAt,
} from "./view.ts";

export const determines = (view: SentenceView, at: number): boolean =>
  view.grammar.has("determiners", normAt(view, at)) && view.grammar.has("relatives", normAt(view, at));

/** The word that opens reported speech, near behind a cue; what stands between is listener, place or time. */
export function complementizerAt(view: SentenceView, from: number, tail: number): number | null {
  const { grammar } = view;
  let reach = from + 16;
  for (let i = from; i < Math.min(tail, reach); i++) {
    if (isQuoteMark(view, i) && i > from) return null;
    if (isComma(view, i) && !(i === from && grammar.setting("order") === "verb-first")) {
      const end =
        asideEnd(view, i) ??
        (i === from ? (adverbAside(view, i) ?? saidAside(view, i)) : (placeEnd(view, i) ?? plainAside(view, i)));
      if (end === null) return null;
      reach += end - i;
      i = end - 1;
      continue;
    }
    if (grammar.has("complementizers", normAt(view, i)) && view.tokens[i]!.kind === "word") {
      const determiner = grammar.has("determiners", normAt(view, i)) && !hasVerb(view, i + 1, tail);
      // "a set of rules that could": what hangs on a noun
      if (i === from && determines(view, i) && grammar.has("auxiliaries", normAt(view, i + 1))) return null;
      if (!determiner) return i;
    }
    if (isMark(view, i) && !isComma(view, i) && view.tokens[i]!.text !== "-" && view.tokens[i]!.text !== ".")
      return null;
    if (isInfinitive(view, i)) return null;
    if (i > from && hasVerb(view, i, i + 1) && !isPaper(view, i) && grammar.setting("order") !== "verb-first")
      return null;
    if (grammar.has("subject-pronouns", normAt(view, i)) && !matchAt(view, "cue.listeners", i)) return null;
  }
  return null;
}

/** ", independently of one another, that": an aside without a verb right before what is said. */
function plainAside(view: SentenceView, comma: number): number | null {
  if (!isComma(view, comma)) return null;
  for (let i = comma + 1; i < Math.min(view.tokens.length, comma + 14); i++) {
    if (isQuoteMark(view, i)) return null;
    if (!isComma(view, i)) continue;
    return isThat(view, i + 1) && !hasVerb(view, comma + 1, i) ? i + 1 : null;
  }
  return null;
}

/** "The letters show, she argued, that": who says so in commas. */
function saidAside(view: SentenceView, comma: number): number | null {
  if (view.grammar.setting("order") === "verb-first") return null;
  const source = phraseAfter(view, comma + 1);
  const verb = source === null ? undefined : view.grammar.word("cue.verbs", normAt(view, source.to));
  if (source === null || verb?.attributes["basic"] !== "yes" || !isComma(view, source.to + 1)) return null;
  return isThat(view, source.to + 2) ? source.to + 2 : null;
}

/** ", however, that" */
function adverbAside(view: SentenceView, comma: number): number | null {
  const that = plainAside(view, comma);
  const adverbs =
    that !== null &&
    range({ from: comma + 1, to: that - 1 }).every((i) => view.grammar.has("adverbs", normAt(view, i)));
  return adverbs ? that : null;
}

/** What follows a cue as its content, or null when nothing there is speech. */
export function contentAfter(
  view: SentenceView,
  match: Match,
  tail: number,
  attributes: Readonly<Record<string, string>>,
): { from: number; to: number; rule: string } | null {
  const { grammar } = view;
  const at = match.to;
  const that = complementizerAt(view, at, tail);
  const heard =
    attributes["listener"] === "yes"
      ? (matchAt(view, "cue.listeners", at)?.to ?? phraseAfter(view, at, tail)?.to ?? at)
      : at;
  if (
    that !== null &&
    (that - at <= 1 ||
      skipAdjunct(view, heard, that + 1) >= that ||
      onlyPlaced(view, at, that) ||
      plainAside(view, heard) === that)
  ) {
    const keep = grammar.word("complementizers", normAt(view, that))?.attributes["keep"] === "yes";
    return { from: keep ? that : that + 1, to: tail, rule: "subject-cue-that" };
  }
  // "considers it likely that"
  if (grammar.has("dummy-subjects", normAt(view, at))) {
    for (const i of [at + 2, at + 3, at + 4, at + 5, at + 6])
      if (isThat(view, i) && i < tail - 2 && !hasVerb(view, at + 1, i) && !isComma(view, i - 1))
        return { from: i + 1, to: tail, rule: "subject-cue-it-that" };
  }
  const rest = skipAdjunct(view, at, tail);
  const told = heard > at ? skipAdjunct(view, heard, tail) : rest;
  for (const i of [at, at + 1, rest, rest + 1, rest + 2, told, told + 1]) {
    if (!isQuoteMark(view, i) || i >= tail) continue;
    const gap = range({ from: at, to: i });
    // "opened with: “Q”", no "opened “some twenty” files"
    if (attributes["colon"] === "yes" && !gap.some((j) => /^[:：,،]$/u.test(view.tokens[j]!.text))) continue;
    if (
      gap.every((j) => isMark(view, j) || j < Math.max(rest, told) || matchAt(view, "cue.listeners", j) !== undefined)
    )
      return { from: i, to: tail, rule: "subject-cue-quote" };
  }
  // "rejected this: CONTENT", "opened with numbers: CONTENT"
  const colon = colonNear(view, at, tail);
  if (colon !== null && colon + 1 < tail) return { from: colon + 1, to: tail, rule: "subject-cue-colon" };
  if (attributes["colon"] === "yes") return null;
  if (normAt(view, rest) === ":") return { from: rest + 1, to: Math.max(rest + 1, tail), rule: "subject-cue-colon" };
  if (at >= tail || isMark(view, at)) return null;
  if (attributes["quote"] === "yes") return null;
  // "said in a statement on Monday the bridge is unsafe"
  const placed = view.times.some((t) => t.to === rest) || (view.matches.get("venues") ?? []).some((m) => m.to === rest);
  if (
    rest > at &&
    attributes["basic"] === "yes" &&
    (grammar.has("subject-pronouns", normAt(view, rest)) || (placed && hasVerb(view, rest + 1, tail))) &&
    startsClause(view, rest, tail)
  )
    return { from: rest, to: tail, rule: "subject-cue-clause" };
  const time = view.times.find((t) => t.from === at);
  const start = time !== undefined && time.to < tail && !grammar.has("genitive", normAt(view, time.to)) ? time.to : at;
  const quotes = range({ from: start, to: tail }).some((i) => view.quoted[i] !== -1);
  const named = quotes || namesSo(view, start, tail) || grammar.has("naming-forms", normAt(view, match.from));
  if (attributes["naming"] === "yes" && named) return { from: start, to: tail, rule: "naming" };
  // "put the average stay at seven months": only with a figure behind this word
  if (attributes["figure"] !== undefined)
    return startsPhrase(view, at) && figureBehind(view, attributes["figure"], start, tail)
      ? { from: start, to: objectEnd(view, start, tail), rule: "subject-cue-object" }
      : null;
  if (attributes["listener"] === "yes") {
    // "asked not to be named"
    if (grammar.has("negations", normAt(view, start)) && grammar.has("infinitive-mark", normAt(view, start + 1)))
      return null;
    const listener = matchAt(view, "cue.listeners", start) ?? { to: phraseAfter(view, start, tail)?.to ?? start };
    const role = parenthesisEnd(view, listener.to);
    if (
      [listener.to, role].some((i) => grammar.has("infinitive-mark", normAt(view, i))) &&
      attributes["negative"] === undefined
    )
      return { from: start, to: tail, rule: "told-to" };
    if (attributes["basic"] !== "yes" && attributes["object"] !== "yes") {
      if (listener.to < tail && startsClause(view, listener.to, tail))
        return { from: listener.to, to: tail, rule: "told-clause" };
      return null;
    }
  }
  // "expects 5,000 people to come home"
  if (attributes["infinitive"] === "yes" && startsPhrase(view, start) && infinitiveAfter(view, start, tail))
    return { from: start, to: tail, rule: "subject-cue-infinitive" };
  // "claims to have seen", "testified to having been told"
  const mark = grammar.has("infinitive-mark", normAt(view, start));
  if (
    attributes["perfect"] === "yes" &&
    mark &&
    ["bare-auxiliaries", "gerunds"].some((s) => grammar.has(s, normAt(view, start + 1)))
  )
    return { from: start, to: tail, rule: "subject-cue-to" };
  if (attributes["to"] === "yes" && grammar.has("infinitive-mark", normAt(view, start)))
    return { from: start, to: tail, rule: "subject-cue-to" };
  // "the state of emergency declared in May was extended": no clause begins with its verb
  const bareClauses = grammar.setting("bare-clauses") === "yes";
  const bare = bareClauses && grammar.has("auxiliaries", normAt(view, rest));
  if (attributes["basic"] === "yes" && !bare && startsClause(view, start, tail))
    return { from: start, to: tail, rule: "subject-cue-clause" };
  if (
    attributes["belief"] === "yes" &&
    startsClause(view, start, tail) &&
    bareClauses &&
    !joinsFirst(view, start, tail)
  )
    return { from: start, to: tail, rule: "subject-belief-clause" };
  const modal = matchAt(view, "hedge.possibility", match.from - 1) !== undefined;
  if (attributes["evidence"] === "yes" && !modal && bareClauses && statesClause(view, start, tail))
    return { from: start, to: tail, rule: "subject-evidence-clause" };
  // أحصت ٤٠ حالة; behind a time, the counting itself is what is told
  const object = grammar.setting("order") === "verb-first" ? at : start;
  const gerund = bareClauses && grammar.ends("gerund", normAt(view, object));
  const thing = startsPhrase(view, object) || opensQuantity(view, object) || gerund;
  if (attributes["object"] === "yes" && thing && (gerund || !grammar.has("be-forms", normAt(view, object))))
    return {
      from: object,
      to: grammar.setting("order") === "verb-first" ? tail : objectEnd(view, start, tail),
      rule: "subject-cue-object",
    };
  return null;
}

/** "the average stay at seven months": a phrase without a verb, this word, a number. */
function figureBehind(view: SentenceView, word: string, from: number, tail: number): boolean {
  const at = range({ from: from + 1, to: Math.min(tail, from + 12) }).find((i) => normAt(view, i) === word);
  if (at === undefined || range({ from, to: at }).some((i) => isMark(view, i) || hasVerb(view, i, i + 1))) return false;
  return [1, 2, 3].some(
    (n) => view.tokens[at + n]?.kind === "number" || opensQuantity(view, at + n) || isIn(view, at + n),
  );
}

const isIn = (view: SentenceView, at: number): boolean =>
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

/** The word for "that", none for "whether" or "how". */
export const isThat = ({ grammar, tokens }: SentenceView, at: number): boolean => {
  const entry = grammar.word("complementizers", tokens[at]?.norm ?? "");
  return entry !== undefined && entry.attributes["keep"] !== "yes";
};

/** "noted in her diary for January that": nothing but where and when between the cue and what is said. */
const onlyPlaced = (view: SentenceView, at: number, that: number): boolean =>
  view.grammar.setting("order") !== "verb-first" &&
  view.grammar.has("prepositions", normAt(view, at)) &&
  !view.grammar.has("topic-prepositions", normAt(view, at)) &&
  that - at <= 10 &&
  range({ from: at, to: that }).every((i) => !hasVerb(view, i, i + 1) || isPaper(view, i));

/** "in her mid-year report": a noun, though "report" may be a verb. */
const isPaper = ({ grammar, tokens }: SentenceView, at: number): boolean =>
  grammar.has("report-words", tokens[at]!.norm) && !grammar.ends("past", tokens[at]!.norm);

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
  if (sub?.attributes["sub"] === "yes" && grammar.setting("order") !== "verb-first")
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
