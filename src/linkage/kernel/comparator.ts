import { LetterComparer } from "../compare/comparer.ts";
import { ageLevel, dateLevel } from "../compare/dates.ts";
import type { Atom } from "../names/atom.ts";
import { chainLevel } from "../names/chain.ts";
import { PART, partSimilarity } from "../names/similarity.ts";
import type { Comparison, CompiledStore } from "../plan/compiled.ts";

/** The digit of a pair of gathered records: 0 missing, else level + 1. `at` values are positions in the gathered columns. */
export interface Comparator {
  /** Compares `i` with each of `others[0, count)`; adds digit times `radix` to `patterns`. */
  row(i: number, others: Int32Array, count: number, radix: number, patterns: Float64Array): void;
}

/** Makes the comparator of one comparison over columns gathered for a block; the columns are refilled between blocks. */
export function comparatorOf(
  comparison: Comparison,
  store: CompiledStore | null,
  columns: readonly Int32Array[],
  muhammad: number,
): Comparator {
  const values = columns[0]!;
  switch (comparison.kind) {
    case "chain":
      return new ChainComparator(store!.atoms!, store!.letters.masks, columns, muhammad);
    case "name":
      return new NameComparator(store!, values);
    case "text":
      return new TextComparator(store!, values);
    case "code":
      return new CodeComparator(store!, values);
    case "date":
      return new NumberComparator(values, dateLevel);
    case "age":
      return new AgeComparator(values, columns[1]!);
    case "sex":
      return new NumberComparator(values, (a, b) => (a === b ? 1 : 0));
    case "lists":
      return new NumberComparator(values, (a, b) => (a === b ? 0 : 1));
  }
}

class NumberComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #level: (a: number, b: number) => number;

  constructor(values: Int32Array, level: (a: number, b: number) => number) {
    this.#values = values;
    this.#level = level;
  }

  row(i: number, others: Int32Array, count: number, radix: number, patterns: Float64Array): void {
    const values = this.#values;
    const level = this.#level;
    const a = values[i]!;
    if (a === 0) return;
    for (let k = 0; k < count; k++) {
      const b = values[others[k]!]!;
      if (b !== 0) patterns[k]! += radix * (level(a, b) + 1);
    }
  }
}

// Where both records have a birth date, that is compared, and their ages add nothing.
class AgeComparator implements Comparator {
  readonly #ages: Int32Array;
  readonly #hasBirth: Int32Array;

  constructor(ages: Int32Array, hasBirth: Int32Array) {
    this.#ages = ages;
    this.#hasBirth = hasBirth;
  }

  row(i: number, others: Int32Array, count: number, radix: number, patterns: Float64Array): void {
    const [ages, hasBirth] = [this.#ages, this.#hasBirth];
    const a = ages[i]!;
    if (a === 0) return;
    for (let k = 0; k < count; k++) {
      const j = others[k]!;
      const b = ages[j]!;
      if (b !== 0 && (hasBirth[i] === 0 || hasBirth[j] === 0)) patterns[k]! += radix * (ageLevel(a, b) + 1);
    }
  }
}

class NameComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #variants: Int32Array;
  readonly #letters: LetterComparer;

  constructor(store: CompiledStore, values: Int32Array) {
    this.#values = values;
    this.#variants = store.variants!;
    this.#letters = new LetterComparer(store.letters);
  }

  row(i: number, others: Int32Array, count: number, radix: number, patterns: Float64Array): void {
    const values = this.#values;
    const variants = this.#variants;
    const letters = this.#letters;
    const a = values[i]!;
    if (a === 0) return;
    const hasVariant = variants[a * 4] !== 0;
    let isPrepared = false;
    for (let k = 0; k < count; k++) {
      const b = values[others[k]!]!;
      if (b === 0) continue;
      if (a === b) {
        patterns[k]! += radix * 6;
        continue;
      }
      if (hasVariant && sharesVariant(variants, a * 4, b * 4)) {
        patterns[k]! += radix * 5;
        continue;
      }
      if (!isPrepared) {
        letters.prepare(a);
        isPrepared = true;
      }
      const similarity = letters.jaroWinkler(b, 0.7);
      patterns[k]! += radix * (similarity < 0.7 ? 1 : similarity < 0.85 ? 2 : similarity < 0.92 ? 3 : 4);
    }
  }
}

function sharesVariant(variants: Int32Array, a: number, b: number): boolean {
  for (let i = a; i < a + 4; i++) {
    const id = variants[i]!;
    if (id === 0) return false;
    if (variants[b] === id || variants[b + 1] === id || variants[b + 2] === id || variants[b + 3] === id) return true;
  }
  return false;
}

class TextComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #letters: LetterComparer;

  constructor(store: CompiledStore, values: Int32Array) {
    this.#values = values;
    this.#letters = new LetterComparer(store.letters);
  }

  row(i: number, others: Int32Array, count: number, radix: number, patterns: Float64Array): void {
    const values = this.#values;
    const letters = this.#letters;
    const a = values[i]!;
    if (a === 0) return;
    letters.prepare(a);
    for (let k = 0; k < count; k++) {
      const b = values[others[k]!]!;
      if (b === 0) continue;
      if (a === b) {
        patterns[k]! += radix * 4;
        continue;
      }
      const similarity = letters.jaroWinkler(b, 0.8);
      patterns[k]! += radix * (similarity >= 0.92 || letters.withinOneEdit(b) ? 3 : similarity >= 0.8 ? 2 : 1);
    }
  }
}

class CodeComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #letters: LetterComparer;

  constructor(store: CompiledStore, values: Int32Array) {
    this.#values = values;
    this.#letters = new LetterComparer(store.letters);
  }

  row(i: number, others: Int32Array, count: number, radix: number, patterns: Float64Array): void {
    const values = this.#values;
    const letters = this.#letters;
    const a = values[i]!;
    if (a === 0) return;
    letters.prepare(a);
    for (let k = 0; k < count; k++) {
      const b = values[others[k]!]!;
      if (b !== 0) patterns[k]! += radix * (a === b ? 4 : letters.withinOneEdit(b) ? 3 : letters.sharesHalf(b) ? 2 : 1);
    }
  }
}

const CACHE_BITS = 18;

class ChainComparator implements Comparator {
  readonly #columns: readonly Int32Array[];
  readonly #muhammad: number;
  readonly #mine = new Int32Array(4);
  readonly #theirs = new Int32Array(4);
  readonly #compare: (a: number, b: number) => number;

  constructor(atoms: readonly (Atom | null)[], masks: Int32Array, columns: readonly Int32Array[], muhammad: number) {
    this.#columns = columns;
    this.#muhammad = muhammad;
    this.#compare = cachedSimilarity(atoms, masks);
  }

  row(i: number, others: Int32Array, count: number, radix: number, patterns: Float64Array): void {
    const [given, father, grandfather, family] = this.#columns as [Int32Array, Int32Array, Int32Array, Int32Array];
    const mine = this.#mine;
    const theirs = this.#theirs;
    mine[0] = given[i]!;
    mine[1] = father[i]!;
    mine[2] = grandfather[i]!;
    mine[3] = family[i]!;
    if (mine[0] === 0) return;
    for (let k = 0; k < count; k++) {
      const j = others[k]!;
      theirs[0] = given[j]!;
      if (theirs[0] === 0) continue;
      theirs[1] = father[j]!;
      theirs[2] = grandfather[j]!;
      theirs[3] = family[j]!;
      patterns[k]! += radix * (chainLevel(mine, 0, theirs, 0, this.#muhammad, this.#compare) + 1);
    }
  }
}

/** Part similarity by codes, remembered in a direct-mapped table: an alignment costs more than a look-up. */
export function cachedSimilarity(atoms: readonly (Atom | null)[], masks: Int32Array): (a: number, b: number) => number {
  const low = new Int32Array(1 << CACHE_BITS);
  const high = new Int32Array(1 << CACHE_BITS);
  const values = new Uint8Array(1 << CACHE_BITS);
  return (a, b) => {
    if (a === b) return PART.equal;
    const [x, y] = a < b ? [a, b] : [b, a];
    const slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> (32 - CACHE_BITS);
    if (low[slot] === x && high[slot] === y) return values[slot]!;
    const value = similarityOf(atoms, masks, x, y);
    low[slot] = x;
    high[slot] = y;
    values[slot] = value;
    return value;
  };
}

function similarityOf(atoms: readonly (Atom | null)[], masks: Int32Array, x: number, y: number): number {
  const a = atoms[x]!;
  const b = atoms[y]!;
  // Words of one script that are typing errors of each other differ in few letters; most pairs end here.
  if (a.script === "arabic" && b.script === "arabic" && a.ids.length + b.ids.length < 2 && a.kind === b.kind) {
    let differing = masks[x]! ^ masks[y]!;
    let count = 0;
    while (differing !== 0 && count < 5) {
      differing &= differing - 1;
      count++;
    }
    if (count > 4) return PART.different;
  }
  return partSimilarity(a, b);
}
