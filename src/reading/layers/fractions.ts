import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { type Numeral, phraseEntry, plainNumber, round } from "./number-words.ts";

/** "half", "a third", "two-thirds", "ثلثي": null when it is an ordinal or nothing of the kind. */
export function fractionOf(tokens: readonly Token[], at: number, grammar: Grammar, joined = false): Numeral | null {
  if (tokens[at] === undefined) return null;
  const matches = (from: number): { to: number; value: number; part: boolean } | null => {
    for (const length of [3, 2, 1]) {
      const phrase = tokens.slice(from, from + length);
      if (phrase.length < length) continue;
      const entry = phraseEntry(grammar, "fraction", phrase);
      if (entry !== undefined) {
        const part = entry.attributes["part"];
        return {
          to: from + length,
          value: part === undefined ? Number(entry.attributes["value"]) : 1 / Number(part),
          part: part !== undefined,
        };
      }
    }
    return null;
  };
  const scaled = (value: number, to: number): Numeral => {
    // "half a million", "a quarter of a million"
    let next = to;
    if (tokens[next]?.norm === "of") next += 1;
    if (tokens[next]?.norm === "a") next += 1;
    const entry = grammar.word("multiplier", tokens[next]?.norm ?? "");
    const size = Number(entry?.attributes["value"] ?? 0);
    if (
      entry !== undefined &&
      tokens[next]!.norm.length > 1 &&
      (next > to || grammar.setting("and-joins") === "yes") &&
      size >= 12
    ) {
      return { from: at, to: next + 1, value: round(value * size), form: "words" };
    }
    return { from: at, to, value, form: "fraction" };
  };
  const alone = matches(at);
  const norm = tokens[at]!.norm;
  // سبع قرى is seven villages, سبع السكان a seventh of the people
  const article = grammar.setting("article-prefix");
  const counts =
    alone?.part === true &&
    article !== undefined &&
    grammar.word("number", norm) !== undefined &&
    !(tokens[alone.to]?.norm ?? "").startsWith(article);
  if (counts && !joined) return null;
  if (alone !== null && (!alone.part || grammar.setting("bare-fractions") === "yes")) {
    if (norm === "half" && ["way", "hearted"].includes(tokens[at + 1]?.norm ?? "")) return null;
    return scaled(alone.value, alone.to);
  }
  const single = norm === "a" || norm === "one";
  const count = single
    ? { value: 1, to: at + 1 }
    : (largeCount(tokens, at, grammar) ?? smallNumber(tokens, at, grammar));
  if (count === null) return null;
  const dash = tokens[count.to]?.norm === "-" ? 1 : 0;
  const part = matches(count.to + dash);
  if (part?.part) {
    const word = tokens[count.to + dash]!.norm;
    const plural = word.endsWith("s") || grammar.setting("code") !== "en";
    // "a third man" is an ordinal, "a third of" and "a third" before a verb are parts
    if (single && !plural && tokens[part.to]?.kind === "word" && tokens[part.to]!.norm !== "of" && norm !== "one") {
      const after = tokens[part.to]!.norm;
      if (!grammar.has("verbs", after) && !grammar.has("auxiliaries", after) && !grammar.has("prepositions", after))
        return null;
    }
    if (!single && !plural) return null;
    return scaled(count.value * part.value, part.to);
  }
  // "two and a half", "2 and a half million"
  if (tokens[count.to]?.norm === "and" && tokens[count.to + 1]?.norm === "a") {
    const rest = matches(count.to + 2);
    if (rest !== null) return scaled(count.value + rest.value, rest.to);
  }
  return null;
}

/** "twenty-three fifths": any number in words may count a plural part. */
function largeCount(tokens: readonly Token[], at: number, grammar: Grammar): { value: number; to: number } | null {
  if (grammar.word("number", tokens[at]?.norm ?? "") === undefined || grammar.setting("code") !== "en") return null;
  const number = plainNumber(tokens, at, grammar);
  const next = tokens[(number?.to ?? 0) + (tokens[number?.to ?? 0]?.norm === "-" ? 1 : 0)]?.norm ?? "";
  return number !== null && next.endsWith("s") && grammar.has("fraction", next) ? number : null;
}

function smallNumber(tokens: readonly Token[], at: number, grammar: Grammar): { value: number; to: number } | null {
  const token = tokens[at]!;
  const word = grammar.word("number", token.norm);
  if (word !== undefined) return { value: Number(word.attributes["value"]), to: at + 1 };
  if (token.kind === "number" && /^\d{1,2}$/.test(token.norm)) return { value: Number(token.norm), to: at + 1 };
  return null;
}

export function ordinalAt(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const token = tokens[at]!;
  const next = tokens[at + 1];
  if (token.kind === "number" && /^\d+$/.test(token.norm) && next !== undefined && next.start === token.end) {
    if (/^(st|nd|rd|th)$/.test(next.norm)) return { from: at, to: at + 2, value: Number(token.norm), form: "ordinal" };
  }
  const entry = grammar.word("ordinal", token.norm);
  if (entry === undefined) return null;
  if (grammar.word("fraction", token.norm) !== undefined && grammar.setting("bare-fractions") === "yes") return null;
  return { from: at, to: at + 1, value: Number(entry.attributes["value"]), form: "ordinal" };
}
