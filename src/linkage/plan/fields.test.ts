import { expect, it } from "vitest";
import { proposeMaps } from "../map/propose.ts";
import { readList } from "../read/read-list.ts";
import { fieldsOf } from "./fields.ts";

const VALUES: Readonly<Record<string, readonly string[]>> = {
  date: ["2013-05-01", "2014-06-02"],
  place: ["درعا", "دوما"],
  text: ["عدرا", "تدمر"],
  cause: ["shelling", "sniper"],
};

// Lists with these columns, `heading:kind of values`; what meets, as headings of each list.
async function meetings(...lists: readonly (readonly string[])[]): Promise<string[]> {
  const tables = await Promise.all(
    lists.map((columns, l) => {
      const cells = columns.map((column) => column.split(":") as [string, string]);
      const rows = [0, 1].map((row) => cells.map(([, kind]) => VALUES[kind]![row]).join(","));
      return readList(
        new TextEncoder().encode([cells.map(([heading]) => heading).join(","), ...rows].join("\n")),
        `${l}.csv`,
      );
    }),
  );
  return fieldsOf(tables, proposeMaps(tables)).map(
    ({ role, columns }) => `${role}: ${columns.map((column) => column?.name ?? "-").join(" | ")}`,
  );
}

it("columns meet by heading, then by what they are about, then the only ones left", async () => {
  expect(
    await meetings(
      ["Killed on:date", "تاريخ الاعتقال:date", "Governorate:place", "Home:place"],
      ["Arrested:date", "تاريخ الوفاة:date", "المحافظة:place", "المدينة:place"],
    ),
  ).toEqual([
    "event: Killed on | تاريخ الوفاة",
    "event: تاريخ الاعتقال | Arrested",
    "governorate: Governorate | المحافظة",
    "place: Home | المدينة",
  ]);
});

it("a place of one kind meets a place of another only where it meets none of its own", async () => {
  expect(await meetings(["Place of origin:place"], ["Location:place"])).toEqual(["place: Place of origin | Location"]);
  expect(await meetings(["Place of origin:place", "Place of death:place"], ["Location:place", "السكن:place"])).toEqual([
    "event place: Place of death | Location",
    "place: Place of origin | السكن",
  ]);
  expect(await meetings(["مكان الولادة:place", "مكان الاعتقال:place"], ["المحافظة:place"])).toContain(
    "place: مكان الولادة | المحافظة",
  );
});

it("days of different events do not meet, nor texts without a common value; all three lists can", async () => {
  expect(await meetings(["تاريخ الاعتقال:date"], ["تاريخ الوفاة:date"])).toEqual([
    "event: تاريخ الاعتقال | -",
    "event: - | تاريخ الوفاة",
  ]);
  expect(await meetings(["السجن:text"], ["مكان الاحتجاز:text"], ["Prison:text"])).toEqual([
    "text: السجن | مكان الاحتجاز | Prison",
  ]);
  expect(await meetings(["Unit:text"], ["Nationality:cause"])).toHaveLength(2);
});

it("the day of an incident may be that of a death, and that of a death is none of an arrest", async () => {
  expect(await meetings(["تاريخ الحدث:date"], ["Roja şehadetê:date"], ["Month killed:date"])).toEqual([
    "event: تاريخ الحدث | Roja şehadetê | Month killed",
  ]);
  expect(await meetings(["Killed on:date"], ["تاريخ الاعتقال:date"])).toHaveLength(2);
});
