import { groupDigits } from "#kernel";

/** A whole number with its thousands apart; what has no limit is said in words. */
export function sayWhole(x: number): string {
  return Number.isFinite(x) ? groupDigits(String(Math.round(x))) : "no limit";
}
