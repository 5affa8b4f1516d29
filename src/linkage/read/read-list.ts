import { asUtf8 } from "#kernel";
import { linkageError } from "../errors.ts";
import { withoutTotals } from "./frame-rows.ts";
import { readJson } from "./json.ts";
import { readLargeCsv } from "./read-large-csv.ts";
import type { Table } from "./table.ts";
import { readXlsx } from "./xlsx.ts";

/** A list of people as bytes: the kind is told by its first bytes, not by its name. @throws linkage/unreadable-list, linkage/not-utf8, linkage/no-rows */
export async function readList(bytes: Uint8Array, name: string, encoding?: string, threads = 1): Promise<Table> {
  const table = withoutTotals(await readAny(bytes, name, encoding, threads));
  if (table.rows > 0) return table;
  throw linkageError("linkage/no-rows", {
    what: `Cannot link "${name}"`,
    found: table.problems.length > 0 ? "no row of it could be used" : "it holds 0 rows; needs at least one",
    unchanged: "Nothing was linked.",
    mend: "Check that the right file was given and that its first line names the columns.",
    problems: table.problems,
  });
}

async function readAny(bytes: Uint8Array, name: string, encoding: string | undefined, threads: number): Promise<Table> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readXlsx(bytes, name);
  const text = asUtf8(bytes, name, encoding);
  if (!(text instanceof Uint8Array)) {
    throw linkageError("linkage/not-utf8", {
      what: `Cannot read "${name}"`,
      unchanged: "Nothing was linked.",
      ...text,
    });
  }
  const first = solid(text, 0);
  // In a case a list bears no name of a file. No heading of a table begins with an array of objects.
  const isJson =
    text[first] === 0x7b ||
    (text[first] === 0x5b && (text[solid(text, first + 1)] === 0x7b || /\.(json|jsonl|ndjson)$/i.test(name)));
  return isJson || /\.json$/i.test(name) ? readJson(text, name) : readLargeCsv(text, name, threads);
}

// Where something stands but space and a byte order mark.
function solid(text: Uint8Array, from: number): number {
  let at = from;
  while (at < text.length && (text[at]! <= 32 || text[at]! >= 0xef)) at++;
  return at;
}
