import { cachedSimilarity } from "../kernel/chain-comparator.ts";
import type { CompiledStore } from "../plan/compiled.ts";
import type { SqlColumn } from "./database.ts";

/** How two codes are one key. */
export const PART_BASE = 2 ** 31;

/**
 * Every two different parts of names that are close or spelled alike, both ways round: key `x * 2^31 + y`, and how alike. No
 * database has our comparison of name parts, so its outcome is sent. Time grows with the square of the number of different parts.
 */
export function similarParts(store: CompiledStore): { readonly columns: readonly SqlColumn[]; readonly rows: number } {
  const atoms = store.atoms!;
  const compare = cachedSimilarity(atoms, store.letters.masks);
  const keys: number[] = [];
  const values: number[] = [];
  for (let x = 1; x < atoms.length; x++) {
    for (let y = x + 1; y < atoms.length; y++) {
      const alike = compare(x, y);
      if (alike === 0) continue;
      keys.push(x * PART_BASE + y, y * PART_BASE + x);
      values.push(alike, alike);
    }
  }
  return {
    columns: [
      { name: "pair", type: "int", values: keys },
      { name: "alike", type: "int", values },
    ],
    rows: keys.length,
  };
}
