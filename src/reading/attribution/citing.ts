import type { Match } from "../grammar.ts";
import { canSpeak, isName, subjectBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import { type Frame, isComma, isQuoteMark, isStop, normAt, type Range, type SentenceView } from "./view.ts";

/** "citing village elders", "cited multiple sources in saying": whom the speaker relies on. */
export function citing(view: SentenceView, match: Match): Frame | null {
  const norm = normAt(view, match.from);
  if (view.grammar.has("determiners", normAt(view, match.from - 1))) return null;
  // "had been “citing a report”": what somebody was said to be doing
  const before = isQuoteMark(view, match.from - 1) ? match.from - 2 : match.from - 1;
  if (view.grammar.has("be-forms", normAt(view, before))) return null;
  const source = phraseAfter(view, match.to);
  if (source === null || !isCitable(view, source)) return null;
  const finite = !view.grammar.ends("gerund", norm);
  const verbFirst = view.grammar.isVerbFirst;
  if (finite && !verbFirst && !canSpeak(view, source)) return null;
  const subject = finite ? subjectBefore(view, match.from) : null;
  // "according to the committee, which cites its watchman"
  const hangs = view.grammar.has("relatives", normAt(view, match.from - 1)) && isComma(view, match.from - 2);
  if (finite && subject === null && !verbFirst && !hangs) return null;
  const frame = [{ from: match.from, to: tailOf(view, source.to) }];
  // "according to the station, which quoted": the station
  const lead = view.matches.get("cue.according")?.find((m) => m.from === subject?.range.from);
  // "the report quotes the inspectors as finding that", "quoted the governor saying"
  const saying = view.grammar.has("as-words", normAt(view, source.to)) ? source.to + 1 : source.to;
  if (finite && !verbFirst && view.grammar.ends("gerund", normAt(view, saying))) {
    const that = view.grammar.has("complementizers", normAt(view, saying + 1)) ? saying + 2 : saying + 1;
    const content = [{ from: that, to: sentenceEnd(view) }];
    const { attributes } = match.entry;
    return {
      rule: "quoted-as",
      source: { from: lead?.to ?? subject!.range.from, to: subject!.range.to },
      cue: { from: match.from, to: match.to },
      content,
      frame: [{ from: lead === undefined ? subject!.range.from : match.from, to: that }],
      attributes,
      inner: false,
    };
  }
  return {
    rule: finite ? "cited" : "citing",
    source,
    cue: { from: match.from, to: match.to },
    content: [],
    frame,
    attributes: match.entry.attributes,
    inner: true,
  };
}

/** Who or what can be relied on: people, papers, pictures, names; not "a lack of water" or "his own list". */
export function isCitable(view: SentenceView, { from, to }: Range): boolean {
  const { grammar } = view;
  if (grammar.isVerbFirst) return true;
  let head = (range({ from, to }).find((i) => grammar.has("noun-links", normAt(view, i))) ?? to) - 1;
  while (isQuoteMark(view, head)) head--;
  const norm = normAt(view, head);
  return (
    ["person-words", "org-words", "report-words", "evidence-words", "source-nouns"].some((s) => grammar.has(s, norm)) ||
    isName(view, { from, to: head + 1 }) ||
    grammar.ends("person", norm)
  );
}

/** The end of a relative clause that hangs on a source: "citing a logbook that the panel has not seen, ...". */
export function tailOf(view: SentenceView, at: number, what = false): number {
  if (!what && !view.grammar.has("relatives", normAt(view, at))) return at;
  for (let i = at; i < view.tokens.length; i++) if (isComma(view, i) || isStop(view, i)) return i;
  return at;
}

/** "a figure based on", "a tally by the union drawn from": what counts, or who. */
export const isCounted = (view: SentenceView, at: number): boolean =>
  !view.grammar.isVerbFirst &&
  (view.tokens[at]!.capital ||
    ["report-words", "finding-words", "org-words"].some((s) => view.grammar.has(s, normAt(view, at))));

export const isPaper = (view: SentenceView, phrase: Range): boolean =>
  range(phrase).some((i) => ["report-words", "evidence-words"].some((s) => view.grammar.has(s, normAt(view, i))));
