/**
 * Which lists hold how many persons: one row per pattern of lists that occurs, none of zeros.
 * Bit j of a pattern is set when list j holds these persons. Patterns ascend; counts are whole and above 0.
 */
export interface OverlapTable {
  readonly lists: readonly string[];
  readonly patterns: Uint32Array;
  readonly counts: Float64Array;
  /** Persons on at least one list. */
  readonly n: number;
}

/** Makes a table from pattern counts; equal patterns are added, zeros left out. */
export function makeTable(lists: readonly string[], counts: Iterable<readonly [number, number]>): OverlapTable {
  const sums = new Map<number, number>();
  for (const [pattern, count] of counts) {
    if (pattern !== 0 && count > 0) sums.set(pattern, (sums.get(pattern) ?? 0) + count);
  }
  const patterns = Uint32Array.from([...sums.keys()].sort((a, b) => a - b));
  const values = Float64Array.from(patterns, (pattern) => sums.get(pattern)!);
  return { lists, patterns, counts: values, n: values.reduce((sum, count) => sum + count, 0) };
}

/** Pattern and count, one after the other. */
export function* rowsOf(table: OverlapTable): Generator<readonly [pattern: number, count: number]> {
  for (let i = 0; i < table.patterns.length; i++) yield [table.patterns[i]!, table.counts[i]!];
}

/** Persons on each list. */
export function listSizes(table: OverlapTable): number[] {
  return table.lists.map((_, j) => overlap(table, 1 << j));
}

/** Persons who are on all lists of the set `mask`, whatever else they are on. */
export function overlap(table: OverlapTable, mask: number): number {
  let sum = 0;
  for (let i = 0; i < table.patterns.length; i++) if ((table.patterns[i]! & mask) === mask) sum += table.counts[i]!;
  return sum;
}

/** The table of some of its lists; persons on none of them drop out (their number is `table.n - result.n`). */
export function keepLists(table: OverlapTable, keep: readonly number[]): OverlapTable {
  const rows: [number, number][] = [];
  for (const [pattern, count] of rowsOf(table)) {
    let reduced = 0;
    keep.forEach((j, at) => {
      if (pattern & (1 << j)) reduced |= 1 << at;
    });
    rows.push([reduced, count]);
  }
  return makeTable(
    keep.map((j) => table.lists[j]!),
    rows,
  );
}

/** The sum of tables over the same lists. */
export function addTables(tables: readonly OverlapTable[]): OverlapTable {
  return makeTable(
    tables[0]!.lists,
    tables.flatMap((table) => [...rowsOf(table)]),
  );
}

/** Counts in all 2^J cells, by pattern; cell 0 stays 0. For J <= 16. */
export function denseCounts(table: OverlapTable): Float64Array {
  const cells = new Float64Array(2 ** table.lists.length);
  for (const [pattern, count] of rowsOf(table)) cells[pattern] = count;
  return cells;
}

/** The set of lists as people write it: `OSCE+HRW`. */
export function patternName(lists: readonly string[], pattern: number): string {
  return lists.filter((_, j) => pattern & (1 << j)).join("+");
}
