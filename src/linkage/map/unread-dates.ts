import { fold } from "#kernel";
import { readDay } from "../compare/dates.ts";
import type { Table } from "../read/table.ts";
import type { ListMap } from "./roles.ts";

/** What stands in a column of dates and is none: it counts as missing. */
export interface UnreadDate {
  readonly column: string;
  readonly text: string;
  /** Rows that hold it, and the line of the first. */
  readonly rows: number;
  readonly line: number;
}

/** Values of columns mapped to a date that no date could be read from, each once, by column and line. */
export function unreadDates(table: Table, map: ListMap): UnreadDate[] {
  const found: UnreadDate[] = [];
  for (const { column: name, role } of map.columns) {
    const column = table.columns.find((c) => c.name === name);
    if (column === undefined || (role !== "birth" && role !== "event")) continue;
    const rows = new Int32Array(column.texts.size);
    const first = new Int32Array(column.texts.size);
    column.codes.forEach((code, row) => {
      if (rows[code]!++ === 0) first[code] = row;
    });
    const values: UnreadDate[] = [];
    for (let code = 1; code < rows.length; code++) {
      const text = column.texts.text(code);
      if (rows[code] === 0 || readDay(fold(text)) !== 0) continue;
      values.push({ column: name, text, rows: rows[code]!, line: table.lines[first[code]!]! });
    }
    found.push(...values.sort((x, y) => x.line - y.line));
  }
  return found;
}
