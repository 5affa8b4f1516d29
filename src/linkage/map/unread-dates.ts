import { fold } from "#kernel";
import { readDay } from "../compare/dates.ts";
import type { Table } from "../read/table.ts";
import type { ListMap } from "./roles.ts";

/** A column of dates with filled values that are none: they count as missing. */
export interface UnreadDates {
  readonly column: string;
  readonly values: number;
  /** The first of them, and its line. */
  readonly first: string;
  readonly line: number;
}

/** Columns mapped to a date in which something stands that no date could be read from. */
export function unreadDates(table: Table, map: ListMap): UnreadDates[] {
  const found: UnreadDates[] = [];
  for (const { column: name, role } of map.columns) {
    const column = table.columns.find((c) => c.name === name);
    if (column === undefined || (role !== "birth" && role !== "event")) continue;
    const isRead = new Int8Array(column.texts.size);
    let [values, row] = [0, -1];
    column.codes.forEach((code, at) => {
      if (code === 0) return;
      if (isRead[code] === 0) isRead[code] = readDay(fold(column.texts.text(code))) === 0 ? -1 : 1;
      if (isRead[code] === 1) return;
      values++;
      if (row === -1) row = at;
    });
    if (values > 0)
      found.push({ column: name, values, first: column.texts.text(column.codes[row]!), line: table.lines[row]! });
  }
  return found;
}
