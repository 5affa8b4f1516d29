import { sharedInt32 } from "../compare/letters.ts";
import type { Column } from "../read/table.ts";

/** Gives codes to values in the order of records, so that codes do not depend on the order of rows. Code 0 is missing. */
export class Coder<T> {
  readonly values: (T | null)[] = [null];
  readonly #codes = new Map<string, number>();

  codeOf(key: string, value: () => T): number {
    if (key === "") return 0;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    this.#codes.set(key, this.values.length);
    return this.values.push(value()) - 1;
  }
}

/** Where records of the compiled order come from. */
export interface RecordOrder {
  readonly count: number;
  readonly listOf: Int32Array;
  readonly rowOf: Int32Array;
}

/** Maps each record's text of a field by `map`, called once per distinct text of a list with that list's number; missing gives 0. */
export function mapColumn(
  order: RecordOrder,
  columns: readonly (Column | null)[],
  map: (text: string, list: number) => number,
): Int32Array {
  const out = sharedInt32(order.count);
  const memo = columns.map((column) => (column === null ? null : new Int32Array(column.texts.size).fill(-1)));
  for (let i = 0; i < order.count; i++) {
    const list = order.listOf[i]!;
    const column = columns[list];
    if (column === null || column === undefined) continue;
    const code = column.codes[order.rowOf[i]!]!;
    if (code === 0) continue;
    let value = memo[list]![code]!;
    if (value === -1) {
      value = map(column.texts.text(code), list);
      memo[list]![code] = value;
    }
    out[i] = value;
  }
  return out;
}

/** Share of each code among filled values, by code. */
export function frequenciesOf(column: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(new SharedArrayBuffer(size * 8));
  let filled = 0;
  for (let i = 0; i < column.length; i++) {
    const code = column[i]!;
    if (code === 0) continue;
    counts[code]!++;
    filled++;
  }
  if (filled > 0) for (let code = 0; code < size; code++) counts[code]! /= filled;
  return counts;
}
