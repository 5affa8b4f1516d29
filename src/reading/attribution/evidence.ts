import type { Match } from "../grammar.ts";
import { complementizerAt } from "./content.ts";
import { canSpeak, isNounLike } from "./noun-phrases.ts";
import { range } from "./ranges.ts";
import { normAt, type Range, type SentenceView } from "./view.ts";

/** What a survey or a report finds is its claim, a thing too: "the survey found 31 cases". */
export const isReport = (view: SentenceView, { from, to }: Range): boolean =>
  range({ from, to }).some((i) => view.grammar.has("report-words", normAt(view, i)) && !view.tokens[i]!.capital);

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
