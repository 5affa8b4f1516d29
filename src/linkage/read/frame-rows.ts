import { fold, type Problem } from "#kernel";
import type { Table } from "./table.ts";

/** Rows among which the heading is looked for. */
export const FIRST_ROWS = 10;

/** Where a sum at the foot of a table says what it is; folded. */
const TOTAL =
  /^(?:(?:grand|sub) ?)?(?:totals?|sum)(?: \p{L}+)?$|^(?:ال)?(?:مجموع|اجمالي)(?: (?:ال)?\p{L}+)?$|^(?:gesamt|summe|somme|toplam)$/u;

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== "").length;

/**
 * Which of the first rows names the columns: the first that is not empty, unless rows of a single cell, a title, stand above one that
 * fills at least three.
 */
export function headingAt(rows: readonly (readonly string[])[]): number {
  const first = Math.max(
    0,
    rows.findIndex((cells) => filled(cells) > 0),
  );
  const wide = rows.findIndex((cells) => filled(cells) >= 3);
  return wide > first && rows.slice(first, wide).every((cells) => filled(cells) < 2) ? wide : first;
}

/** The rows above the heading, as they are listed. */
export function aboveHeading(
  file: string,
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
): Problem[] {
  return rows
    .filter(({ cells }) => filled(cells) > 0)
    .map(({ line }) => ({
      file,
      line,
      column: 1,
      message: "stands above the row that names the columns, and is no person",
    }));
}

/** Sums at the foot of a table are no persons: they, and what stands below them, are listed and left out. */
export function withoutTotals(table: Table): Table {
  const { name, rows, columns, lines } = table;
  const cells = (row: number): string[] => columns.map(({ codes, texts }) => texts.text(codes[row]!));
  const isTotal = (row: number): boolean => {
    const told = cells(row).filter((cell) => cell !== "");
    return told.length <= Math.max(2, columns.length / 2) && TOTAL.test(fold(told[0] ?? "").replace(/[\s:：]+$/u, ""));
  };
  let end = rows;
  for (let row = rows - 1; row >= Math.max(0, rows - FIRST_ROWS); row--) if (isTotal(row)) end = row;
  if (end === rows) return table;
  const problems = Array.from(lines.subarray(end), (line) => ({
    file: name,
    line,
    column: 1,
    message: "is a sum at the foot of the table, or stands below one, and is no person",
  }));
  return {
    ...table,
    rows: end,
    columns: columns.map((column) => ({ ...column, codes: column.codes.slice(0, end) })),
    lines: lines.slice(0, end),
    problems: [...table.problems, ...problems],
  };
}
