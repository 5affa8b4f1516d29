import { fold } from "#kernel";
import type { Table } from "../read/table.ts";
import { saysNothing } from "../values/missing-words.ts";
import { readAge } from "../values/read-age.ts";
import { readDay, readYear } from "../values/read-day.ts";
import { readSex } from "../values/read-sex.ts";
import type { ListMap, Role } from "./roles.ts";

/** What stands in a column of dates, ages or sexes and is none: it counts as missing. */
export interface UnreadValue {
  readonly column: string;
  readonly kind: "date" | "age" | "sex";
  readonly text: string;
  /** Rows that hold it, and the line of the first. */
  readonly rows: number;
  readonly line: number;
}

const READERS: Partial<Record<Role, readonly [UnreadValue["kind"], (folded: string) => boolean]>> = {
  birth: ["date", (text) => readDay(text) !== 0],
  event: ["date", (text) => readDay(text) !== 0],
  "birth year": ["date", (text) => readYear(text) > 1000],
  age: ["age", (text) => readAge(text) !== -1],
  sex: ["sex", (text) => readSex(text) !== 0],
};

/** Values that their column's role cannot read, each once, by column and line. Words for "unknown" are none. */
export function unreadValues(table: Table, map: ListMap): UnreadValue[] {
  const found: UnreadValue[] = [];
  for (const { column: name, role } of map.columns) {
    const column = table.columns.find((c) => c.name === name);
    const reader = READERS[role];
    if (column === undefined || reader === undefined) continue;
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
