import { LetterComparer } from "../compare/comparer.ts";
import { AGE_LEVELS, ageLevel, rangedAgeLevel } from "../compare/dates.ts";
import type { Comparison, CompiledStore } from "../plan/compiled.ts";
import { ChainComparator } from "./chain-comparator.ts";
import { DateComparator } from "./date-comparator.ts";
import type { PairBatch } from "./pair-batch.ts";

/** Finds the digit of each pair of a batch: 0 missing, else level + 1. */
export interface Comparator {
  /** Is told that places [from, to) of the tile were filled. */
  load?(from: number, to: number): void;
  compare(batch: PairBatch): void;
  /** The digits of the pairs of place `row` with places [from, to), at these places of `into`: where that takes so little that it is done before pairs are put into a batch. */
  digitsOfRow?(row: number, from: number, to: number, into: Uint8Array): void;
}

/** Makes the comparator of one comparison over columns of a tile, which are refilled. */
export function comparatorOf(
  comparison: Comparison,
  store: CompiledStore | null,
  columns: readonly Int32Array[],
  muhammad: number,
): Comparator {
  const values = columns[0]!;
  switch (comparison.kind) {
    case "chain":
      return new ChainComparator(store!, columns, muhammad);
    case "name":
      return new LetterComparator(values, store!, new NameDigits(store!));
    case "text":
      return new LetterComparator(values, store!, new TextDigits(store!));
    case "code":
      return new LetterComparator(values, store!, new CodeDigits(store!));
    case "date":
      return new DateComparator(values, comparison.name !== "birth");
    case "age":
      return new AgeComparator(values, columns[1]!, comparison.levels.length > AGE_LEVELS.length);
    case "sex":
      return new SameComparator(values, 2, 1);
    case "lists":
      return new SameComparator(values, 1, 2);
  }
}

class SameComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #same: number;
  readonly #other: number;

  constructor(values: Int32Array, same: number, other: number) {
    this.#values = values;
    this.#same = same;
    this.#other = other;
  }

  compare({ left, right, count, digits }: PairBatch): void {
    const [values, same, other] = [this.#values, this.#same, this.#other];
    for (let k = 0; k < count; k++) {
      const a = values[left[k]!]!;
      const b = values[right[k]!]!;
      digits[k] = a === 0 || b === 0 ? 0 : a === b ? same : other;
    }
  }
}

// Where both records have a birth date, that is compared, and their ages add nothing.
class AgeComparator implements Comparator {
  readonly #ages: Int32Array;
  readonly #hasBirth: Int32Array;

  readonly #levelOf: (a: number, b: number) => number;

  constructor(ages: Int32Array, hasBirth: Int32Array, hasRanges: boolean) {
    this.#ages = ages;
    this.#hasBirth = hasBirth;
    this.#levelOf = hasRanges ? rangedAgeLevel : ageLevel;
  }

  compare({ left, right, count, digits }: PairBatch): void {
    const [ages, hasBirth, levelOf] = [this.#ages, this.#hasBirth, this.#levelOf];
    for (let k = 0; k < count; k++) {
      const i = left[k]!;
      const j = right[k]!;
      const a = ages[i]!;
      const b = ages[j]!;
      const isCompared = a !== 0 && b !== 0 && (hasBirth[i] === 0 || hasBirth[j] === 0);
      digits[k] = isCompared ? levelOf(a, b) + 1 : 0;
    }
  }
}

/** Finds the digit of two different texts by code. */
interface Digits {
  readonly letters: LetterComparer;
  /** Of two texts that are the same. */
  readonly equal: number;
  /** Of two texts whose letters are too different for any likeness; 0 when that must be looked at. */
  readonly strange: number;
  of(a: number, b: number): number;
}

// Codes are given in the order of records, so the common ones are low: their digits are found once and looked up.
class LetterComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #digits: Digits;
  readonly #table: Uint8Array;
  readonly #low: number;

  constructor(values: Int32Array, { found }: CompiledStore, digits: Digits) {
    this.#values = values;
    this.#digits = digits;
    this.#table = found!;
    this.#low = Math.sqrt(found!.length);
  }

  compare({ left, right, count, digits: found }: PairBatch): void {
    const [values, table, low, digits] = [this.#values, this.#table, this.#low, this.#digits];
    const { equal, strange, letters } = digits;
    for (let k = 0; k < count; k++) {
      const a = values[left[k]!]!;
      const b = values[right[k]!]!;
      if (a === 0 || b === 0) found[k] = 0;
      else if (a === b) found[k] = equal;
      else if (strange !== 0 && letters.areStrange(a, b)) found[k] = strange;
      else if (a >= low || b >= low) found[k] = digits.of(a, b);
      else {
        const at = a * low + b;
        if (table[at] === 0) table[at] = digits.of(a, b);
        found[k] = table[at]!;
      }
    }
  }
}

class NameDigits implements Digits {
  readonly equal = 6;
  // Variants of one name may share no letter.
  readonly strange = 0;
  readonly letters: LetterComparer;
  readonly #variants: Int32Array;

  constructor(store: CompiledStore) {
    this.#variants = store.variants!;
    this.letters = new LetterComparer(store.letters, 0.7);
  }

  of(a: number, b: number): number {
    const variants = this.#variants;
    if (variants[a * 4] !== 0 && sharesVariant(variants, a * 4, b * 4)) return 5;
    const { letters } = this;
    letters.prepare(a);
    const similarity = letters.jaroWinkler(b, 0.7);
    return similarity < 0.7 ? 1 : similarity < 0.85 ? 2 : similarity < 0.92 ? 3 : 4;
  }
}

class TextDigits implements Digits {
  readonly equal = 4;
  readonly strange = 1;
  readonly letters: LetterComparer;

  constructor(store: CompiledStore) {
    this.letters = new LetterComparer(store.letters, 0.8);
  }

  of(a: number, b: number): number {
    const { letters } = this;
    letters.prepare(a);
    const similarity = letters.jaroWinkler(b, 0.8);
    return similarity >= 0.92 || letters.withinOneEdit(a, b) ? 3 : similarity >= 0.8 ? 2 : 1;
  }
}

class CodeDigits implements Digits {
  readonly equal = 4;
  readonly strange = 0;
  readonly letters: LetterComparer;

  constructor(store: CompiledStore) {
    this.letters = new LetterComparer(store.letters);
  }

  of(a: number, b: number): number {
    const { letters } = this;
    return letters.withinOneEdit(a, b) ? 3 : letters.sharesHalf(a, b) ? 2 : 1;
  }
}

function sharesVariant(variants: Int32Array, a: number, b: number): boolean {
  for (let i = a; i < a + 4; i++) {
    const id = variants[i]!;
    if (id === 0) return false;
    // What is within a place (-id) shares that place with whatever is it, but not with another that is within it.
    const wanted = id < 0 ? -id : id;
    for (let j = b; j < b + 4; j++) if (variants[j] === wanted || (id > 0 && variants[j] === -id)) return true;
  }
  return false;
}
