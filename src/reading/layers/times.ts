import type { Time } from "../format.ts";
import type { Grammar, Match } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import {
  addDays,
  addMonths,
  bounds,
  compareDay,
  type Day,
  daysIn,
  edtfDay,
  edtfMonth,
  edtfYear,
  isDay,
  partOf,
  unitFrom,
  weekdayOf,
} from "./calendar.ts";
import { numeralAt } from "./numerals.ts";

export interface FoundTime extends Omit<Time, "id" | "claims"> {
  readonly from: number;
  readonly to: number;
}

/** What earlier sentences said about time, for "the next day" and for months without a year. */
export interface TimeMemory {
  /** The last day or month named. */
  last: string | null;
  /** The last year named in this block. */
  year: number | null;
  /** The year of the last date that named a month, kept over blocks where the text tells one story. */
  full: number | null;
}

export interface TimeView {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly matches: ReadonlyMap<string, readonly Match[]>;
  readonly grammar: Grammar;
  readonly reference: Day;
  readonly memory: TimeMemory;
}

interface Part {
  from: number;
  to: number;
  y?: number;
  m?: number;
  d?: number;
  d2?: number;
  season?: number;
  weekday?: number;
  decade?: number;
  shift?: -1 | 0 | 1;
  part?: string;
  /** Already an EDTF value. */
  value?: string;
  anchor?: Time["anchor"];
  candidates?: string[];
  fuzzy?: string;
  hijri?: boolean;
  /** Counted from the last time named in the text, which is known only when the times before it are done. */
  offset?: { unit: string; n: number };
  /** Means a time only with "early", "the first half of" before it. */
  needsPart?: boolean;
}

/** The times of a sentence in text order. Two readings the words leave open become candidates, never a choice. */
export function timesOf(view: TimeView): FoundTime[] {
  const { tokens, grammar } = view;
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const part = partAt(view, at);
    if (part === null) continue;
    const last = parts.at(-1);
    if (last !== undefined && part.from < last.to) continue;
    parts.push(part);
    at = part.to - 1;
  }
  const found: FoundTime[] = [];
  for (let i = 0; i < parts.length; i++) {
    const a = withModifiers(view, parts[i]!);
    const b = parts[i + 1];
    const range = b === undefined ? null : rangeOf(view, a, withModifiers(view, b));
    if (range !== null) {
      found.push(range);
      i += 1;
      continue;
    }
    if (b !== undefined && a.m !== undefined && a.y === undefined && b.m !== undefined && b.y !== undefined) {
      const gap = tokens.slice(a.to, b.from).map((t) => t.norm);
      if (gap.length <= 1 && gap.every((n) => grammar.has("conjunctions", n) || n === ",")) a.y = b.y;
    }
    const time = finish(view, a);
    if (time !== null) found.push(time);
  }
  return found;
}

const num = (token: Token | undefined): number | null =>
  token?.kind === "number" && /^\d{1,4}$/.test(token.norm) ? Number(token.norm) : null;
const touch = (a: Token | undefined, b: Token | undefined): boolean =>
  a !== undefined && b !== undefined && a.end === b.start;

function partAt(view: TimeView, at: number): Part | null {
  return (
    phrase(view, at) ??
    numericDate(view, at) ??
    namedDate(view, at) ??
    weekdayDate(view, at) ??
    seasonDate(view, at) ??
    yearDate(view, at) ??
    counted(view, at)
  );
}

const starting = (view: TimeView, section: string, at: number): Match | undefined =>
  view.matches.get(section)?.find((m) => m.from === at);

/** Whole phrases of the grammar: "last week", "in recent years", "the next day". */
function phrase(view: TimeView, at: number): Part | null {
  const options = (["time.relative", "time.text", "time.fuzzy"] as const).flatMap((section) => {
    const match = starting(view, section, at);
    return match === undefined ? [] : [{ section, match }];
  });
  const best = options.sort((a, b) => b.match.to - a.match.to)[0];
  if (best === undefined) return null;
  const { section, match } = best;
  const { unit = "day", n = "0", fuzzy } = match.entry.attributes;
  const base = { from: match.from, to: match.to };
  if (section === "time.fuzzy") {
    if (view.tokens[match.to]?.kind === "number" || view.grammar.has("number", view.tokens[match.to]?.norm))
      return null;
    const whole = namedDate(view, at);
    return whole === null ? { ...base, fuzzy: fuzzy ?? "vague" } : whole;
  }
  if (view.grammar.has("ordinal", view.tokens[match.to]?.norm) && match.to - match.from === 1) return null;
  if (section === "time.relative") {
    const value = unitFrom(view.reference, unit, Number(n)) ?? "";
    return {
      ...base,
      value,
      anchor: "reference-date",
      ...(match.entry.attributes["part"] === "needed" ? { needsPart: true } : {}),
    };
  }
  return { ...base, offset: { unit, n: Number(n) } };
}

/** "the next day" after a day; after a month, which names no day, it stays open. */
function fromText(memory: TimeMemory, { unit, n }: { unit: string; n: number }): string | null {
  const last = memory.last?.split("/").at(-1) ?? "";
  const needed: Readonly<Record<string, number>> = { day: 10, week: 10, month: 7, year: 4 };
  const base = bounds(last);
  return base === null || last.length < (needed[unit] ?? 10) ? null : unitFrom(base.first, unit, n);
}

/** 2017-05-15, 15/05/2017, 5/15/2017; the last two are undecided when both fit. */
function numericDate({ tokens }: TimeView, at: number): Part | null {
  const [a, s1, b, s2, c] = tokens.slice(at, at + 5);
  const [x, y, z] = [num(a), num(b), num(c)];
  if (!touch(a, s1) || !touch(s1, b) || x === null || y === null) {
    const dotted = a?.norm.match(/^(\d{1,2})\.(\d{1,2})$/);
    if (dotted && s1?.norm === "." && touch(a, s1) && num(b) !== null && b!.norm.length === 4) {
      return { from: at, to: at + 3, y: num(b)!, m: Number(dotted[2]), d: Number(dotted[1]) };
    }
    return null;
  }
  if (!"-/.".includes(s1!.norm) || s2?.norm !== s1!.norm || !touch(b, s2) || !touch(s2, c) || z === null) {
    if (
      s1!.norm === "-" &&
      a!.norm.length === 4 &&
      b!.norm.length === 2 &&
      y >= 1 &&
      y <= 12 &&
      x > 1000 &&
      !/^20[0-9]{2}$/.test(`20${y}`)
    ) {
      return { from: at, to: at + 3, y: x, m: y };
    }
    return null;
  }
  if (a!.norm.length === 4) return isDay({ y: x, m: y, d: z }) ? { from: at, to: at + 5, y: x, m: y, d: z } : null;
  if (c!.norm.length !== 4 && c!.norm.length !== 2) return null;
  const year = c!.norm.length === 4 ? z : 2000 + z;
  const dayFirst = isDay({ y: year, m: y, d: x }) ? edtfDay({ y: year, m: y, d: x }) : null;
  const monthFirst = isDay({ y: year, m: x, d: y }) ? edtfDay({ y: year, m: x, d: y }) : null;
  const span = { from: at, to: at + 5 };
  if (dayFirst === null && monthFirst === null) return null;
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst) {
    return { ...span, value: "", anchor: "undecided", candidates: [dayFirst, monthFirst] };
  }
  return { ...span, value: (dayFirst ?? monthFirst)!, anchor: "absolute" };
}

function monthAt(view: TimeView, at: number): { to: number; m: number; sure: boolean } | null {
  const { tokens } = view;
  const match = starting(view, "month", at);
  if (match === undefined) return null;
  const latin = /^[a-z]/.test(tokens[at]!.norm);
  if (latin && !tokens[at]!.capital) return null;
  let to = match.to;
  if (tokens[to]?.norm === "." && tokens[at]!.norm.length <= 4 && tokens[at]!.norm !== "may") to += 1;
  // Levantine and Gregorian names side by side: آذار/مارس, آذار (مارس)
  if (tokens[to]?.norm === "/" || tokens[to]?.norm === "(") {
    const second = starting(view, "month", to + 1);
    if (second !== undefined)
      to = tokens[to]!.norm === "(" && tokens[second.to]?.norm === ")" ? second.to + 1 : second.to;
  }
  return { to, m: Number(match.entry.attributes["value"]), sure: match.entry.attributes["word"] !== "yes" };
}

const yearIn = (token: Token | undefined): number | null => {
  const value = num(token);
  return value !== null && token!.norm.length === 4 && value >= 1900 && value < 2100 ? value : null;
};

/** "15 May 2017", "May 15, 2017", "May 2017", "4-7 May", "15 آذار/مارس 2017". */
function namedDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  let d: number | undefined;
  let d2: number | undefined;
  const first = num(tokens[i]);
  if (first !== null && first >= 1 && first <= 31 && tokens[i]!.norm.length <= 2) {
    d = first;
    i += 1;
    if (/^(st|nd|rd|th)$/.test(tokens[i]?.norm ?? "")) i += 1;
    const dash = tokens[i]?.norm;
    const second = num(tokens[i + 1]);
    const opened =
      dash !== undefined && dash === grammar.setting("and-prefix") && grammar.has("range.open", tokens[at - 1]?.norm);
    if (
      (dash === "-" || opened || grammar.has("range.middle", dash)) &&
      second !== null &&
      second > d &&
      second <= 31
    ) {
      d2 = second;
      i += 2;
      if (/^(st|nd|rd|th)$/.test(tokens[i]?.norm ?? "")) i += 1;
    }
    if (tokens[i]?.norm === "of" || grammar.has("month-word", tokens[i]?.norm)) i += 1;
  } else if (grammar.has("month-word", tokens[i]?.norm)) i += 1;
  const month = monthAt(view, i);
  if (month === null) {
    const hijri = starting(view, "hijri-month", i);
    if (hijri === undefined) return null;
    const y = num(tokens[hijri.to]);
    return { from: at, to: y === null ? hijri.to : hijri.to + 1, hijri: true };
  }
  i = month.to;
  let sure = month.sure || d !== undefined;
  if (d === undefined) {
    const day = num(tokens[i]);
    if (day !== null && day >= 1 && day <= 31 && tokens[i]!.norm.length <= 2 && tokens[i + 1]?.norm !== ":") {
      const scaled =
        grammar.has("multiplier", tokens[i + 1]?.norm) ||
        grammar.has("percent", tokens[i + 1]?.norm) ||
        grammar.has("person-words", tokens[i + 1]?.norm);
      if (!scaled) {
        d = day;
        i += 1;
        sure = true;
        if (/^(st|nd|rd|th)$/.test(tokens[i]?.norm ?? "")) i += 1;
        const to = num(tokens[i + 1]);
        if (tokens[i]?.norm === "-" && to !== null && to > d && to <= 31) {
          d2 = to;
          i += 2;
        }
      }
    }
  }
  let y: number | undefined;
  let j = i;
  if (tokens[j]?.norm === "," || grammar.has("time.year-word", tokens[j]?.norm) || tokens[j]?.norm === "of") j += 1;
  if (grammar.has("time.year-word", tokens[j]?.norm)) j += 1;
  const year = yearIn(tokens[j]);
  if (year !== null && !(j > i && tokens[i]!.norm === "of" && d !== undefined)) {
    y = year;
    i = j + 1;
    sure = true;
  } else if (/^['’]$/.test(tokens[i]?.text ?? "") && num(tokens[i + 1]) !== null && tokens[i + 1]!.norm.length === 2) {
    y = 2000 + num(tokens[i + 1])!;
    i += 2;
    sure = true;
  }
  if (!sure) {
    // "May" alone is a month only where a date may stand
    const before = tokens[at - 1]?.norm;
    if (
      !grammar.has("time.lead", before) &&
      !grammar.has("time.part", before) &&
      !grammar.has("time.last", before) &&
      !grammar.has("time.this", before)
    )
      return null;
  }
  if (y !== undefined && d !== undefined && !isDay({ y, m: month.m, d })) return null;
  const part: Part = { from: at, to: i, m: month.m };
  if (y !== undefined) part.y = y;
  if (d !== undefined) part.d = d;
  if (d2 !== undefined) part.d2 = d2;
  return part;
}

function weekdayDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  if (grammar.has("day-word", tokens[i]?.norm)) i += 1;
  const match = starting(view, "weekday", i);
  if (match === undefined) return null;
  const token = tokens[i]!;
  if (/^[a-z]/.test(token.norm) && !token.capital) return null;
  let to = match.to;
  if (tokens[to]?.norm === "." && token.norm.length <= 5 && /^[a-z]/.test(token.norm)) to += 1;
  const weekday = Number(match.entry.attributes["value"]);
  for (const skip of [0, 1]) {
    if (skip === 1 && tokens[to]?.norm !== "," && tokens[to]?.norm !== "the") continue;
    const date = numericDate(view, to + skip) ?? namedDate(view, to + skip);
    if (date !== null && (date.d !== undefined || date.value !== undefined)) return { ...date, from: at };
  }
  return { from: at, to, weekday };
}

function seasonDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const match = starting(view, "season", at);
  if (match === undefined) return null;
  let to = match.to;
  if (tokens[to]?.norm === "of") to += 1;
  if (grammar.has("time.year-word", tokens[to]?.norm)) to += 1;
  const season = Number(match.entry.attributes["value"]);
  const y = yearIn(tokens[to]);
  if (y !== null) return { from: at, to: to + 1, season, y };
  const before = tokens[at - 1]?.norm;
  const last =
    grammar.has("time.last", before) ||
    grammar.has("time.this", before) ||
    grammar.has("time.last", tokens[match.to]?.norm);
  const inThe =
    before === "the" && grammar.has("time.lead", tokens[at - 2]?.norm) && !["of", "for"].includes(tokens[at - 2]!.norm);
  if (!last && !inThe) return null;
  return { from: at, to: match.to, season };
}

/** A bare year, "the 1990s", "عام 2012". */
function yearDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  const named = grammar.has("time.year-word", tokens[i]?.norm);
  if (named) {
    i += 1;
  }
  const y = yearIn(tokens[i]);
  if (y === null) return null;
  const next = tokens[i + 1];
  if (next?.norm === "s" || next?.norm === "'s") {
    if (touch(tokens[i], next) && y % 10 === 0) return { from: at, to: i + 2, decade: y };
  }
  const before = tokens[at - 1];
  if (before !== undefined && (grammar.has("currency", before.norm) || grammar.has("number-labels", before.norm)))
    return named ? { from: at, to: i + 1, y } : null;
  if (named) return { from: at, to: i + 1, y };
  if (next !== undefined && touch(tokens[i], next) && /^[\p{L}%]/u.test(next.text)) return null;
  if (before !== undefined && before.norm === "-" && touch(before, tokens[i]) && tokens[at - 2]?.kind === "word")
    return null;
  const lead =
    before !== undefined &&
    (grammar.has("time.lead", before.norm) ||
      grammar.has("time.part", before.norm) ||
      grammar.has("season", before.norm) ||
      before.norm === "-" ||
      grammar.has("range.middle", before.norm) ||
      grammar.has("conjunctions", before.norm));
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
  if (person && !(lead && /^(in|since|during|until|في|منذ)$/.test(before!.norm))) return null;
  if (!lead && counts && next.norm.endsWith("s") && !grammar.has("report-words", next.norm)) return null;
  if ((view.matches.get("bound.skip") ?? []).some((m) => m.to === at && /^(exactly|only)$/.test(tokens[m.from]!.norm)))
    return null;
  for (const name of ["bound.atLeast", "bound.moreThan", "bound.lessThan", "bound.approx", "bound.justBelow"]) {
    const match = (view.matches.get(name) ?? []).find((m) => m.to === at);
    if (
      match !== undefined &&
      !/^(around|about|over|circa|ca|c)$/.test(tokens[match.from]!.norm) &&
      match.entry.attributes["after"] !== "yes"
    )
      return null;
  }
  return { from: at, to: i + 1, y };
}

/** "three days ago", "in the past six months", "two weeks later", "قبل ثلاثة أيام". */
function counted(view: TimeView, at: number): Part | null {
  const { tokens, grammar, reference } = view;
  const span = (from: number): { n: number; unit: string; to: number } | null => {
    const article = /^(a|an)$/.test(tokens[from]?.norm ?? "") ? 1 : null;
    const numeral = article === null ? numeralAt(tokens, from, grammar) : null;
    const dual = grammar.word("time.dual", tokens[from]?.norm ?? "");
    if (dual !== undefined)
      return { n: Number(dual.attributes["n"] ?? 2), unit: dual.attributes["unit"]!, to: from + 1 };
    const single = grammar.word("time.unit", tokens[from]?.norm ?? "");
    if (single !== undefined && grammar.setting("code") !== "en")
      return { n: 1, unit: single.attributes["unit"]!, to: from + 1 };
    const to = article === null ? numeral?.to : from + 1;
    if (to === undefined) return null;
    const n = article ?? numeral!.value;
    const unit = grammar.word("time.unit", tokens[to]?.norm ?? "");
    return unit === undefined || !Number.isInteger(n) || n > 5000
      ? null
      : { n, unit: unit.attributes["unit"]!, to: to + 1 };
  };
  const relative = (n: number, unit: string, from: number, to: number): Part => {
    const fine = !["hour", "minute"].includes(unit);
    return {
      from,
      to,
      value: fine ? (unitFrom(reference, unit, n) ?? "") : edtfDay(reference),
      anchor: "reference-date",
    };
  };
  // Arabic puts the word first: قبل ثلاثة أيام, منذ أسبوعين
  const lead = grammar.word("time.ago-before", tokens[at]?.norm ?? "");
  if (lead !== undefined) {
    const found = span(at + 1);
    if (found !== null && (found.to - at > 2 || grammar.has("time.dual", tokens[at + 1]?.norm)))
      return relative(-found.n, found.unit, at, found.to);
  }
  let i = at;
  const the = tokens[i]?.norm === "the" ? 1 : 0;
  const past = grammar.has("time.past-span", tokens[i + the]?.norm);
  const next = grammar.has("time.next-span", tokens[i + the]?.norm);
  if (past || next) {
    i += the + 1;
    const found = span(i) ?? (grammar.has("time.unit", tokens[i]?.norm) && tokens[i]!.norm.endsWith("s") ? null : null);
    if (found === null) return null;
    const to = found.to;
    const end = reference;
    const n = past ? -found.n : found.n;
    const from =
      found.unit === "month"
        ? addMonths(end, n)
        : found.unit === "year"
          ? addMonths(end, 12 * n)
          : found.unit === "decade"
            ? addMonths(end, 120 * n)
            : found.unit === "hour"
              ? addDays(end, -Math.ceil(found.n / 24))
              : addDays(end, n * (found.unit === "week" ? 7 : 1));
    const [a, b] = past ? [from, end] : [end, from];
    return { from: at, to, value: `${edtfDay(a)}/${edtfDay(b)}`, anchor: "reference-date" };
  }
  const found = span(at);
  if (found === null) return null;
  const word = tokens[found.to]?.norm;
  // الأيام الثلاثة الماضية is a span; ثلاثة أيام later
  if (word === "ago" || grammar.has("time.ago-after", word)) return relative(-found.n, found.unit, at, found.to + 1);
  if (grammar.has("time.past-span", word) && grammar.setting("code") !== "en" && found.to - at > 1) {
    const from =
      found.unit === "month"
        ? addMonths(reference, -found.n)
        : found.unit === "year"
          ? addMonths(reference, -12 * found.n)
          : addDays(reference, -found.n * (found.unit === "week" ? 7 : 1));
    return { from: at, to: found.to + 1, value: `${edtfDay(from)}/${edtfDay(reference)}`, anchor: "reference-date" };
  }
  if (!grammar.has("time.ago", word)) return null;
  const after = tokens[found.to + 1];
  const closes =
    after === undefined ||
    after.kind === "mark" ||
    grammar.has("clause-conjunctions", word) === false ||
    grammar.has("conjunctions", after.norm);
  if (!closes) return null;
  const back =
    word === "earlier" || word === "before" || grammar.word("time.ago", word ?? "")?.attributes["back"] === "yes";
  return { from: at, to: found.to + 1, offset: { unit: found.unit, n: back ? -found.n : found.n } };
}

/** "early", "the end of", "last", "mid-" before it; "الماضي" after it. */
function withModifiers(view: TimeView, part: Part): Part {
  const { tokens, grammar, matches } = view;
  let { from, to } = part;
  const out: Part = { ...part };
  for (let n = 0; n < 3; n++) {
    if (
      tokens[from - 1]?.norm === "-" &&
      grammar.word("time.part", tokens[from - 2]?.norm ?? "")?.attributes["part"] === "mid"
    )
      from -= 1;
    const section = matches
      .get("time.part")
      ?.find((m) => m.to === from || (m.to === from - 1 && ["the", "of", "-"].includes(tokens[from - 1]!.norm)));
    if (section !== undefined && out.part === undefined && out.fuzzy === undefined) {
      out.part = section.entry.attributes["part"]!;
      from = section.from;
      continue;
    }
    const word = tokens[from - 1]?.norm;
    const bare = out.y === undefined && out.value === undefined && out.fuzzy === undefined;
    if (
      bare &&
      (out.m !== undefined || out.weekday !== undefined || out.season !== undefined) &&
      out.shift === undefined
    ) {
      if (grammar.setting("modifier-after") !== "yes") {
        const shift = grammar.has("time.last", word)
          ? -1
          : grammar.has("time.next", word)
            ? 1
            : grammar.has("time.this", word)
              ? 0
              : null;
        if (shift !== null) {
          out.shift = shift;
          from -= 1;
          continue;
        }
      } else {
        const after = tokens[to]?.norm;
        const shift = grammar.has("time.last", after)
          ? -1
          : grammar.has("time.next", after)
            ? 1
            : grammar.has("time.this", after)
              ? 0
              : null;
        if (shift !== null) {
          out.shift = shift;
          to += 1;
          continue;
        }
      }
    }
    break;
  }
  return { ...out, from, to };
}

function rangeOf(view: TimeView, a: Part, b: Part): FoundTime | null {
  const { tokens, grammar, matches, text } = view;
  if (
    a.fuzzy !== undefined ||
    b.fuzzy !== undefined ||
    a.offset !== undefined ||
    b.offset !== undefined ||
    a.hijri ||
    b.hijri
  )
    return null;
  const gap = tokens.slice(a.to, b.from).map((t) => t.norm);
  const open = matches
    .get("time.between")
    ?.find(
      (m) =>
        m.to === a.from ||
        (m.to === a.from - 1 &&
          (grammar.has("time.year-word", tokens[a.from - 1]?.norm) || tokens[a.from - 1]?.norm === "the")),
    );
  const until = open?.entry.attributes["until"]?.split(",") ?? [];
  const glue = grammar.setting("and-prefix");
  const words = gap.filter((n) => n !== "the");
  const middle = words.length === 1 ? words[0]! : words.length === 0 ? "" : null;
  if (middle === null) return null;
  const dash = middle === "-";
  const joined =
    (open !== undefined && (until.includes(middle) || (glue !== undefined && (middle === glue || middle === "")))) ||
    (dash && touch(tokens[a.to - 1], tokens[a.to]) === touch(tokens[b.from - 1], tokens[b.from])) ||
    (open === undefined &&
      middle !== "" &&
      middle !== "and" &&
      middle !== glue &&
      grammar.has("range.middle", middle) &&
      !dash);
  if (!joined) return null;
  // "from March to May 2014", "15 to 17 May": the first takes what it lacks from the second
  const first = { ...a };
  if (first.y === undefined && b.y !== undefined && first.value === undefined) first.y = b.y;
  let left = resolve(view, first, false);
  const right = resolve(view, b, false);
  // "between Thursday and Saturday" said on a Thursday: the Thursday before that Saturday
  if (
    a.weekday !== undefined &&
    b.weekday !== undefined &&
    left.value !== null &&
    right.value !== null &&
    left.value > right.value
  ) {
    left = { ...left, value: unitFrom(bounds(left.value)!.first, "day", -7) };
  }
  if (left.value === null || right.value === null || left.value.includes("X") || right.value.includes("X")) return null;
  const start = tokens[open?.from ?? a.from]!.start;
  const end = tokens[b.to - 1]!.end;
  const value = `${left.value.split("/")[0]}/${right.value.split("/").at(-1)}`;
  const from = open?.from ?? a.from;
  view.memory.last = right.value.split("/").at(-1)!;
  const anchor = left.anchor === "absolute" && right.anchor !== null ? right.anchor : left.anchor;
  return {
    start,
    end,
    exact: text.slice(start, end),
    from,
    to: b.to,
    value,
    candidates: [],
    fuzzy: null,
    anchor,
    role: "event",
  };
}

function finish(view: TimeView, part: Part): FoundTime | null {
  if (part.needsPart && part.part === undefined) return null;
  const { tokens, grammar, text, memory, matches } = view;
  let from = part.from;
  let open: "since" | "until" | "before" | "after" | null = null;
  if (part.fuzzy === undefined) {
    for (const name of ["since", "until", "before", "after"] as const) {
      const match = matches
        .get(`time.${name}`)
        ?.find((m) => m.to === from || (m.to === from - 1 && tokens[from - 1]!.norm === "the"));
      if (match !== undefined) {
        open = name;
        from = match.from;
      }
    }
    if (open === null) {
      const at = tokens[from - 1]?.norm === "the" ? from - 2 : from - 1;
      const norm = tokens[at]?.norm;
      if (
        norm !== undefined &&
        grammar.has("time.lead", norm) &&
        !["of", "by", "before", "for", "between", "at"].includes(norm) &&
        part.weekday === undefined
      )
        from = at;
    }
  }
  const start = tokens[from]!.start;
  const end = tokens[part.to - 1]!.end;
  const base = { start, end, exact: text.slice(start, end), from, to: part.to };
  if (part.fuzzy !== undefined)
    return { ...base, value: null, candidates: [], fuzzy: part.fuzzy, anchor: null, role: "event" };
  if (part.hijri) return { ...base, value: null, candidates: [], fuzzy: "hijri-calendar", anchor: null, role: "event" };
  if (part.offset !== undefined) {
    const value = fromText(memory, part.offset);
    if (value === null) return { ...base, value, candidates: [], fuzzy: "event-relative", anchor: null, role: "event" };
    memory.last = value;
    return { ...base, value, candidates: [], fuzzy: null, anchor: "text", role: "event" };
  }
  const resolved = resolve(view, part, true);
  if (resolved.value === null && resolved.candidates.length === 0) return null;
  if (resolved.value !== null && !resolved.value.includes("X")) {
    memory.last = resolved.value;
    if (part.y !== undefined) memory.year = part.y;
    if (part.y !== undefined && part.m !== undefined) memory.full = part.y;
  }
  let value = resolved.value;
  if (value !== null && !value.includes("X")) {
    const [a, b] = [value.split("/")[0]!, value.split("/").at(-1)!];
    if (open === "since" || open === "after") value = `${a}/..`;
    if (open === "until" || open === "before") value = `../${b}`;
  }
  const role = exhibit(view, part) ? "observation" : "event";
  return { ...base, value, candidates: resolved.candidates, fuzzy: null, anchor: resolved.anchor, role };
}

interface Resolved {
  value: string | null;
  candidates: string[];
  anchor: Time["anchor"];
}

function resolve(view: TimeView, part: Part, ask: boolean): Resolved {
  const { reference, memory } = view;
  const decided = (value: string, anchor: Time["anchor"]): Resolved => ({
    value: part.part === undefined ? value : partOf(value, part.part),
    candidates: [],
    anchor,
  });
  if (part.candidates !== undefined) return { value: null, candidates: part.candidates, anchor: "undecided" };
  if (part.value !== undefined) return decided(part.value, part.anchor ?? "absolute");
  if (part.decade !== undefined) return decided(`${edtfYear(part.decade)}/${edtfYear(part.decade + 9)}`, "absolute");
  if (part.weekday !== undefined) return decided(edtfDay(weekdayNear(view, part)), "reference-date");
  if (part.season !== undefined) {
    const y = part.y ?? seasonYear(reference, part.season, part.shift ?? -1);
    return decided(`${edtfYear(y)}-${part.season}`, part.y === undefined ? "reference-date" : "absolute");
  }
  if (part.m === undefined)
    return part.y === undefined ? { value: null, candidates: [], anchor: null } : decided(edtfYear(part.y), "absolute");
  const write = (y: number): string => {
    if (part.d === undefined) return edtfMonth(y, part.m!);
    const first = edtfDay({ y, m: part.m!, d: Math.min(part.d, daysIn(y, part.m!)) });
    return part.d2 === undefined ? first : `${first}/${edtfDay({ y, m: part.m!, d: part.d2 })}`;
  };
  if (part.y !== undefined) return decided(write(part.y), "absolute");
  if (ask && part.d !== undefined && part.d2 === undefined && exhibit(view, part)) {
    const past = latestYear(reference, part.m, part.d);
    const twoDigit = 2000 + part.d;
    const other = part.d >= 10 && twoDigit <= reference.y ? edtfMonth(twoDigit, part.m) : write(past - 1);
    const mm = String(part.m).padStart(2, "0");
    return {
      value: `XXXX-${mm}-${String(part.d).padStart(2, "0")}`,
      candidates: [write(past), other],
      anchor: "undecided",
    };
  }
  if (
    part.shift === undefined &&
    memory.year !== null &&
    memory.year < reference.y &&
    memory.year >= reference.y - 100
  ) {
    return decided(write(memory.year), "text");
  }
  const future = part.shift === 1 || (part.shift === undefined && isFuture(view, part));
  const past = latestYear(reference, part.m, part.d ?? 1);
  const y =
    part.shift === 0
      ? reference.y
      : future
        ? past === reference.y && !isToday(reference, part)
          ? past + 1
          : past === reference.y
            ? past
            : past + 1
        : past;
  // "last May" said in May is not this one
  const same = part.shift === -1 && part.d === undefined && past === reference.y && part.m === reference.m;
  return decided(write(same ? y - 1 : y), "reference-date");
}

const isToday = (r: Day, part: Part): boolean => part.m === r.m && (part.d === undefined || part.d === r.d);

/** The latest year in which that day is not after the reference day. */
function latestYear(reference: Day, m: number, d: number): number {
  return compareDay({ y: reference.y, m, d }, reference) <= 0 ? reference.y : reference.y - 1;
}

function seasonYear(reference: Day, season: number, shift: number): number {
  const first = { y: reference.y, m: { 21: 3, 22: 6, 23: 9, 24: 12 }[season] ?? 3, d: 1 };
  if (shift === 1) return compareDay(first, reference) > 0 ? reference.y : reference.y + 1;
  if (shift === 0) return reference.y;
  return compareDay(addMonths(first, 2), reference) < 0 ? reference.y : reference.y - 1;
}

function weekdayNear(view: TimeView, part: Part): Day {
  const { reference } = view;
  const back = (weekdayOf(reference) - part.weekday! + 7) % 7;
  if (part.shift === 1) return addDays(reference, 7 - back === 0 ? 7 : 7 - back);
  if (part.shift === -1) return addDays(reference, back === 0 ? -7 : -back);
  if (isFuture(view, part)) return addDays(reference, back === 0 ? 0 : 7 - back);
  return addDays(reference, -back);
}

/** A word of the future before the time in the same clause: "is due to meet on Tuesday". */
function isFuture({ tokens, matches }: TimeView, part: Part): boolean {
  return (matches.get("future-markers") ?? []).some((m) => {
    if (m.from >= part.from) return false;
    const between = tokens.slice(m.to, part.from);
    return between.length < 25 && !between.some((t) => t.norm === ";" || t.norm === '"');
  });
}

/** The date is a photograph's or a document's own: "a photo taken Jan. 15", "صورة التقطت في". */
function exhibit({ tokens, grammar }: TimeView, part: Part): boolean {
  let at = part.from - 1;
  const dated = tokens.slice(Math.max(0, at - 3), at + 1).some((t) => grammar.has("exhibit-dates", t.norm));
  if (!dated) return false;
  for (let n = 0; n < 7 && at >= 0; n++, at--) {
    const token = tokens[at]!;
    if (token.norm === "." || token.norm === ";") return false;
    if (grammar.has("exhibit-things", token.norm)) return true;
  }
  return false;
}
