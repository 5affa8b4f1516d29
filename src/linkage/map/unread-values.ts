import { fold } from "#kernel";
import type { Column, Table } from "../read/table.ts";
import { dayHabitOf } from "../values/day-habit.ts";
import { saysNothing } from "../values/missing-words.ts";
import { readAge } from "../values/read-age.ts";
import { readAgeGroup } from "../values/read-age-group.ts";
import { readDay, readYear } from "../values/read-day.ts";
import type { ListMap, Role } from "./roles.ts";
import { sexCodes, sexReader } from "./sex-codes.ts";

/** What stands in a column of dates, ages or sexes and is none: it counts as missing. */
export interface UnreadValue {
  readonly column: string;
  readonly kind: "date" | "age" | "sex";
  readonly text: string;
  /** Rows that hold it, and the line of the first. */
  readonly rows: number;
  readonly line: number;
}

type Reader = readonly [UnreadValue["kind"], (folded: string) => boolean];

function readerOf(role: Role, column: Column, table: Table, map: ListMap): Reader | null {
  switch (role) {
    case "birth":
    case "event": {
      const habit = dayHabitOf(column);
      return ["date", (text) => readDay(text, habit) !== 0];
    }
    case "birth year": {
      const habit = dayHabitOf(column);
      return ["date", (text) => readYear(text, habit) > 1000];
    }
    case "age":
      return ["age", (text) => readAge(text).from !== -1];
    case "age group":
      return ["age", (text) => readAgeGroup(text).from !== -1];
    case "sex": {
      const read = sexReader(sexCodes(table, map));
      return ["sex", (text) => read(text) !== 0];
    }
    default:
      return null;
  }
}

/** Values that their column's role cannot read, each once, by column and line. Words for "unknown" are none. */
export function unreadValues(table: Table, map: ListMap): UnreadValue[] {
  const found: UnreadValue[] = [];
  for (const { column: name, role } of map.columns) {
    const column = table.columns.find((c) => c.name === name);
    const reader = column === undefined ? null : readerOf(role, column, table, map);
    if (column === undefined || reader === null) continue;
    const [kind, isRead] = reader;
    const rows = new Int32Array(column.texts.size);
    const first = new Int32Array(column.texts.size);
    column.codes.forEach((code, row) => {
      if (rows[code]!++ === 0) first[code] = row;
    });
    const values: UnreadValue[] = [];
    for (let code = 1; code < rows.length; code++) {
      const text = column.texts.text(code);
      const folded = fold(text);
      if (rows[code] === 0 || isRead(folded) || saysNothing(folded)) continue;
      values.push({ column: name, kind, text, rows: rows[code]!, line: table.lines[first[code]!]! });
    }
    found.push(...values.sort((x, y) => x.line - y.line));
  }
  return found;
}
