import type { PackedRows } from "./packed-rows.ts";
import { SLICE_ROWS } from "./slices.ts";

/** Records that a tile holds. */
export const TILE = 2 * SLICE_ROWS;
// Rows copied together: few enough to be still at hand when their next value is wanted.
const CHUNK = 64;

/** Records whose values lie together while their pairs are compared. */
export class Tile {
  /** By place in the packed rows: the value of each record of the tile. */
  readonly columns: readonly Int32Array[];
  /** The record at each place of the tile. */
  readonly records = new Int32Array(TILE);
  readonly #rows: PackedRows;
  #wanted: readonly number[] = [];

  constructor(rows: PackedRows) {
    this.#rows = rows;
    this.columns = Array.from({ length: rows.width }, () => new Int32Array(TILE));
  }

  /** Chooses the places of the rows that are copied from now on. */
  want(places: Iterable<number>): void {
    this.#wanted = [...new Set(places)];
  }

  /** Puts `members[from, to)` into the tile from `at` on. */
  fill(members: Int32Array, from: number, to: number, at: number): void {
    const { values, width } = this.#rows;
    const { columns, records } = this;
    const wanted = this.#wanted;
    for (let m = from, k = at; m < to; m++, k++) records[k] = members[m]!;
    for (let first = at; first < at + to - from; first += CHUNK) {
      const end = Math.min(at + to - from, first + CHUNK);
      for (let w = 0; w < wanted.length; w++) {
        const place = wanted[w]!;
        const column = columns[place]!;
        for (let k = first; k < end; k++) column[k] = values[records[k]! * width + place]!;
      }
    }
  }
}
