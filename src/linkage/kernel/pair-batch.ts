/** Pairs compared in one go. Left and right are places in the tile, not records. */
export class PairBatch {
  static readonly CAPACITY = 2048;
  readonly left = new Uint16Array(PairBatch.CAPACITY);
  readonly right = new Uint16Array(PairBatch.CAPACITY);
  /** What a comparator found of each pair: 0 missing, else level + 1. */
  readonly digits = new Uint8Array(PairBatch.CAPACITY);
  /** Pattern of each pair, as far as it was compared. */
  readonly patterns = new Float64Array(PairBatch.CAPACITY);
  /** The most that each pair can still weigh; see `Hopes`. */
  readonly hopes = new Float64Array(PairBatch.CAPACITY);
  readonly #isOut = new Uint8Array(PairBatch.CAPACITY);
  count = 0;

  /** Adds pairs of `row` with places from `from` on, as many as there is room for; returns the first place not taken. */
  addRow(row: number, from: number, to: number): number {
    const { left, right } = this;
    let count = this.count;
    const end = Math.min(to, from + PairBatch.CAPACITY - count);
    for (let j = from; j < end; j++) {
      left[count] = row;
      right[count++] = j;
    }
    this.count = count;
    return end;
  }

  /** Takes out pairs that agree on all of `keys` (columns of the tile; 0 agrees with nothing). */
  markAgreeing(keys: readonly Int32Array[]): void {
    const { left, right, count } = this;
    const isOut = this.#isOut;
    const [first, second] = [keys[0]!, keys[1]];
    if (second === undefined) {
      for (let k = 0; k < count; k++) {
        const value = first[left[k]!]!;
        if (value !== 0 && value === first[right[k]!]) isOut[k] = 1;
      }
      return;
    }
    for (let k = 0; k < count; k++) {
      const i = left[k]!;
      const j = right[k]!;
      const value = first[i]!;
      if (value === 0 || value !== first[j]) continue;
      let c = 1;
      while (c < keys.length && keys[c]![i] !== 0 && keys[c]![i] === keys[c]![j]) c++;
      if (c === keys.length) isOut[k] = 1;
    }
  }

  /** Takes out pairs within one of the lists marked in `isUnique`. */
  markWithinLists(lists: Int32Array, isUnique: readonly boolean[]): void {
    const { left, right, count } = this;
    for (let k = 0; k < count; k++) {
      const list = lists[left[k]!]!;
      if (list === lists[right[k]!] && isUnique[list]) this.#isOut[k] = 1;
    }
  }

  /** Drops what was marked, and clears the patterns of the rest. */
  settle(): void {
    const { left, right } = this;
    const isOut = this.#isOut;
    const count = this.count;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      left[kept] = left[k]!;
      right[kept] = right[k]!;
      kept += 1 - isOut[k]!;
    }
    isOut.fill(0, 0, count);
    this.patterns.fill(0, 0, kept);
    this.count = kept;
  }

  /** Adds the digits found to the patterns, as digits of place value `radix`. */
  addDigits(radix: number): void {
    const { patterns, digits, count } = this;
    for (let k = 0; k < count; k++) patterns[k]! += radix * digits[k]!;
  }

  /** The same, changes hopes by what each digit gains, and drops pairs whose hope falls below `least`. */
  addDigitsAndDrop(radix: number, gains: Float64Array, least: number): void {
    const { left, right, patterns, digits, hopes, count } = this;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const digit = digits[k]!;
      const hope = hopes[k]! + gains[digit]!;
      left[kept] = left[k]!;
      right[kept] = right[k]!;
      patterns[kept] = patterns[k]! + radix * digit;
      hopes[kept] = hope;
      if (hope >= least) kept++;
    }
    this.count = kept;
  }
}
