import type { Compiled } from "./compiled.ts";

/** By list, the rows that hold no name to compare: nothing joins them but an id or the very day. All 0 where no names are compared at all. */
export function namelessRows({ comparisons, columns, listOf, uniqueLists, count }: Compiled): number[] {
  const rows = uniqueLists.map(() => 0);
  const names = comparisons
    .filter(({ tells }) => tells === "name")
    .map((comparison) => columns[comparison.columns[0]!]!);
  if (names.length === 0) return rows;
  for (let i = 0; i < count; i++) if (names.every((column) => column[i] === 0)) rows[listOf[i]!]!++;
  return rows;
}
