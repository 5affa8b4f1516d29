import type { Entry, Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { isDefinite } from "../word-shapes.ts";
import { type Numeral, plainNumber, round } from "./number-words.ts";

/**
 * A fraction that begins at token `at`, or null: "half", "two-thirds", "three twenty-firsts", "ثلثي", "جزء من مئة", "¾". Never an
 * ordinal ("a third man") and never a count of seconds.
 *
 * @param joined the words before were a whole number and "and", so that a lone part is a fraction in any language
 */
export function fractionOf(tokens: readonly Token[], at: number, grammar: Grammar, joined = false): Numeral | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const sign = vulgar(token);
  if (sign !== null) return { from: at, to: at + 1, value: sign, form: "fraction" };
  const alone = partAt(tokens, at, grammar);
  if (alone !== null) {
    // سبع قرى is seven villages, سبع السكان a seventh of the people
    const counts =
      alone.part &&
      // a written u makes it the part: خُمس is a fifth, خَمس five
      !hasPartVowel(token, grammar) &&
      owned(token, grammar) === undefined &&
      grammar.setting("article-prefix") !== undefined &&
      grammar.word("number", token.norm) !== undefined &&
      !isShareAlone(tokens, at, alone.to, grammar) &&
      (!isDefinite(tokens[alone.to], grammar) || grammar.has("prepositions", tokens[alone.to]?.norm));
    // "السنوات العشر": behind a noun with its article it counts it
    if (alone.part && [at - 1, at].every((i) => isDefinite(tokens[i], grammar)) && grammar.word("number", token.norm))
      return null;
    // أتساع are ninths only behind a number: اتساع is an extent
    if (alone.plural && !joined) return counted(tokens, at, grammar);
    if (counts && !joined) return null;
    // خمس وستون: five and sixty
    const glue = grammar.setting("and-prefix");
    const after = tokens[alone.to]?.norm ?? "";
    const ten = Number(grammar.word("number", after)?.attributes["value"] ?? 0);
    if (counts && glue !== undefined && after.startsWith(glue) && ten >= 20 && ten < 100) return null;
    if (!alone.part || grammar.setting("bare-fractions") === "yes")
      return grammar.has("fraction-heads", tokens[alone.to]?.norm) || gluedHead(tokens, alone.to, grammar)
        ? null
        : scaled(tokens, at, alone.value, alone.to, grammar);
  }
  const bare = bareScale(tokens, at, grammar);
  if (bare !== null) return bare;
  return sharesOf(tokens, at, grammar) ?? counted(tokens, at, grammar);
}

/** أقل من العُشر إلى, نحو الخُمس: with its article behind "than", and nothing that it counts behind it. */
const isShareAlone = (tokens: readonly Token[], at: number, to: number, grammar: Grammar): boolean => {
  const next = tokens[to];
  const closes =
    next === undefined ||
    next.kind === "mark" ||
    grammar.has("prepositions", next.norm) ||
    grammar.has("verbs", next.norm) ||
    grammar.hasVerbPrefix(next.norm);
  return closes && isDefinite(tokens[at], grammar) && grammar.has("than-words", tokens[at - 1]?.norm);
};

/** "half-staff", "half-brother": a hyphen makes it part of another word, a time or a scale excepted. */
const gluedHead = (tokens: readonly Token[], at: number, grammar: Grammar): boolean => {
  const [dash, next] = tokens.slice(at, at + 2);
  if (dash?.norm !== "-" || next?.kind !== "word" || dash.start !== tokens[at - 1]!.end) return false;
  return !grammar.has("multiplier", next.norm) && !grammar.has("unit", next.norm);
};

/** "¾" and what else Unicode writes as one character. */
export function vulgar(token: Token | undefined): number | null {
  if (token?.kind !== "mark") return null;
  const parts = token.text.normalize("NFKC").match(/^(\d+)\u2044(\d+)$/u);
  return parts ? Number(parts[1]) / Number(parts[2]) : null;
}

interface Part {
  readonly to: number;
  readonly value: number;
  /** A word like "third" that is an ordinal too; "half" is not. */
  readonly part: boolean;
  readonly plural: boolean;
}

function partAt(tokens: readonly Token[], from: number, grammar: Grammar): Part | null {
  for (const length of [3, 2, 1]) {
    if (from + length > tokens.length) continue;
    const entry =
      grammar.phrase("fraction", tokens, from, length) ?? (length === 1 ? owned(tokens[from]!, grammar) : undefined);
    if (entry === undefined) continue;
    const part = entry.attributes["part"];
    return {
      to: from + length,
      value: part === undefined ? Number(entry.attributes["value"]) : 1 / Number(part),
      part: part !== undefined,
      plural: entry.attributes["plural"] === "yes",
    };
  }
  return null;
}

/** خُمس: the vowel that makes a number word a part stands behind its first letter. */
function hasPartVowel({ text }: Token, grammar: Grammar): boolean {
  const vowel = grammar.setting("part-vowel");
  if (vowel === undefined) return false;
  const at = grammar.setting("article-clitics")?.includes(text[0]!) === true && text[1] !== vowel ? 2 : 1;
  return text[at] === vowel;
}

/** ثلثهم, أرباعها: a part with whose it is written onto it. */
export function owned(token: Token, grammar: Grammar): Entry | undefined {
  for (const suffix of grammar.settings("suffixes"))
    if (token.norm.endsWith(suffix) && token.norm.length - suffix.length >= 3) {
      const entry = grammar.word("fraction", token.norm.slice(0, -suffix.length));
      if (entry !== undefined) return entry;
    }
  return undefined;
}

/** "half a million", "a quarter of a million". */
function scaled(tokens: readonly Token[], from: number, value: number, to: number, grammar: Grammar): Numeral {
  let next = to;
  // "half-million"
  if (tokens[next]?.norm === "-" && tokens[next]!.start === tokens[next - 1]!.end) next += 1;
  if (grammar.has("vague-of", tokens[next]?.norm)) next += 1;
  if (grammar.has("number-article", tokens[next]?.norm)) next += 1;
  const entry = grammar.word("multiplier", tokens[next]?.norm ?? "");
  const size = Number(entry?.attributes["value"] ?? 0);
  const named = entry !== undefined && tokens[next]!.norm.length > 1 && size >= 12;
  if (named && (next > to || grammar.setting("and-joins") === "yes"))
    return { from, to: next + 1, value: round(value * size), form: "words" };
  return { from, to, value, form: "fraction" };
}

/** "quarter million": a part that could be an ordinal, right before a large number. */
function bareScale(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const part = partAt(tokens, at, grammar);
  if (part === null || grammar.setting("and-joins") !== "yes") return null;
  const scale =
    tokens[part.to]?.norm === "-" && tokens[part.to]!.start === tokens[part.to - 1]!.end ? part.to + 1 : part.to;
  const size = Number(grammar.word("multiplier", tokens[scale]?.norm ?? "")?.attributes["value"] ?? 0);
  return size >= 1e6 && tokens[scale]!.norm.length > 2
    ? { from: at, to: scale + 1, value: round(part.value * size), form: "words" }
    : null;
}

/** "واحد جزء من مئة", "جزء من ثلاثة": so many parts of so many. */
function sharesOf(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  if (grammar.entries("parts-of").length === 0) return null;
  const count = plainNumber(tokens, at, grammar) ?? { value: 1, to: at };
  for (const length of [3, 2]) {
    if (grammar.phrase("parts-of", tokens, count.to, length) === undefined) continue;
    const whole = plainNumber(tokens, count.to + length, grammar);
    if (whole !== null && whole.value > 0)
      return { from: at, to: whole.to, value: count.value / whole.value, form: "fraction" };
  }
  return null;
}

/** A number in words or digits and the parts it counts: "two thirds", "twenty-three fifths", "ثلاثة أخماس". */
function counted(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  // "another fifth", "a further quarter"
  const more = [2, 1].find((n) => grammar.phrase("one-more", tokens, at, n) !== undefined);
  const share = more === undefined ? null : partAt(tokens, at + more, grammar);
  if (share?.part === true && !ordinalHere(tokens, share.to, grammar))
    return { from: at, to: share.to, value: share.value, form: "fraction" };
  const end = runEnd(tokens, at, grammar);
  if (end === null) return null;
  const inflects = grammar.entries("ending.plural").length > 0;
  const last = tokens[end]!;
  const plural = !inflects || grammar.ends("plural", last.norm);
  // the longest denominator whose numerator is a number of its own
  for (let k = at + 1; k <= end; k++) {
    const below = denominator(tokens, k, end, grammar);
    if (below === null) continue;
    const above = numerator(tokens, at, k, grammar);
    if (above === null) continue;
    if (above.single && inflects && plural) continue;
    if (above.value !== 1 && !plural) continue;
    if (above.single && !plural && ordinalHere(tokens, end + 1, grammar)) continue;
    const value = above.value / below;
    return k === end ? scaled(tokens, at, value, end + 1, grammar) : { from: at, to: end + 1, value, form: "fraction" };
  }
  return null;
}

/** "a third man" is an ordinal, "a third of" and "a third" before a verb are parts. */
function ordinalHere(tokens: readonly Token[], at: number, grammar: Grammar): boolean {
  const next = tokens[at];
  if (next?.norm === "-" && next.start === tokens[at - 1]!.end) return true;
  return (
    next?.kind === "word" &&
    !["verbs", "auxiliaries", "prepositions", "conjunctions", "clause-conjunctions", "multiplier", "compared"].some(
      (s) => grammar.has(s, next.norm),
    ) &&
    !grammar.ends("past", next.norm)
  );
}

/** The token of the part word that ends a run of number words, or null. */
function runEnd(tokens: readonly Token[], at: number, grammar: Grammar): number | null {
  for (let i = at; i < Math.min(tokens.length, at + 12); i++) {
    const { norm, kind } = tokens[i]!;
    if (i > at && isPart(tokens[i]!, grammar)) {
      // five, fifth are one word in Arabic: what number words may follow it decide
      const goesOn = grammar.word("number", norm) !== undefined && !partOnly(tokens, i, grammar);
      if (!goesOn) return i;
    }
    const inRun =
      (kind === "number" && i === at) ||
      norm === "-" ||
      ["number", "multiplier", "number-and"].some((s) => grammar.word(s, norm) !== undefined) ||
      (i === at && grammar.has("number-article", norm));
    if (!inRun) return null;
  }
  return null;
}

const isPart = (token: Token, grammar: Grammar): boolean =>
  (grammar.word("fraction", token.norm) ?? owned(token, grammar))?.attributes["part"] !== undefined;

/** "ثلاث وعشرون خمس": a part, because no unit can follow a ten unjoined. */
const partOnly = (tokens: readonly Token[], at: number, grammar: Grammar): boolean => {
  const before = Number(grammar.word("number", tokens[at - 1]!.norm)?.attributes["value"] ?? 0);
  const joined = tokens[at]!.norm.startsWith(grammar.setting("and-prefix") ?? "\0");
  return !joined && before >= 20 && before < 100;
};

/** "twenty-first" is 21, "fifths" is 5; null when these words are no denominator. */
function denominator(tokens: readonly Token[], from: number, end: number, grammar: Grammar): number | null {
  const unit = Number(
    (grammar.word("fraction", tokens[end]!.norm) ?? owned(tokens[end]!, grammar))?.attributes["part"] ?? 0,
  );
  if (unit === 0) return null;
  const low = grammar.word("fraction", tokens[end]!.norm)?.attributes["low"] === "yes";
  if (from === end) return low ? null : unit;
  if (grammar.entries("ending.plural").length === 0) return null;
  const { norm } = tokens[from]!;
  if (norm === "-" || grammar.has("number-and", norm) || grammar.word("number", norm) === undefined) return null;
  const lead = plainNumber(tokens, from, grammar);
  if (lead === null) return null;
  const skipped = tokens.slice(lead.to, end);
  if (!skipped.every((t) => t.norm === "-" || grammar.has("number-and", t.norm)) || skipped.length > 1) return null;
  if (low && skipped[0]?.norm !== "-") return null;
  const fits = lead.value % 100 === 0 ? unit < 100 : lead.value % 10 === 0 && lead.value >= 20 && unit < 10;
  return fits ? lead.value + unit : null;
}

function numerator(
  tokens: readonly Token[],
  from: number,
  to: number,
  grammar: Grammar,
): { value: number; single: boolean } | null {
  if (to - from === 1 && grammar.has("number-article", tokens[from]!.norm)) return { value: 1, single: true };
  const number = plainNumber(tokens.slice(0, to), from, grammar);
  if (number === null) return null;
  const rest = tokens.slice(number.to, to);
  if (rest.length > 1 || !rest.every((t) => t.norm === "-")) return null;
  if (tokens[from]!.kind === "number" && !/^\d{1,2}$/.test(tokens[from]!.norm)) return null;
  return { value: number.value, single: false };
}

export function ordinalAt(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const next = tokens[at + 1];
  if (token.kind === "number" && /^\d+$/.test(token.norm) && next !== undefined && next.start === token.end) {
    if (grammar.has("ordinal-ending", next.norm))
      return { from: at, to: at + 2, value: Number(token.norm), form: "ordinal" };
  }
  // "forty-third"
  const ten = Number(grammar.word("number", token.norm)?.attributes["value"] ?? 0);
  const unit = Number(grammar.word("ordinal", tokens[at + 2]?.norm ?? "")?.attributes["value"] ?? 10);
  if (ten >= 20 && ten < 100 && ten % 10 === 0 && unit < 10 && next?.norm === "-" && next.start === token.end)
    return { from: at, to: at + 3, value: ten + unit, form: "ordinal" };
  const entry = grammar.word("ordinal", token.norm);
  // الثامنة عشرة, الرابعة والثلاثين
  const more = Number(grammar.word("number", next?.norm ?? "")?.attributes["value"] ?? 0);
  const glue = grammar.setting("and-prefix");
  const joins = glue !== undefined && (more === 10) !== (next?.norm.startsWith(glue) ?? false) && more % 10 === 0;
  const low = Number(entry?.attributes["value"] ?? 10);
  if (joins && more > 0 && more < 100 && low < 10) return { from: at, to: at + 2, value: low + more, form: "ordinal" };
  if (entry === undefined || bareScale(tokens, at, grammar) !== null) return null;
  if (grammar.word("fraction", token.norm) !== undefined && grammar.setting("bare-fractions") === "yes") return null;
  return { from: at, to: at + 1, value: Number(entry.attributes["value"]), form: "ordinal" };
}
