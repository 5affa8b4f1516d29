import { closeSync, openSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  edgesCsv,
  historiesCsv,
  type LinkResult,
  type ListMap,
  linkagesCsv,
  personsCsv,
  type ReportOptions,
  reportHtml,
  reviewQueue,
  reviewQueueCsv,
  type Table,
} from "#linkage";
import { cliError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";

export interface LinkedFiles {
  readonly result: LinkResult;
  readonly tables: readonly Table[];
  readonly maps: readonly ListMap[];
  /** Columns that reviewers must not see. */
  readonly hidden: readonly string[];
  /** Pairs of record ids that reviewers ruled to be one person or two: they are not asked again. */
  readonly ruled: readonly (readonly [string, string])[];
  /** Clusterings to draw. */
  readonly draws: number;
  readonly seed: number;
  readonly threads: number;
  readonly report: ReportOptions;
}

/** What `writeLinked` writes. */
export const LINKED_FILES = [
  "edges.csv",
  "persons.csv",
  "histories.csv",
  "linkages.csv",
  "model.json",
  "map.json",
  "review.csv",
  "report.html",
] as const;

/** Writes what docs/formats/linkage.md lists, nothing before all of it is made. @throws linkage/worker */
export async function writeLinked(
  out: string,
  { result, tables, maps, hidden, ruled, draws, seed, threads, report }: LinkedFiles,
): Promise<void> {
  const lists = tables.map((table) => table.name);
  // Threads make the longest file meanwhile.
  const persons = personsCsv(result, threads);
  const edges = [...edgesCsv(result)];
  const texts: readonly (readonly [name: (typeof LINKED_FILES)[number], text: string])[] = [
    ["histories.csv", historiesCsv(result, lists)],
    ["model.json", `${JSON.stringify(result.model, null, 1)}\n`],
    ["map.json", `${JSON.stringify(maps, null, 1)}\n`],
    ["review.csv", reviewQueueCsv(reviewQueue(result, ruled), result, tables, maps, hidden)],
    ["report.html", reportHtml(result, tables, maps, report)],
  ];
  const personLines = await persons;
  makeFolder(out);
  writeLines(join(out, "edges.csv"), edges);
  writeLines(join(out, "persons.csv"), personLines);
  if (draws > 0) writeLines(join(out, "linkages.csv"), linkagesCsv(result, lists, draws, seed));
  for (const [name, text] of texts) writeFileSync(join(out, name), text);
}

function writeLines(path: string, lines: Iterable<string | Uint8Array>): void {
  const file = openSync(path, "w");
  try {
    for (const line of lines) writeFileSync(file, line);
  } finally {
    closeSync(file);
  }
}

/**
 * What lists are called: by their file, by the path as it was given where another file is called the same, for ids and columns name
 * lists. @throws cli/usage
 */
export function namesOf(words: readonly string[], cwd: string): string[] {
  const paths = words.map((word) => resolve(cwd, word));
  const twice = words.find((_, i) => paths.indexOf(paths[i]!) !== i);
  if (twice !== undefined) {
    throw cliError("cli/usage", {
      what: `Cannot link "${twice}" with itself`,
      found: "the file is given twice; needs each list once",
      unchanged: "Nothing was linked.",
      mend: "Give each list once: repeats within a list are found as well.",
    });
  }
  const files = paths.map((path) => basename(path));
  return files.map((file, i) => (files.indexOf(file) === files.lastIndexOf(file) ? file : words[i]!));
}
