import { canSpeak, mayBeSubject, phraseBefore } from "./noun-phrases.ts";
import { inList, phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { clauseStart, hasVerb, isComma, isMark, normAt, type Range, type SentenceView } from "./view.ts";

/** A subject that other words part from its verb. */
export interface ModifiedSubject {
  readonly source: Range;
  /** They stand in commas. */
  readonly aside: boolean;
  /** They say nothing of their own: no relative opens them. */
  readonly plain: boolean;
}

/**
 * "A medic who asked not to be named described", "an engineer it hired believes", "Dr Vorsk, a pathologist to whom we showed the pictures, says":
 * the noun phrase before the clause that describes it. Null where the subject stands next to its verb, and where the verb comes first.
 */
export function modifiedSubject(view: SentenceView, cue: number): ModifiedSubject | null {
  if (view.grammar.isVerbFirst) return null;
  let last = cue - 1;
  while (last > 0 && (inList(view, last, "auxiliaries", "adverbs") || view.timeTokens.has(last) || isThen(view, last)))
    last--;
  if (isComma(view, last)) {
    const source = beforeAside(view, last);
    if (source === null) return null;
    const plain = ![1, 2, 3, 4, 5].some((i) => inList(view, source.to + i, "relatives") && source.to + i < last);
    return { source, aside: true, plain };
  }
  const source = beforeRelative(view, last) ?? beforeReduced(view, last);
  return source === null ? null : { source, aside: false, plain: true };
}

/** "has since told": a word for the time between an auxiliary and its verb. */
export const isThen = (view: SentenceView, at: number): boolean =>
  inList(view, at, "clause-conjunctions") && inList(view, at - 1, "auxiliaries");

/** "Dr Vorsk, a pathologist to whom we showed the photographs he sent,": who stands before the aside that ends in this comma. */
function beforeAside(view: SentenceView, close: number): Range | null {
  // "engineers who took part, and who asked not to be named because they were not allowed to, told"
  for (let i = close - 3; i > 0; i--)
    if (isComma(view, i) && inList(view, i + 1, "conjunctions") && inList(view, i + 2, "person-relatives"))
      return beforeRelative(view, i - 1);
  const start = clauseStart(view, close);
  for (let open = close - 2; open > start; open--) {
    if (!isComma(view, open)) continue;
    if (!opensAside(view, open + 1) || !(hasVerb(view, open + 1, close) || isParticipial(view, open + 1))) continue;
    // "the image of 27 June, taken at noon,"
    let end = open;
    while (end > start + 1 && (view.timeTokens.has(end - 1) || (end < open && inList(view, end - 1, "prepositions"))))
      end--;
    const head = phraseBefore(view, end, start);
    if (head !== null && canSpeak(view, head)) return head;
  }
  return null;
}

const opensAside = (view: SentenceView, at: number): boolean =>
  inList(view, at, "determiners", "relatives", "prepositions", "reflexives") || isParticipial(view, at);

/** "acquired at noon", "itself quoting the staff" */
const isParticipial = (view: SentenceView, at: number): boolean =>
  ["past", "gerund"].some((ending) =>
    view.grammar.ends(ending, normAt(view, inList(view, at, "reflexives") ? at + 1 : at)),
  );

/** "A man who came out of the same prison last spring": who stands before the nearest relative. */
function beforeRelative(view: SentenceView, last: number): Range | null {
  for (let i = last; i > clauseStart(view, last + 1); i--) {
    if (isMark(view, i) || inList(view, i, "conjunctions", "complementizers")) return null;
    if (!inList(view, i, "person-relatives")) continue;
    const head = phraseBefore(view, i);
    return head !== null && hasVerb(view, i + 1, last + 1) && mayBeSubject(view, head) ? head : null;
  }
  return null;
}

/** "An engineer it hired", "a teacher the army had held for two months": a clause without its relative. */
function beforeReduced(view: SentenceView, last: number): Range | null {
  const start = clauseStart(view, last + 1);
  if (!inList(view, start, "determiners")) return null;
  const head = phraseAfter(view, start);
  if (head === null || head.to > last || !inList(view, head.to - 1, "person-words")) return null;
  const own = inList(view, head.to, "subject-pronouns") ? head.to + 1 : ownSubject(view, head.to);
  if (own === null || own > last || !hasVerb(view, own - 1, Math.min(own + 3, last + 1))) return null;
  for (let i = head.to; i <= last; i++)
    if (isMark(view, i) || inList(view, i, "conjunctions", "complementizers")) return null;
  return head;
}

const ownSubject = (view: SentenceView, at: number): number | null =>
  inList(view, at, "determiners") ? (phraseAfter(view, at)?.to ?? null) : null;

/** "reconciled with the testimony of four deserters, who said": the deserters. */
export function whoOf(view: SentenceView, source: Range): Range {
  const next = isComma(view, source.to) ? source.to + 1 : source.to;
  if (!inList(view, next, "person-relatives") || !inList(view, source.to - 1, "person-words")) return source;
  const { from } = lastPhrase(view, source, source.to);
  return range({ from: source.from, to: from }).some((i) => inList(view, i, "person-words", "org-words"))
    ? source
    : { from, to: source.to };
}

/** The last noun phrase of a longer one: "an L-shaped building" of "photo of the complex with an L-shaped building". */
export function lastPhrase(view: SentenceView, source: Range, to: number): Range {
  const at = range({ from: source.from, to }).findLast((i) => inList(view, i, "prepositions"));
  return { from: at === undefined ? source.from : at + 1, to };
}
