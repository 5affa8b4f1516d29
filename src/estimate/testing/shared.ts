import { existsSync, readFileSync } from "node:fs";
import type { ColumnChoice } from "../table/columns.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import { type EstimateInput, readTable } from "../table/read-table.ts";

const PLACES = ["../../../tests/fixtures/estimate/", "../../../../shared/data/estimate/"];

/** Where a data set of the fixtures (or of a `shared` folder beside the project) lies; `null` when it is not there. */
export function sharedFile(name: string): URL | null {
  const found = PLACES.map((place) => new URL(`${place}${name}.csv`, import.meta.url)).find((url) => existsSync(url));
  if (found === undefined) console.log(`skipped: data set ${name} not present`);
  return found ?? null;
}

export function readShared(name: string, choice: ColumnChoice = {}): EstimateInput {
  const url = sharedFile(name);
  if (url === null) throw new Error(`The data set ${name} is not present`);
  return readTable(readFileSync(url, "utf8"), choice, `${name}.csv`);
}

/** The only table of a data set. */
export function sharedTable(name: string): OverlapTable {
  const input = readShared(name);
  if (input.kind === "frequencies" || input.kind === "draws") throw new Error(`${name} is not a table of lists`);
  return input.sets[0]!.strata[0]!.table;
}
