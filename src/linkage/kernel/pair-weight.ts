import { DATE_LEVELS } from "../compare/dates.ts";
import type { Compiled } from "../plan/compiled.ts";
import { digitsOf } from "./patterns.ts";
import { rarityOf } from "./rarity.ts";
import type { Weights } from "./task.ts";

/** Added to a pair that no name, no id and no day speaks for: never kept, whatever else agrees. */
export const NAMELESS = -1000;
/** Added to a pair that no name and no id speaks for, but the very day: of those who died on it without a name there may be more than are listed. */
export const ONE_DAY = -2;
/** Digit from which an id agrees: one edit apart. */
export const SAME_ID = 3;
/** Digit of two days that are the same and known to the day. */
export const SAME_DAY = DATE_LEVELS.length;

/** What a pattern weighs before rarity: for one person, then for each reason why two people may be alike. */
export function patternWeights(pattern: number, radices: readonly number[], weights: Weights): Float64Array {
  const digits = digitsOf(pattern, radices);
  const sumOf = (prior: number, byDigit: readonly (readonly number[])[]): number =>
    digits.reduce((sum, digit, c) => sum + byDigit[c]![digit]!, prior);
  const { name, id, day } = weights.tells;
  const isNameless = name.length > 0 && name.every((c) => digits[c] === 0) && !id.some((c) => digits[c]! >= SAME_ID);
  return Float64Array.of(
    sumOf(weights.prior, weights.byDigit) +
      (isNameless ? (day.some((c) => digits[c] === SAME_DAY) ? ONE_DAY : NAMELESS) : 0),
    ...weights.related.map(({ prior, byDigit }) => sumOf(prior, byDigit)),
  );
}

/**
 * What a pair weighs: what its pattern weighs for one person and how rare the shared values are, less what may make two people so
 * alike. Kin share the family's name and the place however rare these are, so their rarity speaks for kin as well.
 */
export function pairWeight(
  data: Compiled,
  weights: Weights,
  pattern: number,
  radices: readonly number[],
  a: number,
  b: number,
  ofPattern: Float64Array = patternWeights(pattern, radices, weights),
  valueAt: (column: number, record: number) => number = (column, record) => data.columns[column]![record]!,
): number {
  const rarity = rarityOf(data, weights, pattern, radices, a, b, valueAt);
  return ofPattern[0]! + rarity.own + rarity.kin + rarity.place - likeness(ofPattern, weights, rarity);
}

/** Bits by which two people alike for a reason are likelier than strangers. */
export function likeness(
  ofPattern: Float64Array,
  { related }: Weights,
  rarity: { readonly kin: number; readonly place: number },
): number {
  let odds = 1;
  for (let k = 0; k < related.length; k++) {
    const { shares } = related[k]!;
    odds += 2 ** (ofPattern[k + 1]! + (shares.kin ? rarity.kin : 0) + (shares.place ? rarity.place : 0));
  }
  return Math.log2(odds);
}
