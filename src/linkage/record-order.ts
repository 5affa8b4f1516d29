import type { Problem } from "#kernel";
import { sharedInt32 } from "./compare/letters.ts";
import { linkageError } from "./errors.ts";
import type { ListMap } from "./map/roles.ts";
import type { RecordOrder } from "./plan/coder.ts";
import type { Column, Table } from "./read/table.ts";
import { type IdSource, idCopier, idReader } from "./record-ids.ts";

/** Records of all lists in an order that does not depend on the order of rows, and their ids. */
export interface Records extends RecordOrder {
  /** What {@link idOf} reads. */
  readonly ids: IdSource;
  /** Id of a record: as in its list when unique over all lists, else `list:id`. */
  idOf(record: number): string;
  /** Writes the id as UTF-8 to `into[at..]` and gives where it ends; -1 where it is no short text as it stands in its list. */
  copyId(record: number, into: Uint8Array, at: number): number;
}

/** Orders records by list, then by id: as numbers when all ids of a list are whole numbers, else by code point. @throws linkage/duplicate-ids */
export function orderRecords(tables: readonly Table[], maps: readonly ListMap[], alwaysNameLists = false): Records {
  const count = tables.reduce((n, table) => n + table.rows, 0);
  const listOf = sharedInt32(count);
  const rowOf = sharedInt32(count);
  const idColumns = tables.map((table, t) => idColumnOf(table, maps[t]!));
  const problems: Problem[] = [];
  let at = 0;
  tables.forEach((table, t) => {
    const ids = idColumns[t];
    if (ids !== undefined) findRepeated(table, ids, problems);
    const rows = sortRows(table.rows, ids);
    for (const row of rows) {
      listOf[at] = t;
      rowOf[at++] = row;
    }
  });
  if (problems.length > 0) {
    throw linkageError("linkage/duplicate-ids", {
      what: "Cannot link the lists",
      found: `${problems.length} rows have an id that is missing or was used before; needs one id a row`,
      unchanged: "Nothing was linked.",
      mend: 'Mend the ids, or leave the column out with --map "COLUMN=ignore": rows are then numbered.',
      problems,
    });
  }
  const plain = {
    listOf,
    rowOf,
    lists: tables.map(({ name }, t) => ({ name, column: sendable(idColumns[t]) })),
    namesLists: false,
  };
  const ids = { ...plain, namesLists: alwaysNameLists || (tables.length > 1 && idsMeet(plain)) };
  return { count, listOf, rowOf, ids, idOf: idReader(ids), copyId: idCopier(ids) };
}

// Methods do not travel to a thread, what they stand on does.
function sendable(column: Column | undefined): IdSource["lists"][number]["column"] {
  if (column === undefined) return null;
  const { bytes, starts } = column.texts;
  return { codes: column.codes, texts: { bytes, starts } };
}

function idColumnOf(table: Table, { columns }: ListMap): Column | undefined {
  const name = columns.find((c) => c.role === "id")?.column;
  return table.columns.find((c) => c.name === name);
}

function findRepeated(table: Table, { codes, texts }: Column, problems: Problem[]): void {
  const firstRow = new Int32Array(texts.size).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const line = table.lines[row]!;
    const first = firstRow[code]!;
    if (code === 0) problems.push({ file: table.name, line, message: "the row has no id" });
    else if (first !== -1)
      problems.push({
        file: table.name,
        line,
        message: `the id "${texts.text(code)}" is used on line ${table.lines[first]} too`,
        text: texts.text(code),
      });
    else firstRow[code] = row;
  }
}

function sortRows(rows: number, ids: Column | undefined): Int32Array {
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row++) order[row] = row;
  if (ids === undefined) return order;
  const numbers = new Float64Array(rows);
  let areNumbers = true;
  for (let row = 0; row < rows && areNumbers; row++) {
    numbers[row] = ids.texts.wholeNumber(ids.codes[row]!);
    areNumbers = !Number.isNaN(numbers[row]!);
  }
  if (areNumbers) return isAscending(numbers) ? order : order.sort((a, b) => numbers[a]! - numbers[b]!);
  const texts = Array.from({ length: rows }, (_, row) => ids.texts.text(ids.codes[row]!));
  return order.sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0));
}

function isAscending(numbers: Float64Array): boolean {
  for (let i = 1; i < numbers.length; i++) if (numbers[i]! < numbers[i - 1]!) return false;
  return true;
}

function idsMeet(source: IdSource): boolean {
  if (source.lists.some(({ column }) => column === null)) return true;
  const idOf = idReader(source);
  const seen = new Set<string>();
  for (let record = 0; record < source.listOf.length; record++) {
    const id = idOf(record);
    if (seen.has(id)) return true;
    seen.add(id);
  }
  return false;
}
