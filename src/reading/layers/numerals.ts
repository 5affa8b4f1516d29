import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { dualEnding, isDefinite } from "../word-shapes.ts";
import { constructOf, isDual, isJoined } from "./duals.ts";
import { fractionOf, ordinalAt, owned, vulgar } from "./fractions.ts";
import { digitsValue, fromDigits, fromWords, type Numeral, numberEntry, plainNumber, round } from "./number-words.ts";
import { shareOfArticle, shareOfNumber } from "./shares.ts";

/**
 * The number that begins at token `at`, or null: digits with multipliers ("22 million"), words ("two hundred and five"),
 * Arabic order ("خمسة وعشرون"), fractions ("two thirds", "one in five"), percentages.
 */
export function numeralAt(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  if (asked.tokens !== tokens || asked.grammar !== grammar) asked = { tokens, grammar, found: [] };
  const { found } = asked;
  const known = found[at];
  if (known !== undefined) return known;
  const numeral = fromHere(tokens, at, grammar);
  found[at] = numeral;
  return numeral;
}

/** Rules for times, shares and quantities ask for the same numbers of a sentence one after the other. */
let asked: { tokens: readonly Token[]; grammar: Grammar | null; found: (Numeral | null)[] } = {
  tokens: [],
  grammar: null,
  found: [],
};

function fromHere(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const each = shareOf(tokens, at, grammar);
  if (each !== null) return each;
  if (!mayBegin(token, grammar)) return null;
  const one = shareOfArticle(tokens, at, grammar);
  if (one !== null) return one;
  // "a" begins a number only before another of its words: "a third", "a million"
  const next = tokens[at + 1];
  if (next !== undefined && grammar.has("number-article", token.norm) && !mayBegin(next, grammar)) return null;
  const ordinal = ordinalAt(tokens, at, grammar);
  if (ordinal !== null) return ordinal;
  const signed = signAt(tokens, at, grammar);
  const start = signed ? at + 1 : at;
  const sign = signed ? -1 : 1;
  const place = (n: Numeral): Numeral => ({ ...n, from: at, value: sign * n.value });
  // the dual is a number of its own: رجلين, two men; رجلان اثنان says it twice
  if (isDual(tokens, at, grammar) && !grammar.has("fraction", token.norm)) {
    const again = !isJoined(tokens[at + 1], grammar) && numberEntry(tokens, at + 1, grammar)?.value === 2;
    return { from: at, to: at + (again ? 2 : 1), value: 2, form: "words" };
  }
  const mixed = mixedAt(tokens, start, grammar);
  if (mixed !== null) {
    const percent = mixed.form === "fraction" ? percentAfter(tokens, mixed.to, grammar) : 0;
    if (percent === 0) return place(mixed);
    return { from: at, to: mixed.to + percent, value: round((sign * mixed.value) / 100), form: "percent" };
  }
  const teen = grammar.setting("and-prefix") === undefined ? undefined : numberEntry(tokens, start, grammar);
  const half = teen?.length === 2 ? null : fractionOf(tokens, start, grammar);
  if (half !== null) return place(half);
  const point = pointFirst(tokens, start);
  if (point !== null) return finish(tokens, at, point.to, sign * point.value, "digits", grammar);
  const sum = tokens[start]!.kind === "number" ? fromDigits(tokens, start, grammar) : fromWords(tokens, start, grammar);
  if (sum === null) return null;
  const plainValue = round(sum.total + sum.group);
  // "200 point zero three"
  const decimal = sum.words || signed ? decimalsAfter(tokens, sum.to, grammar) : null;
  if (decimal !== null) {
    const scale = grammar.word("multiplier", tokens[decimal.to]?.norm ?? "")?.attributes["value"];
    const value = round(sign * Number(`${plainValue}.${decimal.digits}`) * Number(scale ?? 1));
    return finish(tokens, at, decimal.to + (scale === undefined ? 0 : 1), value, "words", grammar);
  }
  // "2 1/4", "one over three"
  const more = restAfter(tokens, sum.to, plainValue, grammar);
  if (more !== null) return { from: at, to: more.to, value: sign * more.value, form: "fraction" };
  return finish(tokens, at, sum.to, sign * plainValue, sum.words ? "words" : "digits", grammar);
}

/** How many tokens say "percent" at `at`. */
function percentAfter(tokens: readonly Token[], at: number, grammar: Grammar): number {
  return [3, 2, 1].find((n) => grammar.phrase("percent", tokens, at, n) !== undefined) ?? 0;
}

/** "شخص من كل خمسة", "شخصان من كل خمسة": a noun stands for the one or two of so many. */
function shareOf(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const token = tokens[at]!;
  if (token.kind !== "word" || !grammar.has("one-of", tokens[at + 1]?.norm)) return null;
  // من كل, من بين كل
  const length = [3, 2].find((n) => grammar.phrase("one-of", tokens, at + 1, n)?.attributes["each"] === "yes");
  if (length === undefined) return null;
  if (["number", "ordinal", "vague", "adverbs", "bound.approx"].some((s) => grammar.has(s, token.norm))) return null;
  const whole = plainNumber(tokens, at + 1 + length, grammar);
  const value = isDual(tokens, at, grammar) ? 2 : 1;
  return whole === null || whole.value <= value
    ? null
    : { from: at, to: whole.to, value: value / whole.value, form: "fraction" };
}

/** Most words begin no number: what a word is, is asked once. */
const begins = new WeakMap<Grammar, Map<string, boolean>>();

function mayBegin(token: Token, grammar: Grammar): boolean {
  if (token.kind !== "word") return true;
  let known = begins.get(grammar);
  if (known === undefined) {
    known = new Map();
    begins.set(grammar, known);
  }
  const answer = known.get(token.norm);
  if (answer !== undefined) return answer;
  const numeric = mayCount(token, grammar);
  if (known.size >= 200_000) known.clear();
  known.set(token.norm, numeric);
  return numeric;
}

/** A number word; or a dual, a part with a suffix, "parts of", where a language has these. */
function mayCount(token: Token, grammar: Grammar): boolean {
  const { norm } = token;
  if (
    ["number", "multiplier", "fraction", "ordinal", "number-article", "one-more", "minus", "dual"].some((s) =>
      grammar.has(s, norm),
    )
  )
    return true;
  if (constructOf(norm, grammar) !== null) return true;
  return dualEnding(norm, grammar) !== null || owned(token, grammar) !== undefined || startsPhrase(norm, grammar);
}

/** First words of numbers of several words: اثني عشر, جزء من; a clitic or two may stand before them. */
function startsPhrase(norm: string, grammar: Grammar): boolean {
  const first = firstWords(grammar);
  return first.has(norm) || first.has(norm.slice(1)) || first.has(norm.slice(2));
}

const phraseStarts = new WeakMap<Grammar, ReadonlySet<string>>();

function firstWords(grammar: Grammar): ReadonlySet<string> {
  const known = phraseStarts.get(grammar);
  if (known !== undefined) return known;
  const forms = ["number", "fraction", "parts-of"].flatMap((section) =>
    grammar.entries(section).flatMap((entry) => entry.forms.map((form) => grammar.tokenize(form))),
  );
  const words = new Set(forms.flatMap((tokens) => (tokens.length > 1 ? [tokens[0]!.norm] : [])));
  phraseStarts.set(grammar, words);
  return words;
}

function signAt(tokens: readonly Token[], at: number, grammar: Grammar): boolean {
  const token = tokens[at]!;
  const next = tokens[at + 1];
  if (next === undefined) return false;
  // "plus or minus 3" is a margin
  if (at > 1 && grammar.phrase("bound.approx", tokens, at - 2, 3) !== undefined) return false;
  if (grammar.has("minus", token.norm))
    return (
      next.kind === "number" ||
      grammar.has("number", next.norm) ||
      grammar.word("multiplier", next.norm)?.attributes["alone"] !== undefined
    );
  return token.norm === "-" && next.kind === "number" && isSign(tokens, at);
}

/** ".08" */
function pointFirst(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  const [dot, digits] = tokens.slice(at, at + 2);
  const loose = dot?.text === "." && (tokens[at - 1]?.end ?? -1) < dot.start;
  return loose && digits?.kind === "number" && digits.start === dot.end && /^\d+$/.test(digits.norm)
    ? { value: Number(`0.${digits.norm}`), to: at + 2 }
    : null;
}

/** A whole number, "and", and a part of one: "two and a half", "one million and three quarters", "مئة وثلاثة أرباع". */
function mixedAt(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const glue = grammar.setting("and-prefix");
  for (let i = at + 1; i < Math.min(tokens.length, at + 9); i++) {
    const { norm, kind } = tokens[i]!;
    if (kind === "mark" && norm !== "-") return null;
    const and = grammar.has("number-and", norm);
    const joined = and ? i + 1 : glue !== undefined && norm.startsWith(glue) && norm.length > 2 ? i : -1;
    if (joined >= 0) {
      const whole = plainNumber(tokens.slice(0, i), at, grammar);
      if (whole === null) return null;
      const rest = whole.to === i ? fractionOf(tokens, joined, grammar, true) : null;
      const ends = rest !== null && grammar.word("fraction", tokens[rest.to - 1]!.norm) !== undefined;
      if (rest !== null && rest.form === "fraction" && rest.value < 1 && (ends || glue !== undefined || and)) {
        // "three million and a half": half a million more
        const unit = tokens[i - 1]!;
        const scale = Number(grammar.word("multiplier", unit.norm)?.attributes["value"] ?? 1);
        const value = whole.value + rest.value * (scale >= 1000 ? scale : 1);
        return { from: at, to: rest.to, value: round(value), form: "fraction" };
      }
      if (rest !== null && rest.form === "words") {
        // "one billion and a half million"; "five and a half million"
        const size = Number(grammar.word("multiplier", tokens[rest.to - 1]!.norm)?.attributes["value"] ?? 0);
        const lead =
          whole.value < 1000 ? whole.value * size : whole.value >= 1e6 && rest.value < whole.value ? whole.value : 0;
        if (lead > 0 && rest.value < Math.max(size, whole.value))
          return { from: at, to: rest.to, value: round(lead + rest.value), form: "words" };
      }
    } else if (
      grammar.word("number", norm) === undefined &&
      grammar.word("multiplier", norm) === undefined &&
      norm !== "-"
    )
      return null;
  }
  return null;
}

function decimalsAfter(tokens: readonly Token[], at: number, grammar: Grammar): { digits: string; to: number } | null {
  if (!grammar.has("decimal-point", tokens[at]?.norm)) return null;
  let digits = "";
  let to = at + 1;
  for (;;) {
    // three point four million: the scale is that of the whole
    const scale = tokens.findIndex((t, i) => i >= to && grammar.has("multiplier", t.norm));
    const next = plainNumber(scale < 0 ? tokens : tokens.slice(0, scale), to, grammar);
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
  if (grammar.has("divided-by", a?.norm) && !isDefinite(tokens[at - 1], grammar)) {
    const under = plainNumber(tokens, at + 1, grammar);
    const words = tokens[at - 1]?.kind === "word" || grammar.isVerbFirst || value === 1;
    const last = under !== null && (tokens[under.to] === undefined || tokens[under.to]!.kind === "mark");
    const exact =
      under !== null && value > 0 && under.value > 0 && under.value < 1e13 && (last || (words && under.value > value));
    if (exact) return { value: value / under.value, to: under.to };
  }
  const sign = vulgar(a);
  return sign === null || b?.kind === "number" ? null : { value: value + sign, to: at + 1 };
}

function isSign(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined) return true;
  const touches = tokens[at]!.end === tokens[at + 1]!.start;
  return touches && (before.end < tokens[at]!.start || /^[<>=≤≥(]$/u.test(before.text));
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
    for (const length of [3, 2, 1]) {
      if (
        from >= length &&
        grammar.phrase("percent-before", tokens, from - length, length) !== undefined &&
        tokens[from - length - 1]?.kind !== "number"
      ) {
        // "بنسبة ٤٥٪" says it twice
        return { from, to: to + percentAfter(tokens, to, grammar), value: round(value / 100), form: "percent" };
      }
    }
  }
  const dash = tokens[to]?.norm === "-" ? 1 : 0;
  for (let length = 3; length > 0; length--) {
    const entry = grammar.phrase("percent", tokens, to + dash, length);
    if (entry !== undefined) {
      const points = entry.attributes["points"] === "yes";
      if (points && length === 1) continue;
      return points
        ? { from, to: to + dash + length, value, form: "points" }
        : { from, to: to + dash + length, value: round(value / 100), form: "percent" };
    }
  }
  const part = shareOfNumber(tokens, from, to, value, grammar);
  return part ?? { from, to, value, form };
}

/** A number behind what it counts: in السنوات الخمس the word that is a fifth elsewhere is five. */
export function countBehind(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const found = numeralAt(tokens, at, grammar);
  if (found === null || found.form !== "fraction") return found;
  const whole = Math.round(1 / found.value);
  return found.to === at + 1 && whole > 2 ? { ...found, value: whole, form: "words" } : null;
}
