import { expect, it } from "vitest";
import { proposeMaps } from "../map/propose.ts";
import { atomOf } from "../names/atom.ts";
import { readList } from "../read/read-list.ts";
import { orderRecords } from "../record-order.ts";
import { familyFirst } from "./family-first.ts";

async function judge(names: readonly string[]): Promise<(name: string) => boolean> {
  const table = await readList(
    new TextEncoder().encode(`name,age\n${names.map((n) => `${n},3`).join("\n")}\n`),
    "l.csv",
  );
  const column = table.columns.find(({ name }) => name === "name")!;
  const isFamilyFirst = familyFirst(orderRecords([table], proposeMaps([table])), [column]);
  return (name) => isFamilyFirst(name.split(" ").map(atomOf));
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
