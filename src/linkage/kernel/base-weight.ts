import type { Weights } from "./task.ts";

/** Added to a pair that no name and no id speaks for: never kept, whatever else agrees. */
export const NAMELESS = -1000;
/** Digit from which an id agrees: one edit apart. */
export const SAME_ID = 3;

/** What a pattern weighs before rarity: prior and levels, less what kinship explains; a nameless pair weighs nothing like enough. */
export function baseWeight(pattern: number, radices: readonly number[], weights: Weights): number {
  let weight = weights.prior;
  let related = weights.related?.prior ?? 0;
  const digitOf = (c: number): number => Math.floor(pattern / radices[c]!) % Math.round(radices[c + 1]! / radices[c]!);
  for (let c = 0; c + 1 < radices.length; c++) {
    const digit = digitOf(c);
    weight += weights.byDigit[c]![digit]!;
    if (weights.related !== null) related += weights.related.byDigit[c]![digit]!;
  }
  if (weights.related !== null) weight -= related > 60 ? related : Math.log2(1 + 2 ** related);
  const { name, id } = weights.tells;
  const isNameless = name.length > 0 && name.every((c) => digitOf(c) === 0) && !id.some((c) => digitOf(c) >= SAME_ID);
  return isNameless ? weight + NAMELESS : weight;
}
