import { expect, it } from "vitest";
import { proposeMaps } from "../map/propose.ts";
import { readList } from "../read/read-list.ts";
import { orderRecords } from "../record-order.ts";
import { placeNames } from "../values/place-words.ts";
import { fieldsOf } from "./fields.ts";
import { placesWithin } from "./places-around.ts";

async function around(text: string): Promise<(name: string) => readonly string[]> {
  const tables = [await readList(new TextEncoder().encode(text), "list.csv")];
  const maps = proposeMaps(tables);
  return placesWithin(orderRecords(tables, maps), fieldsOf(tables, maps), placeNames);
}

it("lists tell which place lies in which: where two stand in one value, and by their governorate", async () => {
  const byValue = await around(
    `name,place of origin\n${["لوذا - قبة", "لوذا - قبة", "لوذا - صفرا", "لوذا - صفرا", "بيرا - حورا"].map((place) => `عمر,${place}`).join("\n")}\n`,
  );
  expect(byValue("قبه")).toEqual(["لوذا"]);
  expect(byValue("لوذا")).toEqual([]);
  // Said once.
  expect(byValue("حورا")).toEqual([]);
  const byGovernorate = await around(
    `name,governorate,city\n${["لوذا,قبة", "لوذا,قبة", "لوذا,صفرا", "لوذا,مورا", "بيرا,مورا"].map((places) => `عمر,${places}`).join("\n")}\n`,
  );
  expect(byGovernorate("قبه")).toEqual(["لوذا"]);
  // The rows do not agree.
  expect(byGovernorate("مورا")).toEqual([]);
});
