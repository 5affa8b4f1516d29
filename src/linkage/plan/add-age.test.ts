import { expect, it } from "vitest";
import { proposeMaps } from "../map/propose.ts";
import { readCsv } from "../read/csv.ts";
import { orderRecords } from "../record-order.ts";
import { compile } from "./compile.ts";

// Everyone here is made up.
function agesOf(...lists: readonly string[]): number[] {
  const tables = lists.map((text, l) => readCsv(new TextEncoder().encode(text), `list-${l}.csv`));
  const maps = proposeMaps(tables);
  const records = orderRecords(tables, maps, false);
  const data = compile(
    tables,
    maps,
    records,
    tables.map(() => false),
  );
  const [ages] = data.comparisons.find(({ kind }) => kind === "age")!.columns;
  return [...data.columns[ages!]!].map((age) => age - 1);
}

const PARTS = ["Adel", "Basem", "Dawud", "Fares", "Hamid", "Jamal", "Karim", "Majed"];
const nameOf = (i: number): string => `${PARTS[i % 8]} ${PARTS[(i >> 3) % 8]} ${PARTS[(i * 5 + 1) % 8]} al-Khatib`;

it("births beside ages of which no list tells the year: those who alone bear a name tell it", () => {
  const people = Array.from({ length: 40 }, (_, i) => i);
  const births = `id,full name,date of birth\n${people.map((i) => `${i},${nameOf(i)},${1950 + i}-03-05`).join("\n")}`;
  // One in five is told a year younger.
  const ages = `id,full name,age\n${people.map((i) => `${i},${nameOf(i)},${2014 - 1950 - i - (i % 5 === 0 ? 1 : 0)}`).join("\n")}`;
  const found = agesOf(births, ages);
  expect(found.slice(0, 40)).toEqual(people.map((i) => 64 - i));
  expect(found.slice(40, 42)).toEqual([63, 63]);
});

it("births without a day of an event beside ages on such days: all are told for one year", () => {
  const births =
    "id,full name,date of birth\n1,Adel Karim Fares al-Khatib,1980-01-05\n2,Majed Karim Fares al-Khatib,1990-02-07";
  const events =
    "id,full name,age,date of death\n1,Adel Karim Fares al-Khatib,31,2011-05-06\n2,Majed Karim Fares al-Khatib,24,2014-07-08";
  expect(agesOf(births, events)).toEqual([34, 24, 34, 24]);
});
