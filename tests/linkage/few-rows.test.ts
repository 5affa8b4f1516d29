import { expect, it } from "vitest";
import { link, proposeMaps, readList } from "../../src/linkage/index.ts";

// Made-up people: names of two parts and nothing else, as a newsroom has them.
const NAMES = [
  "سمير الحلبي",
  "خالد النجار",
  "ليلى حداد",
  "رانيا الخطيب",
  "ماهر سليمان",
  "هدى العلي",
  "وائل قاسم",
  "نادر البكري",
  "سلمى عثمان",
  "جمال الراوي",
];
const OTHERS = ["فادي زيدان", "منال صالح", "عماد الشامي", "ريم داود", "طارق حمدان", "نور الدين حمصي"];

async function linked(...lists: readonly (readonly string[])[]): Promise<{ pairs: string[]; persons: number }> {
  const tables = await Promise.all(
    lists.map((names, l) => readList(new TextEncoder().encode(`الاسم\n${names.join("\n")}\n`), `${l}.csv`)),
  );
  const { edges, records, persons } = await link(tables, proposeMaps(tables));
  const name = (record: number): string => lists[records.listOf[record]!]![records.rowOf[record]!]!;
  const pairs = [...edges.a].flatMap((a, e) =>
    edges.probability[e]! < 0.5 ? [] : [`${name(a)} = ${name(edges.b[e]!)}`],
  );
  return { pairs, persons };
}

it("two lists of ten names, the same ones, are ten persons", async () => {
  const { pairs, persons } = await linked(NAMES, [...NAMES].reverse());
  expect(pairs.sort()).toEqual(NAMES.map((name) => `${name} = ${name}`).sort());
  expect(persons).toBe(10);
});

it("lists that share four names, and lists that share none", async () => {
  const few = await linked(NAMES, [...OTHERS, ...NAMES.slice(0, 4)]);
  expect(few.pairs.sort()).toEqual(
    NAMES.slice(0, 4)
      .map((name) => `${name} = ${name}`)
      .sort(),
  );
  expect(await linked(NAMES, OTHERS)).toEqual({ pairs: [], persons: 16 });
});
