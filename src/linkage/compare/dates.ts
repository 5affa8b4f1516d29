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

/** Level of a pair, neither 0. 1 January counts as "year known": registrars write it so. */
export function dateLevel(a: PackedDay, b: PackedDay): number {
  const ya = (a / 10000) | 0;
  const yb = (b / 10000) | 0;
  const ma = ((a / 100) | 0) % 100;
  const mb = ((b / 100) | 0) % 100;
  const da = a % 100;
  const db = b % 100;
  if (a === b) return ma === 0 || da === 0 ? 5 : 6;
  if (ya === yb) {
    if (ma === 0 || mb === 0 || (ma === 1 && da === 1) || (mb === 1 && db === 1)) return 5;
    if (ma === mb && (da === 0 || db === 0)) return 5;
    if (ma === db && mb === da) return 4;
    return differsByOne(a, b) ? 4 : ma === mb ? 3 : 2;
  }
  if (ma !== 0 && da !== 0 && mb !== 0 && db !== 0) {
    if (differsByOne(a, b)) return 4;
    if (ma === mb && da === db && !(ma === 1 && da === 1)) return 3;
  }
  return yearsLevel(a, b);
}

/** Level of a pair whose years differ and of which nothing but the years is alike. */
export function yearsLevel(a: PackedDay, b: PackedDay): number {
  const years = Math.abs(((a / 10000) | 0) - ((b / 10000) | 0));
  return years <= 1 ? 2 : years <= 10 ? 1 : 0;
}

/** The eight decimal digits of a day, four bits each; 0 for a number of more digits. */
export function decimalsOf(day: PackedDay): number {
  if (day < 0 || day > 99_999_999) return 0;
  let decimals = 0;
  for (let rest = day, shift = 0; rest > 0; rest = (rest / 10) | 0, shift += 4) decimals |= (rest % 10) << shift;
  return decimals;
}

/** Whether two days differ in year, in month or day, and in three digits at least: {@link yearsLevel} is all there is to them. */
export function areUnlike(decimalsA: number, decimalsB: number): boolean {
  const differing = decimalsA ^ decimalsB;
  if (decimalsA === 0 || decimalsB === 0 || differing >>> 16 === 0 || (differing & 0xffff) === 0) return false;
  const halves = differing | (differing >>> 1);
  const places = (halves | (halves >>> 2)) & 0x11111111;
  const butOne = places & (places - 1);
  return (butOne & (butOne - 1)) !== 0;
}

// One digit of eight changed, or two neighbours swapped.
function differsByOne(a: number, b: number): boolean {
  // Either moves the number by d or 9d times a power of ten: most pairs end here.
  let apart = Math.abs(a - b) | 0;
  while (apart % 10 === 0 && apart !== 0) apart = (apart / 10) | 0;
  if (apart > 81 || (apart > 9 && apart % 9 !== 0)) return false;
  let different = 0;
  let first = -1;
  let second = -1;
  let x = a;
  let y = b;
  for (let i = 0; i < 8; i++) {
    if (x % 10 !== y % 10) {
      different++;
      if (different > 2) return false;
      if (first === -1) first = i;
      else second = i;
    }
    x = (x / 10) | 0;
    y = (y / 10) | 0;
  }
  if (different === 1) return true;
  if (second !== first + 1) return false;
  const low = 10 ** first;
  const pair = (n: number): number => ((n / low) | 0) % 100;
  const [p, q] = [pair(a), pair(b)];
  return p % 10 === ((q / 10) | 0) && ((p / 10) | 0) === q % 10;
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
