import type { Comparison, Compiled } from "../plan/compiled.ts";
import { type Comparator, comparatorOf } from "./comparator.ts";
import { Grouper } from "./groups.ts";
import type { PackedRows } from "./packed-rows.ts";
import { PairBatch } from "./pair-batch.ts";
import { radicesOf } from "./patterns.ts";
import { Screen, type Screened } from "./screen.ts";
import { Sink } from "./sink.ts";
import type { Rule, Slice, Task, TaskResult } from "./task.ts";
import { TILE, Tile } from "./tile.ts";

interface Compared {
  readonly comparator: Comparator;
  /** Its number, and what a digit of it counts in a pattern. */
  readonly comparison: number;
  readonly radix: number;
  readonly cost: number;
}

/** What is cheap is compared first, then where most can be lost: most pairs are given up before the rest. */
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
  readonly #comparators: readonly Compared[];
  #order: readonly Compared[];
  /** Places of the rows that the comparators read. */
  readonly #compared: readonly number[];
  #grouper: Grouper | null = null;
  readonly #tile: Tile;
  readonly #screen: Screen;
  readonly #batch = new PairBatch();
  readonly #sink: Sink;

  /** `rows` hold what the comparisons and the rules of all tasks need. */
  constructor(data: Compiled, rows: PackedRows) {
    this.#data = data;
    this.#tile = new Tile(rows);
    this.#screen = new Screen(data, rows);
    this.#compared = data.comparisons.flatMap(({ columns }) => columns.map((column) => rows.placeOf[column]!));
    const radices = radicesOf(data.comparisons);
    this.#sink = new Sink(data, rows, radices);
    this.#comparators = data.comparisons.map((each, comparison) => {
      const columns = each.columns.map((column) => this.#tile.columns[rows.placeOf[column]!]!);
      const comparator = comparatorOf(each, data.stores[each.store] ?? null, columns, data.muhammad);
      return { comparator, comparison, radix: radices[comparison]!, cost: COSTS[each.kind] };
    });
    this.#order = this.#comparators;
  }

  run(task: Task): TaskResult {
    if (task.kind === "block") return this.#block(task.rules[task.rule]!);
    // Blocks are made before anything is compared: the room they took is free now.
    this.#grouper = null;
    this.#sink.begin(task.rule, task.kind === "score" ? task.weights : null);
    const { hopes } = this.#sink;
    this.#order = this.#comparators;
    let screened: Screened | null = null;
    if (hopes !== null) {
      const loss = ({ comparison }: Compared): number => Math.min(...hopes.gains(comparison));
      const first = this.#comparators.find(({ comparator }) => comparator.digitsOfRow !== undefined);
      if (first !== undefined) {
        const { comparator, comparison, radix } = first;
        const digitsOfRow: Screened["digitsOfRow"] = (...row) => comparator.digitsOfRow!(...row);
        screened = { digitsOfRow, radix, gains: hopes.gains(comparison) };
      }
      this.#order = this.#comparators
        .filter((each) => each !== first)
        .sort((x, y) => x.cost - y.cost || loss(x) - loss(y));
    }
    if (this.#screen.begin(task.rules, task.rule, hopes, screened)) {
      this.#tile.want([...this.#compared, ...this.#screen.places]);
      this.#runSlice(task.slice);
    }
    return this.#sink.result(this.#screen.pairs);
  }

  #block(rule: Rule): TaskResult {
    this.#grouper ??= new Grouper(this.#data.count);
    const blocks = this.#grouper.group(rule.map((key) => this.#data.columns[this.#data.keys[key]!.column]!));
    const { members, starts } = blocks;
    const hasUnique = this.#data.uniqueLists.includes(true);
    let [pairs, largest] = [0, 0];
    for (let g = 0; g + 1 < starts.length; g++) {
      const size = starts[g + 1]! - starts[g]!;
      largest = Math.max(largest, size);
      pairs += (size * (size - 1)) / 2;
      if (hasUnique) pairs -= this.#pairsWithinLists(members, starts[g]!, starts[g + 1]!);
    }
    this.#sink.begin(0, null);
    return { ...this.#sink.result(pairs), blocks, largest };
  }

  // Pairs within lists free of duplicates.
  #pairsWithinLists(members: Int32Array, from: number, to: number): number {
    const { uniqueLists, listOf } = this.#data;
    const perList = new Float64Array(uniqueLists.length);
    for (let m = from; m < to; m++) perList[listOf[members[m]!]!]!++;
    return perList.reduce((pairs, size, list) => pairs + (uniqueLists[list]! ? (size * (size - 1)) / 2 : 0), 0);
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
      this.#fill(members, from, starts[last]!, 0);
      for (; g < last; g++) {
        const stop = starts[g + 1]! - from;
        this.#screen.enter(this.#tile, starts[g]! - from);
        for (let i = starts[g]! - from; i + 1 < stop; i++) this.#addRow(i, i + 1, stop);
      }
      this.#flush();
    }
  }

  #runLargeBlock(members: Int32Array, from: number, to: number, fromRow: number, toRow: number): void {
    const half = TILE / 2;
    const lastRow = Math.min(to, from + toRow);
    for (let r = from + fromRow; r < lastRow; r += half) {
      const rows = Math.min(lastRow, r + half) - r;
      this.#fill(members, r, r + rows, 0);
      this.#screen.enter(this.#tile, 0);
      for (let i = 0; i + 1 < rows; i++) this.#addRow(i, i + 1, rows);
      this.#flush();
      for (let c = r + rows; c < to; c += half) {
        const columns = Math.min(to, c + half) - c;
        this.#fill(members, c, c + columns, rows);
        for (let i = 0; i < rows; i++) this.#addRow(i, rows, rows + columns);
        this.#flush();
      }
    }
  }

  #fill(members: Int32Array, from: number, to: number, at: number): void {
    this.#tile.fill(members, from, to, at);
    this.#screen.load(this.#tile, at, at + to - from);
    for (const { comparator } of this.#comparators) comparator.load?.(at, at + to - from);
  }

  #addRow(row: number, from: number, to: number): void {
    let next = from;
    while (next < to) {
      next = this.#screen.addRow(this.#tile, row, next, to, this.#batch);
      if (this.#batch.count === PairBatch.CAPACITY) this.#flush();
    }
  }

  #flush(): void {
    const batch = this.#batch;
    const hopes = this.#sink.hopes;
    for (const { comparator, comparison, radix } of this.#order) {
      if (batch.count === 0) break;
      comparator.compare(batch);
      if (hopes === null) batch.addDigits(radix);
      else batch.addDigitsAndDrop(radix, hopes.gains(comparison), hopes.least);
    }
    if (batch.count > 0) this.#sink.take(batch, this.#tile.records);
    batch.count = 0;
  }
}
