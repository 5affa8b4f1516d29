import { isComma, type SentenceView } from "./view.ts";

/** "..., فما ردكم؟": where behind a comma the question begins that a sentence ends in, after `from`; null where none does. */
export const askedFrom = (view: SentenceView, from: number): number | null =>
  (view.matches.get("question-turns") ?? []).find((m) => m.from > from && isComma(view, m.from - 1))?.from ?? null;
