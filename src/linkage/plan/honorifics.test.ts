import { expect, it } from "vitest";
import { proposeMaps } from "../map/propose.ts";
import { readList } from "../read/read-list.ts";
import { orderRecords } from "../record-order.ts";
import { honorificsOf } from "./honorifics.ts";

async function honorifics(names: readonly string[]): Promise<string[]> {
  const text = `name,age\n${names.map((name) => `${name},3`).join("\n")}\n`;
  const table = await readList(new TextEncoder().encode(text), "l.csv");
  const column = table.columns.find(({ name }) => name === "name")!;
  return [...honorificsOf(orderRecords([table], proposeMaps([table])), [column])[0]!].sort();
}

const people = ["أحمد خالد الحلبي", "سمير كمال قنبر", "مهند بلال سوان", "هدى فراس العلي"];

it("what begins names and is nobody's father's is a word of respect", async () => {
  expect(await honorifics([...people, ...people.map((name) => `السيد ${name}`), "الشيخ بلال سمير سوان"])).toEqual([
    "السيد",
    "الشيخ",
  ]);
});

it("what fathers are called, and families set first, are names", async () => {
  const egyptians = ["السيد محمود علي", "السيد أحمد خالد", "خالد السيد محمود", "هدى السيد علي", "السيد علي حسن"];
  expect(await honorifics([...people, ...egyptians])).toEqual([]);
  expect(await honorifics(["الشيخ أحمد محمد", "الحلبي سمير كمال", "العلي بلال فراس", "السوداني علي حسن"])).toEqual([]);
});
