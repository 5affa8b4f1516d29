import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { fractionOf, ordinalAt } from "./fractions.ts";
import {
  digitsValue,
  fromDigits,
  fromWords,
  type Numeral,
  numberEntry,
  phraseEntry,
  plainNumber,
  round,
} from "./number-words.ts";

/**
 * The number that begins at token `at`, or null: digits with multipliers ("22 million"), words ("two hundred and five"),
 * Arabic order ("خمسة وعشرون"), fractions ("two thirds", "one in five"), percentages.
 */
export function numeralAt(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const ordinal = ordinalAt(tokens, at, grammar);
  if (ordinal !== null) return ordinal;
  let sign = 1;
  let start = at;
  if (
    (token.norm === "-" || grammar.has("minus", token.norm)) &&
    (tokens[at + 1]?.kind === "number"
      ? isSign(tokens, at)
      : token.norm !== "-" && grammar.has("number", tokens[at + 1]?.norm))
  ) {
    sign = -1;
    start = at + 1;
  }
  // the dual is a number of its own: رجلين, two men
  if (isDual(tokens, at, grammar)) return { from: at, to: at + 1, value: 2, form: "words" };
  const teen = grammar.setting("and-prefix") === undefined ? undefined : numberEntry(tokens, start, grammar);
  const half = teen?.length === 2 ? null : fractionOf(tokens, start, grammar);
  if (half !== null) return half;
  const sum =
    token.kind === "number" || sign < 0 ? fromDigits(tokens, start, grammar) : fromWords(tokens, start, grammar);
  if (sum === null) return null;
  const plainValue = round(sum.total + sum.group);
  // "200 point zero three"
  const decimal = sum.words || sign < 0 ? decimalsAfter(tokens, sum.to, grammar) : null;
  if (decimal !== null)
    return finish(tokens, at, decimal.to, sign * Number(`${plainValue}.${decimal.digits}`), "words", grammar);
  // "two and a half", "واحد ونصف", "2 1/4", "one over three"
  const more = restAfter(tokens, sum.to, plainValue, grammar);
  if (more !== null) return { from: at, to: more.to, value: sign * more.value, form: "fraction" };
  const value = sign * plainValue;
  return finish(tokens, at, sum.to, value, sum.words ? "words" : "digits", grammar);
}

function isDual(tokens: readonly Token[], at: number, grammar: Grammar): boolean {
  const endings = grammar.setting("dual-endings")?.split(",");
  if (endings === undefined) return false;
  const { norm } = tokens[at]!;
  if (grammar.has("dual", norm)) return true;
  return (
    norm.length >= 6 &&
    endings.some((e) => norm.endsWith(e)) &&
    !grammar.has("number", norm) &&
    !grammar.has("not-dual", norm)
  );
}

function decimalsAfter(tokens: readonly Token[], at: number, grammar: Grammar): { digits: string; to: number } | null {
  if (!grammar.has("decimal-point", tokens[at]?.norm)) return null;
  let digits = "";
  let to = at + 1;
  for (;;) {
    const next = plainNumber(tokens, to, grammar);
    if (next === null || !Number.isInteger(next.value)) break;
    digits += String(next.value);
    to = next.to;
  }
  return digits === "" ? null : { digits, to };
}

/** A fraction that follows a whole number, or a number it is divided by. */
function restAfter(
  tokens: readonly Token[],
  at: number,
  value: number,
  grammar: Grammar,
): { value: number; to: number } | null {
  const [a, slash, b] = tokens.slice(at, at + 3);
  if (
    a?.kind === "number" &&
    slash?.norm === "/" &&
    b?.kind === "number" &&
    slash.start === a.end &&
    b.start === slash.end
  ) {
    const [n, d] = [digitsValue(a.norm), digitsValue(b.norm)];
    if (n < d && d <= 100 && tokens[at + 3]?.norm !== "/") return { value: value + n / d, to: at + 3 };
  }
  if (grammar.has("divided-by", a?.norm)) {
    const under = plainNumber(tokens, at + 1, grammar);
    const exact =
      under !== null &&
      under.value > value &&
      value > 0 &&
      under.value < 1e13 &&
      (tokens[at - 1]?.kind === "word" || grammar.setting("code") === "ar" || value === 1);
    if (exact) return { value: value / under.value, to: under.to };
  }
  const glue = grammar.setting("and-prefix");
  const joined = grammar.has("number-and", a?.norm) ? at + 1 : glue && a?.norm.startsWith(glue) ? at : -1;
  if (joined < 0) return null;
  const rest = fractionOf(tokens, joined, grammar, true);
  return rest !== null && rest.form === "fraction" && rest.value < 1
    ? { value: round(value + rest.value), to: rest.to }
    : null;
}

function isSign(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return before === undefined || (before.end < tokens[at]!.start && tokens[at]!.end === tokens[at + 1]!.start);
}

function finish(
  tokens: readonly Token[],
  from: number,
  to: number,
  value: number,
  form: "digits" | "words",
  grammar: Grammar,
): Numeral {
  if (form !== "digits" || tokens[from]!.kind === "number") {
    for (const length of [2, 1]) {
      const before = from >= length ? tokens.slice(from - length, from) : [];
      if (
        before.length === length &&
        phraseEntry(grammar, "percent-before", before) !== undefined &&
        tokens[from - length - 1]?.kind !== "number"
      ) {
        return { from, to, value: round(value / 100), form: "percent" };
      }
    }
  }
  const dash = tokens[to]?.norm === "-" ? 1 : 0;
  for (let length = 3; length > 0; length--) {
    const phrase = tokens.slice(to + dash, to + dash + length);
    if (phrase.length < length) continue;
    const entry = phraseEntry(grammar, "percent", phrase);
    if (entry !== undefined) {
      const points = entry.attributes["points"] === "yes";
      if (points && phrase.length === 1) continue;
      return points
        ? { from, to: to + dash + length, value, form: "points" }
        : { from, to: to + dash + length, value: round(value / 100), form: "percent" };
    }
  }
  const part = partOf(tokens, from, to, value, grammar);
  return part ?? { from, to, value, form };
}

/** "one in five", "4 out of 10", "one of every three": a fraction when the words say so. */
function partOf(tokens: readonly Token[], from: number, to: number, value: number, grammar: Grammar): Numeral | null {
  for (const match of [3, 2, 1]) {
    const phrase = tokens.slice(to, to + match);
    if (phrase.length < match || phraseEntry(grammar, "one-of", phrase) === undefined) continue;
    const whole = plainNumber(tokens, to + match, grammar);
    const small = whole !== null && whole.value > value && value > 0 && Number.isInteger(value);
    const isYear = whole !== null && whole.value >= 1900 && whole.value < 2100;
    const next = whole === null ? undefined : tokens[whole.to]?.norm;
    if (
      small &&
      !isYear &&
      (match > 1 || whole.value <= 20 || whole.value % 10 === 0) &&
      next !== "-" &&
      !grammar.has("multiplier", next)
    ) {
      if (
        match === 1 &&
        (grammar.has("time.unit", next) || value > 20 || whole.value > 1000 || tokens[from]!.kind === "number")
      )
        return null;
      return { from, to: whole.to, value: value / whole.value, form: "fraction" };
    }
  }
  return null;
}
