import { expect, it } from "vitest";
import { proposeMaps } from "../map/propose.ts";
import { atomOf } from "../names/atom.ts";
import { readList } from "../read/read-list.ts";
import { orderRecords } from "../record-order.ts";
import { familyFirst, type NameOrder } from "./family-first.ts";

async function orders(heading: string, names: readonly string[]): Promise<(name: string) => NameOrder> {
  const table = await readList(
    new TextEncoder().encode(`${heading},age\n${names.map((n) => `${n},3`).join("\n")}\n`),
    "l.csv",
  );
  const column = table.columns.find(({ name }) => name === heading)!;
  const orderOf = familyFirst(orderRecords([table], proposeMaps([table])), [column]);
  return (name) => orderOf(name.split(" ").map(atomOf), 0);
}

async function judge(names: readonly string[]): Promise<(name: string) => boolean> {
  const orderOf = await orders("name", names);
  return (name) => orderOf(name) === "name";
}

it("who is named family first is told by where the lists hold the words", async () => {
  const names = ["مهند", "حسن", "بسام", "كمال", "غسان", "آدم"].flatMap((given) =>
    ["سوان", "قنبر"].map((family) => `${given} سمير ${family}`),
  );
  const isFamilyFirst = await judge([...names, "سوان مهند حسن", "مهند بلال سوان", "مهند فراس سوان", "مهند وليد قنبر"]);
  expect(isFamilyFirst("سوان بلال مهند")).toBe(true);
  expect(isFamilyFirst("مهند بلال سوان")).toBe(false);
  // Nothing is known of these.
  expect(isFamilyFirst("رامي فؤاد")).toBe(false);
});

it("a given name that is more often a family's goes on being one before what may be either", async () => {
  const names = [
    ...Array.from({ length: 6 }, (_, i) => `عثمان ${["سمير", "كمال"][i % 2]} قنبر`),
    ...Array.from({ length: 25 }, (_, i) => `مهند ${["سمير", "كمال"][i % 2]} عثمان`),
    ...Array.from({ length: 12 }, () => "أحمد سمير سوان"),
    ...Array.from({ length: 8 }, () => "بسام سمير أحمد"),
  ];
  expect((await judge(names))("عثمان أحمد")).toBe(false);
});

const GIVEN = ["أحمد", "سمير", "خالد", "ليلى", "يوسف", "مريم", "كمال"];
const FAMILIES = ["قرطباوي", "دندشلي", "حيدر", "بعاصيري"];
const FAMILY_FIRST = FAMILIES.flatMap((family) => GIVEN.map((given) => `${family} ${given} سعيد`));
const GIVEN_FIRST = FAMILIES.flatMap((family) => GIVEN.map((given) => `${given} سعيد ${family}`));

it("a heading that sets the family first is believed unless the names of the list show the reverse", async () => {
  expect((await orders("الشهرة والاسم", FAMILY_FIRST))("بعاصيري ليلى سعيد")).toBe("list");
  expect((await orders("الشهرة والاسم", FAMILY_FIRST))("كوسا وداد")).toBe("list");
  expect((await orders("الشهرة والاسم", GIVEN_FIRST))("ليلى سعيد بعاصيري")).toBe("last");
});

it("without such a heading most names must show it", async () => {
  expect((await orders("الاسم", FAMILY_FIRST))("بعاصيري ليلى سعيد")).toBe("list");
  expect((await orders("الاسم", GIVEN_FIRST))("ليلى سعيد بعاصيري")).toBe("last");
  expect((await orders("الاسم", FAMILY_FIRST.slice(0, 5)))("دندشلي يوسف سعيد")).toBe("last");
});
