import type { Match } from "../grammar.ts";
import { contentAfter } from "./content.ts";
import { isReport } from "./evidence.ts";
import { canSpeak, isNounLike, phraseBefore } from "./noun-phrases.ts";
import { range } from "./ranges.ts";
import { isFirstOrSecondPerson, nearestActor } from "./subjects.ts";
import { complementizerAt, isThat } from "./that-clause.ts";
import { type Frame, hasVerb, isComma, isQuoteMark, normAt, type SentenceView } from "./view.ts";

/** ", adding that ...", ", saying ...": a participle whose subject is the sentence's. */
export function participial(view: SentenceView, match: Match, tail: number): Frame | null {
  const { attributes } = match.entry;
  const before = match.from - 1;
  const as = view.grammar.has("as-words", normAt(view, before));
  const inSaying =
    (as && view.tokens.slice(Math.max(0, before - 6), before).some((t) => view.grammar.has("quoted-words", t.norm))) ||
    view.grammar.has("deed-prepositions", normAt(view, before));
  if (
    !(
      isComma(view, before) ||
      inSaying ||
      view.grammar.has("conjunctions", normAt(view, before)) ||
      view.grammar.has("adverbs", normAt(view, before)) ||
      isNounLike(view, before)
    )
  )
    return null;
  const that = complementizerAt(view, match.to, tail);
  const quote = range({ from: match.to, to: Math.min(tail, match.to + 3) }).some((i) => isQuoteMark(view, i));
  if (
    that === null &&
    !quote &&
    !(attributes["basic"] === "yes" && hasVerb(view, match.to + 1, tail) && (isComma(view, before) || inSaying)) &&
    !(attributes["object"] === "yes" && isComma(view, before))
  )
    return null;
  const content = contentAfter(view, match, tail, attributes);
  if (content === null) return null;
  // "the mission, referring to a letter, said": it ends where the subject's own verb stands
  const close = isComma(view, before)
    ? range({ from: content.from + 1, to: content.to }).find(
        (i) => isComma(view, i) && view.grammar.word("cue.verbs", normAt(view, i + 1))?.attributes["basic"] === "yes",
      )
    : undefined;
  // "to sign a paper saying that": the paper says it
  const paper = that === match.to && isNounLike(view, before) ? phraseBefore(view, match.from) : null;
  const source = paper !== null && isReport(view, paper) ? paper : nearestActor(view, match.from);
  const quoted = inSaying && as && source !== null;
  const first = quoted ? source.from : inSaying ? before : match.from;
  return {
    rule: "participle",
    source,
    cue: { from: match.from, to: match.to },
    content: [{ from: content.from, to: close ?? content.to }],
    frame: [{ from: first, to: content.from }],
    attributes,
    inner: false,
  };
}

/** "went on to say that", "wrote to complain that": an infinitive that says something, not one that only might ("wants to say"). */
export function infinitive(view: SentenceView, match: Match, tail: number): Frame | null {
  const { grammar } = view;
  const at = match.from - 1;
  const that = complementizerAt(view, match.to, tail);
  const said = isQuoteMark(view, match.to) || (isComma(view, match.to) && isQuoteMark(view, match.to + 1));
  if (!said && (that !== match.to || !isThat(view, that))) return null;
  for (let i = at - 1; i >= Math.max(0, at - 6); i--) {
    if (grammar.has("negations", normAt(view, i)) || grammar.has("unsaid-verbs", normAt(view, i))) return null;
    if (isComma(view, i)) break;
  }
  const source = nearestActor(view, at);
  const content = contentAfter(view, match, tail, match.entry.attributes);
  if (source === null || content === null || !canSpeak(view, source) || isFirstOrSecondPerson(view, source))
    return null;
  return {
    rule: "infinitive",
    source,
    cue: { from: match.from, to: match.to },
    content: [{ from: content.from, to: content.to }],
    frame: [{ from: at, to: content.from }],
    attributes: match.entry.attributes,
    inner: false,
  };
}
