import type { PackedDay } from "../values/read-day.ts";

/** Levels of a pair of dates, weakest first. */
export const DATE_LEVELS = [
  "far apart",
  "within 10 years",
  "same or next year",
  "same month or same day and month",
  "day and month swapped, or one digit",
  "equal as far as known",
  "equal",
] as const;

/** The last eight decimal digits of a day, four bits each. */
export function decimalsOf(day: PackedDay): number {
  let decimals = 0;
  for (let rest = Math.abs(day), shift = 0; rest > 0 && shift < 32; rest = (rest / 10) | 0, shift += 4)
    decimals |= (rest % 10) << shift;
  return decimals;
}

/** Level of a pair, neither 0, given with its decimals. 1 January counts as "year known": registrars write it so. */
export function dateLevel(a: PackedDay, b: PackedDay, x = decimalsOf(a), y = decimalsOf(b)): number {
  const [monthX, monthY] = [x & 0xff00, y & 0xff00];
  const [dayX, dayY] = [x & 0xff, y & 0xff];
  if (a === b) return monthX === 0 || dayX === 0 ? 5 : 6;
  const years = Math.abs(((a / 10000) | 0) - ((b / 10000) | 0));
  if (years === 0) {
    if (monthX === 0 || monthY === 0 || (x & 0xffff) === 0x101 || (y & 0xffff) === 0x101) return 5;
    if (monthX === monthY && (dayX === 0 || dayY === 0)) return 5;
    if (monthX === dayY << 8 && monthY === dayX << 8) return 4;
    return differsByOne(x, y) ? 4 : monthX === monthY ? 3 : 2;
  }
  if (monthX !== 0 && dayX !== 0 && monthY !== 0 && dayY !== 0) {
    if (differsByOne(x, y)) return 4;
    if (monthX === monthY && dayX === dayY && (x & 0xffff) !== 0x101) return 3;
  }
  return years <= 1 ? 2 : years <= 10 ? 1 : 0;
}

// One digit of eight changed, or two neighbours swapped.
function differsByOne(x: number, y: number): boolean {
  const differing = x ^ y;
  const halves = differing | (differing >>> 1);
  // One bit a digit that differs.
  const places = (halves | (halves >>> 2)) & 0x11111111;
  const second = places & (places - 1);
  if (second === 0) return true;
  if ((second & (second - 1)) !== 0 || second !== (places ^ second) << 4) return false;
  const shift = 31 - Math.clz32(places ^ second);
  const [pair, swapped] = [(x >>> shift) & 0xff, (y >>> shift) & 0xff];
  return pair >> 4 === (swapped & 15) && (pair & 15) === swapped >> 4;
}

/** Levels of a pair of ages in whole years, weakest first. */
export const AGE_LEVELS = [
  "more than 10 years",
  "up to 10 years",
  "up to 5 years",
  "2 years",
  "1 year",
  "equal",
] as const;

export function ageLevel(a: number, b: number): number {
  const d = Math.abs(a - b);
  return d === 0 ? 5 : d === 1 ? 4 : d === 2 ? 3 : d <= 5 ? 2 : d <= 10 ? 1 : 0;
}
