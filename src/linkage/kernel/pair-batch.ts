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
  count = 0;

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
