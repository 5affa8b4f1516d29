import type { Match } from "../grammar.ts";
import { isNounLike } from "./noun-phrases.ts";
import { determines } from "./that-clause.ts";
import { isMark, matchAt, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

/** "State television", "the United States": a verb with a capital is part of a name, but for a headline that writes all words so. */
export function isTitleWord(view: SentenceView, { entry, from, to }: Match): boolean {
  if (to - from > 1 || !view.tokens[from]!.capital) return false;
  if (entry.forms[0]!.toLowerCase() === normAt(view, from)) return true;
  const opens = from === 0 || view.quoted[from] !== view.quoted[from - 1] || isMark(view, from - 1);
  return !opens && view.tokens[from - 1]!.capital && !inCapitals(view);
}

/** "late-night tweets", "scrutinized reports", "demands that come": a plural behind what describes it, or with a relative clause. */
export function isPluralNoun(view: SentenceView, at: number): boolean {
  const { grammar } = view;
  // "Independent estimates put the figure far lower", "media reports suggest": the verb of saying stands behind
  const next = matchAt(view, "cue.verbs", at)?.to === at + 1 ? matchAt(view, "cue.verbs", at + 1) : undefined;
  if (next !== undefined && grammar.ends("plural", normAt(view, at)) && (next.to - next.from > 1 || isBare(view, next)))
    return true;
  const cue = matchAt(view, "cue.verbs", at);
  if (cue !== undefined && cue.to === at + 1 && isBare(view, cue)) {
    const after = normAt(view, at + 1);
    // "a monitor and state media said": the first half of a name
    const joins = ["conjunctions", "determiners"].some((s) => grammar.has(s, normAt(view, at - 1)));
    if (joins && grammar.has("org-words", after)) return true;
    // "a former court judge": somebody, where nothing follows that could be judged
    const follows = ["complementizers", "determiners", "subject-pronouns"].some((s) => grammar.has(s, after));
    if (!follows && grammar.has("person-words", normAt(view, at))) return true;
  }
  if (!grammar.has("noun-readings", normAt(view, at))) return false;
  const before = normAt(view, at - 1);
  if (["person-words", "org-words", "report-words"].some((s) => grammar.has(s, before)) || view.tokens[at - 1]?.capital)
    return false;
  const relative = determines(view, at + 1) && verbAt(view, at + 2, at + 3) >= 0;
  const compound = normAt(view, at - 2) === "-" && isNounLike(view, at - 3);
  return relative || compound || grammar.ends("adjective", before) || grammar.ends("past", before);
}

/** The present form that only a plural or an auxiliary takes: "report", "state". */
export function isBare(view: SentenceView, { entry, from, to }: Match): boolean {
  const { grammar } = view;
  const norm = normAt(view, from);
  if (to - from > 1 || entry.forms[0]!.toLowerCase() !== norm) return false;
  // "the council put the loss at 4 million": its past is written like its present
  if (entry.attributes["figure"] !== undefined) return false;
  if (!entry.forms.some((f) => f.startsWith(norm) && grammar.ends("third", f))) return false;
  if (grammar.ends("past", norm) || grammar.ends("third", norm)) return false;
  let before = from - 1;
  while (grammar.has("adverbs", normAt(view, before))) before--;
  return !grammar.has("auxiliaries", normAt(view, before)) && !grammar.has("negations", normAt(view, before));
}

/** Several people, as far as the words tell: an ending, a number, "and", or a pronoun. */
export const isPlural = (view: SentenceView, { from, to }: Range): boolean =>
  view.tokens
    .slice(from, to)
    .some(
      (t) =>
        t.kind === "number" ||
        t.text === "%" ||
        view.grammar.ends("plural", t.norm) ||
        ["plural-words", "those-words", "conjunctions", "number", "person-relatives"].some((s) =>
          view.grammar.has(s, t.norm),
        ),
    );

function inCapitals({ tokens }: SentenceView): boolean {
  const long = tokens.filter((t) => t.kind === "word" && t.norm.length > 3);
  return long.filter((t) => t.capital).length > 0.7 * long.length;
}
