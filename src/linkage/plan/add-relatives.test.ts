import { expect, it } from "vitest";
import { proposeMaps } from "../map/propose.ts";
import { readList } from "../read/read-list.ts";
import { orderRecords } from "../record-order.ts";
import { compile } from "./compile.ts";
import type { Compiled } from "./compiled.ts";

const GIVEN = ["خالد", "سمير", "نبيل", "رامي", "يوسف"];
const FAMILIES = ["الزعروري", "القصيراتي", "الدندشي", "المعصراني", "الحفار"];
const HUSBANDS = GIVEN.flatMap((given) => FAMILIES.map((family) => `${given} ${family}`));

async function compiled(committee: readonly string[], companions: readonly string[]): Promise<Compiled> {
  const csv = (heading: string, rows: readonly string[]): Uint8Array =>
    new TextEncoder().encode(`${heading}\n${rows.join("\n")}\n`);
  const tables = [
    await readList(
      csv(
        "الاسم,العمر",
        committee.map((name, i) => `${name},${20 + i}`),
      ),
      "committee.csv",
    ),
    await readList(
      csv(
        "الاسم,العمر,المرافق",
        companions.map((text, i) => `هدى سعيد الكيالي,${20 + i},${text}`),
      ),
      "hospital.csv",
    ),
  ];
  const maps = proposeMaps(tables, []);
  return compile(tables, maps, orderRecords(tables, maps), [false, false]);
}

function valuesOf(data: Compiled, name: string): number[] {
  const column = data.comparisons.find((comparison) => comparison.name === name)?.columns[0];
  return column === undefined ? [] : [...data.columns[column]!];
}

it("who is named by her husband alone is compared by him with what the other list says of husbands", async () => {
  const data = await compiled(
    HUSBANDS.map((name) => `زوجة ${name}`),
    HUSBANDS.map((name) => `زوجها ${name.replace(" ", " سعيد ")}`),
  );
  const husbands = valuesOf(data, "husband named");
  expect(new Set(husbands)).toHaveLength(HUSBANDS.length);
  for (const husband of husbands) expect(husbands.filter((other) => other === husband)).toHaveLength(2);
});

it("where all bear names of their own relatives are not compared", async () => {
  const data = await compiled(
    HUSBANDS,
    HUSBANDS.map((name) => `زوجها ${name}`),
  );
  expect(data.comparisons.filter(({ name }) => name.endsWith(" named"))).toEqual([]);
});
