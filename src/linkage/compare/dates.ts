import { RANGE, rangeOf } from "../values/age-code.ts";
import { DOUBT, dayNumber, ORDER_UNKNOWN, type PackedDay, plainDay, REACH } from "../values/packed-day.ts";

/** Levels of a pair of dates, weakest first. */
export const DATE_LEVELS = [
  "far apart",
  "within 10 years",
  "same or next year",
  "within a month or same day and month",
  "day and month swapped, or one digit",
  "equal as far as known",
  "equal",
] as const;

/** Level of a pair, neither 0. 1 January counts as "year known": registrars write it so. */
export function dateLevel(a: PackedDay, b: PackedDay): number {
  if (a >= DOUBT || b >= DOUBT) return doubtfulLevel(a, b);
  const [x, y] = [decimalsOf(a), decimalsOf(b)];
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

/** Level of a pair of days of events, of which two lists may tell different acts: who was arrested is entered some days later. */
export function eventLevel(a: PackedDay, b: PackedDay): number {
  const level = dateLevel(a, b);
  return level === 2 && areMonthApart(plainDay(a), plainDay(b)) ? 3 : level;
}

// The later day is in the next month, and no later in it than the earlier one in its own.
function areMonthApart(a: number, b: number): boolean {
  const [early, late] = a < b ? [a, b] : [b, a];
  const monthOf = (day: number): number => 12 * ((day / 10000) | 0) + (((day / 100) | 0) % 100);
  if (monthOf(late) - monthOf(early) !== 1 || ((early / 100) | 0) % 100 === 0) return false;
  return late % 100 !== 0 && late % 100 <= early % 100;
}

/** The last eight decimal digits of a day, four bits each. */
export function decimalsOf(day: PackedDay): number {
  let decimals = 0;
  for (let rest = Math.abs(day), shift = 0; rest > 0 && shift < 32; rest = (rest / 10) | 0, shift += 4)
    decimals |= (rest % 10) << shift;
  return decimals;
}

// Days of which one at least is only about right: equal as far as known within their doubt, else what they say.
function doubtfulLevel(a: PackedDay, b: PackedDay): number {
  const [plainA, plainB] = [plainDay(a), plainDay(b)];
  const [kindA, kindB] = [(a / DOUBT) | 0, (b / DOUBT) | 0];
  const level = dateLevel(plainA, plainB);
  if ((kindA === ORDER_UNKNOWN || kindB === ORDER_UNKNOWN) && areTurned(plainA, plainB)) return 5;
  const reach = (REACH[kindA] ?? 0) + (REACH[kindB] ?? 0);
  const areWhole = plainA % 100 !== 0 && plainB % 100 !== 0;
  return reach > 0 && areWhole && Math.abs(dayNumber(plainA) - dayNumber(plainB)) <= reach ? 5 : level;
}

function areTurned(a: PackedDay, b: PackedDay): boolean {
  const turned = a - (a % 10000) + (a % 100) * 100 + (((a / 100) | 0) % 100);
  return turned === b;
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

/** The same where some ages are ranges: child, in his forties. */
export const RANGED_AGE_LEVELS = [...AGE_LEVELS.slice(0, 4), "within a range", ...AGE_LEVELS.slice(4)] as const;

/** Level of a pair of ages in years, or of {@link ageCode}s without ranges. */
export function ageLevel(a: number, b: number): number {
  const d = Math.abs(a - b);
  return d === 0 ? 5 : d === 1 ? 4 : d === 2 ? 3 : d <= 5 ? 2 : d <= 10 ? 1 : 0;
}

/** Level of a pair of {@link ageCode}s, neither 0, among {@link RANGED_AGE_LEVELS}. */
export function rangedAgeLevel(a: number, b: number): number {
  if (a < RANGE && b < RANGE) {
    const level = ageLevel(a, b);
    return level < 4 ? level : level + 1;
  }
  const [x, y] = [rangeOf(a), rangeOf(b)];
  const apart = Math.max(x.from - y.to, y.from - x.to);
  if (apart <= 0) return 4;
  // A range that is missed by a year or two is missed; a child and an adult are further apart than the years between seventeen and eighteen.
  return Math.min(a < RANGE || b < RANGE ? 3 : 1, ageLevel(0, apart));
}
