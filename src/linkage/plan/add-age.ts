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

// Pairs of one name that tell a year at least, and their share: ages are mostly a year or two off, while those of days of many years agree on none.
const FEWEST_ALIKE = 20;
const SHARE_ALIKE = 0.2;

/**
 * Adds the age, if any list tells it. Two records that both have a birth date are compared by that alone, for their ages say the same
 * again. One that has only a birth date gets the age it implies in the year of its event, else in the year in which stated ages and
 * birth dates of all lists agree most often: of one record, or of two that alone bear one whole name. Where the one list tells births and no day of an event, and
 * another ages on such a day, all are told for one year. Where nothing tells the age, a range does that stands in its place ("adult"), in the column of age groups,
 * or in that of the sex ("boy").
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
  if (births !== null) fillFromBirths(ages, hasBirth, births, events, wholeNames(builder));
  for (let i = 0; i < ages.length; i++) if (ages[i] === 0) ages[i] = ranges.find((codes) => codes[i] !== 0)?.[i] ?? 0;
  const levels = ages.some((code) => code >= RANGE) ? RANGED_AGE_LEVELS : AGE_LEVELS;
  builder.addNumbers("age", "age", levels, [ages, hasBirth]);
  const byFours = (from: number): Int32Array =>
    ages.map((a) => (a === 0 || a >= RANGE ? 0 : 1 + ((a - 1 + from) >> 2)));
  builder.key("age", "age by fours", byFours(0), 0.72);
  builder.key("age 2", "age by fours from 2", byFours(2), 0.72);
}

function fillFromBirths(
  ages: Int32Array,
  hasBirth: Int32Array,
  births: Int32Array,
  events: Int32Array | null,
  names: readonly Int32Array[],
): void {
  const yearOf = (days: Int32Array | null, i: number): number => Math.floor(plainDay(days?.[i] ?? 0) / 10000);
  const stated = usualYear(ages, births);
  const common = stated === 0 ? commonYear(ages, births, events) : 0;
  if (common !== 0)
    for (let i = 0; i < ages.length; i++) if (ages[i] !== 0) ages[i]! += common - (yearOf(events, i) || common);
  const usual = common || stated || yearOfNamesakes(ages, births, names);
  for (let i = 0; i < ages.length; i++) {
    const year = yearOf(births, i);
    if (year === 0) continue;
    hasBirth[i] = 1;
    const event = (common === 0 ? yearOf(events, i) : 0) || usual;
    if (ages[i] === 0 && event >= year && event - year < 130) ages[i] = event - year + 1;
  }
}

// Codes of the parts of whole names, by record; none where names are no chain.
function wholeNames({ comparisons, columns }: Builder): readonly Int32Array[] {
  return (comparisons.find(({ kind }) => kind === "chain")?.columns ?? []).map((column) => columns[column]!);
}

// The latest year of an event, where ages are told on days of events and most births without: else each birth has a day of its own.
function commonYear(ages: Int32Array, births: Int32Array, events: Int32Array | null): number {
  let [dated, undated, latest] = [0, 0, 0];
  for (let i = 0; i < ages.length; i++) {
    const event = Math.floor(plainDay(events?.[i] ?? 0) / 10000);
    if (births[i] !== 0) undated += event === 0 ? 1 : -1;
    else if (ages[i] !== 0 && event !== 0) {
      dated++;
      latest = Math.max(latest, event);
    }
  }
  return dated > 0 && undated > 0 ? latest : 0;
}

/**
 * The commonest birth year + age of two records of which one tells the birth, the other the age, where these alone bear one name of three parts or more; 0 where
 * it is not common enough to be the year that ages are told for.
 */
function yearOfNamesakes(ages: Int32Array, births: Int32Array, names: readonly Int32Array[]): number {
  const alone = new Map<string, { birth: number; age: number }>();
  for (let i = 0; i < ages.length; i++) {
    const parts = names.map((part) => part[i]!);
    if ((births[i] === 0) === (ages[i] === 0) || parts.filter((code) => code !== 0).length < 3) continue;
    const key = parts.join(" ");
    const known = alone.get(key) ?? { birth: 0, age: 0 };
    // -1: several.
    if (births[i] !== 0) known.birth = known.birth === 0 ? Math.floor(plainDay(births[i]!) / 10000) : -1;
    else known.age = known.age === 0 ? ages[i]! : -1;
    alone.set(key, known);
  }
  const years = [...alone.values()]
    .filter(({ birth, age }) => birth > 0 && age > 0)
    .map(({ birth, age }) => birth + age - 1);
  const { best, most } = commonest(years);
  return most >= FEWEST_ALIKE && most >= SHARE_ALIKE * years.length ? best : 0;
}

// The commonest birth year + age of records that state both; 0 when none does.
function usualYear(ages: Int32Array, births: Int32Array): number {
  const years: number[] = [];
  for (let i = 0; i < ages.length; i++)
    if (ages[i] !== 0 && births[i] !== 0) years.push(Math.floor(plainDay(births[i]!) / 10000) + ages[i]! - 1);
  return commonest(years).best;
}

// The commonest year, of several the earliest, and how often it stands; 0 where there is none.
function commonest(years: readonly number[]): { readonly best: number; readonly most: number } {
  const counts = new Map<number, number>();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  let [best, most] = [0, 0];
  for (const [year, count] of counts) if (count > most || (count === most && year < best)) [best, most] = [year, count];
  return { best, most };
}
