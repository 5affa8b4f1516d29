import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { numberEntry, plainNumber } from "./number-words.ts";
import { closes } from "./time-told.ts";
import { type Part, starting, type TimeView, touch } from "./time-view.ts";

/** A whole number of at most four digits. */
export const num = (token: Token | undefined): number | null =>
  token?.kind === "number" && /^\d{1,4}$/.test(token.norm) ? Number(token.norm) : null;

export const yearIn = (token: Token | undefined): number | null => {
  const value = num(token);
  return value !== null && token!.norm.length === 4 && value >= 1900 && value < 2100 ? value : null;
};

/**
 * A year in digits or in words: "2012", "two thousand and twelve", ألفين واثني عشر; where the language tells years by their two
 * halves "nineteen eighty-two", too. Words are one only behind what opens a year; `named`: behind its own word (عام).
 */
export function yearAt(
  { tokens, grammar }: Pick<TimeView, "tokens" | "grammar">,
  at: number,
  named: boolean,
): { y: number; to: number } | null {
  const digits = yearIn(tokens[at]);
  if (digits !== null) return { y: digits, to: at + 1 };
  const lead = grammar.word("time.lead", tokens[at - 1]?.norm ?? "")?.attributes["year"] === "yes";
  if (tokens[at]?.kind !== "word" || !(named || lead)) return null;
  const told = halves(tokens, at, grammar) ?? plainNumber(tokens, at, grammar);
  const fits = told !== null && told.value >= 1900 && told.value < 2100;
  // "in two thousand and twelve cases"
  const counts = !named && fits && (told.value % 100 === 0 || !closes({ tokens, grammar }, told.to));
  return fits && !counts ? { y: told.value, to: told.to } : null;
}

/** "nineteen eighty-two", "twenty twelve": the century and the year in it. */
function halves(tokens: readonly Token[], at: number, grammar: Grammar): { value: number; to: number } | null {
  if (grammar.setting("year-halves") !== "yes") return null;
  const century = numberEntry(tokens, at, grammar);
  const year = century === undefined ? null : plainNumber(tokens, at + century.length, grammar);
  if (year === null || year.value < 10 || year.value > 99 || ![19, 20].includes(century!.value)) return null;
  return { value: century!.value * 100 + year.value, to: year.to };
}

/** "’83": the latest such year that the reference day has seen. */
export function shortYear({ tokens, reference }: TimeView, at: number): { y: number; to: number } | null {
  const [mark, digits] = tokens.slice(at, at + 2);
  if (!/^['’]$/.test(mark?.text ?? "") || !touch(mark, digits) || num(digits) === null || digits!.norm.length !== 2)
    return null;
  const y = 2000 + num(digits)!;
  return { y: y <= reference.y ? y : y - 100, to: at + 2 };
}

/** "2011-14", "2013/14": a year and the last two digits of a later one; behind a stroke it is the next. */
export function yearSpan({ tokens }: TimeView, at: number): { y: number; y2: number; to: number } | null {
  const y = yearIn(tokens[at]);
  const [mark, digits] = tokens.slice(at + 1, at + 3);
  if (y === null || !touch(tokens[at], mark) || !touch(mark, digits) || num(digits) === null) return null;
  const full = yearIn(digits);
  if (
    (digits!.norm.length !== 2 && full === null) ||
    (touch(digits, tokens[at + 3]) && tokens[at + 3]!.kind !== "mark")
  )
    return null;
  const y2 = full ?? y - (y % 100) + num(digits)!;
  if (mark!.norm === "/" ? y2 !== y + 1 : mark!.norm !== "-" || y2 <= y || y2 > y + 30) return null;
  return { y, y2, to: at + 3 };
}

/** "case 112/2020": the year of a number that a thing is filed under. */
function isFiled({ tokens, grammar }: TimeView, at: number): boolean {
  const [label, number, stroke] = tokens.slice(Math.max(0, at - 3), at);
  const filed = at > 2 && stroke!.norm === "/" && touch(number, stroke) && touch(stroke, tokens[at]);
  return filed && num(number) !== null && (num(number)! > 31 || grammar.has("number-labels", label!.norm));
}

/** A bare year, "the 1990s", "عام 2012". */
export function yearDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  const named = grammar.has("time.year-word", tokens[i]?.norm);
  if (!named && isFiled(view, at)) return null;
  if (named) {
    i += 1;
  }
  const y = yearIn(tokens[i]);
  if (y === null) {
    const words = yearAt(view, i, named);
    return words === null ? yearInShort(view, at) : { from: at, ...words };
  }
  const span = yearSpan(view, i);
  if (span !== null) return { from: at, to: span.to, value: `${span.y}/${span.y2}` };
  const next = tokens[i + 1];
  if (grammar.has("decade-ending", next?.norm)) {
    if (touch(tokens[i], next) && y % 10 === 0) return { from: at, to: i + 2, decade: y };
  }
  const before = tokens[at - 1];
  // "مقابل ١٩٨٠": against so many
  if (!named && before !== undefined && grammar.has("versus", before.norm)) return null;
  if (before !== undefined && (grammar.has("currency", before.norm) || grammar.has("number-labels", before.norm)))
    return named ? { from: at, to: i + 1, y } : null;
  if (named) return { from: at, to: i + 1, y };
  if (next !== undefined && touch(tokens[i], next) && /^[\p{L}%]/u.test(next.text)) return null;
  const glued = before?.norm === "-" && touch(before, tokens[i]);
  if (glued && tokens[at - 2]?.kind === "word" && !grammar.has("time.part", tokens[at - 2]!.norm)) return null;
  const lead =
    before !== undefined &&
    (grammar.has("time.lead", before.norm) ||
      grammar.has("time.part", before.norm) ||
      grammar.has("season", before.norm) ||
      before.norm === "-" ||
      grammar.has("range.middle", before.norm) ||
      grammar.has("conjunctions", before.norm));
  // "from 2310 to 1987": what comes after no year by "to" is none
  const from = num(tokens[at - 2]);
  if (from !== null && from >= 2100 && grammar.has("direction.to", before?.norm)) return null;
  const counts =
    next?.kind === "word" &&
    !grammar.has("auxiliaries", next.norm) &&
    !grammar.has("prepositions", next.norm) &&
    !grammar.has("conjunctions", next.norm) &&
    !grammar.has("determiners", next.norm) &&
    !grammar.has("relatives", next.norm) &&
    !grammar.has("pronouns", next.norm) &&
    !grammar.has("clause-conjunctions", next.norm) &&
    !grammar.has("adverbs", next.norm);
  if (
    next !== undefined &&
    (grammar.has("unit", next.norm) || grammar.has("multiplier", next.norm) || grammar.has("percent", next.norm))
  )
    return null;
  const person = next !== undefined && grammar.has("person-words", next.norm);
  if (person && !(lead && grammar.word("time.lead", before!.norm)?.attributes["year"] === "yes")) return null;
  // newspapers write 2,015 cases with a comma: four plain digits of this century before a noun are its year
  const plural = !lead && counts && grammar.ends("plural", next.norm) && !grammar.has("report-words", next.norm);
  if (
    plural &&
    !(y >= 1950 && y < 2050 && (grammar.has("determiners", before?.norm) || grammar.has("genitive", before?.norm)))
  )
    return null;
  if ((view.matches.get("bound.skip") ?? []).some((m) => m.to === at && m.entry.attributes["counts"] === "yes"))
    return null;
  for (const name of ["bound.atLeast", "bound.moreThan", "bound.lessThan", "bound.approx", "bound.justBelow"]) {
    const match = (view.matches.get(name) ?? []).find((m) => m.to === at);
    // "since at least 2014"
    if (match !== undefined && (view.matches.get("time.since") ?? []).some((m) => m.to === match.from))
      return { from: match.from, to: i + 1, y };
    if (
      match !== undefined &&
      !grammar.has("year-bounds", tokens[match.from]!.norm) &&
      match.entry.attributes["after"] !== "yes"
    )
      return null;
  }
  return { from: at, to: i + 1, y };
}

/** "in ’83", "the second half of ’83", "the ’80s"; what counts things ("of ’83 men") is none. */
function yearInShort(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const short = shortYear(view, at);
  if (short === null) return null;
  const next = tokens[short.to];
  if (grammar.has("decade-ending", next?.norm) && touch(tokens[short.to - 1], next) && short.y % 10 === 0)
    return { from: at, to: short.to + 1, decade: short.y };
  const before = tokens[at - 1]?.norm;
  const closes =
    next?.kind !== "word" ||
    ["prepositions", "conjunctions", "auxiliaries", "subject-pronouns"].some((s) => grammar.has(s, next.norm));
  return grammar.has("time.lead", before) && closes ? { from: at, ...short } : null;
}

/** "the nineties", تسعينيات القرن الماضي: ten years by their name. */
export function decadeDate({ tokens, grammar, matches }: TimeView, at: number): Part | null {
  const match = matches.get("decade")?.find((m) => m.from === at);
  if (match === undefined) return null;
  const definite = grammar.setting("article-prefix") !== undefined || grammar.has("article", tokens[at - 1]?.norm);
  // "in the forties of his life"
  if (grammar.has("vague-of", tokens[match.to]?.norm)) return null;
  return definite ? { from: at, to: match.to, decade: Number(match.entry.attributes["value"]) } : null;
}

/** A quarter written short: "Q2 2015", the last such quarter when no year stands by it. */
export function shortQuarter(view: TimeView, at: number): Part | null {
  const { tokens, reference } = view;
  const match = starting(view, "time.quarter", at);
  if (match === undefined) return null;
  const n = Number(match.entry.attributes["n"]);
  const of = view.grammar.has("date-of", tokens[match.to]?.norm) ? match.to + 1 : match.to;
  const y = yearIn(tokens[of]);
  const latest = reference.m > 3 * n - 3 ? reference.y : reference.y - 1;
  const part = { from: at, part: `quarter${n}` };
  return y === null
    ? { ...part, to: match.to, value: `${latest}`, anchor: "reference-date" }
    : { ...part, to: of + 1, y };
}
