import { sharedInt32 } from "../compare/letters.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { Rule } from "./task.ts";

/** What comparing a record needs, side by side: one piece of memory to fetch a record instead of one a column. */
export interface PackedRows {
  /** Record i is `values[i * width, (i + 1) * width)`. */
  readonly values: Int32Array;
  readonly width: number;
  /** Where in a row each column of `Compiled.columns` stands; -1 when nothing needs it. The list stands first, at 0. */
  readonly placeOf: Int32Array;
}

/** Packs the columns of all comparisons and of the keys of `rules`. */
export function packRows(data: Compiled, rules: readonly Rule[]): PackedRows {
  const compared = data.comparisons.flatMap(({ columns }) => columns);
  const columns = [...new Set([...compared, ...rules.flat().map((key) => data.keys[key]!.column)])];
  const width = 1 + columns.length;
  const values = sharedInt32(data.count * width);
  const placeOf = new Int32Array(data.columns.length).fill(-1);
  const write = (source: Int32Array, place: number): void => {
    for (let i = 0, at = place; i < data.count; i++, at += width) values[at] = source[i]!;
  };
  write(data.listOf, 0);
  columns.forEach((column, k) => {
    placeOf[column] = k + 1;
    write(data.columns[column]!, k + 1);
  });
  return { values, width, placeOf };
}
