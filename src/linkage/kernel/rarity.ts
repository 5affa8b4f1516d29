import type { Compiled } from "../plan/compiled.ts";
import type { Weights } from "./task.ts";

// A value borne by one in a million says as much as any rarer one.
export const RAREST = 1e-6;

/** What rarity adds, in bits: by values that are a person's own, that run in families, and that belong to a place. */
export interface Rarity {
  own: number;
  kin: number;
  place: number;
}

const found: Rarity = { own: 0, kin: 0, place: 0 };

/**
 * What the rarity of the agreed values adds to the weight: for every agreeing column, strength times (-log2 of the larger
 * frequency, minus the mean of that over chance agreements). Splink's term-frequency adjustment, summed over a chain's parts.
 * The next call writes into the same object.
 */
export function rarityOf(
  data: Compiled,
  weights: Weights,
  pattern: number,
  radices: readonly number[],
  a: number,
  b: number,
  valueAt: (column: number, record: number) => number,
): Rarity {
  found.own = 0;
  found.kin = 0;
  found.place = 0;
  for (let c = 0; c < data.comparisons.length; c++) {
    const { frequencies, columns, kind, sharedBy } = data.comparisons[c]!;
    if (frequencies === null) continue;
    const digit = Math.floor(pattern / radices[c]!) % Math.round(radices[c + 1]! / radices[c]!);
    const strength = weights.rarity[c]![digit]!;
    if (strength === 0) continue;
    for (let k = 0; k < columns.length; k++) {
      const [x, y] = [valueAt(columns[k]!, a), valueAt(columns[k]!, b)];
      if (x === 0 || y === 0) continue;
      // In a chain only parts that are the same say something; a part that differs has no common value.
      if (kind === "chain" && x !== y && !sharesId(data, c, x, y)) continue;
      const frequency = Math.max(frequencies[k]![x]!, frequencies[k]![y]!, RAREST);
      found[sharedBy[k]!] += strength * (-Math.log2(frequency) - weights.rarityMean[c]![k]!);
    }
  }
  return found;
}

function sharesId(data: Compiled, comparison: number, x: number, y: number): boolean {
  const ids = data.stores[data.comparisons[comparison]!.store]!.variants!;
  const first = ids[x * 4]!;
  return first !== 0 && (first === ids[y * 4] || first === ids[y * 4 + 1]);
}
