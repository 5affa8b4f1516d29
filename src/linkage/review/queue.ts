import { clusterSizes } from "../cluster/sizes.ts";
import { findRecords } from "../find-records.ts";
import type { LinkResult } from "../link.ts";
import type { ListMap } from "../map/roles.ts";
import { fieldsOf } from "../plan/fields.ts";
import type { Column, Table } from "../read/table.ts";
import type { Records } from "../record-order.ts";
import { least } from "../report/least.ts";
import { csvRow } from "../write.ts";

export interface ReviewPair {
  readonly a: number;
  readonly b: number;
  readonly probability: number;
  /** Doubt of the edge in bits times the pairs of records its answer moves together or apart. */
  readonly worth: number;
}

/**
 * Pairs a reviewer should see first: unsure edges whose answer changes most. Ties are broken by record. What was ruled to be one person
 * or two (`ruled`, pairs of ids) is not asked again.
 */
export function reviewQueue(
  { edges, clustering, records }: LinkResult,
  ruled: readonly (readonly [string, string])[] = [],
  most = 500,
): ReviewPair[] {
  const { a, b, probability } = edges;
  const isRuled = ruledPairs(records, ruled);
  const sizes = clusterSizes(clustering.clusterOf);
  const worth = new Float64Array(a.length);
  for (let e = 0; e < a.length; e++) {
    const p = probability[e]!;
    const [x, y] = [clustering.clusterOf[a[e]!]!, clustering.clusterOf[b[e]!]!];
    const moved = x === y ? Math.max(1, sizes[x]! - 1) : sizes[x]! * sizes[y]!;
    const doubt = p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
    worth[e] = doubt > 0.01 && !isRuled(a[e]!, b[e]!) ? doubt * moved : 0;
  }
  // Edges come in order of their records, so what is worth the same stays in that order.
  return least(a.length, most, (e) => (worth[e]! > 0 ? -worth[e]! : Number.NaN)).map((e) => ({
    a: a[e]!,
    b: b[e]!,
    probability: probability[e]!,
    worth: worth[e]!,
  }));
}

function ruledPairs(
  records: Records,
  ruled: readonly (readonly [string, string])[],
): (a: number, b: number) => boolean {
  if (ruled.length === 0) return () => false;
  const { count } = records;
  const numbers = findRecords(records, ruled.flat());
  const pairs = new Set<number>();
  for (const [x, y] of ruled) {
    const [a, b] = [numbers.get(x), numbers.get(y)];
    if (a !== undefined && b !== undefined) pairs.add(Math.min(a, b) * count + Math.max(a, b));
  }
  return (a, b) => pairs.has(Math.min(a, b) * count + Math.max(a, b));
}

/**
 * The queue as CSV for two reviewers who do not see each other's answers: two lines a pair with the values as they stand in the
 * lists, columns of one role below each other. Each reviewer fills `decision` (same, different, unsure) in a copy. The probability is left out on purpose.
 */
export function reviewQueueCsv(
  queue: readonly ReviewPair[],
  result: LinkResult,
  tables: readonly Table[],
  maps: readonly ListMap[],
  hidden: readonly string[] = [],
): string {
  const columns = meetingColumns(tables, maps, hidden);
  let text = csvRow(["a", "b", "decision", "list", ...columns.map(({ heading }) => heading)]);
  for (const { a, b } of queue) {
    for (const [i, record] of [a, b].entries()) {
      const list = result.records.listOf[record]!;
      const row = result.records.rowOf[record]!;
      const values = columns.map(({ own }) => {
        const column = own[list];
        return column === undefined ? "" : column.texts.text(column.codes[row]!);
      });
      const ids = i === 0 ? [result.records.idOf(a), result.records.idOf(b)] : ["", ""];
      text += csvRow([...ids, "", tables[list]!.name, ...values]);
    }
  }
  return text;
}

// What is compared stands below each other, whatever each list calls it; the rest meets by its heading. A column a list.
function meetingColumns(
  tables: readonly Table[],
  maps: readonly ListMap[],
  hidden: readonly string[],
): { readonly heading: string; readonly own: readonly (Column | undefined)[] }[] {
  const fields = fieldsOf(tables, maps);
  const met = new Map<string, { headings: Set<string>; own: (Column | undefined)[] }>();
  tables.forEach((table, t) => {
    for (const column of table.columns) {
      if (hidden.includes(column.name)) continue;
      const field = fields.findIndex(({ columns }) => columns[t] === column);
      const key = field === -1 ? `heading ${column.name}` : `field ${field}`;
      const columns = met.get(key) ?? { headings: new Set(), own: tables.map(() => undefined) };
      columns.headings.add(column.name);
      columns.own[t] = column;
      met.set(key, columns);
    }
  });
  return [...met.values()].map(({ headings, own }) => ({ heading: [...headings].join(" / "), own }));
}
