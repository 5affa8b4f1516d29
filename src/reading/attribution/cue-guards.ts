import type { Match } from "../grammar.ts";
import { isThen } from "./modified-subject.ts";
import { isNounLike } from "./noun-phrases.ts";
import { isPluralNoun, isTitleWord } from "./noun-readings.ts";
import { inList } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { isThat } from "./that-clause.ts";
import { hasVerb, isMark, normAt, type SentenceView } from "./view.ts";

/** Is a word for saying a noun or a part of a name here: "the report", "all alleged violations", "Witness 9 said" excepted? */
export function isNounHere(view: SentenceView, match: Match): boolean {
  const { grammar } = view;
  const { from, to } = match;
  if (isTitleWord(view, match) || isPluralNoun(view, from)) return true;
  const norm = normAt(view, from);
  const before = normAt(view, from - 1);
  if (grammar.has("determiners", before) && !grammar.has("number", before)) {
    if (!grammar.has("subject-pronouns", before) && !grammar.has("pronouns", before)) return true;
    // "all alleged violations"
    if (grammar.has("hedge-adjectives", norm) && isNounLike(view, to)) return true;
  }
  return (
    (grammar.has("genitive", before) && !grammar.ends("gerund", norm)) ||
    grammar.has("currency", before) ||
    (view.tokens[from - 1]?.kind === "number" && !isNumberedPerson(view, from - 1))
  );
}

/** Is nothing said by it: "numbers written on their foreheads", "all parties must disclose"? */
export function saysNothing(view: SentenceView, { from, to }: Match): boolean {
  const { grammar } = view;
  const before = normAt(view, from - 1);
  const governed =
    grammar.has("prepositions", before) &&
    !isThen(view, from - 1) &&
    !grammar.has("auxiliaries", before) &&
    !grammar.has("phrasal-prepositions", before) &&
    !grammar.ends("gerund", normAt(view, from));
  if (governed || normAt(view, to) === "-" || isGlued(view, from)) return true;
  // "numbers written on their foreheads"
  if (
    inList(view, from, "bare-participles") &&
    !range({ from: Math.max(0, from - 3), to: from }).some((i) => inList(view, i, "auxiliaries"))
  )
    return true;
  // "That it now concedes deaths suggests that": a clause is no speaker, and says nothing itself
  if (
    isThat(view, 0) &&
    inList(view, 1, "subject-pronouns", "determiners") &&
    hasVerb(view, 1, from + 1) &&
    !range({ from: 0, to: from }).some((i) => isMark(view, i))
  )
    return true;
  // "all parties must disclose": what somebody ought to say
  return inList(view, from - 1, "hedge.deontic") && grammar.has("auxiliaries", before);
}

/** "Witness 9 said": a number that is somebody's name. */
const isNumberedPerson = (view: SentenceView, at: number): boolean => {
  // "Witness W-7"
  const label =
    normAt(view, at - 1) === "-" && /^\p{Lu}{1,3}$/u.test(view.tokens[at - 2]?.text ?? "") ? at - 3 : at - 1;
  return (
    view.tokens[label]?.capital === true &&
    ["person-words", "witness-words", "number-labels"].some((s) => view.grammar.has(s, normAt(view, label)))
  );
};

/** "one-term president": the second half of a hyphened word is no verb. */
const isGlued = (view: SentenceView, at: number): boolean =>
  normAt(view, at - 1) === "-" && view.tokens[at - 1]!.end === view.tokens[at]!.start;
