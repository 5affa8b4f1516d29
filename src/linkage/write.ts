import { digitsOf } from "./kernel/pattern-counts.ts";
import type { LinkResult } from "./link.ts";

/** One line of RFC 4180 CSV. Values that a spreadsheet would run as a formula are quoted, never changed. */
export function csvRow(values: readonly string[]): string {
  return `${values.map((value) => (/[",\r\n]|^[=+@\t-]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",")}\n`;
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
