import { fold } from "#kernel";
import { AGE_LEVELS } from "../compare/dates.ts";
import { sharedInt32 } from "../compare/letters.ts";
import { readAge } from "../values/read-age.ts";
import type { Builder } from "./builder.ts";
import { mapColumn } from "./coder.ts";
import type { Field } from "./fields.ts";

/**
 * Adds the age. Two records that both have a birth date are compared by that alone, for their ages say the same again. One that
 * has only a birth date gets the age it implies in the year of its event, else in the year in which stated ages and birth dates
 * of all lists agree most often.
 */
export function addAge(builder: Builder, field: Field, births: Int32Array | null, events: Int32Array | null): void {
  // Stored as age + 1 so that a newborn is not missing.
  const ages = mapColumn(builder.order, field.columns, (text) => readAge(fold(text)) + 1);
  const hasBirth = sharedInt32(ages.length);
  if (births !== null) {
    const usual = usualYear(ages, births);
    for (let i = 0; i < ages.length; i++) {
      const year = Math.floor(births[i]! / 10000);
      if (year === 0) continue;
      hasBirth[i] = 1;
      const event = Math.floor((events?.[i] ?? 0) / 10000) || usual;
      if (ages[i] === 0 && event >= year && event - year < 130) ages[i] = event - year + 1;
    }
  }
  builder.addNumbers("age", "age", AGE_LEVELS, [ages, hasBirth]);
  const byFours = (from: number): Int32Array => ages.map((a) => (a === 0 ? 0 : 1 + ((a - 1 + from) >> 2)));
  builder.key("age", "age by fours", byFours(0), 0.72);
  builder.key("age 2", "age by fours from 2", byFours(2), 0.72);
}

// The commonest birth year + age of records that state both; 0 when none does.
function usualYear(ages: Int32Array, births: Int32Array): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < ages.length; i++) {
    if (ages[i] === 0 || births[i] === 0) continue;
    const year = Math.floor(births[i]! / 10000) + ages[i]! - 1;
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  let [best, most] = [0, 0];
  for (const [year, count] of counts) if (count > most || (count === most && year < best)) [best, most] = [year, count];
  return best;
}
