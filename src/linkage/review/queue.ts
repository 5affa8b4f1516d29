import { clusterSizes } from "../cluster/sizes.ts";
import type { LinkResult } from "../link.ts";
import type { Table } from "../read/table.ts";
import { csvRow } from "../write.ts";

export interface ReviewPair {
  readonly a: number;
  readonly b: number;
  readonly probability: number;
  /** Doubt of the edge in bits times the pairs of records its answer moves together or apart. */
  readonly worth: number;
}

/** Pairs a reviewer should see first: unsure edges whose answer changes most. Ties are broken by record. */
export function reviewQueue({ edges, clustering }: LinkResult, most = 500): ReviewPair[] {
  const { a, b, probability } = edges;
  const sizes = clusterSizes(clustering.clusterOf);
  const worth = new Float64Array(a.length);
  for (let e = 0; e < a.length; e++) {
    const p = probability[e]!;
    const [x, y] = [clustering.clusterOf[a[e]!]!, clustering.clusterOf[b[e]!]!];
    const moved = x === y ? Math.max(1, sizes[x]! - 1) : sizes[x]! * sizes[y]!;
    const doubt = p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
    worth[e] = doubt > 0.01 ? doubt * moved : 0;
  }
  // Edges come in order of their records, so what is worth the same stays in that order.
  const queue = Int32Array.from(worth.keys()).filter((e) => worth[e]! > 0);
  return Array.from(queue.sort((x, y) => worth[y]! - worth[x]! || x - y).subarray(0, most), (e) => ({
    a: a[e]!,
    b: b[e]!,
    probability: probability[e]!,
    worth: worth[e]!,
  }));
}

/**
 * The queue as CSV for two reviewers who do not see each other's answers: two lines a pair with the values as they stand in the
 * lists. Each reviewer fills `decision` (same, different, unsure) in a copy. The probability is left out on purpose.
 */
export function reviewQueueCsv(
  queue: readonly ReviewPair[],
  result: LinkResult,
  tables: readonly Table[],
  hidden: readonly string[] = [],
): string {
  const columns = [...new Set(tables.flatMap((t) => t.columns.map((c) => c.name)))].filter(
    (name) => !hidden.includes(name),
  );
  let text = csvRow(["a", "b", "decision", "list", ...columns]);
  for (const { a, b } of queue) {
    for (const [i, record] of [a, b].entries()) {
      const table = tables[result.records.listOf[record]!]!;
      const row = result.records.rowOf[record]!;
      const values = columns.map((name) => {
        const column = table.columns.find((c) => c.name === name);
        return column === undefined ? "" : column.texts.text(column.codes[row]!);
      });
      const ids = i === 0 ? [result.records.idOf(a), result.records.idOf(b)] : ["", ""];
      text += csvRow([...ids, "", table.name, ...values]);
    }
  }
  return text;
}
