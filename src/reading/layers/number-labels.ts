import type { Token } from "../text/tokens.ts";
import type { Numeral } from "./number-words.ts";
import type { View } from "./quantity-view.ts";

/** Names and labels: "F-16", "Resolution 2139", "page 7", "section 1.e", "No. 5", "+44 20 7946". */
export function isLabel({ tokens, grammar, matches }: View, numeral: Numeral): boolean {
  if (numeral.form === "ordinal") return isNamePart(tokens[numeral.to]);
  if (numeral.form === "percent" || numeral.form === "fraction") return false;
  const before = tokens[numeral.from - 1];
  const first = tokens[numeral.from]!;
  const after = tokens[numeral.to];
  const glued = before !== undefined && before.end === first.start;
  // "ألف - الحصار": the letter before a heading
  if (
    before === undefined &&
    numeral.form === "words" &&
    after?.norm === "-" &&
    after.start > tokens[numeral.to - 1]!.end
  )
    return true;
  if (
    glued &&
    before.kind === "word" &&
    !grammar.has("currency", before.norm) &&
    !grammar.has("clitics", before.norm)
  ) {
    return !grammar.has("currency-letters", before.norm);
  }
  // "ش/٢٠٧"
  const letters = tokens[numeral.from - 2];
  const filed = glued && before.norm === "/" && letters?.kind === "word" && letters.end === before.start;
  if (filed && letters.norm.length <= 3 && numeral.form === "digits") return true;
  if (glued && before.norm === "-" && numeral.form === "digits") {
    const name = tokens[numeral.from - 2];
    const capital = name?.capital === true || !grammar.hasCapitals;
    if (name?.kind === "word" && name.end === before.start && capital) return true;
    // "TF2-918"
    const code = tokens[numeral.from - 3];
    if (name?.kind === "number" && code?.kind === "word" && code.end === name.start && code.capital) return true;
  }
  if (numeral.form === "digits" && after?.kind === "word" && after.start === tokens[numeral.to - 1]!.end) {
    const joined =
      grammar.has("unit", after.norm) ||
      grammar.has("multiplier", after.norm) ||
      grammar.has("ordinal-ending", after.norm) ||
      grammar.has("glued-units", after.norm);
    if (!joined && after.norm.length <= 2 && !/^[A-Za-z]$/.test(after.text))
      return after.text === after.text.toUpperCase() && grammar.hasCapitals;
    if (!joined && grammar.has("decade-ending", after.norm)) return true;
  }
  // "they list 2,310 names": what numbers a thing has no sign between its thousands
  if (/^\d{1,3}(?:,\d{3})+$/.test(first.text)) return false;
  // "رقم (14)", "القضية رقم 412", "شهر 6": whatever stands behind
  const named = before?.text === "(" ? tokens[numeral.from - 2] : before;
  if (numeral.form === "digits" && grammar.word("number-labels", named?.norm ?? "")?.attributes["always"] === "yes")
    return true;
  // "ألف - الحصار": a letter that numbers a part
  const apart = after !== undefined && after.start > tokens[numeral.to - 1]!.end;
  if (numeral.form === "words" && numeral.from === 0 && apart && /^[-–—)]$/u.test(after.text)) return true;
  if (isNumbered(numeral, tokens, grammar)) return true;
  if (numeral.form !== "digits" && !(before?.capital === true && numeral.value < 100)) return false;
  const linked = before?.text === "." || before?.text === "(" || grammar.has("label-links", before?.norm);
  const label = linked ? tokens[numeral.from - 2] : before;
  if (label === undefined || label.kind !== "word") return false;
  if (!grammar.has("number-labels", label.norm)) return false;
  if (matches.get("bound.atMost")?.some((m) => m.to === numeral.from)) return false;
  // "in section 5" is a label, "in that area 40 families live" is not: a noun after the number counts
  const next = tokens[numeral.to];
  const counts = next !== undefined && (grammar.has("person-words", next.norm) || grammar.has("unit", next.norm));
  return !counts && !listed(tokens, numeral, label, grammar);
}

/** "records list 212 new admissions": a label that is a verb before things that are counted. */
function listed(tokens: View["tokens"], numeral: Numeral, label: Token, grammar: View["grammar"]): boolean {
  if (label.capital || grammar.word("cue.verbs", label.norm) === undefined) return false;
  const noun = tokens
    .slice(numeral.to, numeral.to + 2)
    .find((t) => t.kind === "word" && grammar.ends("plural", t.norm) && !grammar.has("verbs", t.norm));
  return (
    noun !== undefined && tokens[numeral.to]?.kind === "word" && !grammar.has("prepositions", tokens[numeral.to]!.norm)
  );
}

/** "the 4th Division", "the Second Chamber": an ordinal before a capital is part of a name. */
const isNamePart = (next: Token | undefined): boolean => next?.kind === "word" && next.capital;

/** "Camp 22 holds", "Apple Watch 5": a number right behind a name that counts nothing; in a list of names each has its figure. */
function isNumbered(numeral: Numeral, tokens: View["tokens"], grammar: View["grammar"]): boolean {
  // "Recommendation 7: train the officers"
  const heads = numeral.from === 1 && tokens[0]!.capital && tokens[numeral.to]?.text === ":";
  if (heads && numeral.form === "digits") return true;
  const behindName = (at: number): boolean => {
    const [name, number, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
    if (name?.kind !== "word" || !name.capital || at < 2 || !/^\d{1,3}$/.test(number?.norm ?? "")) return false;
    const known = ["month", "weekday", "prepositions", "bound.skip", "currency", "verbs"].some((s) =>
      grammar.has(s, name.norm),
    );
    const closes =
      next === undefined ||
      next.kind === "mark" ||
      ["auxiliaries", "verbs", "prepositions", "conjunctions", "relatives"].some((s) => grammar.has(s, next.norm));
    return !known && closes && next?.norm !== "%" && next?.norm !== "-";
  };
  if (numeral.form !== "digits" || numeral.to - numeral.from !== 1 || !behindName(numeral.from)) return false;
  return tokens.filter((t, i) => t.kind === "number" && behindName(i)).length < 3;
}
