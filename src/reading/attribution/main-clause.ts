import type { Match } from "../grammar.ts";
import { isNounLike, subjectBefore } from "./noun-phrases.ts";
import { hasVerb, isComma, isMark, normAt, type Range, type SentenceView } from "./view.ts";

/** ", a claim the army dismissed as “theatre”": what is dismissed stands before who dismisses it. */
export function appositionBefore(view: SentenceView, source: Range): Range | null {
  const last = source.from - 1;
  if (
    !isNounLike(view, last) ||
    view.timeTokens.has(last) ||
    !view.grammar.has("determiners", normAt(view, source.from))
  )
    return null;
  let first = last;
  while (first > 0 && isNounLike(view, first - 1) && !isMark(view, first - 1)) first--;
  if (!view.grammar.has("number-article", normAt(view, first - 1)) || !isComma(view, first - 2)) return null;
  return { from: first - 1, to: source.from };
}

/** "A driver who said he took part told the agency": what the driver said ends where the main verb stands. */
export function restrictedTail(view: SentenceView, match: Match, cues: readonly Match[]): number {
  if (!isRestricted(view, match)) return Number.POSITIVE_INFINITY;
  return mainCueAfter(view, match, cues)?.from ?? Number.POSITIVE_INFINITY;
}

const isRestricted = (view: SentenceView, { from }: Match): boolean =>
  view.grammar.has("person-relatives", normAt(view, from - 1)) && !isComma(view, from - 2);

/** The next cue of the same clause that no comma, conjunction or relative leads to, with a verb between. */
function mainCueAfter(view: SentenceView, match: Match, cues: readonly Match[]): Match | null {
  const next = cues.find(
    (c) => c.from > match.to && (c.entry.attributes["basic"] ?? c.entry.attributes["listener"]) === "yes",
  );
  if (next === undefined || !hasVerb(view, match.to + 1, next.from)) return null;
  for (let i = match.to; i < next.from; i++)
    if (
      isMark(view, i) ||
      view.grammar.has("relatives", normAt(view, i)) ||
      view.grammar.has("complementizers", normAt(view, i))
    )
      return null;
  const before = normAt(view, next.from - 1);
  const leads = ["subject-pronouns", "conjunctions", "auxiliaries", "clause-conjunctions"].some((s) =>
    view.grammar.has(s, before),
  );
  return leads ? null : next;
}

/** Whose main verb this is when a restricting clause with a verb of saying of its own stands before it. */
export function antecedentOfRestriction(view: SentenceView, at: number, cues: readonly Match[]): Range | null {
  const inner = cues.findLast((c) => c.to <= at && isRestricted(view, c));
  if (inner === undefined || mainCueAfter(view, inner, cues)?.from !== at) return null;
  return subjectBefore(view, inner.from)?.range ?? null;
}
