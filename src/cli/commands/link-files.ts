import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  edgesCsv,
  historiesCsv,
  type LinkResult,
  type ListMap,
  linkagesCsv,
  personsCsv,
  reportHtml,
  reviewQueue,
  reviewQueueCsv,
  type Table,
} from "#linkage";

export interface LinkedFiles {
  readonly result: LinkResult;
  readonly tables: readonly Table[];
  readonly maps: readonly ListMap[];
  /** Columns that reviewers must not see. */
  readonly hidden: readonly string[];
  /** Clusterings to draw. */
  readonly draws: number;
  readonly seed: number;
  /** Pairs whose waterfall the report shows. */
  readonly pairs: readonly (readonly [string, string])[];
}

/** Writes what docs/formats/linkage.md lists. */
export function writeLinked(out: string, { result, tables, maps, hidden, draws, seed, pairs }: LinkedFiles): void {
  const lists = tables.map((table) => table.name);
  mkdirSync(out, { recursive: true });
  writeLines(join(out, "edges.csv"), edgesCsv(result));
  writeLines(join(out, "persons.csv"), personsCsv(result));
  writeFileSync(join(out, "histories.csv"), historiesCsv(result, lists));
  if (draws > 0) writeLines(join(out, "linkages.csv"), linkagesCsv(result, lists, draws, seed));
  writeFileSync(join(out, "model.json"), `${JSON.stringify(result.model, null, 1)}\n`);
  writeFileSync(join(out, "map.json"), `${JSON.stringify(maps, null, 1)}\n`);
  writeFileSync(join(out, "review.csv"), reviewQueueCsv(reviewQueue(result), result, tables, maps, hidden));
  writeFileSync(join(out, "report.html"), reportHtml(result, tables, maps, pairs));
}

function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    let held: string[] = [];
    for (const line of lines) {
      held.push(line);
      if (held.length < 20_000) continue;
      writeSync(file, held.join(""));
      held = [];
    }
    writeSync(file, held.join(""));
  } finally {
    closeSync(file);
  }
}
