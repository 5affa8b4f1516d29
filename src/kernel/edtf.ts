/**
 * Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1: days, months, years, seasons, unspecified digits from
 * the right (`2017-XX`), qualification (`?` uncertain, `~` approximate, `%` both), date-times, years beyond four digits
 * (`Y-17000`), and intervals with open (`..`) or unknown (empty) ends.
 */
export interface Edtf {
  readonly text: string;
  readonly kind: "date" | "season" | "datetime" | "interval";
  /** First possible day, `YYYY-MM-DD`; `null` when open or unknown. Seasons of the north: spring begins in March. */
  readonly earliest: string | null;
  /** Last possible day; `null` when open or unknown. */
  readonly latest: string | null;
  readonly uncertain: boolean;
  readonly approximate: boolean;
}

const DATE = /^(Y-?\d{5,}|-?\d{4}|-?\d{3}X|-?\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%]?)$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?$/;

/** Reads one EDTF expression. @returns `null` when the text is not level 0 or 1, or names a day that does not exist. */
export function parseEdtf(text: string): Edtf | null {
  const slash = text.indexOf("/");
  return slash === -1 ? parseSingle(text) : parseInterval(text, slash);
}

/** Whether the text is EDTF of level 0 or 1. */
export function isEdtf(text: string): boolean {
  return parseEdtf(text) !== null;
}

/** Whether two expressions may speak of the same day. Open and unknown ends reach without limit. */
export function edtfMayOverlap(a: Edtf, b: Edtf): boolean {
  return startsBeforeEnd(a.earliest, b.latest) && startsBeforeEnd(b.earliest, a.latest);
}

function startsBeforeEnd(start: string | null, end: string | null): boolean {
  return start === null || end === null || compareDays(start, end) <= 0;
}

/** Orders days `YYYY-MM-DD`, also those before year 0 or beyond 9999: negative, zero or positive. */
export function compareDays(a: string, b: string): number {
  const [ya, ma, da] = dayParts(a);
  const [yb, mb, db] = dayParts(b);
  return ya - yb || ma - mb || da - db;
}

/** Days from 1970-01-01 to the given day in the proleptic Gregorian calendar. @throws RangeError when it is no day */
export function dayNumber(day: string): number {
  const [year, month, date] = dayParts(day);
  const ms = new Date(0).setUTCFullYear(year, month - 1, date);
  if (Number.isNaN(ms)) throw new RangeError(`Cannot count days to "${day}": not a day`);
  return Math.round(ms / 86_400_000);
}

function parseInterval(text: string, slash: number): Edtf | null {
  const [left, right] = [text.slice(0, slash), text.slice(slash + 1)];
  const isOpen = (end: string): boolean => end === "" || end === "..";
  const from = isOpen(left) ? null : parseSingle(left);
  const to = isOpen(right) ? null : parseSingle(right);
  if ((from === null && !isOpen(left)) || (to === null && !isOpen(right))) return null;
  if (from === null && to === null) return null;
  if (from?.kind === "season" || to?.kind === "season") return null;
  const earliest = from?.earliest ?? null;
  const latest = to?.latest ?? null;
  if (!startsBeforeEnd(earliest, latest)) return null;
  return {
    text,
    kind: "interval",
    earliest,
    latest,
    uncertain: (from?.uncertain ?? false) || (to?.uncertain ?? false),
    approximate: (from?.approximate ?? false) || (to?.approximate ?? false),
  };
}

function parseSingle(text: string): Edtf | null {
  const time = DATETIME.exec(text);
  if (time !== null) {
    const date = parseSingle(time[1]!);
    return date === null ? null : { ...date, text, kind: "datetime" };
  }
  const match = DATE.exec(text);
  if (match === null) return null;
  const [, yearText, monthText, dayText, mark] = match as unknown as [string, string, string?, string?, string?];
  const marks = { uncertain: mark === "?" || mark === "%", approximate: mark === "~" || mark === "%" };
  const years = yearRange(yearText);
  if (years === null || (years[0] !== years[1] && monthText !== undefined && monthText !== "XX")) return null;
  const [firstYear, lastYear] = years;
  if (monthText === undefined) return span("date", text, [firstYear, 1, 1], [lastYear, 12, 31], marks);
  if (monthText === "XX") {
    if (dayText !== undefined && dayText !== "XX") return null;
    return span("date", text, [firstYear, 1, 1], [lastYear, 12, 31], marks);
  }
  const month = Number(monthText);
  if (month >= 21 && month <= 24) {
    if (dayText !== undefined) return null;
    const first = 3 + (month - 21) * 3;
    const end = first + 2;
    const [endYear, endMonth] = end > 12 ? [firstYear + 1, end - 12] : [firstYear, end];
    return span("season", text, [firstYear, first, 1], [endYear, endMonth, daysInMonth(endYear, endMonth)], marks);
  }
  if (month < 1 || month > 12) return null;
  const length = daysInMonth(firstYear, month);
  if (dayText === undefined || dayText === "XX") {
    return span("date", text, [firstYear, month, 1], [firstYear, month, length], marks);
  }
  const day = Number(dayText);
  if (day < 1 || day > length) return null;
  return span("date", text, [firstYear, month, day], [firstYear, month, day], marks);
}

function yearRange(text: string): readonly [number, number] | null {
  if (text.startsWith("Y")) return [Number(text.slice(1)), Number(text.slice(1))];
  if (!text.includes("X")) return [Number(text), Number(text)];
  const low = Number(text.replaceAll("X", "0"));
  const high = Number(text.replaceAll("X", "9"));
  return low <= high ? [low, high] : [high, low];
}

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

type Day = readonly [year: number, month: number, day: number];

function span(
  kind: "date" | "season",
  text: string,
  from: Day,
  to: Day,
  marks: { readonly uncertain: boolean; readonly approximate: boolean },
): Edtf {
  return { text, kind, earliest: dayText(from), latest: dayText(to), ...marks };
}

function dayText([year, month, day]: Day): string {
  const sign = year < 0 ? "-" : "";
  return `${sign}${String(Math.abs(year)).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function dayParts(day: string): Day {
  const match = /^(-?\d{4,})-(\d{2})-(\d{2})$/.exec(day);
  return match === null ? [Number.NaN, 1, 1] : [Number(match[1]), Number(match[2]), Number(match[3])];
}
