import { clauseStart, isMark, isQuoteMark, isStop, normAt, type Range, type SentenceView } from "./view.ts";

export function range({ from, to }: Range): number[] {
  const out: number[] = [];
  for (let i = from; i < to; i++) out.push(i);
  return out;
}

/** Drops marks and joining words from both ends. */
export function trimRange(view: SentenceView, { from, to }: Range): Range {
  const loose = (i: number): boolean =>
    isMark(view, i) && !isQuoteMark(view, i) && !/^[([%$€£¥<>=≥≤~+]/u.test(view.tokens[i]!.text);
  while (from < to && (loose(from) || isJoin(view, from))) from++;
  for (;;) {
    const last = to - 1;
    const mark =
      to > from && isMark(view, last) && !isQuoteMark(view, last) && !/^[)\]%$€£¥٪+]/u.test(view.tokens[last]!.text);
    if (!mark && !(to - from > 1 && isJoin(view, last))) break;
    to--;
  }
  return { from, to };
}

export const isJoin = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  const { grammar } = view;
  const entry = grammar.word("clause-conjunctions", norm);
  return (
    (grammar.has("conjunctions", norm) &&
      view.tokens[at]!.kind === "word" &&
      !(grammar.setting("and-prefix") !== undefined && norm.length > 1)) ||
    (entry !== undefined && entry.attributes["sub"] !== "yes" && entry.forms.some((f) => f.toLowerCase() === norm))
  );
};

export const sentenceEnd = (view: SentenceView): number => {
  let end = view.tokens.length;
  if (/^[:：]$/u.test(view.tokens[end - 1]?.text ?? "")) return end - 1;
  while (
    end > 0 &&
    (isStop(view, end - 1) || isQuoteMark(view, end - 1)) &&
    !(isQuoteMark(view, end - 1) && view.quoted[end - 2] !== -1)
  )
    end--;
  return end;
};

/** Where what is said must end: with the sentence, and for a cue inside a quotation with the quotation. */
export function tailFor(view: SentenceView, cue: number): number {
  const end = sentenceEnd(view);
  const quote = view.quoted[cue];
  if (quote === undefined || quote === -1) return end;
  let to = cue;
  while (to < end && view.quoted[to] === quote) to++;
  return to;
}

/** Where the clause that ends in an attribution begins: after the last frame boundary, `;`, or ", but". */
export function contentStart(view: SentenceView, at: number): number {
  const start = clauseStart(view, at);
  // "If convicted he faces ten years, according to": the condition is said too
  const lead = (view.matches.get("clause-conjunctions") ?? []).find((m) => m.from === 0 && m.to === start);
  return lead?.entry.attributes["sub"] === "yes" ? 0 : start;
}
