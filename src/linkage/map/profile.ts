import { fold } from "#kernel";
import type { Column } from "../read/table.ts";
import type { Texts } from "../read/texts.ts";
import { dayHabitOf } from "../values/day-habit.ts";
import { saysNothing } from "../values/missing-words.ts";
import { readAge } from "../values/read-age.ts";
import { readAgeGroup } from "../values/read-age-group.ts";
import { readDay } from "../values/read-day.ts";
import { readSex } from "../values/read-sex.ts";
import { sampledCodes } from "./sampled-codes.ts";

/** What the values of a column look like: counts of rows, and shares of the values that were looked at, 0 to 1. */
export interface Profile {
  readonly rows: number;
  readonly filled: number;
  /** Different values. */
  readonly different: number;
  readonly dates: number;
  /** Dates other than bare numbers of five digits. */
  readonly writtenDates: number;
  readonly ages: number;
  readonly groups: number;
  readonly sexes: number;
  /** Digits and signs only. */
  readonly digits: number;
  /** Numbers of six digits or more, as ids of persons have them. */
  readonly longNumbers: number;
  readonly arabic: number;
  /** Words and letters a value. */
  readonly words: number;
  readonly letters: number;
  /** The rows have numbers, nearly each of them one above another: they number the rows, in whatever order these stand. */
  readonly isRunning: boolean;
}

/** Different values that are looked at. */
const LOOKED_AT = 2000;

export function profileOf(column: Column, rows: number): Profile {
  const counts = {
    dates: 0,
    writtenDates: 0,
    ages: 0,
    groups: 0,
    sexes: 0,
    digits: 0,
    longNumbers: 0,
    arabic: 0,
    words: 0,
    letters: 0,
  };
  const { texts } = column;
  const rowsOf = rowsByCode(column, rows);
  const filled = rows - rowsOf[0]!;
  let [different, looked] = [0, 0];
  for (let code = 1; code < texts.size; code++) if (rowsOf[code]! > 0) different++;
  const sampled = sampledCodes(texts, LOOKED_AT);
  const habit = dayHabitOf(column, sampled.codes);
  for (const [code, weight] of weighed(sampled, rowsOf, rows)) {
    const text = fold(texts.text(code)).trim();
    if (saysNothing(text)) continue;
    looked += weight;
    const day = readDay(text, habit);
    if (day > 0) counts.dates += weight;
    if (day > 0 && !/^\d{5}(?:\.|$)/.test(text)) counts.writtenDates += weight;
    if (readAge(text).from >= 0) counts.ages += weight;
    if (readAgeGroup(text).from >= 0) counts.groups += weight;
    if (readSex(text) > 0) counts.sexes += weight;
    if (/^[\d\s.-]+$/.test(text)) counts.digits += weight;
    if (/^\D{0,3}\d(?:[\s.-]?\d){5,}$/.test(text)) counts.longNumbers += weight;
    if (/[\u0621-\u064a]/.test(text)) counts.arabic += weight;
    counts.words += weight * text.split(" ").length;
    counts.letters += weight * text.length;
  }
  const shares = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, looked === 0 ? 0 : count / looked]),
  ) as typeof counts;
  let running: boolean | undefined;
  return {
    rows,
    filled,
    different,
    ...shares,
    // Few columns are asked.
    get isRunning() {
      running ??= isRunning(column, rowsOf, rows);
      return running;
    },
  };
}

function rowsByCode({ codes, texts }: Column, rows: number): Int32Array {
  const counts = new Int32Array(texts.size);
  for (let row = 0; row < rows; row++) counts[codes[row]!]!++;
  return counts;
}

/** Codes with the rows each stands for: those of many rows for their own, of the others the sampled ones for all. */
function* weighed(
  { codes, each }: ReturnType<typeof sampledCodes>,
  rowsOf: Int32Array,
  rows: number,
): Generator<readonly [code: number, weight: number]> {
  const many = rows / LOOKED_AT;
  const isMany = (code: number): boolean => each === 1 || rowsOf[code]! > many;
  for (let code = 1; code < rowsOf.length; code++) if (rowsOf[code]! > 0 && isMany(code)) yield [code, rowsOf[code]!];
  for (const code of codes) if (rowsOf[code]! > 0 && !isMany(code)) yield [code, each * rowsOf[code]!];
}

// By 1 from number to number, but for a gap here and there.
function isRunning({ texts }: Column, rowsOf: Int32Array, rows: number): boolean {
  const numbers = new Float64Array(texts.size);
  let [found, others] = [0, 0];
  for (let code = 1; code < texts.size; code++) {
    if (rowsOf[code] === 0) continue;
    const number = numberOf(texts, code);
    if (!Number.isNaN(number)) numbers[found++] = number;
    else if (++others > 0.1 * rows) return false;
  }
  const sorted = numbers.subarray(0, found).sort();
  let ones = 0;
  // Numbers of one list may bear another sign before them: A-1, B-1.
  for (let i = 1; i < found; i++) if ([0, 1].includes(sorted[i]! - sorted[i - 1]!)) ones++;
  return rows > 1 && ones >= 0.9 * (rows - 1);
}

function numberOf(texts: Texts, code: number): number {
  const whole = texts.wholeNumber(code);
  if (!Number.isNaN(whole) || texts.hasNoDigit(code)) return whole;
  return Number(fold(texts.text(code)).replace(/^\D*|\D*$/g, "") || Number.NaN);
}
