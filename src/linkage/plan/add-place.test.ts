import { expect, it } from "vitest";
import { comparatorOf } from "../kernel/comparator.ts";
import { proposeMaps } from "../map/propose.ts";
import { readList } from "../read/read-list.ts";
import { orderRecords } from "../record-order.ts";
import { compile } from "./compile.ts";
import { NAME_LEVELS } from "./levels.ts";

// The level of two places, each the only one of its list.
async function levelOf(a: string, b: string): Promise<string> {
  const tables = await Promise.all(
    [a, b].map((place, l) =>
      readList(new TextEncoder().encode(`name,Place of origin\nعمر خالد الحلبي,"${place}"\n`), `${l}.csv`),
    ),
  );
  const maps = proposeMaps(tables);
  const data = compile(tables, maps, orderRecords(tables, maps), [false, false]);
  const comparison = data.comparisons.find(({ name }) => name === "Place of origin")!;
  const columns = comparison.columns.map((column) => data.columns[column]!);
  const comparator = comparatorOf(comparison, data.stores[comparison.store]!, columns, -1);
  comparator.load?.(0, 2);
  const digits = new Uint8Array(1);
  comparator.compare({ left: Int32Array.of(0), right: Int32Array.of(1), count: 1, digits } as never);
  return digits[0] === 0 ? "missing" : NAME_LEVELS[digits[0]! - 1]!;
}

it("spellings of one place are equal in one script and in two; the greater or the smaller of two places is a form of both", async () => {
  for (const [a, b] of [
    ["داريا", "Darayya"],
    ["Douma", "Duma"],
    ["دوما", "Douma"],
    ["الصنمين", "Al-Sanamein"],
    ["السلمية", "السلميه"],
    ["خان شيخون", "Khansheikhoun"],
    ["حلب", "Aleppo"],
  ] as const)
    expect(await levelOf(a, b), `${a} ${b}`).toBe("equal");
  for (const [a, b] of [
    ["دمشق - جوبر", "جوبر"],
    ["دمشق - جوبر", "Damascus"],
    ["Homs / Al-Rastan", "الرستن"],
  ] as const)
    expect(await levelOf(a, b), `${a} ${b}`).toBe("form of one name");
  for (const [a, b] of [
    ["الشعار", "العشارة"],
    ["دوما", "داريا"],
    ["Homs", "Hama"],
  ] as const)
    expect(["equal", "form of one name"], `${a} ${b}`).not.toContain(await levelOf(a, b));
  expect(await levelOf("غير معروف", "دوما")).toBe("missing");
});

it("a place is a form of the greater one that it lies in, not of its neighbour there", async () => {
  for (const [a, b] of [
    ["راجو", "حلب"],
    ["Rajo", "Aleppo"],
    ["Bilbilê", "حلب"],
    ["الميادين", "Deir ez-Zor"],
  ] as const)
    expect(await levelOf(a, b), `${a} ${b}`).toBe("form of one name");
  for (const [a, b] of [
    ["راجو", "Bilbilê"],
    ["راجو", "إدلب"],
    ["الميادين", "البوكمال"],
  ] as const)
    expect(["equal", "form of one name"], `${a} ${b}`).not.toContain(await levelOf(a, b));
});
