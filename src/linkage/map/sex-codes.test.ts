import { expect, it } from "vitest";
import { readList } from "../read/read-list.ts";
import { proposeMap } from "./propose.ts";
import { sexCodes, sexReader } from "./sex-codes.ts";

const MEN = ["أحمد خالد", "عمر سمير", "Mohamad Ali", "عبد الله حسن", "حسين نجار"];
const WOMEN = ["فاطمة خالد", "زينب سمير", "Mariam Ali", "هدى حسن", "سعاد نجار"];

async function codesOf(heading: string, men: string, women: string, names = [MEN, WOMEN]): Promise<string[]> {
  const rows = names.flatMap((group, g) => group.map((name) => `${name},${[men, women][g]}`));
  const table = await readList(new TextEncoder().encode(`name,"${heading}"\n${rows.join("\n")}\n`), "a.csv");
  const map = proposeMap(table);
  const codes = sexCodes(table, map);
  const read = sexReader(codes);
  return [
    map.columns[1]!.role,
    ...codes.map(({ code, sex, by }) => `${code} ${sex} ${by}`),
    `${read(men.toLowerCase())}${read(women.toLowerCase())}`,
  ];
}

it("codes of sexes are known by the given names beside them, whichever way round", async () => {
  expect(await codesOf("الجنس", "1", "2")).toEqual(["sex", "1 1 given names", "2 2 given names", "12"]);
  expect(await codesOf("sex", "2", "1")).toEqual(["sex", "1 2 given names", "2 1 given names", "12"]);
  expect(await codesOf("Sex", "A", "B")).toEqual(["sex", "a 1 given names", "b 2 given names", "12"]);
});

it("the heading's own legend comes first, words need none, and too few names say nothing", async () => {
  expect(await codesOf("sex (1 = female, 2 = male)", "1", "2")).toEqual(["sex", "1 2 heading", "2 1 heading", "21"]);
  expect(await codesOf("الجنس", "ذ", "ث")).toEqual(["sex", "12"]);
  expect(await codesOf("الجنس", "1", "2", [MEN.slice(0, 2), WOMEN.slice(0, 2)])).toEqual(["sex", "00"]);
  expect(
    await codesOf("الجنس", "1", "2", [
      [...MEN, ...WOMEN],
      [...WOMEN, ...MEN],
    ]),
  ).toEqual(["sex", "00"]);
});
