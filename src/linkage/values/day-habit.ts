import { fold } from "#kernel";
import type { Column } from "../read/table.ts";
import type { DayHabit } from "./read-day.ts";

/** At least so many of the values that tell the order must tell the same for the rest to be read so. */
const SURE = 0.95;

const DAY_MONTH = /^(\d{1,2})[-/.\\ ](\d{1,2})[-/.\\ ](?:\d{2}|\d{4})(?!\d)/;

/**
 * How a column writes its dates, by its own values: 17/5/2013 says that the day comes first, 5/17/2013 that the month does. Where they
 * contradict each other, the values that say nothing keep both readings; where none says anything, the day is first. `only` these
 * codes are looked at.
 */
export function dayHabitOf(column: Column, only?: readonly number[]): DayHabit {
  let [dayFirst, monthFirst, old, hijri] = [0, 0, 0, 0];
  let hasSerials = true;
  const count = only?.length ?? column.texts.size - 1;
  for (let i = 0; i < count; i++) {
    const code = only?.[i] ?? i + 1;
    // Names and long numbers say nothing of dates, and most columns hold nothing else.
    if (column.texts.hasNoDigit(code) || column.texts.wholeNumber(code) > 99_999) continue;
    const text = fold(column.texts.text(code)).trim();
    const match = DAY_MONTH.exec(text);
    if (match !== null) {
      const [first, second] = [Number(match[1]), Number(match[2])];
      if (first > 12 && second <= 12) dayFirst++;
      if (second > 12 && first <= 12) monthFirst++;
    }
    const year = Number(/(?<!\d)(1[2-8]\d\d)(?!\d)/.exec(text)?.[1] ?? 0);
    if (year >= 1300 && year <= 1500) hijri++;
    else if (year > 0) old++;
    // A number of five digits is a day of this or the last century, or the column counts something else.
    if (/^\d{5}(?:\.\d+)?$/.test(text) && !(Number(text) > 4000 && Number(text) < 60_000)) hasSerials = false;
  }
  const told = dayFirst + monthFirst;
  return {
    order: told === 0 || dayFirst >= SURE * told ? "day first" : monthFirst >= SURE * told ? "month first" : "unknown",
    // A list of people of all centuries has years 1300 to 1500 of the common calendar.
    isHijri: hijri > old,
    hasSerials,
  };
}
