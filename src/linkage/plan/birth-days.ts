import { fold } from "#kernel";
import { sharedInt32 } from "../compare/letters.ts";
import type { Role } from "../map/roles.ts";
import { dayHabitOf } from "../values/day-habit.ts";
import { type DayHabit, readDay, readYear, USUAL_HABIT, wholeNumber } from "../values/read-day.ts";
import { fieldOf } from "./builder.ts";
import { mapColumn, type RecordOrder } from "./coder.ts";
import type { Field } from "./fields.ts";

/** Birth dates, packed, from one column or from year, month and day; `null` when no list has any. */
export function birthDays(order: RecordOrder, fields: readonly Field[]): Int32Array | null {
  const whole = fieldOf(fields, "birth");
  const days = whole === undefined ? sharedInt32(order.count) : daysOf(order, whole);
  const number = (role: Role): Int32Array | null => {
    const part = fieldOf(fields, role);
    return part === undefined ? null : mapColumn(order, part.columns, (text) => wholeNumber(fold(text)));
  };
  const years = fieldOf(fields, "birth year");
  if (whole === undefined && years === undefined) return null;
  if (years === undefined) return days;
  const [year, month, day] = [readBy(order, years, readYear), number("birth month"), number("birth day")];
  for (let i = 0; i < days.length; i++)
    if (days[i] === 0 && year[i]! > 1000) days[i] = year[i]! * 10000 + (month?.[i] ?? 0) * 100 + (day?.[i] ?? 0);
  return days;
}

/** A field of dates, packed. */
export function daysOf(order: RecordOrder, field: Field): Int32Array {
  return readBy(order, field, readDay);
}

// Each list's column is read as its own values say it is written.
function readBy(order: RecordOrder, field: Field, read: (folded: string, habit: DayHabit) => number): Int32Array {
  const habits = field.columns.map((column) => (column === null ? USUAL_HABIT : dayHabitOf(column)));
  return mapColumn(order, field.columns, (text, list) => read(fold(text), habits[list]!));
}
