import { addDays, addMonths, bounds, type Day, edtfDay, edtfMonth, unitFrom, weekdayOf } from "./calendar.ts";
import { lacksCapital, type Part, starting, type TimeMemory, type TimeView } from "./time-view.ts";

/** Where a time lies beside the last one told: the same, the next of its kind, the one before. */
type Beside = -1 | 0 | 1;

const SIDES = [
  ["time.same", 0],
  ["time.following", 1],
  ["time.previous", -1],
] as const;

/**
 * "that same night", "the following spring", "the previous Tuesday", "later that month", "the evening before"; اليوم التالي, في الليلة نفسها:
 * a day, its part, a week, month, year, weekday or season, counted from the time last told.
 */
export function besideTold(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const behind = grammar.setting("modifier-after") === "yes";
  const within = grammar.has("time.within", tokens[at]?.norm) ? 1 : 0;
  // صباح اليوم التالي: the part of a day tells nothing more
  const part = behind && grammar.has("time.day-part", tokens[at]?.norm) ? 1 : 0;
  for (const [section, side] of SIDES)
    for (const match of view.matches.get(section) ?? []) {
      if (match.entry.attributes["after"] === "yes" || (behind && match.entry.attributes["before"] !== "yes")) {
        if (match.from <= at) continue;
        const article = !behind && grammar.has("article", tokens[at]?.norm) ? 1 : 0;
        for (const skip of part === 1 ? [1, 0] : [article]) {
          const head = headAt(view, at + skip);
          if (head !== null && head.to === match.from && (behind || (article === 1 && closes(view, match.to))))
            return made(at, match.to, side, head);
        }
        continue;
      }
      if (match.from !== at + within && match.from !== at + part) continue;
      // "ذلك صباح الجمعة" is no morning told: "that" goes with a noun that wears the article
      const article = grammar.setting("article-prefix");
      if (behind && article !== undefined && !(tokens[match.to]?.norm ?? "").startsWith(article)) continue;
      const head = headAt(view, match.to);
      if (head !== null) return made(at, head.to, side, head);
    }
  return null;
}

type Head = Pick<Part, "m" | "weekday" | "season"> & { unit?: string; to: number };

const made = (from: number, to: number, side: Beside, { unit, ...head }: Head): Part =>
  unit === undefined ? { ...head, from, to, told: side } : { from, to, offset: { unit, n: side } };

/** The head of such a phrase: "night", "week", "Tuesday", "spring", "March". */
function headAt(view: TimeView, at: number): Head | null {
  const { tokens, grammar } = view;
  const norm = tokens[at]?.norm;
  if (norm === undefined) return null;
  // يوم الثلاثاء التالي
  if (grammar.has("day-word", norm) && starting(view, "weekday", at + 1) !== undefined) return headAt(view, at + 1);
  const unit = starting(view, "time.unit", at)?.entry ?? grammar.word("time.day-part", norm);
  if (unit !== undefined)
    return ["hour", "minute"].includes(unit.attributes["unit"]!)
      ? null
      : { unit: unit.attributes["unit"]!, to: at + 1 };
  if (lacksCapital(view, at)) {
    const season = starting(view, "season", at);
    return season === undefined ? null : { season: Number(season.entry.attributes["value"]), to: season.to };
  }
  for (const [section, key] of [
    ["weekday", "weekday"],
    ["month", "m"],
    ["season", "season"],
  ] as const) {
    const match = starting(view, section, at);
    if (match === undefined || match.entry.attributes["other"] !== undefined) continue;
    // a year or a day behind it says more than "that"
    return tokens[match.to]?.kind === "number"
      ? null
      : { [key]: Number(match.entry.attributes["value"]), to: match.to };
  }
  return null;
}

/** Does nothing follow that "before" or "after" would govern? "the night before he left" is no time told from the text. */
export function closes({ tokens, grammar }: Pick<TimeView, "tokens" | "grammar">, at: number): boolean {
  const next = tokens[at];
  if (next === undefined) return true;
  if (next.kind === "mark") return next.text !== "-" && next.text !== "(";
  return next.kind === "word" && ["conjunctions", "prepositions", "auxiliaries"].some((s) => grammar.has(s, next.norm));
}

/** The month, weekday or season that lies so beside the time told; null where none was told that is fine enough. */
export function besideLast(part: Part, memory: TimeMemory): string | null {
  const side = part.told!;
  const told = memory.last?.split("/").at(-1) ?? "";
  const span = bounds(told) ?? seasonSpan(told);
  if (span === null) return null;
  if (part.weekday !== undefined) {
    const base = told.length >= 10 ? span : (bounds(memory.day ?? "") ?? null);
    if (base === null) return null;
    const back = (weekdayOf(base.first) - part.weekday + 7) % 7;
    if (side === 0) return edtfDay(addDays(base.first, part.weekday - weekdayOf(base.first)));
    return edtfDay(
      side > 0 ? addDays(base.last, back === 0 ? 7 : 7 - back) : addDays(base.first, back === 0 ? -7 : -back),
    );
  }
  if (part.m !== undefined) {
    const { first, last } = span;
    if (side === 0) return edtfMonth(first.y, part.m);
    const y = side > 0 ? last.y + (part.m > last.m ? 0 : 1) : first.y - (part.m < first.m ? 0 : 1);
    return edtfMonth(y, part.m);
  }
  if (part.season === undefined) return null;
  const start = 3 * (part.season - 20);
  const y =
    side === 0
      ? span.first.y
      : side > 0
        ? span.last.y + (start > span.last.m ? 0 : 1)
        : span.first.y - (start + 2 < span.first.m ? 0 : 1);
  return `${y}-${part.season}`;
}

/** First and last day of a season of docs/formats/reading.md (northern): spring is March to May. */
function seasonSpan(edtf: string): { first: Day; last: Day } | null {
  const match = edtf.match(/^(\d{4})-(2[1-4])$/);
  if (match === null) return null;
  const first = { y: Number(match[1]), m: 3 * (Number(match[2]) - 20), d: 1 };
  return { first, last: addDays(addMonths(first, 3), -1) };
}

/** The year of the last day or month told; NaN before any. */
export const yearTold = ({ last }: TimeMemory): number => Number(last?.split("/").at(-1)?.slice(0, 4) ?? Number.NaN);

/** "the same period of 2013", "the same month last year": what was told last, in another year; null where years do not fit. */
export function inYear(memory: TimeMemory, unit: string, y: number): string | null {
  const told = unit === "period" ? memory.span : (fromText(memory, { unit, n: 0 }) ?? memory.span);
  const [from, to] = told?.split("/") ?? [];
  const first = Number(from?.slice(0, 4) ?? Number.NaN);
  const last = Number(to?.slice(0, 4) ?? first);
  if (Number.isNaN(first) || Number.isNaN(last)) return null;
  const moved = (part: string, year: number): string => `${String(year).padStart(4, "0")}${part.slice(4)}`;
  return to === undefined ? moved(from!, y) : `${moved(from!, y - (last - first))}/${moved(to, y)}`;
}

const NEEDED: Readonly<Record<string, number>> = { day: 10, week: 10, weekend: 10, month: 7, year: 4 };

/** "the next day" after a day; after a month, which names no day, it stays open. Counted weeks go from day to day, "the next week" is a week. */
export function fromText(memory: TimeMemory, { unit, n, counted, span }: NonNullable<Part["offset"]>): string | null {
  // a day is no period
  if (unit === "period") return n === 0 && !/^\d{4}-\d{2}-\d{2}$/.test(memory.span ?? "") ? memory.span : null;
  if (unit === "decade" && counted) return fromText(memory, { unit: "year", n: 10 * n, counted });
  const named = memory.last?.split("/").at(-1) ?? "";
  const last = (unit === "day" || unit === "week") && named.length === 4 ? (memory.day ?? named) : named;
  const base = bounds(last) ?? (unit === "year" ? seasonSpan(last) : null);
  if (base === null || last.length < (NEEDED[unit] ?? 10)) return null;
  if (span === "beside" && unit === "year") {
    const [first, end] = (memory.span ?? named).split("/").map((part) => Number(part.slice(0, 4)));
    const y = n < 0 ? first! + n : (end ?? first!) + 1;
    return `${y}/${y + Math.abs(n) - 1}`;
  }
  // الأيام العشرة التالية: from the day behind the one told
  if (span === "beside" && unit === "month") {
    const [a, b] = [addMonths(base.first, Math.sign(n)), addMonths(base.first, n)].sort(
      (x, y) => x.y - y.y || x.m - y.m,
    );
    return `${edtfMonth(a!.y, a!.m)}/${edtfMonth(b!.y, b!.m)}`;
  }
  if (span === "beside" && (unit === "day" || unit === "week")) {
    const ends = [addDays(base.first, Math.sign(n)), addDays(base.first, unit === "week" ? 7 * n : n)]
      .map(edtfDay)
      .sort();
    return ends.join("/");
  }
  if (span) {
    const days = unit === "week" ? 7 * n : n;
    const far =
      unit === "month" || unit === "year"
        ? addMonths(base.first, unit === "year" ? 12 * n : n)
        : addDays(base.first, days);
    return n > 0 ? `${edtfDay(base.first)}/${edtfDay(far)}` : `${edtfDay(far)}/${edtfDay(base.first)}`;
  }
  return counted && unit === "week" ? unitFrom(base.first, "day", 7 * n) : unitFrom(base.first, unit, n);
}
