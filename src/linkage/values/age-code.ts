import type { AgeRange } from "./read-age.ts";

/** Codes from here on are ranges: `RANGE + 200 * from + to`. Below, a code is the age in whole years + 1; 0 is missing. */
export const RANGE = 1000;
export const WIDTH = 200;

/** A code of an age that fits a column of numbers. */
export function ageCode({ from, to }: AgeRange): number {
  return from < 0 ? 0 : from === to ? from + 1 : RANGE + WIDTH * from + to;
}

export function rangeOf(code: number): AgeRange {
  if (code === 0) return { from: -1, to: -1 };
  return code < RANGE
    ? { from: code - 1, to: code - 1 }
    : { from: Math.floor((code - RANGE) / WIDTH), to: (code - RANGE) % WIDTH };
}
