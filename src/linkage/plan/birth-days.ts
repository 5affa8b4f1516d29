import { fold } from "#kernel";
import { sharedInt32 } from "../compare/letters.ts";
import type { Role } from "../map/roles.ts";
import { readDay, readYear, wholeNumber } from "../values/read-day.ts";
import { fieldOf } from "./builder.ts";
import { mapColumn, type RecordOrder } from "./coder.ts";
import type { Field } from "./fields.ts";

/** Birth dates, packed, from one column or from year, month and day; `null` when no list has any. */
export function birthDays(order: RecordOrder, fields: readonly Field[]): Int32Array | null {
  const whole = fieldOf(fields, "birth");
  const days = whole === undefined ? sharedInt32(order.count) : daysOf(order, whole);
  const number = (role: Role): Int32Array | null => {
    const part = fieldOf(fields, role);
    return part === undefined
      ? null
      : mapColumn(order, part.columns, (text) => (role === "birth year" ? readYear : wholeNumber)(fold(text)));
  };
  const [year, month, day] = [number("birth year"), number("birth month"), number("birth day")];
  if (whole === undefined && year === null) return null;
  if (year !== null)
    for (let i = 0; i < days.length; i++)
      if (days[i] === 0 && year[i]! > 1000) days[i] = year[i]! * 10000 + (month?.[i] ?? 0) * 100 + (day?.[i] ?? 0);
  return days;
}

/** A field of dates, packed. */
export function daysOf(order: RecordOrder, field: Field): Int32Array {
  return mapColumn(order, field.columns, (text) => readDay(fold(text)));
}
