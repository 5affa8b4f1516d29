import type { Weights } from "./task.ts";

/** What a pattern weighs before rarity: prior and levels, less what kinship explains. */
export function baseWeight(pattern: number, radices: readonly number[], weights: Weights): number {
  let weight = weights.prior;
  let related = weights.related?.prior ?? 0;
  for (let c = 0; c + 1 < radices.length; c++) {
    const digit = Math.floor(pattern / radices[c]!) % Math.round(radices[c + 1]! / radices[c]!);
    weight += weights.byDigit[c]![digit]!;
    if (weights.related !== null) related += weights.related.byDigit[c]![digit]!;
  }
  if (weights.related !== null) weight -= related > 60 ? related : Math.log2(1 + 2 ** related);
  return weight;
}
