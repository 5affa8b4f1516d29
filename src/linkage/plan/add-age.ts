import { fold } from "#kernel";
import { AGE_LEVELS, RANGED_AGE_LEVELS } from "../compare/dates.ts";
import { sharedInt32 } from "../compare/letters.ts";
import { ageCode, RANGE } from "../values/age-code.ts";
import { plainDay } from "../values/packed-day.ts";
import { readAge } from "../values/read-age.ts";
import { readAgeGroup } from "../values/read-age-group.ts";
import { type Builder, fieldOf } from "./builder.ts";
import { mapColumn } from "./coder.ts";
import type { Field } from "./fields.ts";

/**
 * Adds the age, if any list tells it. Two records that both have a birth date are compared by that alone, for their ages say the same
 * again. One that has only a birth date gets the age it implies in the year of its event, else in the year in which stated ages and
 * birth dates of all lists agree most often. Where nothing tells the year, a range does that stands in the age's place ("adult"), in
 * the column of age groups, or in that of the sex ("boy").
 */
export function addAge(
  builder: Builder,
  fields: readonly Field[],
  births: Int32Array | null,
  events: Int32Array | null,
): void {
  const [age, group, sex] = [fieldOf(fields, "age"), fieldOf(fields, "age group"), fieldOf(fields, "sex")];
  if (age === undefined && group === undefined) return;
  const { order } = builder;
  const coded = (field: Field | undefined, read: (folded: string) => number): Int32Array =>
    field === undefined ? sharedInt32(order.count) : mapColumn(order, field.columns, (text) => read(fold(text)));
  const stated = coded(age, (text) => ageCode(readAge(text)));
  const ranges = [
    stated,
    coded(group, (text) => ageCode(readAgeGroup(text))),
    coded(sex, (text) => ageCode(readAgeGroup(text))),
  ];
  // Kept as age + 1 so that a newborn is not missing.
  const ages = sharedInt32(order.count);
  for (let i = 0; i < ages.length; i++) ages[i] = stated[i]! < RANGE ? stated[i]! : 0;
  const hasBirth = sharedInt32(ages.length);
  if (births !== null) fillFromBirths(ages, hasBirth, births, events);
  for (let i = 0; i < ages.length; i++) if (ages[i] === 0) ages[i] = ranges.find((codes) => codes[i] !== 0)?.[i] ?? 0;
  const levels = ages.some((code) => code >= RANGE) ? RANGED_AGE_LEVELS : AGE_LEVELS;
  builder.addNumbers("age", "age", levels, [ages, hasBirth]);
  const byFours = (from: number): Int32Array =>
    ages.map((a) => (a === 0 || a >= RANGE ? 0 : 1 + ((a - 1 + from) >> 2)));
  builder.key("age", "age by fours", byFours(0), 0.72);
  builder.key("age 2", "age by fours from 2", byFours(2), 0.72);
}

function fillFromBirths(ages: Int32Array, hasBirth: Int32Array, births: Int32Array, events: Int32Array | null): void {
  const yearOf = (days: Int32Array | null, i: number): number => Math.floor(plainDay(days?.[i] ?? 0) / 10000);
  const usual = usualYear(ages, births);
  for (let i = 0; i < ages.length; i++) {
    const year = yearOf(births, i);
    if (year === 0) continue;
    hasBirth[i] = 1;
    const event = yearOf(events, i) || usual;
    if (ages[i] === 0 && event >= year && event - year < 130) ages[i] = event - year + 1;
  }
}

// The commonest birth year + age of records that state both; 0 when none does.
function usualYear(ages: Int32Array, births: Int32Array): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < ages.length; i++) {
    if (ages[i] === 0 || births[i] === 0) continue;
    const year = Math.floor(plainDay(births[i]!) / 10000) + ages[i]! - 1;
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  let [best, most] = [0, 0];
  for (const [year, count] of counts) if (count > most || (count === most && year < best)) [best, most] = [year, count];
  return best;
}
