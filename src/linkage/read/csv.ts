import type { Problem } from "#kernel";
import { linkageError } from "../errors.ts";
import { aboveHeading, FIRST_ROWS, headingAt } from "./frame-rows.ts";
import { RowScanner } from "./row-scanner.ts";
import { type Rows, RowsBuilder, type Table, tableOf } from "./table.ts";

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
  /** A title that stood above. */
  readonly above: readonly Problem[];
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
  return tableBelow(name, head, readRows(bytes, name, head).rows.finish());
}

/** The rows below a heading as a table. */
export function tableBelow(name: string, { names, above }: Head, rows: Rows): Table {
  return tableOf(name, names, { ...rows, problems: [...above, ...rows.problems] });
}

/** Reads the heading, and what stands above it. @throws linkage/unreadable-list when there is none */
export function readHead(bytes: Uint8Array, name: string): Head {
  const rows = [...firstRows(bytes)];
  const at = headingAt(rows.map(({ cells }) => cells));
  const row = rows[at];
  if (row === undefined || row.broken !== undefined) {
    throw linkageError("linkage/unreadable-list", {
      what: `Cannot read "${name}"`,
      found: row === undefined ? "the file is empty; needs a header line" : `the header line is broken: ${row.broken}`,
      unchanged: "Nothing was linked.",
      mend: "Give a CSV file whose first line names the columns.",
    });
  }
  const names = row.cells.map((cell) => cell.trim());
  return { names, separator: row.separator, ...row.next, above: aboveHeading(name, rows.slice(0, at)) };
}

// Each with the separator that it holds most of: a title has none.
function* firstRows(bytes: Uint8Array): Generator<{
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken?: string;
  readonly separator: number;
  readonly next: { readonly at: number; readonly line: number };
}> {
  let next = { at: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0, line: 1 };
  for (let i = 0; i < FIRST_ROWS; i++) {
    const separator = sniffSeparator(bytes, next.at);
    const scanner = new RowScanner(bytes, separator, next.at, next.line);
    const row = scanner.next();
    if (row === null) return;
    const broken = typeof row === "string" ? { broken: row } : {};
    const cells = typeof row === "string" ? [] : Array.from({ length: row }, (_, c) => scanner.text(c));
    const { line } = next;
    next = { at: scanner.at, line: scanner.nextLine };
    yield { line, cells, ...broken, separator, next };
  }
}

/** Reads the rows that start before `stop`, and tells where the next one starts. */
export function readRows(
  bytes: Uint8Array,
  name: string,
  { names, separator, at, line }: Omit<Head, "above">,
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
    } else if (scanner.isBlank(0) && (row > 1 || names.length > 1) && isBlank(scanner, row)) {
      // An empty line carries no row, nor do separators alone.
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

function isBlank(scanner: RowScanner, fields: number): boolean {
  let field = 0;
  while (field < fields && scanner.isBlank(field)) field++;
  return field === fields;
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
