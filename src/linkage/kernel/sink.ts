import type { Compiled } from "../plan/compiled.ts";
import { Hopes } from "./hopes.ts";
import type { PackedRows } from "./packed-rows.ts";
import type { PairBatch } from "./pair-batch.ts";
import { pairWeight, patternWeights } from "./pair-weight.ts";
import { PatternTable } from "./pattern-table.ts";
import type { TaskResult, Weights } from "./task.ts";

/** Takes compared pairs up: counts their patterns, or weighs them and keeps what weighs enough. */
export class Sink {
  readonly #data: Compiled;
  readonly #valueAt: (column: number, record: number) => number;
  readonly #radices: readonly number[];
  #weights: Weights | null = null;
  #weightsKey = "";
  #hopes: Hopes | null = null;
  /** By pattern, the place of its weights. */
  #known = new PatternTable();
  #ofPatterns: Float64Array[] = [];
  #counts = new PatternTable();
  #rule = 0;
  #kept = 0;
  #a = new Int32Array(1024);
  #b = new Int32Array(1024);
  #pattern = new Float64Array(1024);
  #weight = new Float64Array(1024);

  constructor(data: Compiled, rows: PackedRows, radices: readonly number[]) {
    this.#data = data;
    const { values, width, placeOf } = rows;
    this.#valueAt = (column, record) => values[record * width + placeOf[column]!]!;
    this.#radices = radices;
  }

  /** Begins a task. With weights it scores, without it counts. What a pattern weighs is remembered while weights stay the same. */
  begin(rule: number, weights: Weights | null): void {
    const key = weights === null ? "" : JSON.stringify(weights);
    if (weights !== null && key !== this.#weightsKey) {
      [this.#known, this.#ofPatterns, this.#weightsKey] = [new PatternTable(), [], key];
      this.#hopes = Hopes.of(this.#data, weights);
    }
    [this.#weights, this.#rule, this.#kept] = [weights, rule, 0];
    this.#counts = new PatternTable();
  }

  /** What pairs must not fall below while they are compared; `null` while patterns are counted. */
  get hopes(): Hopes | null {
    return this.#weights === null ? null : this.#hopes;
  }

  /** Takes up pairs of records by their places in a tile. */
  take({ left, right, count, patterns }: PairBatch, records: Int32Array): void {
    const weights = this.#weights;
    if (weights === null) {
      const counts = this.#counts;
      for (let k = 0; k < count; k++) counts.addAt(counts.slot(patterns[k]!, 0), 1);
      return;
    }
    const known = this.#known;
    for (let k = 0; k < count; k++) {
      const pattern = patterns[k]!;
      const slot = known.slot(pattern, -1);
      if (known.valueAt(slot) === -1)
        known.setAt(slot, this.#ofPatterns.push(patternWeights(pattern, this.#radices, weights)) - 1);
      const ofPattern = this.#ofPatterns[known.valueAt(slot)]!;
      this.#weigh(records[left[k]!]!, records[right[k]!]!, pattern, ofPattern, weights);
    }
  }

  #weigh(x: number, y: number, pattern: number, ofPattern: Float64Array, weights: Weights): void {
    const weight = pairWeight(this.#data, weights, pattern, this.#radices, x, y, ofPattern, this.#valueAt);
    if (weight < weights.keep) return;
    if (this.#kept === this.#a.length) this.#grow();
    const at = this.#kept++;
    this.#a[at] = Math.min(x, y);
    this.#b[at] = Math.max(x, y);
    this.#pattern[at] = pattern;
    this.#weight[at] = weight;
  }

  #grow(): void {
    const length = 2 * this.#a.length;
    const [a, b, pattern, weight] = [this.#a, this.#b, this.#pattern, this.#weight];
    this.#a = new Int32Array(length);
    this.#b = new Int32Array(length);
    this.#pattern = new Float64Array(length);
    this.#weight = new Float64Array(length);
    this.#a.set(a);
    this.#b.set(b);
    this.#pattern.set(pattern);
    this.#weight.set(weight);
  }

  /** What was taken up of so many pairs. */
  result(pairs: number): TaskResult {
    const kept = this.#kept;
    return {
      pairs,
      blocks: null,
      largest: 0,
      ...this.#counts.entries(),
      a: this.#a.slice(0, kept),
      b: this.#b.slice(0, kept),
      pattern: this.#pattern.slice(0, kept),
      weight: this.#weight.slice(0, kept),
      byRule: new Int32Array(kept).fill(this.#rule),
    };
  }
}
