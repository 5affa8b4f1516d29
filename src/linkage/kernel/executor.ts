import type { Compiled } from "../plan/compiled.ts";
import { baseWeight } from "./base-weight.ts";
import { type Comparator, comparatorOf } from "./comparator.ts";
import { Grouper, shareOf } from "./groups.ts";
import { PatternCounts, radicesOf } from "./pattern-counts.ts";
import { MOST_RARITY, rarityOf } from "./rarity.ts";
import type { Rule, Task, TaskResult, Weights } from "./task.ts";

/** Runs tasks over compiled lists. One lives in each worker; results do not depend on which worker ran a task. */
export class Executor {
  readonly #data: Compiled;
  readonly #radices: readonly number[];
  readonly #comparators: readonly Comparator[];
  readonly #gathered: { source: Int32Array; into: Int32Array }[] = [];
  readonly #grouper: Grouper;
  readonly #keyTiles: Int32Array[] = [];
  #earlierKeys: readonly { readonly source: Int32Array; readonly into: Int32Array }[] = [];
  readonly #capacity = 4096;
  readonly #others: Int32Array;
  readonly #patterns: Float64Array;

  constructor(data: Compiled) {
    this.#data = data;
    this.#radices = radicesOf(data.comparisons);
    this.#grouper = new Grouper(data.count);
    const into = data.comparisons.map((comparison) => comparison.columns.map(() => new Int32Array(this.#capacity)));
    data.comparisons.forEach((comparison, c) => {
      comparison.columns.forEach((column, k) => {
        this.#gathered.push({ source: data.columns[column]!, into: into[c]![k]! });
      });
    });
    this.#comparators = data.comparisons.map((comparison, c) =>
      comparatorOf(
        comparison,
        comparison.store === -1 ? null : data.stores[comparison.store]!,
        into[c]!,
        data.muhammad,
      ),
    );
    this.#others = new Int32Array(this.#capacity);
    this.#patterns = new Float64Array(this.#capacity);
  }

  run(task: Task): TaskResult {
    const sink = new Sink(this.#radices.at(-1)!, task);
    if (task.kind === "sample") {
      const members = task.records!;
      this.#runGroup(members, 0, members.length, task, sink, []);
      return sink.result();
    }
    const keysOf = (rule: Rule): Int32Array[] => rule.map((key) => this.#data.columns[this.#data.keys[key]!.column]!);
    const keys = keysOf(task.rules[task.rule]!);
    if (task.kind === "count") return this.#count(keys, task, sink);
    const { members, starts } = this.#grouper.group(keys, task.part, task.parts);
    const earlier = this.#gatherEarlier(task.rules.slice(0, task.rule));
    for (let g = 0; g + 1 < starts.length; g++) {
      this.#runGroup(members, starts[g]!, starts[g + 1]!, task, sink, earlier);
    }
    return sink.result();
  }

  // Keys of earlier rules are gathered per tile like values, so that the test of a pair stays within one small piece of memory.
  #gatherEarlier(rules: readonly Rule[]): Int32Array[][] {
    const keys = [...new Set(rules.flat())];
    while (this.#keyTiles.length < keys.length) this.#keyTiles.push(new Int32Array(this.#capacity));
    this.#earlierKeys = keys.map((key, k) => ({
      source: this.#data.columns[this.#data.keys[key]!.column]!,
      into: this.#keyTiles[k]!,
    }));
    return rules.map((rule) => rule.map((key) => this.#keyTiles[keys.indexOf(key)]!));
  }

  // Counts a whole rule in one go, its pairs by share.
  #count(keys: readonly Int32Array[], task: Task, sink: Sink): TaskResult {
    const byShare = new Float64Array(task.parts);
    const { members, starts } = this.#grouper.group(keys, 0, 1);
    for (let g = 0; g + 1 < starts.length; g++) {
      const first = members[starts[g]!]!;
      sink.noteGroup(starts[g + 1]! - starts[g]!);
      const pairs = this.#pairsWithin(members, starts[g]!, starts[g + 1]!);
      byShare[keys.length === 0 ? 0 : shareOf(keys, first, task.parts)]! += pairs;
      sink.pairs += pairs;
    }
    return { ...sink.result(), byShare };
  }

  #pairsWithin(members: Int32Array, from: number, to: number): number {
    const size = to - from;
    let pairs = (size * (size - 1)) / 2;
    const { uniqueLists, listOf } = this.#data;
    if (!uniqueLists.includes(true)) return pairs;
    const perList = new Float64Array(uniqueLists.length);
    for (let m = from; m < to; m++) perList[listOf[members[m]!]!]!++;
    uniqueLists.forEach((isUnique, list) => {
      if (isUnique) pairs -= (perList[list]! * (perList[list]! - 1)) / 2;
    });
    return pairs;
  }

  // A group larger than the buffers is worked in tiles: rows of one tile against columns of another.
  #runGroup(
    members: Int32Array,
    from: number,
    to: number,
    task: Task,
    sink: Sink,
    earlier: readonly (readonly Int32Array[])[],
  ): void {
    const half = this.#capacity / 2;
    if (to - from <= this.#capacity) {
      this.#runTile(members, from, to, to, to, task, sink, earlier);
      return;
    }
    for (let r = from; r < to; r += half) {
      const rowEnd = Math.min(to, r + half);
      this.#runTile(members, r, rowEnd, rowEnd, rowEnd, task, sink, earlier);
      for (let c = rowEnd; c < to; c += half)
        this.#runTile(members, r, rowEnd, c, Math.min(to, c + half), task, sink, earlier);
    }
  }

  // Rows [from, to) against themselves when [c, d) is empty, else against [c, d).
  #runTile(
    members: Int32Array,
    from: number,
    to: number,
    c: number,
    d: number,
    task: Task,
    sink: Sink,
    earlier: readonly (readonly Int32Array[])[],
  ): void {
    const rows = to - from;
    const columns = d - c;
    for (const { source, into } of earlier.length === 0 ? this.#gathered : [...this.#gathered, ...this.#earlierKeys]) {
      for (let m = 0; m < rows; m++) into[m] = source[members[from + m]!]!;
      for (let m = 0; m < columns; m++) into[rows + m] = source[members[c + m]!]!;
    }
    const { listOf, uniqueLists } = this.#data;
    const hasUnique = uniqueLists.includes(true);
    const others = this.#others;
    const patterns = this.#patterns;
    const radices = this.#radices;
    const last = rows + columns;
    const memberAt = (k: number): number => (k < rows ? members[from + k]! : members[c + k - rows]!);
    for (let i = 0; i < rows; i++) {
      const record = members[from + i]!;
      let count = 0;
      for (let j = columns === 0 ? i + 1 : rows; j < last; j++) {
        if (hasUnique) {
          const list = listOf[record]!;
          if (uniqueLists[list] && listOf[memberAt(j)] === list) continue;
        }
        if (earlier.length > 0 && meetsAny(earlier, i, j)) continue;
        others[count++] = j;
      }
      if (count === 0) continue;
      patterns.fill(0, 0, count);
      for (let x = 0; x < this.#comparators.length; x++)
        this.#comparators[x]!.row(i, others, count, radices[x]!, patterns);
      sink.take(record, others, count, patterns, memberAt, this.#data, radices, task.rule);
    }
  }
}

// Whether any rule makes the pair at places `a` and `b` of the tile.
function meetsAny(rules: readonly (readonly Int32Array[])[], a: number, b: number): boolean {
  for (let r = 0; r < rules.length; r++) {
    const keys = rules[r]!;
    let k = 0;
    for (; k < keys.length; k++) {
      const value = keys[k]![a]!;
      if (value === 0 || value !== keys[k]![b]) break;
    }
    if (k === keys.length) return true;
  }
  return false;
}

class Sink {
  pairs = 0;
  #largest = 0;
  readonly #counts: PatternCounts | null;
  readonly #weights: Weights | null;
  #a: number[] = [];
  #b: number[] = [];
  #pattern: number[] = [];
  #weight: number[] = [];
  #rule: number[] = [];
  readonly #cache = new Map<number, number>();
  readonly #table: Float64Array | null;

  constructor(patterns: number, task: Task) {
    this.#weights = task.kind === "score" ? task.weights! : null;
    this.#counts = task.kind === "patterns" || task.kind === "sample" ? new PatternCounts(patterns) : null;
    this.#table = this.#weights !== null && patterns <= 1 << 22 ? new Float64Array(patterns).fill(Number.NaN) : null;
  }

  noteGroup(size: number): void {
    if (size > this.#largest) this.#largest = size;
  }

  take(
    record: number,
    others: Int32Array,
    count: number,
    patterns: Float64Array,
    memberAt: (k: number) => number,
    data: Compiled,
    radices: readonly number[],
    rule: number,
  ): void {
    this.pairs += count;
    if (this.#counts !== null) for (let k = 0; k < count; k++) this.#counts.add(patterns[k]!);
    if (this.#weights === null) return;
    const weights = this.#weights;
    for (let k = 0; k < count; k++) {
      const pattern = patterns[k]!;
      const base = this.#baseWeight(pattern, radices, weights);
      // Rarity can add at most what the rarest value would; most pairs are far below.
      if (base < weights.keep - MOST_RARITY) continue;
      const other = memberAt(others[k]!);
      const weight = base + rarityOf(data, weights, pattern, radices, record, other);
      if (weight < weights.keep) continue;
      this.#a.push(Math.min(record, other));
      this.#b.push(Math.max(record, other));
      this.#pattern.push(pattern);
      this.#weight.push(weight);
      this.#rule.push(rule);
    }
  }

  #baseWeight(pattern: number, radices: readonly number[], weights: Weights): number {
    const known = this.#table === null ? this.#cache.get(pattern) : this.#table[pattern]!;
    if (known !== undefined && !Number.isNaN(known)) return known;
    const weight = baseWeight(pattern, radices, weights);
    if (this.#table === null) this.#cache.set(pattern, weight);
    else this.#table[pattern] = weight;
    return weight;
  }

  result(): TaskResult {
    const { patterns, counts } = this.#counts?.entries() ?? {
      patterns: new Float64Array(0),
      counts: new Float64Array(0),
    };
    return {
      pairs: this.pairs,
      largest: this.#largest,
      byShare: new Float64Array(0),
      patterns,
      counts,
      a: Int32Array.from(this.#a),
      b: Int32Array.from(this.#b),
      pattern: Float64Array.from(this.#pattern),
      weight: Float64Array.from(this.#weight),
      byRule: Int32Array.from(this.#rule),
    };
  }
}
