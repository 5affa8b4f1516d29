import type { Compiled } from "../plan/compiled.ts";
import type { Hopes } from "./hopes.ts";
import type { PackedRows } from "./packed-rows.ts";
import { PairBatch } from "./pair-batch.ts";
import type { Rule } from "./task.ts";
import { TILE, type Tile } from "./tile.ts";

const MOST_BITS = 31;

/** A column of the rows whose equality is looked at. */
interface Watched {
  readonly place: number;
  /** The bit that tells of it; 0 where no rule asks. */
  readonly bit: number;
  /** What two equal codes gain; `null` where nothing. */
  readonly equal: Float64Array | null;
}

/** An earlier rule: it makes a pair that has all bits of `mask` and agrees on the `rest`, for which no bit was left. */
interface Earlier {
  readonly mask: number;
  readonly rest: readonly number[];
}

/**
 * What codes alone tell of a pair, seen before anything is compared: whether an earlier rule makes it or both records stand in
 * one list free of duplicates, and what it can hope to weigh. Members of a block agree on the keys of its rule, so these are not
 * looked at again.
 */
export class Screen {
  readonly #data: Compiled;
  readonly #placeOf: Int32Array;
  #watched: readonly Watched[] = [];
  #own: readonly Watched[] = [];
  /** By place of the tile: bits of what is equal to the row's, and what that gains. All 0 between rows. */
  readonly #same = new Int32Array(TILE);
  readonly #gained = new Float64Array(TILE);
  #earlier: readonly Earlier[] = [];
  #hasRest = false;
  #listBit = 0;
  #start = 0;
  #least = 0;
  /** Places of the rows that are looked at. */
  places: readonly number[] = [];
  /** Pairs that were not made before. */
  pairs = 0;

  constructor(data: Compiled, { placeOf }: PackedRows) {
    this.#data = data;
    this.#placeOf = placeOf;
  }

  /** Begins a task; without hopes no pair is given up. False when an earlier rule makes all pairs of this one. */
  begin(rules: readonly Rule[], rule: number, hopes: Hopes | null): boolean {
    const { keys, comparisons, uniqueLists } = this.#data;
    const placeOfKey = (key: number): number => this.#placeOf[keys[key]!.column]!;
    const own = (rules[rule] ?? []).map(placeOfKey);
    const open = rules.slice(0, rule).map((keys) => keys.map(placeOfKey).filter((place) => !own.includes(place)));
    const bits = new Map<number, number>();
    for (const place of open.flat()) if (!bits.has(place) && bits.size < MOST_BITS - 1) bits.set(place, 1 << bits.size);
    const watched: Watched[] = comparisons.flatMap(({ columns }, c) => {
      const equal = hopes?.equal(c) ?? null;
      const place = this.#placeOf[columns[0]!]!;
      return equal === null ? [] : [{ place, bit: bits.get(place) ?? 0, equal }];
    });
    for (const [place, bit] of bits)
      if (!watched.some((other) => other.place === place)) watched.push({ place, bit, equal: null });
    this.#listBit = uniqueLists.includes(true) ? 1 << (MOST_BITS - 1) : 0;
    if (this.#listBit !== 0) watched.push({ place: 0, bit: this.#listBit, equal: null });
    this.#own = watched.filter(({ place, bit }) => own.includes(place) && bit === 0);
    this.#watched = watched.filter((each) => !this.#own.includes(each));
    this.#earlier = open.map((places) => ({
      mask: places.reduce((mask, place) => mask | (bits.get(place) ?? 0), 0),
      rest: places.filter((place) => !bits.has(place)),
    }));
    this.places = [...watched.map(({ place }) => place), ...open.flat()];
    this.#hasRest = this.#earlier.some(({ rest }) => rest.length > 0);
    [this.#start, this.#least] = [hopes?.start ?? 0, hopes?.least ?? Number.NEGATIVE_INFINITY];
    this.pairs = 0;
    return open.every((places) => places.length > 0);
  }

  /** Adds the pairs of `row` with places from `from` on that pass, as long as there is room; returns the first place not looked at. */
  addRow({ columns }: Tile, row: number, from: number, to: number, batch: PairBatch): number {
    const watched = this.#watched;
    const [same, gained, least] = [this.#same, this.#gained, this.#least];
    const end = Math.min(to, from + PairBatch.CAPACITY - batch.count);
    for (let c = 0; c < watched.length; c++) {
      const { place, bit, equal } = watched[c]!;
      const column = columns[place]!;
      const value = column[row]!;
      if (bit !== 0 && bit === this.#listBit ? !this.#data.uniqueLists[value]! : value === 0) continue;
      const gain = equal === null ? 0 : equal[value]!;
      for (let j = from; j < end; j++) {
        if (column[j] !== value) continue;
        same[j]! |= bit;
        gained[j]! += gain;
      }
    }
    let start = this.#start;
    for (const { place, equal } of this.#own) start += equal![columns[place]![row]!]!;
    const { left, right, hopes } = batch;
    let { count } = batch;
    let pairs = end - from;
    for (let j = from; j < end; j++) {
      const agreed = same[j]!;
      const hope = start + gained[j]!;
      same[j] = 0;
      gained[j] = 0;
      if ((agreed !== 0 || this.#hasRest) && this.#isMade(agreed, columns, row, j)) {
        pairs--;
        continue;
      }
      left[count] = row;
      right[count] = j;
      hopes[count] = hope;
      if (hope >= least) count++;
    }
    this.pairs += pairs;
    batch.count = count;
    return end;
  }

  #isMade(same: number, columns: readonly Int32Array[], a: number, b: number): boolean {
    if ((same & this.#listBit) !== 0) return true;
    const agree = (column: Int32Array): boolean => column[a] !== 0 && column[a] === column[b];
    for (const { mask, rest } of this.#earlier)
      if ((same & mask) === mask && rest.every((place) => agree(columns[place]!))) return true;
    return false;
  }
}
