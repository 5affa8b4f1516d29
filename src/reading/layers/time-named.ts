import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { addMonths, edtfDay, edtfMonth, isDay } from "./calendar.ts";
import { ordinalAt } from "./fractions.ts";
import { lacksCapital, type Part, starting, type TimeView } from "./time-view.ts";
import { num, shortYear, yearAt, yearIn } from "./time-years.ts";

/** "15 May 2017", "May 15, 2017", "May 2017", "4-7 May", "15 آذار/مارس 2017". */
export function namedDate(view: TimeView, at: number): Part | null {
  const numbered = numberedMonth(view, at);
  if (numbered !== null) return numbered;
  const before = dayInWords(view, at) ?? daysInDigits(view, at) ?? { to: pastMonthWord(view, at) };
  const month = monthAt(view, before.to);
  if (month === null) return withoutMonth(view, at, before);
  const days: Days =
    before.d === undefined ? (daysBehind(view, at, month.to) ?? { to: month.to }) : { ...before, to: month.to };
  const { d, d2, either } = days;
  const year = yearBehind(view, days);
  const to = year?.to ?? days.to;
  if (!month.sure && d === undefined && year === null && !mayStandAlone(view, at, to)) return null;
  if (year !== null && d !== undefined && !isDay({ y: year.y, m: month.m, d })) return null;
  const part: Part = { from: at, to, m: month.m };
  if (year !== null) part.y = year.y;
  if (d !== undefined) part.d = d;
  if (d2 !== undefined) part.d2 = d2;
  if (either) part.either = true;
  if (month.other !== null) part.other = month.other;
  return part.y === undefined && part.d === undefined ? withUnsureYear(view, part, month.m) : part;
}

/** The days of a date that stand together, and where they end. */
interface Days {
  readonly d?: number;
  readonly d2?: number;
  /** It was one of the two. */
  readonly either?: boolean;
  readonly to: number;
}

/** The number of a day in digits, of whatever month. */
function dayNumber(token: Token | undefined): number | null {
  const d = num(token);
  return d !== null && d >= 1 && d <= 31 && token!.norm.length <= 2 ? d : null;
}

/** Behind "th". */
const pastEnding = ({ tokens, grammar }: TimeView, at: number): number =>
  grammar.has("ordinal-ending", tokens[at]?.norm) ? at + 1 : at;

const pastMonthWord = ({ tokens, grammar }: TimeView, at: number): number =>
  grammar.has("month-word", tokens[at]?.norm) ? at + 1 : at;

/** "15", "4-7", "15th or 16th", "3 من شهر", before a month. */
function daysInDigits(view: TimeView, at: number): Days | null {
  const { tokens, grammar } = view;
  const d = dayNumber(tokens[at]);
  if (d === null) return null;
  const days = twoDays(view, at, d, pastEnding(view, at + 1));
  let { to } = days;
  // "3 من أيار", "3 من شهر أيار"
  if (
    grammar.setting("modifier-after") === "yes" &&
    grammar.has("vague-of", tokens[to]?.norm) &&
    ["month", "month-word", "time.relative"].some((s) => starting(view, s, to + 1) !== undefined)
  )
    to += 1;
  return { ...days, to: grammar.has("date-of", tokens[to]?.norm) ? to + 1 : pastMonthWord(view, to) };
}

/** A day, and the second where one is joined to it: "4-7", "the 4th and the 5th", "between 4 and 7". */
function twoDays(view: TimeView, at: number, d: number, end: number): Days {
  const { tokens, grammar } = view;
  const dash = tokens[end]?.norm;
  const the = grammar.has("article", tokens[end + 1]?.norm) ? 1 : 0;
  const second = num(tokens[end + 1 + the]);
  if (second === null || second > 31) return { d, to: end };
  const lead = tokens[at - (grammar.has("article", tokens[at - 1]?.norm) ? 2 : 1)]?.norm;
  const between = grammar.has("range.open", lead);
  const opened = dash !== undefined && dash === grammar.setting("and-prefix") && between;
  const listed = grammar.has("conjunctions", dash) && !between;
  // ليلة 6 على 7 حزيران
  const night = grammar.has("denied-links", dash) && second === d + 1;
  const joins = dash === "-" || dash === "/" || night || opened || listed || grammar.has("range.middle", dash);
  if (!joins || !(listed || dash === "/" ? second === d + 1 : second > d)) return { d, to: end };
  return { d, d2: second, either: isOr(grammar, dash), to: pastEnding(view, end + 2 + the) };
}

/** "15", "1-2", "1st to 2nd" behind a month, no "12 people" of "in May 12 people". */
function daysBehind(view: TimeView, at: number, from: number): Days | null {
  const { tokens, grammar } = view;
  const d = dayNumber(tokens[from]);
  if (d === null || tokens[from + 1]?.norm === ":" || isOfThings(view, from + 1)) return null;
  const end = pastEnding(view, from + 1);
  const second = num(tokens[end + 1]);
  // "March 1-2", "March 1st to 2nd", "between March 1 and 2"
  const nth = grammar.has("ordinal-ending", tokens[end + 2]?.norm);
  const until = starting(view, "time.between", at - 1)?.entry.attributes["until"]?.split(",") ?? [];
  const joins =
    tokens[end]?.norm === "-" ||
    (nth && grammar.has("range.middle", tokens[end]?.norm)) ||
    (until.includes(tokens[end]?.norm ?? "") && !counts(view, end + 2));
  return joins && second !== null && second > d && second <= 31
    ? { d, d2: second, to: end + (nth ? 3 : 2) }
    : { d, to: end };
}

/** Is the number before this word one of things: "12 people", "12 per cent", "وثقت في نيسان 12 حالة"? */
const isOfThings = (view: TimeView, at: number): boolean =>
  ["multiplier", "percent", "person-words"].some((s) => view.grammar.has(s, view.tokens[at]?.norm)) ||
  (view.grammar.setting("day-first") === "yes" && counts(view, at) && !isYearWord(view, at));

const isYearWord = ({ tokens, grammar }: TimeView, at: number): boolean =>
  ["time.year-word", "date-of", "ordinal-ending"].some((s) => grammar.has(s, tokens[at]?.norm));

/** "between 1 March and 2 people": a number before a thing is no day. */
const counts = ({ tokens, grammar }: TimeView, at: number): boolean =>
  tokens[at]?.kind === "word" &&
  !["prepositions", "conjunctions", "clause-conjunctions", "auxiliaries", "verbs", "adverbs"].some((s) =>
    grammar.has(s, tokens[at]!.norm),
  );

/** "2017" behind a month and its day, with what may stand between: ", ", "of", "عام". */
function yearBehind(view: TimeView, { d, to }: Days): { y: number; to: number } | null {
  const { tokens, grammar } = view;
  const isWord = (at: number): boolean => grammar.has("time.year-word", tokens[at]?.norm);
  const of = grammar.has("date-of", tokens[to]?.norm);
  let at = to;
  if (tokens[at]?.norm === "," || isWord(at) || of) at += 1;
  if (isWord(at)) at += 1;
  const year = yearAt(view, at, isWord(at - 1));
  return year !== null && !(of && d !== undefined) ? year : shortYear(view, to);
}

/** "May" alone is a month only where a date may stand. */
function mayStandAlone({ tokens, grammar }: TimeView, at: number, to: number): boolean {
  const before = tokens[at - 1]?.norm;
  // "compared with May,": nothing that may happen follows
  const apart = tokens[to]?.norm === "," || tokens[to] === undefined || tokens[to]!.norm === ".";
  return (
    (apart && grammar.has("prepositions", before)) ||
    (grammar.has("conjunctions", before) && at > 1 && grammar.has("month", tokens[at - 2]!.norm)) ||
    ["time.lead", "time.part", "time.last", "time.this"].some((s) => grammar.has(s, before))
  );
}

/** "in February, a year or two ago" */
function withUnsureYear(view: TimeView, part: Part, m: number): Part {
  const comma = /^[,،]$/u.test(view.tokens[part.to]?.norm ?? "") ? 1 : 0;
  const unsure = starting(view, "time.unsure-year", part.to + comma);
  if (unsure === undefined) return part;
  const years = [Number(unsure.entry.attributes["from"]), Number(unsure.entry.attributes["to"])];
  return { ...part, to: unsure.to, candidates: years.map((n) => edtfMonth(view.reference.y - n, m)) };
}

/** A day whose month stands elsewhere ("3 and 7 May", "the 26th of last month"), or a month of another calendar. */
function withoutMonth(view: TimeView, at: number, { d, to }: Days): Part | null {
  const { reference, tokens } = view;
  const list = d === undefined || dayInWords(view, at) !== null ? null : (dayInList(view, at) ?? dayBehind(view, at));
  if (list !== null) return list;
  const last = d === undefined ? undefined : starting(view, "time.relative", to);
  if (d !== undefined && last?.entry.attributes["unit"] === "month") {
    const day = { ...addMonths(reference, Number(last.entry.attributes["n"])), d };
    return isDay(day) ? { from: at, to: last.to, value: edtfDay(day), anchor: "reference-date" } : null;
  }
  const hijri = starting(view, "hijri-month", to);
  if (hijri === undefined) return null;
  return { from: at, to: num(tokens[hijri.to]) === null ? hijri.to : hijri.to + 1, hijri: true };
}

/** "the sixth of", السادس من before a month: the ordinal is definite, "a third of" is a part. */
function dayInWords({ tokens, grammar, matches }: TimeView, at: number): Days | null {
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
  const to = last.to + month;
  return last === ordinal ? { d: ordinal.value, to } : { d: ordinal.value, d2: last.value, either: true, to };
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

/** "شهر 6 من عام 2013": a month told by its number behind the word for one; nothing without a year. */
function numberedMonth({ tokens, grammar }: TimeView, from: number): Part | null {
  const m = grammar.has("month-word", tokens[from]?.norm) ? num(tokens[from + 1]) : null;
  if (m === null || m < 1 || m > 12) return null;
  let i = from + 2;
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

/** "3" of "3, 5 and 9 May 2014": a day whose month stands behind the list. */
function dayInList(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  for (;;) {
    if (dayNumber(tokens[i]) === null) return null;
    const end = pastEnding(view, i + 1);
    const mark = tokens[end]?.norm;
    if (mark !== "," && mark !== "،" && !grammar.has("conjunctions", mark)) break;
    i = end + (grammar.has("conjunctions", tokens[end + 1]?.norm) ? 2 : 1);
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
