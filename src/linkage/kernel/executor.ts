import type { Comparison, Compiled } from "../plan/compiled.ts";
import { type Comparator, comparatorOf } from "./comparator.ts";
import { Grouper } from "./groups.ts";
import type { PackedRows } from "./packed-rows.ts";
import { PairBatch } from "./pair-batch.ts";
import { radicesOf } from "./patterns.ts";
import { Sink } from "./sink.ts";
import { SLICE_ROWS } from "./slices.ts";
import type { Rule, Slice, Task, TaskResult } from "./task.ts";

/** Records whose values lie together while their pairs are compared. */
const TILE = 2 * SLICE_ROWS;
const CHUNK = 64;

/** A column of the tile, and where its values stand in a row. */
interface Gathered {
  readonly place: number;
  readonly into: Int32Array;
}

interface Compared {
  readonly comparator: Comparator;
  /** Its number, and what a digit of it counts in a pattern. */
  readonly comparison: number;
  readonly radix: number;
}

/** What is cheap is compared first: most pairs are given up before the dear ones. */
const COSTS: Readonly<Record<Comparison["kind"], number>> = {
  lists: 0,
  sex: 0,
  age: 0,
  date: 0,
  code: 1,
  text: 1,
  name: 1,
  chain: 2,
};

/** Runs tasks over compiled lists. One lives in each worker; results do not depend on which worker ran a task. */
export class Executor {
  readonly #data: Compiled;
  readonly #rows: PackedRows;
  readonly #comparators: readonly Compared[];
  /** The first column of each comparison. */
  readonly #firstValues: readonly Int32Array[];
  readonly #gathered: readonly Gathered[];
  #grouper: Grouper | null = null;
  readonly #keyTiles = new Map<number, Int32Array>();
  readonly #lists = new Int32Array(TILE);
  readonly #hasUnique: boolean;
  readonly #batch = new PairBatch();
  readonly #sink: Sink;
  #earlier: readonly (readonly Int32Array[])[] = [];
  #wanted: readonly Gathered[] = [];

  /** `rows` hold what the comparisons and the rules of all tasks need. */
  constructor(data: Compiled, rows: PackedRows) {
    this.#data = data;
    this.#rows = rows;
    const radices = radicesOf(data.comparisons);
    this.#sink = new Sink(data, rows, radices);
    this.#hasUnique = data.uniqueLists.includes(true);
    const into = data.comparisons.map(({ columns }) => columns.map(() => new Int32Array(TILE)));
    this.#gathered = data.comparisons.flatMap(({ columns }, c) =>
      columns.map((column, k) => ({ place: rows.placeOf[column]!, into: into[c]![k]! })),
    );
    this.#firstValues = into.map(([first]) => first!);
    this.#comparators = data.comparisons
      .map((comparison, c) => ({
        comparator: comparatorOf(comparison, data.stores[comparison.store] ?? null, into[c]!, data.muhammad),
        comparison: c,
        radix: radices[c]!,
        cost: COSTS[comparison.kind],
      }))
      .sort((x, y) => x.cost - y.cost);
  }

  run(task: Task): TaskResult {
    if (task.kind === "block") return this.#block(task.rules[task.rule]!);
    // Blocks are made before anything is compared: the room they took is free now.
    this.#grouper = null;
    this.#sink.begin(task.rule, task.kind === "score" ? task.weights : null);
    if (this.#prepareEarlier(task.rules, task.rule)) this.#runSlice(task.slice);
    return this.#sink.result();
  }

  #block(rule: Rule): TaskResult {
    this.#grouper ??= new Grouper(this.#data.count);
    const blocks = this.#grouper.group(rule.map((key) => this.#data.columns[this.#data.keys[key]!.column]!));
    const { members, starts } = blocks;
    let [pairs, largest] = [0, 0];
    for (let g = 0; g + 1 < starts.length; g++) {
      largest = Math.max(largest, starts[g + 1]! - starts[g]!);
      pairs += this.#pairsWithin(members, starts[g]!, starts[g + 1]!);
    }
    this.#sink.begin(0, null);
    return { ...this.#sink.result(), blocks, pairs, largest };
  }

  #pairsWithin(members: Int32Array, from: number, to: number): number {
    const size = to - from;
    let pairs = (size * (size - 1)) / 2;
    if (!this.#hasUnique) return pairs;
    const { uniqueLists, listOf } = this.#data;
    const perList = new Float64Array(uniqueLists.length);
    for (let m = from; m < to; m++) perList[listOf[members[m]!]!]!++;
    uniqueLists.forEach((isUnique, list) => {
      if (isUnique) pairs -= (perList[list]! * (perList[list]! - 1)) / 2;
    });
    return pairs;
  }

  // Members of a block agree on the keys of its rule, so of an earlier rule only its other keys are left to test. False when an
  // earlier rule makes all of these pairs.
  #prepareEarlier(rules: readonly Rule[], rule: number): boolean {
    const own = rules[rule] ?? [];
    const open = rules.slice(0, rule).map((earlier) => earlier.filter((key) => !own.includes(key)));
    if (open.some((keys) => keys.length === 0)) return false;
    const tile = (key: number): Int32Array => {
      const known = this.#keyTiles.get(key) ?? new Int32Array(TILE);
      this.#keyTiles.set(key, known);
      return known;
    };
    this.#earlier = open.map((keys) => keys.map(tile));
    const keys = [...new Set(open.flat())].map((key) => ({
      place: this.#rows.placeOf[this.#data.keys[key]!.column]!,
      into: tile(key),
    }));
    this.#wanted = [...this.#gathered, ...keys, ...(this.#hasUnique ? [{ place: 0, into: this.#lists }] : [])];
    return true;
  }

  // Small blocks share a tile; a block larger than one is worked rows of one half against columns of the other.
  #runSlice({ blocks, first, end, fromRow, toRow }: Slice): void {
    const { members, starts } = blocks;
    let g = first;
    while (g < end) {
      const from = starts[g]!;
      if (starts[g + 1]! - from > TILE) {
        this.#runLargeBlock(members, from, starts[g + 1]!, fromRow, toRow);
        g++;
        continue;
      }
      let last = g + 1;
      while (last < end && starts[last + 1]! - from <= TILE) last++;
      this.#gather(members, from, starts[last]!, 0);
      const tile = members.subarray(from, starts[last]!);
      for (; g < last; g++) {
        const stop = starts[g + 1]! - from;
        for (let i = starts[g]! - from; i + 1 < stop; i++) this.#addRow(i, i + 1, stop, tile);
      }
      this.#flush(tile);
    }
  }

  #runLargeBlock(members: Int32Array, from: number, to: number, fromRow: number, toRow: number): void {
    const half = TILE / 2;
    const lastRow = Math.min(to, from + toRow);
    for (let r = from + fromRow; r < lastRow; r += half) {
      const rows = Math.min(lastRow, r + half) - r;
      this.#gather(members, r, r + rows, 0);
      for (let i = 0; i + 1 < rows; i++) this.#addRow(i, i + 1, rows, members.subarray(r, r + rows));
      this.#flush(members.subarray(r, r + rows));
      for (let c = r + rows; c < to; c += half) {
        const columns = Math.min(to, c + half) - c;
        this.#gather(members, c, c + columns, rows);
        const tile = new Int32Array(rows + columns);
        tile.set(members.subarray(r, r + rows));
        tile.set(members.subarray(c, c + columns), rows);
        for (let i = 0; i < rows; i++) this.#addRow(i, rows, rows + columns, tile);
        this.#flush(tile);
      }
    }
  }

  #gather(members: Int32Array, from: number, to: number, at: number): void {
    const { values, width } = this.#rows;
    const wanted = this.#wanted;
    // A few rows at a time, so that they are still at hand when their next value is wanted.
    for (let m = from; m < to; m += CHUNK) {
      const end = Math.min(to, m + CHUNK);
      for (let w = 0; w < wanted.length; w++) {
        const { into, place } = wanted[w]!;
        for (let i = m, k = at + m - from; i < end; i++, k++) into[k] = values[members[i]! * width + place]!;
      }
    }
    for (const { comparator } of this.#comparators) comparator.load(at, at + to - from);
  }

  #addRow(row: number, from: number, to: number, tile: Int32Array): void {
    let next = from;
    while (next < to) {
      next = this.#batch.addRow(row, next, to);
      if (this.#batch.count === PairBatch.CAPACITY) this.#flush(tile);
    }
  }

  #flush(tile: Int32Array): void {
    const batch = this.#batch;
    if (this.#hasUnique) batch.markWithinLists(this.#lists, this.#data.uniqueLists);
    for (const keys of this.#earlier) batch.markAgreeing(keys);
    batch.settle();
    this.#sink.count(batch.count);
    const hopes = this.#sink.hopes;
    hopes?.begin(batch, this.#firstValues);
    for (const { comparator, comparison, radix } of this.#comparators) {
      if (batch.count === 0) break;
      comparator.compare(batch);
      if (hopes === null) batch.addDigits(radix);
      else batch.addDigitsAndDrop(radix, hopes.gains(comparison), hopes.least);
    }
    if (batch.count > 0) this.#sink.take(batch, tile);
    batch.count = 0;
  }
}
