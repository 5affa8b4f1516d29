import { normalQuantile } from "../math/normal.ts";
import { type PairData, pairData } from "../sparse/pair-model.ts";
import { denseCounts, type OverlapTable } from "../table/overlap-table.ts";
import { sharedTable } from "./shared.ts";

const z = normalQuantile(0.975);

/** A data set laid out for models of pairs, with words for its pairs: `A:E`. */
export interface PairSetup {
  readonly table: OverlapTable;
  readonly data: PairData;
  pair(word: string): number;
  names(masks: readonly number[]): string;
  /** Total and 95 % log-normal limits. */
  shown(fit: { readonly total: number; readonly missed: number; readonly logError: number }): number[];
}

export function pairSetup(name: string): PairSetup {
  const table = sharedTable(name);
  return {
    table,
    data: pairData(table.lists.length, denseCounts(table)),
    pair: (word) =>
      word.split(":").reduce((mask, list) => {
        const at = table.lists.indexOf(list);
        if (at < 0) throw new Error(`${name} has no list ${list}`);
        return mask | (1 << at);
      }, 0),
    names: (masks) => masks.map((mask) => table.lists.filter((_, j) => mask & (1 << j)).join(":")).join(" "),
    shown: ({ total, missed, logError }) => [
      total,
      table.n + missed * Math.exp(-z * logError),
      table.n + missed * Math.exp(z * logError),
    ],
  };
}
