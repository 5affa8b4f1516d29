import { cachedSimilarity } from "../kernel/chain-comparator.ts";
import type { CompiledStore } from "../plan/compiled.ts";
import type { SqlColumn } from "./database.ts";

/** How two codes are one key. */
export const PART_BASE = 2 ** 31;

/**
 * Those of the two different parts of names that `met` in some pair which are close or spelled alike, both ways round: key
 * `x * 2^31 + y`, and how alike. No database has our comparison of name parts, so its outcome is sent.
 */
export async function similarParts(
  store: CompiledStore,
  met: AsyncIterable<readonly number[]>,
): Promise<{ readonly columns: readonly SqlColumn[]; readonly rows: number }> {
  const compare = cachedSimilarity(store);
  const keys: number[] = [];
  const values: number[] = [];
  for await (const [x, y] of met) {
    const alike = compare(x!, y!);
    if (alike === 0) continue;
    keys.push(x! * PART_BASE + y!, y! * PART_BASE + x!);
    values.push(alike, alike);
  }
  return {
    columns: [
      { name: "pair", type: "int", values: keys },
      { name: "alike", type: "int", values },
    ],
    rows: keys.length,
  };
}
