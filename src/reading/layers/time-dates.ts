import type { Grammar, Match } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { addMonths, edtfDay, edtfMonth, isDay } from "./calendar.ts";
import { ordinalAt } from "./fractions.ts";
import { numericDate } from "./time-numeric.ts";
import { recurring } from "./time-recurring.ts";
import { besideTold, closes } from "./time-told.ts";
import type { Part, TimeView } from "./time-view.ts";
import { num, shortYear, yearAt, yearIn, yearSpan } from "./time-years.ts";

export const touch = (a: Token | undefined, b: Token | undefined): boolean =>
  a !== undefined && b !== undefined && a.end === b.start;

export const starting = (view: TimeView, section: string, at: number): Match | undefined =>
  view.matches.get(section)?.find((m) => m.from === at);

/** "may" is no month where the language writes months with a capital. */
export const lacksCapital = ({ tokens, grammar }: TimeView, at: number): boolean =>
  grammar.setting("dates-in-capitals") === "yes" && /^\p{Ll}/u.test(tokens[at]!.norm) && !tokens[at]!.capital;

/** "the sixth of", السادس من before a month: the ordinal is definite, "a third of" is a part. */
function ordinalDay({ tokens, grammar, matches }: TimeView, at: number): Ordinal | null {
  // الأيام الأولى من أيار are no first day
  if (matches.get("time.part")?.some((m) => m.from < at && m.to > at)) return null;
  const article = grammar.setting("article-prefix");
  const definite =
    article === undefined ? grammar.has("article", tokens[at - 1]?.norm) : tokens[at]?.norm.startsWith(article);
  const ordinal =
    definite && tokens[at]?.kind === "word" ? (ordinalAt(tokens, at, grammar) ?? roundDay(tokens, at, grammar)) : null;
  if (ordinal === null || ordinal.value > 31) return null;
  // الخامس أو السادس من أيار
  const next = isOr(grammar, tokens[ordinal.to]?.norm) ? ordinalAt(tokens, ordinal.to + 1, grammar) : null;
  const last = next?.value === ordinal.value + 1 ? next : ordinal;
  if (!grammar.has("vague-of", tokens[last.to]?.norm)) return null;
  // السادس من الشهر الماضي has its month told by another
  const named = grammar.word("month-word", tokens[last.to + 1]?.norm ?? "") !== undefined;
  const month = named && !isRelativeMonth({ grammar, tokens }, last.to + 1) ? 2 : 1;
  const either = last !== ordinal;
  return { d: ordinal.value, d2: either ? last.value : undefined, either, to: last.to + month };
}

interface Ordinal {
  readonly d: number;
  readonly d2: number | undefined;
  readonly either: boolean;
  readonly to: number;
}

/** A word between two of which it was one: "15 or 16 May". */
const isOr = (grammar: Grammar, norm: string | undefined): boolean =>
  grammar.word("range.middle", norm ?? "")?.attributes["next"] === "yes";

const isRelativeMonth = ({ tokens, grammar }: Pick<TimeView, "tokens" | "grammar">, at: number): boolean =>
  ["time.last", "time.this", "time.next"].some((s) => grammar.has(s, tokens[at + 1]?.norm));

/** العشرين من أيار: where tens have no ordinal of their own, the definite number is one. */
function roundDay(tokens: readonly Token[], at: number, grammar: Grammar): { value: number; to: number } | null {
  const value = Number(grammar.word("number", tokens[at]!.norm)?.attributes["value"] ?? 0);
  return grammar.setting("article-prefix") !== undefined && (value === 20 || value === 30)
    ? { value, to: at + 1 }
    : null;
}

/** A month told by its number behind the word for one; nothing without a year. */
function numberedMonth({ tokens, grammar }: TimeView, from: number, at: number): Part | null {
  const m = num(tokens[at]);
  if (m === null || m < 1 || m > 12) return null;
  let i = at + 1;
  if (["date-of", "vague-of"].some((s) => grammar.has(s, tokens[i]?.norm)) || tokens[i]?.norm === "/") i += 1;
  if (grammar.has("time.year-word", tokens[i]?.norm)) i += 1;
  const y = yearIn(tokens[i]);
  return y === null ? null : { from, to: i + 1, m, y };
}

interface Month {
  to: number;
  m: number;
  sure: boolean;
  other: number | null;
}

function monthAt(view: TimeView, at: number): Month | null {
  const { tokens, grammar } = view;
  const match = starting(view, "month", at);
  if (match === undefined) return null;
  if (lacksCapital(view, at)) return null;
  // أب is a father where آب is August
  const lookalike = match.entry.attributes["not"];
  if (lookalike !== undefined && tokens[at]!.text.endsWith(lookalike)) return null;
  let to = match.to;
  const full = match.entry.forms[0]!.toLowerCase() === tokens[at]!.norm;
  const shortened = grammar.setting("dates-in-capitals") === "yes" && tokens[at]!.norm.length <= 4 && !full;
  if (tokens[to]?.norm === "." && shortened) to += 1;
  // Levantine and Gregorian names side by side: آذار/مارس, آذار (مارس), مارس آذار
  const beside = starting(view, "month", to);
  if (beside !== undefined && beside.entry.attributes["value"] === match.entry.attributes["value"]) to = beside.to;
  if (tokens[to]?.norm === "/" || tokens[to]?.norm === "(") {
    const second = starting(view, "month", to + 1);
    if (second !== undefined)
      to = tokens[to]!.norm === "(" && tokens[second.to]?.norm === ")" ? second.to + 1 : second.to;
  }
  const { value, word, other } = match.entry.attributes;
  return { to, m: Number(value), sure: word !== "yes", other: other === undefined ? null : Number(other) };
}

const isYearWord = ({ tokens, grammar }: TimeView, at: number): boolean =>
  ["time.year-word", "date-of", "ordinal-ending"].some((s) => grammar.has(s, tokens[at]?.norm));

/** "between 1 March and 2 people": a number before a thing is no day. */
const counts = ({ tokens, grammar }: TimeView, at: number): boolean =>
  tokens[at]?.kind === "word" &&
  !["prepositions", "conjunctions", "clause-conjunctions", "auxiliaries", "verbs", "adverbs"].some((s) =>
    grammar.has(s, tokens[at]!.norm),
  );

/** "15 May 2017", "May 15, 2017", "May 2017", "4-7 May", "15 آذار/مارس 2017". */
export function namedDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  let d: number | undefined;
  let d2: number | undefined;
  let either = false;
  const first = num(tokens[i]);
  if (first !== null && first >= 1 && first <= 31 && tokens[i]!.norm.length <= 2) {
    d = first;
    i += 1;
    if (grammar.has("ordinal-ending", tokens[i]?.norm)) i += 1;
    const dash = tokens[i]?.norm;
    const the = grammar.has("article", tokens[i + 1]?.norm) ? 1 : 0;
    const second = num(tokens[i + 1 + the]);
    const lead = tokens[at - (grammar.has("article", tokens[at - 1]?.norm) ? 2 : 1)]?.norm;
    const opened = dash !== undefined && dash === grammar.setting("and-prefix") && grammar.has("range.open", lead);
    const listed = grammar.has("conjunctions", dash) && !grammar.has("range.open", lead);
    // ليلة 6 على 7 حزيران
    const night = grammar.has("denied-links", dash) && second === d + 1;
    if (
      (dash === "-" || dash === "/" || night || opened || listed || grammar.has("range.middle", dash)) &&
      second !== null &&
      (listed || dash === "/" ? second === d + 1 : second > d) &&
      second <= 31
    ) {
      d2 = second;
      either = isOr(grammar, dash);
      i += 2 + the;
      if (grammar.has("ordinal-ending", tokens[i]?.norm)) i += 1;
    }
    // "3 من أيار", "3 من شهر أيار"
    const of = grammar.setting("modifier-after") === "yes" && grammar.has("vague-of", tokens[i]?.norm) ? 1 : 0;
    if (of > 0 && ["month", "month-word", "time.relative"].some((s) => starting(view, s, i + 1) !== undefined)) i += 1;
    if (grammar.has("date-of", tokens[i]?.norm) || grammar.has("month-word", tokens[i]?.norm)) i += 1;
  } else if (grammar.has("month-word", tokens[i]?.norm)) {
    i += 1;
    // "شهر 6 من عام 2013"
    const numbered = numberedMonth(view, at, i);
    if (numbered !== null) return numbered;
  }
  const told = ordinalDay(view, at);
  if (told !== null) ({ d, d2, either, to: i } = told);
  const month = monthAt(view, i);
  if (month === null) {
    const last = d === undefined ? undefined : starting(view, "time.relative", i);
    const list = d === undefined || told !== null ? null : (dayInList(view, at) ?? dayBehind(view, at));
    if (list !== null) return list;
    // "on the 26th of last month"
    if (last?.entry.attributes["unit"] === "month") {
      const { y, m } = addMonths(view.reference, Number(last.entry.attributes["n"]));
      const value = isDay({ y, m, d: d! }) ? edtfDay({ y, m, d: d! }) : null;
      return value === null ? null : { from: at, to: last.to, value, anchor: "reference-date" };
    }
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
        // "وثقت في نيسان 12 حالة"
        (grammar.setting("day-first") === "yes" &&
          d === undefined &&
          counts(view, i + 1) &&
          !isYearWord(view, i + 1)) ||
        grammar.has("person-words", tokens[i + 1]?.norm);
      if (!scaled) {
        d = day;
        i += 1;
        sure = true;
        if (grammar.has("ordinal-ending", tokens[i]?.norm)) i += 1;
        const to = num(tokens[i + 1]);
        // "March 1-2", "March 1st to 2nd", "between March 1 and 2"
        const nth = grammar.has("ordinal-ending", tokens[i + 2]?.norm);
        const opened = starting(view, "time.between", at - 1)?.entry.attributes["until"]?.split(",") ?? [];
        const joins =
          tokens[i]?.norm === "-" ||
          (nth && grammar.has("range.middle", tokens[i]?.norm)) ||
          (opened.includes(tokens[i]?.norm ?? "") && !counts(view, i + 2));
        if (joins && to !== null && to > d && to <= 31) {
          d2 = to;
          i += nth ? 3 : 2;
        }
      }
    }
  }
  let y: number | undefined;
  let j = i;
  if (
    tokens[j]?.norm === "," ||
    grammar.has("time.year-word", tokens[j]?.norm) ||
    grammar.has("date-of", tokens[j]?.norm)
  )
    j += 1;
  if (grammar.has("time.year-word", tokens[j]?.norm)) j += 1;
  const year = yearAt(view, j, grammar.has("time.year-word", tokens[j - 1]?.norm));
  if (year !== null && !(j > i && grammar.has("date-of", tokens[i]!.norm) && d !== undefined)) {
    ({ y, to: i } = year);
    sure = true;
  } else {
    const short = shortYear(view, i);
    if (short !== null) {
      ({ y, to: i } = short);
      sure = true;
    }
  }
  if (!sure) {
    // "May" alone is a month only where a date may stand
    const before = tokens[at - 1]?.norm;
    // "compared with May,": nothing that may happen follows
    const apart = tokens[i]?.norm === "," || tokens[i] === undefined || tokens[i]!.norm === ".";
    const listed =
      (apart && grammar.has("prepositions", before)) ||
      (grammar.has("conjunctions", before) && at > 1 && grammar.has("month", tokens[at - 2]!.norm));
    if (
      !listed &&
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
  if (either) part.either = true;
  if (month.other !== null) part.other = month.other;
  // "in February, a year or two ago"
  const unsure = starting(view, "time.unsure-year", tokens[i]?.norm === "," || tokens[i]?.norm === "،" ? i + 1 : i);
  if (unsure !== undefined && y === undefined && d === undefined) {
    const years = [Number(unsure.entry.attributes["from"]), Number(unsure.entry.attributes["to"])];
    part.candidates = years.map((n) => edtfMonth(view.reference.y - n, month.m));
    part.to = unsure.to;
  }
  return part;
}

/** "3" of "3, 5 and 9 May 2014": a day whose month stands behind the list. */
function dayInList(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  for (;;) {
    const d = num(tokens[i]);
    if (d === null || d < 1 || d > 31 || tokens[i]!.norm.length > 2) return null;
    const ending = grammar.has("ordinal-ending", tokens[i + 1]?.norm) ? 1 : 0;
    const mark = tokens[i + 1 + ending]?.norm;
    if (mark !== "," && mark !== "،" && !grammar.has("conjunctions", mark)) break;
    i += ending + (grammar.has("conjunctions", tokens[i + ending + 2]?.norm) ? 3 : 2);
  }
  if (i === at) return null;
  const { m, d, y, other } = namedDate(view, i) ?? {};
  if (m === undefined || d === undefined || other !== undefined) return null;
  const part: Part = { from: at, to: at + 1, m, d: num(tokens[at])! };
  return y === undefined ? part : { ...part, y };
}

/** "7" of "May 3 and 7, 2014", "through 7": a day whose month stands before, and that counts nothing. */
function dayBehind(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const [month, before, mark, day, next] = tokens.slice(Math.max(0, at - 3), at + 2);
  const joins =
    mark !== undefined &&
    (mark.norm === "," || grammar.has("conjunctions", mark.norm) || grammar.has("range.middle", mark.norm));
  const d = num(day);
  if (at < 3 || !joins || d === null || num(before) === null || num(before)! > 31) return null;
  const m = starting(view, "month", at - 3)?.entry.attributes["value"];
  if (m === undefined || lacksCapital(view, at - 3) || month === undefined) return null;
  const y = yearIn(tokens[at + 2]);
  if (next?.norm === "," && y !== null) return { from: at, to: at + 3, m: Number(m), d, y };
  const closed =
    next === undefined ||
    (next.kind === "mark" && !"%$€£-/:.".includes(next.norm)) ||
    next.norm === "." ||
    grammar.has("conjunctions", next.norm);
  return closed ? { from: at, to: at + 1, m: Number(m), d } : null;
}

/** "Christmas Day", "New Year's Eve 2014": feasts that fall on the same day each year. */
export function holidayDate(view: TimeView, at: number): Part | null {
  const match = starting(view, "holiday", at);
  if (match === undefined || lacksCapital(view, at)) return null;
  const { month, day } = match.entry.attributes;
  const y = yearIn(view.tokens[match.to]);
  const part: Part = { from: at, to: match.to, m: Number(month), d: Number(day) };
  return y === null ? part : { ...part, to: match.to + 1, y };
}

export function weekdayDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  if (grammar.has("day-word", tokens[i]?.norm)) i += 1;
  const match = starting(view, "weekday", i);
  if (match === undefined) return null;
  const token = tokens[i]!;
  if (lacksCapital(view, i)) return null;
  let to = match.to;
  if (tokens[to]?.norm === "." && token.norm.length <= 5 && /^\p{Ll}/u.test(token.norm)) to += 1;
  const weekday = Number(match.entry.attributes["value"]);
  for (const skip of [0, 1]) {
    const apposed = ["article", "date-apposition"].some((s) => grammar.has(s, tokens[to]?.norm));
    if (skip === 1 && !/^[,،]$/u.test(tokens[to]?.norm ?? "") && !apposed) continue;
    const date = numericDate(view, to + skip) ?? namedDate(view, to + skip);
    if (date !== null && (date.d !== undefined || date.value !== undefined)) return { ...date, from: at };
  }
  // مرة بالجمعة: so often a week
  if ((view.matches.get("per-adverb") ?? []).some((m) => m.from < at && at < m.to)) return null;
  // "every Monday", "one Monday", "on a Monday": no one day is told
  const open = grammar.word("weekday-open", tokens[at - 1]?.norm ?? "");
  const end = open?.attributes["several"] === "yes" ? recurring(view, to, weekday) : to;
  if (open !== undefined && end !== null) return { from: at - 1, to: end, fuzzy: open.attributes["fuzzy"]! };
  return { from: at, to, weekday };
}

export function seasonDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const match = starting(view, "season", at);
  if (match === undefined) return null;
  let to = match.to;
  if (grammar.has("date-of", tokens[to]?.norm)) to += 1;
  const behind = to;
  if (grammar.has("time.year-word", tokens[to]?.norm)) to += 1;
  const season = Number(match.entry.attributes["value"]);
  const span = yearSpan(view, to);
  if (span !== null) return { from: at, to: span.to, season, y: span.y };
  const year = yearAt(view, to, to > behind);
  if (year !== null) return { from: at, season, ...year };
  const short = shortYear(view, to);
  if (short !== null) return { from: at, season, ...short };
  const before = tokens[at - 1]?.norm;
  // "the summer of last year", خريف ذلك العام: the year is joined to it later
  const yearly =
    starting(view, "time.relative", behind)?.entry.attributes["unit"] === "year" ||
    besideTold(view, behind)?.offset?.unit === "year";
  const last =
    yearly ||
    grammar.has("time.last", before) ||
    grammar.has("time.this", before) ||
    grammar.has("time.next", before) ||
    grammar.has("time.last", tokens[match.to]?.norm) ||
    grammar.has("time.next", tokens[match.to]?.norm);
  const inThe =
    grammar.has("article", before) &&
    grammar.has("time.lead", tokens[at - 2]?.norm) &&
    grammar.word("time.lead", tokens[at - 2]!.norm)!.attributes["of"] !== "yes";
  const article = grammar.setting("article-prefix");
  const led = ["time.lead", "time.part"].some((s) => grammar.has(s, before));
  // بالربيع: the preposition is written on
  const written = grammar.settings("pp-prefixes").some((prefix) => tokens[at]!.norm.startsWith(prefix));
  const glued = article !== undefined && (written || (tokens[match.to - 1]!.norm.startsWith(article) && led));
  // "spent the winter there": a noun that nothing follows, of those that are nothing else
  const alone =
    grammar.has("article", before) && match.entry.attributes["word"] !== "yes" && closes(view, match.to) && at > 1;
  if (!last && !inThe && !glued && !alone) return null;
  return { from: at, to: match.to, season };
}
