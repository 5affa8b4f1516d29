/**
 * A day as `year * 10000 + month * 100 + day`; month and day 0 when not known; 0 when nothing is. A day that is only about right has
 * the kind of its doubt times {@link DOUBT} on top.
 */
export type PackedDay = number;

export const DOUBT = 100_000_000;

/** Kinds of doubt that are days to either side, from 1: a Hijri day, a Hijri month, a Hijri year, two years. */
export const REACH = [0, 2, 16, 178, 366] as const;
/** Day and month may stand the other way round. */
export const ORDER_UNKNOWN = REACH.length;

/** The day without its doubt. */
export function plainDay(day: PackedDay): PackedDay {
  return day % DOUBT;
}

/** Whether the day is known to the day, or to a day or two. */
export function isNearlyExact(day: PackedDay): boolean {
  const doubt = Math.floor(day / DOUBT);
  return plainDay(day) % 100 !== 0 && (doubt <= 1 || doubt === ORDER_UNKNOWN);
}

/** Days that any two dates of 1901 to 2099 lie apart; near them a day more or less at a turn of century. */
export function dayNumber(plain: PackedDay): number {
  const [year, month, day] = [(plain / 10000) | 0, ((plain / 100) | 0) % 100, plain % 100];
  return 367 * year - (((7 * (year + (((month + 9) / 12) | 0))) / 4) | 0) + (((275 * month) / 9) | 0) + day;
}

/** A number of days since 1970-01-01, packed. */
export function packedOf(days: number): PackedDay {
  const date = new Date(days * 86_400_000);
  return date.getUTCFullYear() * 10000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
