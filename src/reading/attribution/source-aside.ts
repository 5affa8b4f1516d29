import { range } from "./ranges.ts";
import { isComma, isQuoteMark, isStop, normAt, opensQuantity, type SentenceView, verbAt } from "./view.ts";

/** Where what stands in commas behind a source ends, ", a lawyer in Homs,"; null where no comma opens it. */
export function parenthesisAfter(view: SentenceView, at: number): number | null {
  if (!isComma(view, at)) return null;
  for (let i = at + 1; i < Math.min(view.tokens.length, at + 30); i++) {
    if (isComma(view, i) || isStop(view, i)) return i;
    if (isQuoteMark(view, i)) return null;
  }
  return null;
}

/** Does it tell who the source is: a role, a place, a relative clause? */
export const roleIn = (view: SentenceView, from: number, to: number): boolean =>
  to - from <= 22 &&
  !(view.tokens[from]?.kind === "number" || opensQuantity(view, from)) &&
  !((verbAt(view, from, to) >= 0 || pastForm(view, from)) && !view.grammar.has("relatives", normAt(view, from))) &&
  range({ from, to }).some((i) =>
    ["person-words", "org-words", "relatives"].some((s) => view.grammar.has(s, normAt(view, i))),
  );

/** تصدرت: by its ending a past form, and no noun in the plural (محافظات). */
export const pastForm = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  const [feminine] = view.grammar.settings("past-verb-endings");
  const article = view.grammar.setting("article-prefix") ?? "\0";
  return (
    feminine !== undefined &&
    norm.length > 3 &&
    norm.endsWith(feminine) &&
    !norm.startsWith(article) &&
    !view.grammar.settings("noun-endings").some((e) => e.length === 2 && e.endsWith(feminine) && norm.endsWith(e))
  );
};

/** ", according to Corry, who said that", "the station, which quoted a guard as": the clause has something of its own to say. */
export const saysItself = (view: SentenceView, from: number, to: number): boolean =>
  !view.grammar.isVerbFirst &&
  ["person-relatives", "thing-relatives"].some((s) => view.grammar.has(s, normAt(view, from))) &&
  range({ from: from + 1, to }).some((i) => {
    const verb = view.grammar.word("cue.verbs", normAt(view, i))?.attributes;
    return (verb?.["basic"] ?? verb?.["citing"]) === "yes" && !view.grammar.ends("gerund", normAt(view, i));
  });

/** ", adding that", ", clapping", ", who was there": what follows an attribution and is not the speaker's. */
export const startsAside = (view: SentenceView, at: number): boolean => {
  if (isQuoteMark(view, at)) return false;
  const norm = normAt(view, at);
  if (view.grammar.has("person-relatives", norm) || view.grammar.has("aside-words", norm)) return true;
  return view.grammar.ends("gerund", norm) && view.quoted[at] === -1;
};
