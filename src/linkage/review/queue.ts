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
  const sizes = clusterSizes(clustering.clusterOf);
  const queue: ReviewPair[] = [];
  for (let e = 0; e < edges.a.length; e++) {
    const p = edges.probability[e]!;
    const [a, b] = [edges.a[e]!, edges.b[e]!];
    const [x, y] = [clustering.clusterOf[a]!, clustering.clusterOf[b]!];
    const moved = x === y ? Math.max(1, sizes[x]! - 1) : sizes[x]! * sizes[y]!;
    const doubt = p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
    if (doubt > 0.01) queue.push({ a, b, probability: p, worth: doubt * moved });
  }
  return queue.sort((x, y) => y.worth - x.worth || x.a - y.a || x.b - y.b).slice(0, most);
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
