import { nameRuns } from "../layers/names.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { clauseStart, isComma, matchAt, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

/**
 * Somebody without a name whom a sentence is about: "An officer came to my house", "In March a man who had been released came",
 * "His wife went there": whom "he" or "she" behind it means.
 */
export function actorOf(view: SentenceView): Range | null {
  const { grammar, tokens } = view;
  if (grammar.isVerbFirst || !grammar.hasCapitals) return null;
  const at = tokens.findIndex(
    (t, i) =>
      i < 10 &&
      (grammar.has("number-article", t.norm) || grammar.has("possessives", t.norm)) &&
      (clauseStart(view, i) === i || view.timeTokens.has(i - 1) || isComma(view, i - 1)),
  );
  const phrase = at < 0 || view.quoted[at] !== -1 ? null : phraseAfter(view, at);
  if (phrase === null || tokens.slice(at + 1, phrase.to).some((t) => t.capital)) return null;
  const head = range(phrase).findLast((i) => grammar.has("person-words", normAt(view, i)));
  if (
    head === undefined ||
    grammar.has("plural-words", normAt(view, head)) ||
    grammar.ends("plural", normAt(view, head))
  )
    return null;
  // "a nurse whom we call Halima R.", "an army spokesman, Dace Umbrik, put": the name says who it is
  const called = matchAt(view, "called-words", phrase.to)?.to ?? (isComma(view, phrase.to) ? phrase.to + 1 : null);
  const name = called === null ? undefined : nameRuns(tokens.slice(called), grammar, true)[0];
  if (called !== null) return name?.from === 0 ? { from: called, to: called + name.to } : null;
  // "In the camp, a man came", but "I, Petra Volan, a farmer, state"
  if (isComma(view, at - 1) && !grammar.has("prepositions", normAt(view, 0)) && !view.timeTokens.has(0)) return null;
  const reach = grammar.has("prepositions", normAt(view, phrase.to)) ? 6 : 2;
  const verb = verbAt(view, head, Math.min(tokens.length, phrase.to + reach));
  if (verb > head) return { from: at, to: Math.min(phrase.to, verb) };
  return grammar.has("person-relatives", normAt(view, phrase.to)) ? phrase : null;
}
