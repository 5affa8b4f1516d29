import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Ran, Workbench } from "../support/cli.ts";

// Made-up rows: two bodies without a name agree on everything else, and are alone in that.
const NAMED = Array.from(
  { length: 60 },
  (_, i) =>
    `${i + 1},${["أحمد", "خالد", "عمر"][i % 3]} ${["سمير", "وليد", "ياسر", "طارق"][i % 4]} ${["الحلبي", "النجار", "العطار", "المصري", "الشامي"][i % 5]},${20 + (i % 40)},M,Place ${i % 7},`,
).join("\n");
const list = (...rows: readonly string[]): string =>
  `number,name,age,sex,place,national id\n${NAMED}\n${rows.join("\n")}\n`;
let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

async function edgesOf(first: readonly string[], second: readonly string[]): Promise<{ ran: Ran; edges: string }> {
  bench.write("a.csv", list(...first));
  bench.write("b.csv", list(...second));
  const ran = await bench.run(["link", "a.csv", "b.csv", "--out", "linked", "--keep", "0.0001", "--json"]);
  return { ran, edges: readFileSync(bench.path("linked/edges.csv"), "utf8") };
}

describe("rows without a name", () => {
  it("are joined with nobody by sex, age and place, and a person hears how many they are", async () => {
    const { ran, edges } = await edgesOf(
      ["900,مجهول الهوية,97,F,Far,", "901,Unidentified,98,F,Farther,"],
      ["900,طفل من عائلة النجار,97,F,Far,", "901,,98,F,Farther,"],
    );
    expect(ran.exit).toBe(0);
    expect(edges).toContain("a.csv:1,b.csv:1,");
    expect(edges).not.toMatch(/:90[01]/);
    expect(JSON.parse(ran.out).warnings).toEqual(
      expect.arrayContaining([
        expect.stringContaining("a.csv: 2 of 62 rows hold no name"),
        expect.stringContaining("b.csv: 2 of 62 rows hold no name"),
      ]),
    );
  });

  it("are joined by an id", async () => {
    const { edges } = await edgesOf(["900,مجهول,97,F,Far,908070605"], ["900,مجهول,97,F,Far,908070605"]);
    expect(edges).toContain("a.csv:900,b.csv:900,");
  });

  it("are joined by the very day of their death with all else, and are not where many died alike", async () => {
    const dated = (rows: readonly string[], others: readonly string[]): string =>
      `name,age,sex,place,date of death\n${Array.from({ length: 400 }, (_, i) => `${["أحمد", "خالد", "عمر", "هدى"][i % 4]} ${["سمير", "وليد", "ياسر", "طارق", "نبيل"][i % 5]} ${["الحلبي", "النجار", "العطار", "المصري", "الشامي", "الدباغ", "الصباغ"][i % 7]},${20 + (i % 40)},M,Place ${i % 11},2014-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 27)).padStart(2, "0")}`).join("\n")}\n${[...rows, ...others].join("\n")}\n`;
    const alone = ["مجهول الهوية,73,M,Place 3,2013-04-05"];
    const crowd = Array.from({ length: 12 }, () => "مجهول الهوية,,M,Place 5,2013-08-21");
    bench.write("a.csv", dated(alone, crowd));
    bench.write("b.csv", dated(["Unidentified,73,M,Place 3,2013-04-05"], crowd));
    await bench.run(["link", "a.csv", "b.csv", "--out", "linked", "--keep", "0.0001"]);
    const edges = readFileSync(bench.path("linked/edges.csv"), "utf8");
    const probability = (x: string, y: string): number =>
      Number(new RegExp(`^${x},${y},([^,]*),`, "m").exec(edges)?.[1] ?? 0);
    expect(probability("a.csv:401", "b.csv:401")).toBeGreaterThan(0.5);
    expect(probability("a.csv:402", "b.csv:402")).toBeLessThan(0.5);
  });
});
