import { dateLevel, eventLevel } from "../compare/dates.ts";
import { DOUBT } from "../values/packed-day.ts";
import type { Comparator } from "./comparator.ts";
import type { PairBatch } from "./pair-batch.ts";
import { TILE } from "./tile.ts";

// Month and day as `month * 32 + day`, 0 where not known.
const DAYS = 13 * 32;
const NO_PLAIN_DAY = -1;
const FIRST_OF_JANUARY = 32 + 1;
// Years that most people here were born in, from 1900 on.
const [FROM, YEARS] = [1900, 128];

/**
 * Compares dates. Most pairs are told by year and by month and day alone: within one year these are looked up, and across years a
 * slip would leave the day as it is. Days of events may also lie on both sides of New Year.
 */
export class DateComparator implements Comparator {
  readonly #values: Int32Array;
  readonly #years = new Int32Array(TILE);
  readonly #days = new Int32Array(TILE);
  /** Digits of two days of one year, and of one day in two years, 0 where not found yet. */
  readonly #ofOneYear = new Uint8Array(DAYS * DAYS);
  readonly #ofOneDay = new Uint8Array(YEARS * YEARS);
  readonly #levelOf: typeof dateLevel;
  /** How many years apart nothing is looked up: one, where that may be few days. */
  readonly #nextYear: number;

  constructor(values: Int32Array, isEvent: boolean) {
    this.#values = values;
    this.#levelOf = isEvent ? eventLevel : dateLevel;
    this.#nextYear = isEvent ? 1 : 0;
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
    for (let k = 0; k < count; k++) digits[k] = this.#digitOf(left[k]!, right[k]!);
  }

  digitsOfRow(row: number, from: number, to: number, into: Uint8Array): void {
    const [days, years, ofOneYear, nextYear] = [this.#days, this.#years, this.#ofOneYear, this.#nextYear];
    const [x, year] = [days[row]!, years[row]!];
    for (let j = from; j < to; j++) {
      const y = days[j]!;
      const apart = Math.abs(years[j]! - year);
      // What most pairs are: two plain days of one year, or years apart and of no common day. NO_PLAIN_DAY is below 0.
      let digit = 0;
      if ((x | y) >= 0) {
        if (apart === 0) digit = ofOneYear[x * DAYS + y]!;
        else if (apart > nextYear && ((x ^ y) & 31) !== 0) digit = apart <= 1 ? 3 : apart <= 10 ? 2 : 1;
      }
      into[j] = digit === 0 ? this.#digitOf(row, j) : digit;
    }
  }

  #digitOf(i: number, j: number): number {
    const x = this.#days[i]!;
    const y = this.#days[j]!;
    if (x === NO_PLAIN_DAY || y === NO_PLAIN_DAY) return this.#compare(i, j);
    const apart = Math.abs(this.#years[i]! - this.#years[j]!);
    if (apart === 0) {
      const [found, at] = [this.#ofOneYear, x * DAYS + y];
      if (found[at] === 0) found[at] = this.#compare(i, j);
      return found[at]!;
    }
    if (apart === this.#nextYear) return this.#compare(i, j);
    if (x === y && x > FIRST_OF_JANUARY && (x & 31) !== 0) return this.#compareYears(i, j);
    if (((x ^ y) & 31) === 0) return this.#compare(i, j);
    return apart <= 1 ? 3 : apart <= 10 ? 2 : 1;
  }

  // Of one day, known to the day, what is left are the years.
  #compareYears(i: number, j: number): number {
    const [x, y] = [this.#years[i]! - FROM, this.#years[j]! - FROM];
    if (x < 0 || y < 0 || x >= YEARS || y >= YEARS) return this.#compare(i, j);
    const [found, at] = [this.#ofOneDay, x * YEARS + y];
    if (found[at] === 0) found[at] = this.#compare(i, j);
    return found[at]!;
  }

  #compare(i: number, j: number): number {
    const [a, b] = [this.#values[i]!, this.#values[j]!];
    return a === 0 || b === 0 ? 0 : 1 + this.#levelOf(a, b);
  }
}
