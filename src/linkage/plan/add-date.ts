import { DATE_LEVELS } from "../compare/dates.ts";
import { isNearlyExact, plainDay } from "../values/packed-day.ts";
import type { Builder } from "./builder.ts";

/** Adds a date with its keys. */
export function addDate(builder: Builder, name: string, days: Int32Array, role: string, strength: number): void {
  builder.addNumbers(name, "date", DATE_LEVELS, [days]);
  const part = (of: (day: number) => number): Int32Array => days.map((day) => of(plainDay(day)));
  // A key of a day that may lie weeks away would find strangers only.
  const known = (of: (day: number) => number): Int32Array =>
    days.map((day) => (isNearlyExact(day) ? of(plainDay(day)) : 0));
  builder.key(
    role,
    name,
    known((d) => d),
    strength,
  );
  builder.key(
    role,
    `${name} year`,
    part((d) => Math.floor(d / 10000)),
    strength + 0.13,
  );
  builder.key(
    role,
    `${name} month and day`,
    known((d) => (d % 10000 === 101 ? 0 : d % 10000)),
    strength + 0.08,
  );
  builder.key(
    role,
    `${name} year and month`,
    days.map((day) => (day === plainDay(day) || isNearlyExact(day) ? monthOf(plainDay(day)) : 0)),
    strength + 0.06,
  );
}

function monthOf(day: number): number {
  return Math.floor(day / 100) % 100 === 0 ? 0 : Math.floor(day / 100);
}
