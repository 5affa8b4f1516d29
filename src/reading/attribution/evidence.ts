import type { Match } from "../grammar.ts";
import { canSpeak, isNounLike } from "./noun-phrases.ts";
import { range } from "./ranges.ts";
import { complementizerAt } from "./that-clause.ts";
import { isMark, matchAt, normAt, opensQuantity, type Range, type SentenceView } from "./view.ts";

/** What a survey, a report or a picture shows is its claim, a thing too: "the survey found 31 cases", "the image shows two pits". */
export const isReport = (view: SentenceView, { from, to }: Range): boolean =>
  range({ from, to }).some(
    (i) =>
      ["report-words", "evidence-words"].some((s) => view.grammar.has(s, normAt(view, i))) &&
      (i === 0 || !view.tokens[i]!.capital),
  );

/** "The survey shows", "satellite images suggest", "Amnesty found": not "violence suggests". */
export function evidential(view: SentenceView, source: Range, match: Match): boolean {
  const { grammar } = view;
  const known = range(source).some((i) =>
    ["report-words", "evidence-words", "person-words", "org-words"].some((s) => grammar.has(s, normAt(view, i))),
  );
  if (known || (canSpeak(view, source) && complementizerAt(view, match.to, view.tokens.length) !== null)) return true;
  const pronoun = grammar.word("pronouns", normAt(view, source.from));
  if (pronoun !== undefined && source.to - source.from === 1)
    return (
      pronoun.attributes["person"] === "third" &&
      (match.entry.attributes["agent"] === "yes" || complementizerAt(view, match.to, view.tokens.length) !== null)
    );
  return (
    range(source).some(
      (i) => view.tokens[i]!.capital && (i > 0 || isNounLike(view, i)) && !grammar.has("determiners", normAt(view, i)),
    ) &&
    (complementizerAt(view, match.to, view.tokens.length) !== null ||
      !grammar.has("time.unit", normAt(view, source.to - 1)))
  );
}

/** "gave 8,950", "gives a total of 13 dead": a figure, not what somebody hands over. */
export const opensFigure = (view: SentenceView, content: Range | null): boolean =>
  content !== null &&
  range({ from: content.from, to: Math.min(content.to, content.from + 4) }).some(
    (i) => view.tokens[i]!.kind === "number" || opensQuantity(view, i) || matchAt(view, "number", i) !== undefined,
  );

/** "the panel itself documented 94": no claim without what it counted. */
export const isBareNumber = (view: SentenceView, content: Range): boolean => {
  const words = range(content).filter((i) => !isMark(view, i));
  return words.length > 0 && words.every((i) => view.tokens[i]!.kind === "number");
};
