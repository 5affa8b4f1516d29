import { DATE_LEVELS } from "../compare/dates.ts";
import type { Builder } from "./builder.ts";

/** Adds a date with its keys. */
export function addDate(builder: Builder, name: string, days: Int32Array, role: string, strength: number): void {
  builder.addNumbers(name, "date", DATE_LEVELS, [days]);
  const part = (of: (day: number) => number): Int32Array => days.map(of);
  builder.key(
    role,
    name,
    part((d) => (d % 100 === 0 ? 0 : d)),
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
    part((d) => (d % 100 === 0 || d % 10000 === 101 ? 0 : d % 10000)),
    strength + 0.08,
  );
  builder.key(
    role,
    `${name} year and month`,
    part((d) => (Math.floor(d / 100) % 100 === 0 ? 0 : Math.floor(d / 100))),
    strength + 0.06,
  );
}
