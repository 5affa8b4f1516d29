import { sampleClustering } from "./cluster/sample.ts";
import { digitsOf } from "./kernel/patterns.ts";
import type { LinkResult } from "./link.ts";

/** One line of RFC 4180 CSV. Values that a spreadsheet would run as a formula are quoted, never changed; numbers below zero are none. */
export function csvRow(values: readonly string[]): string {
  return `${values.map((value) => (/[",\r\n]|^[=+@\t]|^-(?!\d+(\.\d+)?$)/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",")}\n`;
}

/** A pattern as digits, one a comparison, in the order of `model.json`: `-` missing, else the level's number. */
export function patternText(pattern: number, radices: readonly number[]): string {
  return digitsOf(pattern, radices)
    .map((digit) => (digit === 0 ? "-" : String(digit - 1)))
    .join(".");
}

/** `edges.csv`: kept pairs, ordered by records. */
export function* edgesCsv({ edges, records, radices }: LinkResult): Generator<string> {
  yield "a,b,probability,weight,pattern\n";
  for (let e = 0; e < edges.a.length; e++) {
    yield csvRow([
      records.idOf(edges.a[e]!),
      records.idOf(edges.b[e]!),
      edges.probability[e]!.toFixed(6),
      edges.weight[e]!.toFixed(4),
      patternText(edges.pattern[e]!, radices),
    ]);
  }
}

/** `persons.csv`: every record and its person. */
export function* personsCsv({ records, personOf }: LinkResult): Generator<string> {
  yield "record_id,person_id\n";
  for (let i = 0; i < records.count; i++) yield csvRow([records.idOf(i), personOf[i]!]);
}

/** `linkages.csv`: clusterings drawn from the edges' probabilities, as `snowmelt estimate` reads several linkages. */
export function* linkagesCsv(
  { records, clusterOptions, edges }: LinkResult,
  lists: readonly string[],
  draws: number,
  seed: number,
): Generator<string> {
  yield "linkage,list,person\n";
  for (let draw = 0; draw < draws; draw++) {
    const clusterOf = sampleClustering(records.count, edges, clusterOptions, draw, seed);
    for (let i = 0; i < records.count; i++)
      yield csvRow([String(draw + 1), lists[records.listOf[i]!]!, String(clusterOf[i]! + 1)]);
  }
}

/** `histories.csv`: how many persons stand on exactly which lists; a 0/1 column a list, then `count`. */
export function historiesCsv({ records, clustering }: LinkResult, lists: readonly string[]): string {
  const listsOf = new Map<number, Set<number>>();
  for (let i = 0; i < records.count; i++) {
    const root = clustering.clusterOf[i]!;
    const set = listsOf.get(root) ?? new Set();
    set.add(records.listOf[i]!);
    listsOf.set(root, set);
  }
  const counts = new Map<string, number>();
  for (const set of listsOf.values()) {
    const history = lists.map((_, l) => (set.has(l) ? "1" : "0")).join(",");
    counts.set(history, (counts.get(history) ?? 0) + 1);
  }
  const rows = [...counts].sort((x, y) => (x[0] < y[0] ? 1 : -1)).map(([history, count]) => `${history},${count}\n`);
  return `${csvRow([...lists, "count"])}${rows.join("")}`;
}
