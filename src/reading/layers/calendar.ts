/** A day of the proleptic Gregorian calendar. */
export interface Day {
  readonly y: number;
  readonly m: number;
  readonly d: number;
}

const pad = (n: number, width = 2): string => String(n).padStart(width, "0");
const ms = (day: Day): number => new Date(0).setUTCFullYear(day.y, day.m - 1, day.d);

export const fromMs = (time: number): Day => {
  const date = new Date(time);
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
};

/** `YYYY-MM-DD` to a day, or null when there is no such day. */
export function parseDay(text: string): Day | null {
  const match = text.match(/^(\d{4})-(\d{2})-(\d{2})$/);
  if (!match) return null;
  const day = { y: Number(match[1]), m: Number(match[2]), d: Number(match[3]) };
  return isDay(day) ? day : null;
}

export const daysIn = (y: number, m: number): number => fromMs(ms({ y, m: m + 1, d: 0 })).d;
export const isDay = ({ y, m, d }: Day): boolean =>
  y > 0 && y < 10000 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m);
export const addDays = (day: Day, n: number): Day => fromMs(ms(day) + n * 86_400_000);
export const addMonths = ({ y, m, d }: Day, n: number): Day => {
  const months = y * 12 + (m - 1) + n;
  const to = { y: Math.floor(months / 12), m: (((months % 12) + 12) % 12) + 1 };
  return { ...to, d: Math.min(d, daysIn(to.y, to.m)) };
};
export const compareDay = (a: Day, b: Day): number => a.y - b.y || a.m - b.m || a.d - b.d;
/** The last day of a year stands for the year that a report covers. */
export const endsYear = ({ m, d }: Day): boolean => m === 12 && d === 31;
/** The latest year in which that day is not after the reference day. */
export function latestYear(reference: Day, m: number, d: number): number {
  return compareDay({ y: reference.y, m, d }, reference) <= 0 ? reference.y : reference.y - 1;
}
/** 1 Monday to 7 Sunday (ISO 8601). */
export const weekdayOf = (day: Day): number => ((Math.floor(ms(day) / 86_400_000) + 3 + 7_000_000) % 7) + 1;

export const edtfDay = ({ y, m, d }: Day): string => `${pad(y, 4)}-${pad(m)}-${pad(d)}`;
export const edtfMonth = (y: number, m: number): string => `${pad(y, 4)}-${pad(m)}`;
export const edtfYear = (y: number): string => pad(y, 4);

/** First and last day of an EDTF date, month, year or season; null for what has none. */
export function bounds(edtf: string): { first: Day; last: Day } | null {
  const match = edtf.match(/^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/);
  if (!match) return null;
  const y = Number(match[1]);
  if (match[2] === undefined) return { first: { y, m: 1, d: 1 }, last: { y, m: 12, d: 31 } };
  const m = Number(match[2]);
  if (m > 12) return null;
  if (match[3] === undefined) return { first: { y, m, d: 1 }, last: { y, m, d: daysIn(y, m) } };
  const day = { y, m, d: Number(match[3]) };
  return { first: day, last: day };
}

/** The unit (day, week, month, year) that lies `n` units from the given day. */
export function unitFrom(day: Day, unit: string, n: number): string | null {
  switch (unit) {
    case "day":
      return edtfDay(addDays(day, n));
    case "week": {
      const monday = addDays(day, 1 - weekdayOf(day) + 7 * n);
      return `${edtfDay(monday)}/${edtfDay(addDays(monday, 6))}`;
    }
    case "weekend": {
      const saturday = addDays(day, 6 - weekdayOf(day) + 7 * (n < 0 && weekdayOf(day) > 5 ? n : n));
      return `${edtfDay(saturday)}/${edtfDay(addDays(saturday, 1))}`;
    }
    case "month": {
      const to = addMonths(day, n);
      return edtfMonth(to.y, to.m);
    }
    case "year":
      return edtfYear(day.y + n);
    case "decade":
      return `${Math.floor(day.y / 10) * 10 + 10 * n}/${Math.floor(day.y / 10) * 10 + 10 * n + 9}`;
    default:
      return null;
  }
}

/** A stretch of a year, month or interval: "early" the first third, "late" the last (docs/formats/reading.md). */
export function partOf(edtf: string, part: string): string {
  const year = edtf.match(/^(\d{4})$/)?.[1];
  if (year !== undefined) {
    const months: Readonly<Record<string, string>> = {
      first: "01/04",
      early: "01/04",
      mid: "05/08",
      late: "09/12",
      half1: "01/06",
      half2: "07/12",
      quarter1: "01/03",
      quarter2: "04/06",
      quarter3: "07/09",
      quarter4: "10/12",
    };
    const [from, to] = (months[part] ?? "01/12").split("/");
    return `${year}-${from}/${year}-${to}`;
  }
  const month = edtf.match(/^(\d{4})-(0[1-9]|1[0-2])$/);
  if (month) {
    const last = daysIn(Number(month[1]), Number(month[2]));
    const days: Readonly<Record<string, readonly [number, number]>> = {
      early: [1, 10],
      mid: [11, 20],
      late: [21, last],
      half1: [1, 15],
      half2: [16, last],
    };
    if (part === "first") return `${edtf}-01`;
    const [from, to] = days[part] ?? [1, last];
    return `${edtf}-${pad(from)}/${edtf}-${pad(to)}`;
  }
  const decade = edtf.match(/^(\d{3})0\/\1(9)$/)?.[1];
  const thirds: Readonly<Record<string, string>> = { early: "03", mid: "46", late: "79" };
  if (decade !== undefined && thirds[part] !== undefined)
    return `${decade}${thirds[part]![0]}/${decade}${thirds[part]![1]}`;
  return edtf;
}
