import { fold } from "#kernel";
import type { Column } from "../read/table.ts";
import { dayHabitOf } from "../values/day-habit.ts";
import { saysNothing } from "../values/missing-words.ts";
import { readAge } from "../values/read-age.ts";
import { readAgeGroup } from "../values/read-age-group.ts";
import { readDay } from "../values/read-day.ts";
import { readSex } from "../values/read-sex.ts";

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
  /** The first rows have numbers, nearly each of them one above that of the row before. */
  readonly isRunning: boolean;
}

const LOOKED_AT = 2000;

export function profileOf(column: Column, rows: number): Profile {
  const seen = new Uint8Array(column.texts.size);
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
  let [different, filled, looked] = [0, 0, 0];
  const habit = dayHabitOf(column, LOOKED_AT);
  const step = Math.max(1, Math.floor(rows / LOOKED_AT));
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row]!;
    if (code === 0) continue;
    filled++;
    different += 1 - seen[code]!;
    seen[code] = 1;
  }
  for (let row = 0; row < rows; row += step) {
    const text = fold(column.texts.text(column.codes[row]!)).trim();
    if (saysNothing(text)) continue;
    looked++;
    const day = readDay(text, habit);
    if (day > 0) counts.dates++;
    if (day > 0 && !/^\d{5}(?:\.|$)/.test(text)) counts.writtenDates++;
    if (readAge(text).from >= 0) counts.ages++;
    if (readAgeGroup(text).from >= 0) counts.groups++;
    if (readSex(text) > 0) counts.sexes++;
    if (/^[\d\s.-]+$/.test(text)) counts.digits++;
    if (/^\D{0,3}\d(?:[\s.-]?\d){5,}$/.test(text)) counts.longNumbers++;
    if (/[\u0621-\u064a]/.test(text)) counts.arabic++;
    counts.words += text.split(" ").length;
    counts.letters += text.length;
  }
  const shares = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, looked === 0 ? 0 : count / looked]),
  ) as typeof counts;
  return { rows, filled, different, ...shares, isRunning: isRunning(column) };
}

// By 1 from row to row, but for a gap here and there.
function isRunning({ codes, texts }: Column): boolean {
  const rows = Math.min(codes.length, LOOKED_AT);
  let ones = 0;
  let before = Number.NaN;
  for (let row = 0; row < rows; row++) {
    const number = Number(fold(texts.text(codes[row]!)).replace(/^\D*|\D*$/g, "") || Number.NaN);
    if (number === before + 1) ones++;
    before = number;
  }
  return rows > 1 && ones >= 0.9 * (rows - 1);
}
