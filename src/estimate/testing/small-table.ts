import { makeTable } from "../table/overlap-table.ts";

/** Eighteen persons on three lists, few enough that the posterior can be worked out without the sampler. */
export const SMALL_TABLE = makeTable(
  ["a", "b", "c"],
  [
    [1, 6],
    [2, 5],
    [4, 5],
    [3, 1],
    [5, 1],
  ],
);
