import { dateLevel, eventLevel } from "../compare/dates.ts";
import { DOUBT } from "../values/packed-day.ts";
import type { Comparator } from "./comparator.ts";
import type { PairBatch } from "./pair-batch.ts";
import { TILE } from "./tile.ts";

// Month and day as `month * 32 + day`, 0 where not known.
const DAYS = 13 * 32;
const NO_PLAIN_DAY = -1;

/**
 * Compares dates. Most pairs are told by year and by month and day alone: within one year these are looked up, and across years a
 * slip would leave the day as it is. Days of events may also lie on both sides of New Year.
 */
export class DateComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #years = new Int32Array(TILE);
  readonly #days = new Int32Array(TILE);
  /** Digits of two days of one year, 0 where not found yet. */
  readonly #found = new Uint8Array(DAYS * DAYS);

  readonly #levelOf: typeof dateLevel;

  constructor(values: Int32Array, isEvent: boolean) {
    this.#values = values;
    this.#levelOf = isEvent ? eventLevel : dateLevel;
  }

  load(from: number, to: number): void {
    const [values, years, days] = [this.#values, this.#years, this.#days];
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      const year = (value / 10000) | 0;
      const month = ((value / 100) | 0) - 100 * year;
      const day = value - 10000 * year - 100 * month;
      years[i] = year;
      days[i] = value <= 0 || value >= DOUBT || month > 12 || day > 31 ? NO_PLAIN_DAY : 32 * month + day;
    }
  }

  compare({ left, right, count, digits }: PairBatch): void {
    const [years, days, found] = [this.#years, this.#days, this.#found];
    const nextYear = this.#levelOf === eventLevel ? 1 : 0;
    for (let k = 0; k < count; k++) {
      const i = left[k]!;
      const j = right[k]!;
      const x = days[i]!;
      const y = days[j]!;
      const apart = Math.abs(years[i]! - years[j]!);
      if (x === NO_PLAIN_DAY || y === NO_PLAIN_DAY) digits[k] = this.#digitOf(i, j);
      else if (apart === 0) {
        const at = x * DAYS + y;
        if (found[at] === 0) found[at] = this.#digitOf(i, j);
        digits[k] = found[at]!;
      } else if (((x ^ y) & 31) === 0 || apart === nextYear) digits[k] = this.#digitOf(i, j);
      else digits[k] = apart <= 1 ? 3 : apart <= 10 ? 2 : 1;
    }
  }

  #digitOf(i: number, j: number): number {
    const [a, b] = [this.#values[i]!, this.#values[j]!];
    return a === 0 || b === 0 ? 0 : 1 + this.#levelOf(a, b);
  }
}
