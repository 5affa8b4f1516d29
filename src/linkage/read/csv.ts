import type { Problem } from "#kernel";
import { linkageError } from "../errors.ts";
import { RowScanner } from "./row-scanner.ts";
import { RowsBuilder, type Table, tableOf } from "./table.ts";

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Rows whose values are looked for together: their fields stay in a core's own memory meanwhile. */
const KEPT = 512;

/** What stands before the rows, and where these start. */
export interface Head {
  readonly names: readonly string[];
  readonly separator: number;
  readonly at: number;
  readonly line: number;
}

/**
 * Reads RFC 4180 text in UTF-8 without making a string of any repeated value. The separator is the one of `,` `;` tab `|`
 * that the header holds most of. A row with a broken quote or a wrong number of fields is left out and listed by line and
 * column; reading goes on at the next line.
 *
 * @throws linkage/unreadable-list when there is no header
 */
export function readCsv(bytes: Uint8Array, name: string): Table {
  const head = readHead(bytes, name);
  return tableOf(name, head.names, readRows(bytes, name, head).rows.finish());
}

/** Reads the header. @throws linkage/unreadable-list when there is none */
export function readHead(bytes: Uint8Array, name: string): Head {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const separator = sniffSeparator(bytes, start);
  const scanner = new RowScanner(bytes, separator, start);
  const header = scanner.next();
  if (header === null || typeof header === "string") {
    throw linkageError("linkage/unreadable-list", {
      what: `Cannot read "${name}"`,
      found: header === null ? "the file is empty; needs a header line" : `the header line is broken: ${header}`,
      unchanged: "Nothing was linked.",
      mend: "Give a CSV file whose first line names the columns.",
    });
  }
  const names = Array.from({ length: header }, (_, i) => scanner.text(i).trim());
  return { names, separator, at: scanner.at, line: scanner.nextLine };
}

/** Reads the rows that start before `stop`, and tells where the next one starts. */
export function readRows(
  bytes: Uint8Array,
  name: string,
  { names, separator, at, line }: Head,
  stop = bytes.length,
  rows = new RowsBuilder(names.length),
): { readonly rows: RowsBuilder; readonly at: number; readonly line: number } {
  const scanner = new RowScanner(bytes, separator, at, line);
  const lines = new Int32Array(KEPT);
  let kept = 0;
  // Values are looked for column by column: one pool at a time is at hand then, and none waits for the one before.
  const take = (): void => {
    rows.addAll(lines.subarray(0, kept), (column, pool, into, at) =>
      scanner.codes(column, names.length, pool, into, at),
    );
    scanner.forget();
    kept = 0;
  };
  while (scanner.at < stop) {
    const row = scanner.next();
    if (row === null) break;
    if (typeof row === "string") {
      rows.problems.push({ file: name, line: scanner.problemLine, column: scanner.problemColumn, message: row });
    } else if (row === 1 && names.length > 1 && scanner.isBlank(0)) {
      // An empty line carries no row.
    } else if (row !== names.length) {
      rows.problems.push(wrongCount(name, scanner.line, row, names.length));
    } else {
      scanner.keep(row);
      lines[kept++] = scanner.line;
      if (kept === KEPT) take();
    }
  }
  take();
  return { rows, at: scanner.at, line: scanner.nextLine };
}

function wrongCount(file: string, line: number, found: number, needed: number): Problem {
  return { file, line, column: 1, message: `the row has ${found} fields, the header ${needed}` };
}

function sniffSeparator(bytes: Uint8Array, start: number): number {
  const counts = new Map<number, number>([
    [44, 0],
    [59, 0],
    [9, 0],
    [124, 0],
  ]);
  let quoted = false;
  for (let i = start; i < bytes.length && (quoted || (bytes[i] !== LF && bytes[i] !== CR)); i++) {
    if (bytes[i] === QUOTE) quoted = !quoted;
    else if (!quoted && counts.has(bytes[i]!)) counts.set(bytes[i]!, counts.get(bytes[i]!)! + 1);
  }
  let best = 44;
  for (const [separator, count] of counts) if (count > counts.get(best)!) best = separator;
  return best;
}
