import { type OverlapTable, rowsOf } from "../table/overlap-table.ts";

/** Entry i: persons on exactly i + 1 lists. */
export function frequenciesOf(table: OverlapTable): number[] {
  const frequencies = table.lists.map(() => 0);
  for (const [pattern, count] of rowsOf(table)) {
    let times = 0;
    for (let rest = pattern; rest !== 0; rest &= rest - 1) times++;
    frequencies[times - 1] = frequencies[times - 1]! + count;
  }
  return frequencies;
}
