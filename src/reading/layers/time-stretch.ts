import { fold } from "#kernel";
import { addDays, addMonths, bounds, type Day, daysIn, edtfDay, edtfMonth, unitFrom, weekdayOf } from "./calendar.ts";
import { ordinalAt } from "./fractions.ts";
import { countBehind, numeralAt } from "./numerals.ts";
import { namedDate } from "./time-named.ts";
import { numericDate } from "./time-numeric.ts";
import { resolve } from "./time-values.ts";
import { type Part, starting, type TimeMemory, type TimeView } from "./time-view.ts";
import { yearDate } from "./time-years.ts";

interface Span {
  readonly first: Day;
  readonly last: Day;
}

/** The times that others are counted in: a month, a year, "last month", "the year". */
function wholeAt(view: TimeView, at: number): (Span & { to: number; anchor: Part["anchor"] }) | null {
  const { grammar, tokens } = view;
  const i = grammar.has("article", tokens[at]?.norm) && starting(view, "time.relative", at) === undefined ? at + 1 : at;
  const relative = starting(view, "time.relative", i);
  const dated = numericDate(view, i) ?? namedDate(view, i) ?? yearDate(view, i);
  const part: Part | null =
    relative === undefined || dated !== null
      ? dated
      : { from: i, to: relative.to, value: relativeTo(view, relative.entry.attributes), anchor: "reference-date" };
  if (part === null || part.other !== undefined || part.hijri) return null;
  const { value, anchor } = resolve(view, part, false);
  const [a, b] = [bounds(value?.split("/")[0] ?? ""), bounds(value?.split("/").at(-1) ?? "")];
  return a === null || b === null ? null : { first: a.first, last: b.last, to: part.to, anchor };
}

const relativeTo = (view: TimeView, { unit = "day", n = "0" }: Readonly<Record<string, string>>): string =>
  unitFrom(view.reference, unit, Number(n)) ?? "";

/**
 * A place within a longer time: "the last Friday of August", "the first four days of May 2013", "the first six months of the year",
 * "the third quarter of 2015", الأسبوع الأول من أيار, الأشهر الستة الأولى من عام 2015.
 */
export function nthOf(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const start = grammar.has("definite", tokens[at]?.norm) ? at + 1 : at;
  const head = grammar.setting("modifier-after") === "yes" ? headBehind(view, start) : headAhead(view, start);
  if (head === null) return null;
  const { unit, many, nth, weekday } = head;
  if (!grammar.has("vague-of", tokens[head.to]?.norm) && !grammar.has("time.lead", tokens[head.to]?.norm))
    return unit === "quarter" && many === 1 ? lastQuarter(view, at, head) : null;
  // "the second Thursday of every month"
  const each = grammar.word("weekday-open", tokens[head.to + 1]?.norm ?? "")?.attributes["fuzzy"] === "set";
  if (each && grammar.word("time.unit", tokens[head.to + 2]?.norm ?? "") !== undefined)
    return { from: at, to: head.to + 3, fuzzy: "set" };
  const whole = wholeAt(view, head.to + 1);
  if (whole === null) return unit === "quarter" && many === 1 ? lastQuarter(view, at, head) : null;
  const value = weekday > 0 ? nthWeekday(whole, weekday, nth) : stretch(whole, unit, many, nth);
  return value === null ? null : { from: at, to: whole.to, value, anchor: whole.anchor! };
}

interface Head {
  readonly unit: string;
  readonly many: number;
  /** From 1; null for the last. */
  readonly nth: number | null;
  readonly weekday: number;
  readonly to: number;
}

/** "first six months", "last Friday", "third quarter", "opening days". */
function headAhead(view: TimeView, at: number): Head | null {
  const { tokens, grammar } = view;
  const norm = tokens[at]?.norm ?? "";
  const last = grammar.has("time.final", norm);
  const nth = last ? null : Number(grammar.word("ordinal", norm)?.attributes["value"] ?? 0);
  if (nth === 0) return null;
  const weekday = Number(starting(view, "weekday", at + 1)?.entry.attributes["value"] ?? 0);
  if (weekday > 0) return { unit: "weekday", many: 1, nth, weekday, to: at + 2 };
  const count = numeralAt(tokens, at + 1, grammar);
  const counted = count !== null && (count.form === "words" || count.form === "digits");
  const to = counted ? count.to : at + 1;
  const unit = unitAt(view, to);
  // "the last days of May": not one of them
  if (!counted && isPlural(view, to)) return null;
  return unit === null || (counted && nth !== 1 && nth !== null)
    ? null
    : { unit, many: counted ? count.value : 1, nth, weekday, to: to + 1 };
}

/** الأسبوع الأول, الأشهر الستة الأولى, الجمعة الأخيرة, and with the place first: آخر جمعة, أول ثلاثة أيام. */
function headBehind(view: TimeView, at: number): Head | null {
  const { tokens, grammar } = view;
  const ahead = tokens[at]?.norm ?? "";
  const lead = grammar.word("time.nth-ahead", ahead);
  if (lead !== undefined) {
    const nth = lead.attributes["last"] === "yes" ? null : 1;
    // without its article there: آخر جمعة
    const day = `${grammar.setting("article-prefix") ?? ""}${tokens[at + 1]?.norm}`;
    const weekday = Number(grammar.word("weekday", day)?.attributes["value"] ?? 0);
    if (weekday > 0) return { unit: "weekday", many: 1, nth, weekday, to: at + 2 };
    const count = grammar.has("time.dual", tokens[at + 1]?.norm) ? null : numeralAt(tokens, at + 1, grammar);
    const unit = unitAt(view, count?.to ?? at + 1);
    return unit === null || (count === null && isPlural(view, at + 1))
      ? null
      : { unit, many: count?.value ?? manyAt(view, at + 1), nth, weekday, to: (count?.to ?? at + 1) + 1 };
  }
  const weekday = Number(starting(view, "weekday", at)?.entry.attributes["value"] ?? 0);
  const unit = weekday > 0 ? "weekday" : unitAt(view, at);
  if (unit === null) return null;
  const count = weekday > 0 ? null : countBehind(tokens, at + 1, grammar);
  const counted = count !== null && (count.form === "words" || count.form === "digits");
  const i = counted ? count.to : at + 1;
  const norm = tokens[i]?.norm ?? "";
  const last = grammar.has("time.final", norm);
  const nth = last ? null : Number(grammar.word("ordinal", norm)?.attributes["value"] ?? 0);
  const plural = !counted && weekday === 0 && isPlural(view, at);
  if (plural) return null;
  return nth === 0 ? null : { unit, many: counted ? count.value : manyAt(view, at), nth, weekday, to: i + 1 };
}

/** A plural unit that no number counts: "the last days of May" are a part of it, not its last day. */
const isPlural = (view: TimeView, at: number): boolean => {
  const entry = starting(view, "time.unit", at)?.entry;
  if (entry === undefined) return false;
  return entry.attributes["many"] === "yes" || !view.tokens[at]!.norm.endsWith(fold(entry.forms[0]!));
};

const manyAt = ({ tokens, grammar }: TimeView, at: number): number =>
  Number(grammar.word("time.dual", tokens[at]?.norm ?? "")?.attributes["n"] ?? 1);

/** The unit that a word names, by itself or behind its article. */
function unitAt({ tokens, grammar }: TimeView, at: number): string | null {
  const norm = tokens[at]?.norm ?? "";
  const article = grammar.setting("article-prefix");
  const bare = article !== undefined && norm.startsWith(article) ? norm.slice(article.length) : norm;
  for (const section of ["time.unit", "time.share", "time.dual"]) {
    const unit = (grammar.word(section, norm) ?? grammar.word(section, bare))?.attributes["unit"];
    if (unit !== undefined) return unit;
  }
  return null;
}

/** "the third quarter" of no year: the last one that has begun. */
function lastQuarter(view: TimeView, from: number, { nth, to }: Head): Part | null {
  const next = view.tokens[to];
  if (
    nth === null ||
    nth > 4 ||
    (next?.kind === "word" &&
      !view.grammar.has("prepositions", next.norm) &&
      !view.grammar.has("auxiliaries", next.norm) &&
      !view.grammar.has("conjunctions", next.norm) &&
      !view.grammar.has("subject-pronouns", next.norm) &&
      !view.grammar.has("determiners", next.norm))
  )
    return null;
  const y = view.reference.m > 3 * nth - 3 ? view.reference.y : view.reference.y - 1;
  return { from, to, value: `${y}`, part: `quarter${nth}`, anchor: "reference-date" };
}

/** The n-th such weekday of a month or longer time, the last for null; null where it has no so many. */
function nthWeekday({ first, last }: Span, weekday: number, nth: number | null): string | null {
  const day =
    nth === null
      ? addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
      : addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1));
  const text = edtfDay(day);
  return text < edtfDay(first) || text > edtfDay(last) ? null : text;
}

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, third: 4, half: 6, year: 12 };

/** The n-th stretch of so many units, the last for null: the first week is the 1st to the 7th, the first half of a month its first fifteen days. */
function stretch({ first, last }: Span, unit: string, many: number, nth: number | null): string | null {
  const months = (last.y - first.y) * 12 + last.m - first.m + 1;
  const size = MONTHS[unit];
  if (size !== undefined && months >= size * many && months > 1) {
    const from = addMonths({ ...first, d: 1 }, nth === null ? months - size * many : size * many * (nth - 1));
    const to = addMonths(from, size * many - 1);
    if (edtfDay(to) > edtfDay(last)) return null;
    if (unit === "year") return many === 1 ? `${from.y}` : `${from.y}/${to.y}`;
    const [a, b] = [edtfMonth(from.y, from.m), edtfMonth(to.y, to.m)];
    return a === b ? a : `${a}/${b}`;
  }
  if (unit === "half" && months === 1) {
    const end = nth === 1 ? 15 : daysIn(first.y, first.m);
    return `${edtfDay({ ...first, d: nth === 1 ? 1 : 16 })}/${edtfDay({ ...first, d: end })}`;
  }
  if (unit !== "day" && unit !== "week") return null;
  const days = (unit === "week" ? 7 : 1) * many;
  const from = nth === null ? addDays(last, 1 - days) : addDays(first, days * (nth - 1));
  const to = addDays(from, days - 1);
  if (edtfDay(from) < edtfDay(first) || edtfDay(from) > edtfDay(last)) return null;
  const end = edtfDay(to) > edtfDay(last) ? last : to;
  return days === 1 ? edtfDay(from) : `${edtfDay(from)}/${edtfDay(end)}`;
}

/** "the week of 12 May", "the weekend of", "the week ending 18 May", "the year to June 2015", "the eve of 3 May", أسبوع ١٢ أيار. */
export function aroundDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const i = grammar.has("article", tokens[at]?.norm) ? at + 1 : at;
  const count = numeralAt(tokens, i, grammar);
  const counted = count?.form === "digits" || count?.form === "words";
  const head = counted ? count.to : i;
  const unit =
    starting(view, "time.span-head", head)?.entry.attributes["unit"] ?? (counted ? unitAt(view, head) : null);
  if (unit === null || unit === undefined) return null;
  const ends = starting(view, "time.ending", head + 1);
  const of = !counted && grammar.has("date-of", tokens[head + 1]?.norm);
  if (ends === undefined && !of && grammar.setting("modifier-after") !== "yes") return null;
  const whole = wholeAt(view, ends?.to ?? (of ? head + 2 : head + 1));
  if (whole === null) return null;
  const { first, last, to, anchor } = whole;
  const day = edtfDay(first) === edtfDay(last);
  const part = (value: string): Part => ({ from: at, to, value, anchor: anchor! });
  if (ends !== undefined) {
    const n = counted ? count.value : 1;
    const months = (MONTHS[unit] ?? (unit === "decade" ? 120 : 0)) * n;
    if (months === 0)
      return day && (unit === "week" || unit === "day")
        ? part(`${edtfDay(addDays(last, 1 - n * (unit === "week" ? 7 : 1)))}/${edtfDay(last)}`)
        : null;
    if (day) return part(`${edtfDay(addDays(addMonths(last, -months), 1))}/${edtfDay(last)}`);
    if (first.m === last.m && first.y === last.y) {
      const from = addMonths(first, 1 - months);
      return part(`${edtfMonth(from.y, from.m)}/${edtfMonth(last.y, last.m)}`);
    }
    return months >= 12 ? part(`${last.y - months / 12 + 1}/${last.y}`) : null;
  }
  if (!day) return null;
  if (unit === "eve" || unit === "morrow") return part(edtfDay(addDays(first, unit === "eve" ? -1 : 1)));
  if (unit === "week" || unit === "weekend") return part(unitFrom(first, unit, 0)!);
  return null;
}

/** "the 30th" after a month: a numbered day that numbers nothing else. */
export function dayOfMonth({ tokens, grammar }: TimeView, at: number): Part | null {
  // "في الخامس منه": a day of the month that was named
  const nth = grammar.setting("modifier-after") === "yes" ? ordinalAt(tokens, at, grammar) : null;
  if (nth !== null && grammar.has("of-month", tokens[nth.to]?.norm))
    return nth.value <= 31 ? { from: at, to: nth.to + 1, dayOf: nth.value } : null;
  if (!grammar.has("article", tokens[at]?.norm)) return null;
  const digits = tokens[at + 1]?.kind === "number" && grammar.has("ordinal-ending", tokens[at + 2]?.norm);
  const led = grammar.has("time.lead", tokens[at - 1]?.norm);
  // "around the twentieth": by its name only where a time may stand, and not what may number things
  const word = digits || !led ? null : ordinalAt(tokens, at + 1, grammar);
  if (!digits && (word === null || word.value <= 10)) return null;
  const [d, to] = digits ? [Number(tokens[at + 1]!.norm), at + 3] : [word!.value, word!.to];
  const next = tokens[to];
  const closes =
    next === undefined ||
    (next.kind === "mark" && next.text !== "-") ||
    ["auxiliaries", "clause-conjunctions", "subject-pronouns"].some((s) => grammar.has(s, next.norm)) ||
    (grammar.has("conjunctions", next.norm) && tokens[to + 1]?.kind !== "number");
  return closes && d >= 1 && d <= 31 ? { from: at, to, dayOf: d, ...(led ? { led } : {}) } : null;
}

/** Such a day around the reference day: the next one, or the last two that were. */
export function daysNear({ y, m, d }: Day, dayOf: number, ahead: boolean): string[] {
  const found: string[] = [];
  for (let n = 0; found.length < (ahead ? 1 : 2) && Math.abs(n) < 12; n += ahead ? 1 : -1) {
    const month = addMonths({ y, m, d: 1 }, n);
    const passed = n === 0 && (ahead ? dayOf <= d : dayOf > d);
    if (!passed && dayOf <= daysIn(month.y, month.m)) found.push(edtfDay({ ...month, d: dayOf }));
  }
  return found;
}

/** That day of the month last named; null where the text named none, or one without such a day. */
export function inMonthOf(memory: TimeMemory, d: number): string | null {
  const base: Day | undefined = bounds(memory.last?.split("/").at(-1) ?? "")?.first;
  const named = (memory.last?.split("/").at(-1) ?? "").length >= 7;
  return base === undefined || !named || d > daysIn(base.y, base.m) ? null : edtfDay({ ...base, d });
}
