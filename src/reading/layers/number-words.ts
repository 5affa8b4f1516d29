import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";

/** A number found in tokens `from` (inclusive) to `to` (exclusive). */
export interface Numeral {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** How it is written: digits, words, a part of one, a position. */
  readonly form: "digits" | "words" | "fraction" | "percent" | "points" | "ordinal";
}

/**
 * Value of a digit token in any script: separators of thousands are dropped, whether they stand as in 1,234.5, 1 234,5,
 * 12,34,567.8 or 1.234,56.
 */
export function digitsValue(norm: string): number {
  const plain = norm
    .replace(/[\u060C\u066C\u00A0\u2009\u202F\u202A-\u202E\u2066-\u2069 ]/g, "")
    .replace(/\u066B/g, ".");
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(plain)) return Number(plain.replace(/,/g, ""));
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(plain)) return Number(plain.replace(/\./g, "").replace(",", "."));
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(plain)) return Number(plain.replace(/\./g, ""));
  return Number(plain.replace(",", "."));
}

/** Without what a sum of binary fractions leaves behind the fifteenth digit. */
export const round = (value: number): number =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? value : Number(value.toPrecision(15));

interface Sum {
  total: number;
  group: number;
  /** The last group was closed by a thousand or more, so that only smaller numbers may follow. */
  lowest: number;
  to: number;
  words: boolean;
}

export function plainNumber(
  tokens: readonly Token[],
  at: number,
  grammar: Grammar,
): { value: number; to: number } | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const sum = token.kind === "number" ? fromDigits(tokens, at, grammar) : fromWords(tokens, at, grammar);
  return sum === null ? null : { value: round(sum.total + sum.group), to: sum.to };
}

/** The number word at `at`, several words where the language writes it so ("خمسة عشر", "quatre-vingt-dix"). */
export function numberEntry(
  tokens: readonly Token[],
  at: number,
  grammar: Grammar,
): { value: number; length: number } | undefined {
  const word = grammar.word("number", tokens[at]?.norm ?? "");
  const single = word?.attributes["construct"] === "yes" && !rulesNext(tokens, at, grammar) ? undefined : word;
  for (let length = Math.min(grammar.longestNumber, tokens.length - at); length > 1; length--) {
    const value = grammar.phrase("number", tokens, at, length)?.attributes["value"];
    if (value !== undefined) return { value: Number(value), length };
  }
  return single === undefined ? undefined : { value: Number(single.attributes["value"]), length: 1 };
}

/** ألفا شخص is two thousand; ألفا وسبعمئة, ألفاً, and what nothing follows that is counted, is a thousand. */
function rulesNext(tokens: readonly Token[], at: number, grammar: Grammar): boolean {
  const next = tokens[at + 1];
  if (next?.kind !== "word" || tokens[at]!.text.includes(grammar.setting("accusative-mark") ?? "\0")) return false;
  const glue = grammar.setting("and-prefix") ?? "\0";
  const number = ["number", "multiplier", "fraction"].some((s) => grammar.has(s, next.norm));
  return (
    !(number && next.norm.startsWith(glue)) && !["prepositions", "conjunctions"].some((s) => grammar.has(s, next.norm))
  );
}

export function fromDigits(tokens: readonly Token[], at: number, grammar: Grammar): Sum | null {
  const token = tokens[at];
  if (token === undefined || token.kind !== "number") return null;
  let value = digitsValue(token.norm);
  // 1.840 قاصراً: a point between thousands, where people are counted
  if (!Number.isFinite(value)) return null;
  if (isGrouped(tokens, at, grammar)) value = Number(token.norm.replace(".", ""));
  let to = at + 1;
  const slash = tokens[to];
  const under = tokens[to + 1];
  if (slash?.norm === "/" && under?.kind === "number" && slash.start === token.end && under.start === slash.end) {
    const whole = digitsValue(under.norm);
    if (whole > value && whole <= 100 && tokens[to + 2]?.norm !== "/")
      return { total: value / whole, group: 0, lowest: 0, to: to + 2, words: false };
  }
  let scale = 1;
  for (;;) {
    const dash = tokens[to]?.norm === "-" ? 1 : 0;
    const entry = grammar.word("multiplier", tokens[to + dash]?.norm ?? "");
    if (entry === undefined || percentAt(tokens, to, grammar)) break;
    if (!isScale(tokens, at, to + dash, entry.attributes, grammar)) break;
    scale = Number(entry.attributes["value"]);
    value *= scale;
    to += 1 + dash;
  }
  const sum: Sum = { total: value, group: 0, lowest: scale > 1 ? scale : value >= 1000 ? 1000 : 1, to, words: false };
  // "3 hundred and 21", "4 thousand 3 hundred"; never "3 million and two of them"
  return grammar.setting("and-joins") === "yes" && scale > 1 ? extend(tokens, sum, grammar, scale) : sum;
}

/** 1.840 قاصرا: three places behind a point are thousands where people or things are counted and the language may write so. */
function isGrouped(tokens: readonly Token[], at: number, grammar: Grammar): boolean {
  if (grammar.setting("point-groups") !== "yes" || !/^[1-9]\d{0,2}\.\d{3}$/.test(tokens[at]!.norm)) return false;
  const next = tokens[at + 1];
  const measured = ["multiplier", "unit", "percent", "prepositions"].some((s) => grammar.has(s, next?.norm));
  return next?.kind === "word" && !measured && !percentAt(tokens, at + 1, grammar);
}

/** "10k", "$5m", "10M": a letter is a scale only where nothing else is likely, and "m" after a bare number is a metre. */
function isScale(
  tokens: readonly Token[],
  at: number,
  unit: number,
  attributes: Readonly<Record<string, string>>,
  grammar: Grammar,
): boolean {
  const { norm, text, start } = tokens[unit]!;
  if (attributes["letter"] === undefined) return norm.length > 1 || start === tokens[unit - 1]!.end;
  const money = /^[$€£¥]$/u.test(tokens[at - 1]?.text ?? "");
  const capital = text === text.toUpperCase();
  if (attributes["letter"] === "money") return money;
  if (attributes["letter"] === "capital") return money || capital || countsMillions(tokens, unit, grammar);
  return true;
}

/** "1.2m tonnes", "2m people": a small letter written onto the number counts what follows; "10m high" is a length. */
function countsMillions(tokens: readonly Token[], unit: number, grammar: Grammar): boolean {
  const next = tokens[unit + 1];
  if (next?.kind !== "word" || tokens[unit]!.start !== tokens[unit - 1]!.end) return false;
  return grammar.has("person-words", next.norm) || grammar.has("unit", next.norm) || grammar.ends("plural", next.norm);
}

const percentAt = (tokens: readonly Token[], at: number, grammar: Grammar): boolean =>
  [3, 2, 1].some((n) => grammar.phrase("percent", tokens, at, n) !== undefined);

export function fromWords(tokens: readonly Token[], at: number, grammar: Grammar): Sum | null {
  if (grammar.has("number-article", tokens[at]?.norm)) {
    const next = grammar.word("multiplier", tokens[at + 1]?.norm ?? "");
    if (next === undefined || tokens[at + 1]!.norm.length < 4) return null;
    // "a score of men", but no "score of 9 points"
    const counted = grammar.has("vague-of", tokens[at + 2]?.norm) && tokens[at + 3]?.kind === "word";
    if (next.attributes["of"] === "yes" && !counted) return null;
    const sum: Sum = { total: 0, group: 1, lowest: Infinity, to: at + 1, words: true };
    return extend(tokens, sum, grammar, Infinity);
  }
  const first = numberEntry(tokens, at, grammar);
  const multiplier = first === undefined ? grammar.word("multiplier", tokens[at]?.norm ?? "") : undefined;
  if (first === undefined && multiplier === undefined) return null;
  if (multiplier !== undefined) {
    const value = Number(multiplier.attributes["value"]);
    const next = grammar.word("multiplier", tokens[at + 1]?.norm ?? "");
    // "hundred thousand dollars" begins with a multiplier; "thousand" alone is none
    const larger = tokens[at]!.norm.length > 2 && Number(next?.attributes["value"] ?? 0) > value;
    if (multiplier.attributes["alone"] !== "yes" && !larger) return null;
    return extend(
      tokens,
      { total: value >= 1000 ? value : 0, group: value >= 1000 ? 0 : value, lowest: value, to: at + 1, words: true },
      grammar,
      value,
    );
  }
  const known = numberEntry(tokens, at, grammar)!;
  const value = known.value;
  const sum: Sum = { total: 0, group: value, lowest: magnitude(value), to: at + known.length, words: true };
  if (value >= 1000) {
    sum.total = value;
    sum.group = 0;
  }
  return extend(tokens, sum, grammar, Infinity);
}

/** The place below which a number may still be added: twenty takes units, a hundred takes tens, eleven takes nothing. */
function magnitude(value: number): number {
  if (value >= 1000) return value;
  if (value >= 100) return 100;
  return value >= 20 && value % 10 === 0 ? 10 : 1;
}

function extend(tokens: readonly Token[], sum: Sum, grammar: Grammar, limit: number): Sum {
  let cap = limit;
  for (;;) {
    let next = sum.to;
    let joined = false;
    if (tokens[next]?.norm === "-") next += 1;
    else if (grammar.has("number-and", tokens[next]?.norm)) {
      next += 1;
      joined = true;
    }
    const token = tokens[next];
    if (token === undefined) return sum;
    const glue = grammar.setting("and-prefix");
    if (glue !== undefined && token.norm.startsWith(glue) && token.norm.length > 2) joined = true;
    if (percentAt(tokens, next, grammar)) return sum;
    const multiplier = joined ? undefined : grammar.word("multiplier", token.norm);
    if (multiplier !== undefined && token.norm.length > 1) {
      const by = Number(multiplier.attributes["value"]);
      if (multiplier.attributes["letter"] !== undefined && multiplier.attributes["letter"] !== "any") return sum;
      if (by === cap && sum.group === 0) return sum;
      if (by === 12 && sum.group > 100 && sum.group % 100 > 0) {
        sum.group += (sum.group % 100) * (by - 1);
        sum.lowest = 1;
      } else if (by === 100 || by === 12) {
        // "deux mille cent": a hundred without a number before it
        const alone = multiplier.attributes["alone"] === "yes" && glue === undefined;
        if (sum.group >= 100 || (sum.group === 0 && sum.total > 0 && !alone)) return sum;
        sum.group = Math.max(sum.group, 1) * by;
        sum.lowest = by;
      } else {
        if (sum.group === 0 && sum.total > 0 && sum.total % by !== 0) sum.total *= by;
        else sum.total = sum.total > 0 && sum.group === 0 ? sum.total * by : sum.total + Math.max(sum.group, 1) * by;
        sum.group = 0;
        cap = by;
        sum.lowest = by;
      }
      sum.to = next + 1;
      continue;
    }
    let value: number | undefined;
    const word =
      grammar.word("number", token.norm)?.attributes["article"] === "yes"
        ? undefined
        : numberEntry(tokens, next, grammar);
    if (word !== undefined) value = word.value;
    else if (
      token.kind === "number" &&
      ((glue !== undefined && joined && (sum.words || sum.lowest >= 1000)) ||
        digitsFit(tokens, next, joined, sum, grammar))
    )
      value = digitsValue(token.norm);
    else if (joined && glue !== undefined) {
      const larger = grammar.word("multiplier", token.norm);
      if (larger !== undefined && larger.attributes["alone"] === "yes") value = Number(larger.attributes["value"]);
    }
    if (value === undefined || !Number.isFinite(value)) return sum;
    if (joined && glue === undefined && !sum.words && sum.lowest > 100) return sum;
    const reversed =
      glue !== undefined && joined && value >= 20 && value < 100 && sum.group % 100 > 0 && sum.group % 100 < 10;
    const fits = value > 0 && value < sum.lowest && !(sum.group === 0 && sum.total === 0);
    if (!fits && !reversed) return sum;
    // English joins by "and" only after a hundred or more; "twenty and five" are two numbers.
    if (joined && glue === undefined && sum.lowest < 100) return sum;
    // "between nine hundred and nine hundred and one"
    const another = Number(grammar.word("multiplier", tokens[next + 1]?.norm ?? "")?.attributes["value"]) === 100;
    if (joined && glue === undefined && sum.group >= 100 && another) return sum;
    if (!joined && glue !== undefined && tokens[sum.to]?.norm !== "-") {
      if (!(sum.lowest >= 100)) return sum;
      return sum;
    }
    if (!joined && glue === undefined && sum.lowest < 10) return sum;
    sum.group += value;
    sum.lowest = reversed ? 1 : Math.min(sum.lowest, magnitude(value));
    if (value >= 1000) {
      sum.total += sum.group;
      sum.group = 0;
    }
    sum.to = next + (word?.length ?? 1);
  }
}

/** "3 hundred and 21", "4 thousand 3 hundred": digits that go on a number which digits and a multiplier began. */
function digitsFit(tokens: readonly Token[], at: number, joined: boolean, sum: Sum, grammar: Grammar): boolean {
  if (sum.words || !/^\d{1,2}$/.test(tokens[at]!.norm)) return false;
  return joined
    ? sum.lowest === 100
    : sum.lowest >= 1000 && Number(grammar.word("multiplier", tokens[at + 1]?.norm ?? "")?.attributes["value"]) === 100;
}
