import type { Compiled } from "../plan/compiled.ts";
import type { Hopes } from "./hopes.ts";
import type { PackedRows } from "./packed-rows.ts";
import { PairBatch } from "./pair-batch.ts";
import type { Rule } from "./task.ts";
import { TILE, type Tile } from "./tile.ts";

/** Columns that have a bit of their own. */
const MOST_WATCHED = 32;
/** The list stands first in a row. */
const LIST = 0;

/** A column of the rows whose equality is looked at. */
interface Watched {
  readonly place: number;
  /** What two equal codes gain; `null` where nothing. */
  readonly equal: Float64Array | null;
}

/** A comparison whose digit is found while pairs are looked at. */
export interface Screened {
  /** See `Comparator`. */
  readonly digitsOfRow: (row: number, from: number, to: number, into: Uint8Array) => void;
  readonly radix: number;
  /** What each digit gains. */
  readonly gains: Float64Array;
}

/** An earlier rule: it makes a pair that has all bits of `mask` and agrees on the `rest`, for which no bit was left. */
interface Earlier {
  readonly mask: number;
  readonly rest: readonly number[];
}

// Watched column k has byte `k % 4` of word `k / 4` of a record's signature; bits of equal bytes lie eight apart.
const bitOf = (k: number): number => 1 << (8 * (k & 3) + (k >> 2));

/**
 * What codes alone tell of a pair, seen before anything is compared: whether an earlier rule makes it or both records stand in
 * one list free of duplicates, and what it can hope to weigh. Members of a block agree on the keys of its rule, so these are not
 * looked at again. Of the other columns each record has a signature, a byte of each: most pairs agree on none, and are done.
 */
export class Screen {
  readonly #data: Compiled;
  readonly #placeOf: Int32Array;
  #watched: readonly Watched[] = [];
  /** Watched columns by the number of their bit. */
  #byBit: readonly Watched[] = [];
  #own: readonly Watched[] = [];
  /** By word and place of the tile. */
  readonly #signatures = Array.from({ length: MOST_WATCHED / 4 }, () => new Int32Array(TILE));
  /** By word: the highest bits of the bytes that are in use. */
  #inUse: readonly number[] = [];
  /** By place of the tile: bits of columns whose bytes equal the row's. All 0 between rows. */
  readonly #near = new Int32Array(TILE);
  #screened: Screened | null = null;
  /** By place of the tile: the screened digit of its pair with the row; 0 without. */
  readonly #digits = new Uint8Array(TILE);
  /** By screened digit: what a pair can hope for whose columns are not near. */
  #hopeOf = new Float64Array(1);
  #earlier: readonly Earlier[] = [];
  #hasRest = false;
  #listBit = 0;
  #start = 0;
  /** What a pair of the block begins with. */
  #blockStart = 0;
  #least = 0;
  /** Places of the rows that are looked at. */
  places: readonly number[] = [];
  /** Pairs that were not made before. */
  pairs = 0;

  constructor(data: Compiled, { placeOf }: PackedRows) {
    this.#data = data;
    this.#placeOf = placeOf;
  }

  /** Begins a task; without hopes no pair is given up, and nothing compared. False when an earlier rule makes all pairs of this one. */
  begin(rules: readonly Rule[], rule: number, hopes: Hopes | null, screened: Screened | null = null): boolean {
    this.#screened = screened;
    if (screened === null) this.#digits.fill(0);
    this.#hopeOf = new Float64Array(screened?.gains.length ?? 1);
    const { keys, comparisons, uniqueLists } = this.#data;
    const placeOfKey = (key: number): number => this.#placeOf[keys[key]!.column]!;
    const own = (rules[rule] ?? []).map(placeOfKey);
    const open = rules.slice(0, rule).map((keys) => keys.map(placeOfKey).filter((place) => !own.includes(place)));
    const hoped = comparisons.flatMap(({ columns }, c): Watched[] => {
      const equal = hopes?.equal(c) ?? null;
      return equal === null ? [] : [{ place: this.#placeOf[columns[0]!]!, equal }];
    });
    this.#own = hoped.filter(({ place }) => own.includes(place));
    const watched = hoped.filter(({ place }) => !own.includes(place));
    // Patterns are whole numbers: there are fewer comparisons than bits.
    for (const place of open.flat())
      if (watched.length < MOST_WATCHED - 1 && watched.every((other) => other.place !== place))
        watched.push({ place, equal: null });
    const bits = new Map(watched.map(({ place }, k) => [place, bitOf(k)]));
    this.#listBit = uniqueLists.includes(true) ? bitOf(watched.length) : 0;
    if (this.#listBit !== 0) watched.push({ place: LIST, equal: null });
    this.#watched = watched;
    const byBit: Watched[] = [];
    const inUse: number[] = [];
    watched.forEach((each, k) => {
      byBit[31 - Math.clz32(bitOf(k))] = each;
      inUse[k >> 2] = (inUse[k >> 2] ?? 0) | (0x80 << (8 * (k & 3)));
    });
    [this.#byBit, this.#inUse] = [byBit, inUse];
    this.#earlier = open.map((places) => ({
      mask: places.reduce((mask, place) => mask | (bits.get(place) ?? 0), 0),
      rest: places.filter((place) => !bits.has(place)),
    }));
    this.places = [...hoped.map(({ place }) => place), ...watched.map(({ place }) => place), ...open.flat()];
    this.#hasRest = this.#earlier.some(({ rest }) => rest.length > 0);
    [this.#start, this.#least] = [hopes?.start ?? 0, hopes?.least ?? Number.NEGATIVE_INFINITY];
    this.pairs = 0;
    return open.every((places) => places.length > 0);
  }

  /** Is told that places [from, to) of the tile were filled. */
  load({ columns }: Tile, from: number, to: number): void {
    this.#watched.forEach(({ place }, k) => {
      const [column, signature, shift] = [columns[place]!, this.#signatures[k >> 2]!, 8 * (k & 3)];
      if (shift === 0) for (let i = from; i < to; i++) signature[i] = column[i]! & 0xff;
      else for (let i = from; i < to; i++) signature[i]! |= (column[i]! & 0xff) << shift;
    });
  }

  /** Is told of a block by one of its members: all are equal in the columns of the rule, and their pairs begin with what these gain. */
  enter({ columns }: Tile, member: number): void {
    let start = this.#start;
    for (let c = 0; c < this.#own.length; c++) {
      const { place, equal } = this.#own[c]!;
      start += equal![columns[place]![member]!]!;
    }
    for (let digit = 0; digit < this.#hopeOf.length; digit++) this.#hopeOf[digit] = start + this.#gainOf(digit);
    this.#blockStart = start;
  }

  /** Adds the pairs of `row` with places from `from` on that pass, as long as there is room; returns the first place not looked at. */
  addRow({ columns }: Tile, row: number, from: number, to: number, batch: PairBatch): number {
    const [near, least, hasRest, digits, hopeOf] = [this.#near, this.#least, this.#hasRest, this.#digits, this.#hopeOf];
    const end = Math.min(to, from + PairBatch.CAPACITY - batch.count);
    this.#findNear(row, from, end);
    this.#screened?.digitsOfRow(row, from, end, digits);
    const radix = this.#screened?.radix ?? 0;
    const start = this.#blockStart;
    const { left, right, hopes, patterns } = batch;
    let { count } = batch;
    for (let j = from; j < end; j++) {
      const digit = digits[j]!;
      let hope = hopeOf[digit]!;
      if (near[j] !== 0 || hasRest) {
        hope = start + this.#gain(columns, row, j, near[j]!) + this.#gainOf(digit);
        near[j] = 0;
      }
      // Most pairs end here. What was made before hopes for no number.
      if (!(hope >= least)) continue;
      left[count] = row;
      right[count] = j;
      patterns[count] = radix * digit;
      hopes[count] = hope;
      count++;
    }
    this.pairs += end - from;
    batch.count = count;
    return end;
  }

  #gainOf(digit: number): number {
    return this.#screened === null ? 0 : this.#screened.gains[digit]!;
  }

  // Zero bytes of x are those whose highest bit is set in (x - 0x01010101) & ~x; a byte above one may be taken for one as well.
  #findNear(row: number, from: number, to: number): void {
    const [near, inUse] = [this.#near, this.#inUse];
    for (let w = 0; w < inUse.length; w++) {
      const [signature, highest] = [this.#signatures[w]!, inUse[w]!];
      const own = signature[row]!;
      for (let j = from; j < to; j++) {
        const differing = signature[j]! ^ own;
        near[j]! |= (((differing - 0x01010101) & ~differing & highest) >>> 7) << w;
      }
    }
  }

  // What a pair gains by the columns of these bits that are equal indeed; no number, and one pair less to count, where it was made before.
  #gain(columns: readonly Int32Array[], a: number, b: number, near: number): number {
    let [gain, same] = [0, 0];
    for (let rest = near; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const { place, equal } = this.#byBit[31 - Math.clz32(bit)]!;
      const value = columns[place]![a]!;
      if (columns[place]![b] !== value) continue;
      if (bit === this.#listBit ? !this.#data.uniqueLists[value]! : value === 0) continue;
      same |= bit;
      if (equal !== null) gain += equal[value]!;
    }
    if ((same === 0 && !this.#hasRest) || !this.#isMade(same, columns, a, b)) return gain;
    this.pairs--;
    return Number.NaN;
  }

  #isMade(same: number, columns: readonly Int32Array[], a: number, b: number): boolean {
    if ((same & this.#listBit) !== 0) return true;
    const earlier = this.#earlier;
    for (let e = 0; e < earlier.length; e++) {
      const { mask, rest } = earlier[e]!;
      if ((same & mask) === mask && (rest.length === 0 || agree(rest, columns, a, b))) return true;
    }
    return false;
  }
}

function agree(places: readonly number[], columns: readonly Int32Array[], a: number, b: number): boolean {
  return places.every((place) => columns[place]![a] !== 0 && columns[place]![a] === columns[place]![b]);
}
