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

/** Value of a digit token in any script; separators of thousands are dropped. */
export function digitsValue(norm: string): number {
  const plain = norm.replace(/[\u060C\u066C\u00A0\u2009\u202F ]/g, "").replace(/\u066B/g, ".");
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return Number(plain.replace(/,/g, ""));
  return Number(plain.replace(",", "."));
}

const round = (value: number): number => Number(value.toPrecision(15));

interface Sum {
  total: number;
  group: number;
  /** The last group was closed by a thousand or more, so that only smaller numbers may follow. */
  lowest: number;
  to: number;
  words: boolean;
}

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
  return norm.length >= 6 && endings.some((e) => norm.endsWith(e)) && !grammar.has("number", norm) && !grammar.has("not-dual", norm);
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
  const joined = grammar.has("number-and", a?.norm)
    ? at + 1
    : glue !== undefined && a !== undefined && a.norm.startsWith(glue)
      ? at
      : -1;
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

function plainNumber(tokens: readonly Token[], at: number, grammar: Grammar): { value: number; to: number } | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const sum = token.kind === "number" ? fromDigits(tokens, at, grammar) : fromWords(tokens, at, grammar);
  return sum === null ? null : { value: round(sum.total + sum.group), to: sum.to };
}

function phraseEntry(grammar: Grammar, section: string, phrase: readonly Token[]) {
  if (phrase.length === 1) return grammar.word(section, phrase[0]!.norm);
  return grammar
    .find(phrase)
    .get(section)
    ?.find((m) => m.from === 0 && m.to === phrase.length)?.entry;
}

/** The number word at `at`, two words where the language writes it so ("خمسة عشر"). */
function numberEntry(
  tokens: readonly Token[],
  at: number,
  grammar: Grammar,
): { value: number; length: number } | undefined {
  const single = grammar.word("number", tokens[at]?.norm ?? "");
  const teen =
    grammar.setting("and-prefix") !== undefined &&
    grammar.word("number", tokens[at + 1]?.norm ?? "")?.attributes["value"] === "10";
  if (single === undefined && !teen) return undefined;
  const pair =
    grammar.setting("and-prefix") === undefined ? undefined : phraseEntry(grammar, "number", tokens.slice(at, at + 2));
  if (pair !== undefined && tokens.length > at + 1) return { value: Number(pair.attributes["value"]), length: 2 };
  return single === undefined ? undefined : { value: Number(single.attributes["value"]), length: 1 };
}

function fromDigits(tokens: readonly Token[], at: number, grammar: Grammar): Sum | null {
  const token = tokens[at];
  if (token === undefined || token.kind !== "number") return null;
  let value = digitsValue(token.norm);
  if (!Number.isFinite(value)) return null;
  let to = at + 1;
  const slash = tokens[to];
  const under = tokens[to + 1];
  if (slash?.norm === "/" && under?.kind === "number" && slash.start === token.end && under.start === slash.end) {
    const whole = digitsValue(under.norm);
    if (whole > value && whole <= 100 && tokens[to + 2]?.norm !== "/")
      return { total: value / whole, group: 0, lowest: 0, to: to + 2, words: false };
  }
  for (;;) {
    const dash = tokens[to]?.norm === "-" ? 1 : 0;
    const entry = grammar.word("multiplier", tokens[to + dash]?.norm ?? "");
    if (entry === undefined || percentAt(tokens, to, grammar)) break;
    const glued = tokens[to + dash]!.start === tokens[to + dash - 1]!.end;
    if (tokens[to + dash]!.norm.length === 1 && !glued) break;
    if (tokens[to + dash]!.norm === "m" && !/[$€£¥]/.test(tokens[at - 1]?.text ?? "")) break;
    value *= Number(entry.attributes["value"]);
    to += 1 + dash;
  }
  const sum: Sum = { total: value, group: 0, lowest: value >= 1000 ? 1000 : 1, to, words: false };
  return grammar.setting("and-joins") === "yes" && to > at + 1
    ? extend(tokens, sum, grammar, value >= 1000 ? 1000 : 100)
    : sum;
}

const percentAt = (tokens: readonly Token[], at: number, grammar: Grammar): boolean =>
  [3, 2, 1].some(
    (n) => at + n <= tokens.length && phraseEntry(grammar, "percent", tokens.slice(at, at + n)) !== undefined,
  );

function fromWords(tokens: readonly Token[], at: number, grammar: Grammar): Sum | null {
  const article = tokens[at]?.norm === "a" && grammar.setting("code") === "en";
  if (article) {
    const next = grammar.word("multiplier", tokens[at + 1]?.norm ?? "");
    if (next === undefined || tokens[at + 1]!.norm.length < 4) return null;
    const sum: Sum = { total: 0, group: 1, lowest: Infinity, to: at + 1, words: true };
    return extend(tokens, sum, grammar, Infinity);
  }
  const first = numberEntry(tokens, at, grammar);
  const multiplier = first === undefined ? grammar.word("multiplier", tokens[at]?.norm ?? "") : undefined;
  if (first === undefined && multiplier === undefined) return null;
  if (multiplier !== undefined) {
    const alone =
      multiplier.attributes["alone"] === "yes" ||
      (grammar.setting("code") === "en" && /^(hundred|thousand|million|billion)$/.test(tokens[at]!.norm));
    if (!alone || /^(hundred|thousand|million|billion)$/.test(tokens[at]!.norm)) return null;
    const value = Number(multiplier.attributes["value"]);
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
      if (by >= cap && sum.group === 0) return sum;
      if (by === 100 || by === 12) {
        if (sum.group >= 100 || (sum.group === 0 && sum.total > 0)) return sum;
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
    else if (joined && token.kind === "number" && sum.words && glue !== undefined) value = digitsValue(token.norm);
    else if (joined && glue !== undefined) {
      const larger = grammar.word("multiplier", token.norm);
      if (larger !== undefined && larger.attributes["alone"] === "yes") value = Number(larger.attributes["value"]);
    }
    if (value === undefined || !Number.isFinite(value)) return sum;
    const reversed =
      glue !== undefined && joined && value >= 20 && value < 100 && sum.group % 100 > 0 && sum.group % 100 < 10;
    const fits = value > 0 && value < sum.lowest && !(sum.group === 0 && sum.total === 0);
    if (!fits && !reversed) return sum;
    // English joins by "and" only after a hundred or more; "twenty and five" are two numbers.
    if (joined && glue === undefined && sum.lowest < 100) return sum;
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

/** "half", "a third", "two-thirds", "ثلثي": null when it is an ordinal or nothing of the kind. */
function fractionOf(tokens: readonly Token[], at: number, grammar: Grammar, joined = false): Numeral | null {
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

function ordinalAt(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
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
