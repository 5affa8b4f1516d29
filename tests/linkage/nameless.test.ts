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
});
