import { subjectBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { reducedHead } from "./reduced.ts";
import { clauseStart, hasVerb, isComma, isMark, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

/** "those close to him say", "some in the village believe": a subject that begins so goes on up to the verb. */
export function thoseWho(view: SentenceView, verb: number): Range | null {
  const start = clauseStart(view, verb);
  if (!view.grammar.has("those-words", normAt(view, start)) || verb - start > 10 || verb - start < 2) return null;
  const words = range({ from: start + 1, to: verb });
  const plain = words.every((i) => !isMark(view, i) && !view.grammar.has("complementizers", normAt(view, i)));
  return plain && !hasVerb(view, start + 1, verb) ? { from: start, to: verb } : null;
}

/** What a relative clause in commas says ends with it: "the families, many of whom say X, have left". Where it begins, and its end. */
export function asideOf(view: SentenceView, source: Range, from: number, tail: number): Range | null {
  const { grammar } = view;
  const relative = range({ from: Math.max(0, source.from - 2), to: from }).find(
    (i) =>
      grammar.has("relatives", normAt(view, i)) &&
      (isComma(view, i - 1) || (grammar.has("vague-of", normAt(view, i - 1)) && isComma(view, i - 3))),
  );
  if (relative === undefined) return null;
  for (let i = from + 2; i < tail; i++)
    if (isComma(view, i) && view.quoted[i] === view.quoted[from] && verbAt(view, i + 1, Math.min(i + 3, tail)) >= 0)
      return { from: Math.min(relative, source.from), to: i };
  return null;
}

export function sharedSubject(view: SentenceView, at: number): Range | null {
  let start = clauseStart(view, at);
  // "His wife agreed, but also contended": the subject stands in the clause before
  if (start > 1 && !hasVerb(view, start, at) && !/^[;؛]$/u.test(view.tokens[start - 1]!.text))
    start = clauseStart(view, start - 1);
  let from = start;
  while (
    from < at &&
    (isMark(view, from) ||
      view.grammar.has("clause-conjunctions", normAt(view, from)) ||
      view.grammar.has("conjunctions", normAt(view, from)))
  )
    from++;
  // "In a statement issued on Monday, the Front denied": its own words begin behind the comma
  if (view.grammar.has("prepositions", normAt(view, from)))
    for (let i = from + 1; i < at; i++)
      if (isComma(view, i) && hasVerb(view, i + 1, at)) {
        from = i + 1;
        break;
      }
  const verb = verbAt(view, from, at);
  if (verb > from) {
    const subject = subjectBefore(view, verb, from);
    if (subject !== null && !subject.shared) return reducedHead(view, subject.range) ?? subject.range;
  }
  return phraseAfter(view, from, at);
}

/** The subject of the main clause, for participles: "He changed course, concluding that". */
export function nearestActor(view: SentenceView, at: number): Range | null {
  const start = clauseStart(view, at);
  const verb = verbAt(view, start + 1, at);
  if (verb > start) {
    const subject = subjectBefore(view, verb, start);
    if (subject !== null && !subject.shared) return subject.range;
  }
  return sharedSubject(view, at);
}

/** "You told us that", in a turn: whoever is spoken to has said it. */
export const isSpokenTo = (
  view: SentenceView,
  { from }: Range,
  attributes: Readonly<Record<string, string>>,
): boolean =>
  view.turn && isSecondPerson(view, from) && (attributes["basic"] === "yes" || attributes["listener"] === "yes");

export const isSecondPerson = (view: SentenceView, at: number): boolean =>
  view.grammar.word("pronouns", normAt(view, at))?.attributes["person"] === "second";

export function isFirstOrSecondPerson(view: SentenceView, source: Range): boolean {
  const pronoun = source.to - source.from === 1 ? view.grammar.word("pronouns", normAt(view, source.from)) : undefined;
  return pronoun?.attributes["person"] === "first" || pronoun?.attributes["person"] === "second";
}
