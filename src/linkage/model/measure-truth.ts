import type { Clustering } from "../cluster/cluster.ts";
import { sharedInt32 } from "../compare/letters.ts";
import type { EdgeTable } from "../edges.ts";
import { linkageError } from "../errors.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { Table } from "../read/table.ts";
import type { Records } from "../record-order.ts";
import { type Metrics, measure } from "./measure.ts";

export interface TruthOptions {
  /** Column that holds the true person. */
  readonly truth: string;
  /** Takes the first group of the truth as the person. */
  readonly truthPattern?: RegExp;
  readonly threshold: number;
}

/** Measures edges and clusters against a column. @throws linkage/missing-column */
export function measureTruth(
  tables: readonly Table[],
  records: Records,
  data: Compiled,
  edges: EdgeTable,
  clustering: Clustering,
  options: TruthOptions,
): Metrics {
  const truth = sharedInt32(records.count);
  const codes = new Map<string, number>();
  const columns = tables.map((table) => table.columns.find((c) => c.name === options.truth));
  if (columns.every((column) => column === undefined)) {
    throw linkageError("linkage/missing-column", {
      what: `Cannot measure against "${options.truth}"`,
      found: `no list has that column; found: ${tables.flatMap((t) => t.columns.map((c) => c.name)).join(", ")}`,
      unchanged: "Nothing was written.",
      mend: "Name a column that stands in the lists.",
    });
  }
  for (let i = 0; i < records.count; i++) {
    const column = columns[records.listOf[i]!];
    const text = column === undefined ? "" : column.texts.text(column.codes[records.rowOf[i]!]!);
    const person = options.truthPattern === undefined ? text : (options.truthPattern.exec(text)?.[1] ?? "");
    if (person === "") continue;
    if (!codes.has(person)) codes.set(person, codes.size + 1);
    truth[i] = codes.get(person)!;
  }
  return measure({
    truth,
    listOf: data.listOf,
    uniqueLists: data.uniqueLists,
    a: edges.a,
    b: edges.b,
    probability: edges.probability,
    clusterOf: clustering.clusterOf,
    threshold: options.threshold,
  });
}
