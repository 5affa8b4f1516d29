import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";

/** A name as it stands in the text, found before anybody is asked who speaks. */
export interface Name {
  readonly words: readonly string[];
  readonly text: string;
  readonly acronym: string | null;
}

export const clean = (text: string): string => text.replace(/[*`]+/g, "").replace(/\s+/g, " ").trim();

export function contentWords(tokens: readonly Token[], grammar: Grammar): string[] {
  const words = tokens.filter(
    (t) =>
      t.kind !== "mark" &&
      !grammar.has("definite", t.norm) &&
      !grammar.has("genitive", t.norm) &&
      !grammar.has("name-fillers", t.norm),
  );
  const named = words.filter((t) => !grammar.has("titles", t.norm) || words.length <= 2);
  return (named.length > 0 ? named : words).map((t) => t.norm.replace(/\./g, ""));
}

/** "(SNHR)" right behind a name. */
export function acronymAfter(tokens: readonly Token[], at: number): string | null {
  const [open, word, close] = tokens.slice(at, at + 3);
  return open?.norm === "(" && close?.norm === ")" && word !== undefined && /^[\p{Lu}\d.]{2,}$/u.test(word.text)
    ? word.text.replace(/\./g, "")
    : null;
}

/** Runs of capitalised words, with "of", "for", "al-" inside. `whole` lets a run begin with the first word. */
export function nameRuns(tokens: readonly Token[], grammar: Grammar, whole = false): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (
      !isNameWord(token, grammar) ||
      // "Then Ferrige": the first word of a sentence has its capital from there
      (i === 0 && grammar.has("adverbs", token.norm) && tokens[1]?.capital === true) ||
      (i === 0 && !whole && tokens[1] !== undefined && !tokens[1].capital && !/^[\p{Lu}.]{2,}$/u.test(token.text))
    )
      continue;
    let to = i + 1;
    for (;;) {
      const next = tokens[to];
      if (next === undefined) break;
      const after = tokens[to + 1];
      const later = tokens[to + 2];
      if (isNameWord(next, grammar)) to += 1;
      // "Witness 9" is not "Witness 14"
      else if (next.kind === "number" && grammar.has("person-words", tokens[to - 1]!.norm)) to += 1;
      else if (
        next.text === "." &&
        tokens[to - 1]!.text.length <= 4 &&
        after?.capital &&
        next.start === tokens[to - 1]!.end
      )
        to += 1;
      else if (
        (next.text === "-" || next.text === "’" || next.text === "'") &&
        after !== undefined &&
        next.start === tokens[to - 1]!.end &&
        after.start === next.end &&
        // "Witness D-31" is a name, too
        (/^\p{L}/u.test(after.text) || (after.kind === "number" && /^\p{Lu}{1,3}$/u.test(tokens[to - 1]!.text)))
      )
        to += 2;
      else if (
        grammar.has("name-links", next.norm) &&
        after !== undefined &&
        (isNameWord(after, grammar) || (after.text === "-" && later?.capital))
      )
        to += 1;
      else if (
        grammar.word("name-links", next.norm)?.attributes["article"] === "yes" &&
        grammar.word("definite", after?.norm ?? "")?.attributes["article"] === "yes" &&
        later !== undefined &&
        isNameWord(later, grammar)
      )
        to += 2;
      else if (
        grammar.word("conjunctions", next.norm)?.attributes["joins"] === "yes" &&
        after !== undefined &&
        isNameWord(after, grammar) &&
        tokens.slice(i, to).some((t) => grammar.has("org-words", t.norm))
      )
        to += 1;
      else break;
    }
    runs.push({ from: headBefore(tokens, i, grammar), to });
    i = to - 1;
  }
  return runs;
}

/** "ministère de l'Intérieur": where a body's name begins with a word in small letters, the run begins with that. */
function headBefore(tokens: readonly Token[], at: number, grammar: Grammar): number {
  if (grammar.setting("heads-first") !== "yes") return at;
  let head = at - 1;
  if (grammar.has("article", tokens[head]?.norm)) head -= 1;
  if (grammar.has("np-links", tokens[head]?.norm)) head -= 1;
  const body = tokens[head];
  return body !== undefined && !body.capital && grammar.has("org-words", body.norm) ? head : at;
}

const isNameWord = (token: Token, grammar: Grammar): boolean =>
  token.kind === "word" &&
  token.capital &&
  !grammar.has("number-article", token.norm) &&
  !grammar.has("subject-pronouns", token.norm) &&
  !(
    ["determiners", "prepositions", "clause-conjunctions", "conjunctions", "relatives", "pronouns"].some((s) =>
      grammar.has(s, token.norm),
    ) && token.text !== token.text.toUpperCase()
  ) &&
  !(grammar.has("month", token.norm) || grammar.has("weekday", token.norm));
