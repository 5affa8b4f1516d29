import { describe, expect, test } from "vitest";
import { estimate, estimateSentences, estimateText, renderEstimate } from "../index.ts";
import { drawLists, elusive, POPULATIONS } from "../testing/made-up-lists.ts";
import { sharedTable } from "../testing/shared.ts";
import { hardlyListed } from "./hardly-listed.ts";

const SEEDS = Array.from({ length: 15 }, (_, at) => 8001 + at);

describe("persons whom lists can hardly hold: what the overlaps cannot rule out", () => {
  test("holds the truth where an elusive quarter makes every method too low (fresh seeds)", () => {
    for (const [chance, at] of [
      [0.06, 2],
      [0.12, 1],
    ] as const) {
      const totals = SEEDS.map((seed) => hardlyListed(drawLists(elusive(chance), seed), 0.95)[at]!.total);
      expect(totals.filter((total) => total >= 2000).length, `${chance}`).toBeGreaterThanOrEqual(13);
    }
  });
  test("the smaller their chance the more of them there may be, and a surer bound is a higher one", () => {
    const table = sharedTable("kosovo_aggregate");
    const [surer, bounds] = [hardlyListed(table, 0.99), hardlyListed(table, 0.95)];
    expect(bounds.map(({ share }) => share)).toEqual([1 / 2, 1 / 4, 1 / 8]);
    for (const [i, { persons, total }] of bounds.entries()) {
      if (i > 0) expect(persons).toBeGreaterThan(bounds[i - 1]!.persons);
      expect(surer[i]!.total).toBeGreaterThan(total);
      expect(total).toBeGreaterThan(table.n);
    }
  });
  test("a hundred times the persons leave a tenth of the room, relatively", () => {
    const [class1] = POPULATIONS["independent lists"]!;
    const few = SEEDS.slice(0, 5).map((seed) => hardlyListed(drawLists([class1!], seed), 0.95)[1]!.persons / 2000);
    const many = hardlyListed(drawLists([{ ...class1!, size: 200_000 }], 1), 0.95)[1]!.persons / 200_000;
    expect(Math.min(...few)).toBeGreaterThan(0.1);
    expect(many).toBeLessThan(Math.max(...few) / 4);
  });
  test("says nothing of two lists", () => {
    const two = { lists: ["a", "b"], patterns: Uint32Array.of(1, 2, 3), counts: Float64Array.of(9, 9, 3), n: 21 };
    expect(hardlyListed(two, 0.95)).toEqual([]);
  });
  test("stands in the report, on the page in both languages, and among the sentences that go with the number", async () => {
    const table = drawLists(elusive(0.06), 1);
    const made = await estimate(table, { methods: ["dga"], seed: 1 });
    const { persons, total } = made.report.honesty!.hardlyListed[2]!;
    const [shown, inAll] = [persons, total].map((x) => Number(x.toPrecision(2)).toLocaleString("en-US")) as [
      string,
      string,
    ];
    expect(total).toBeGreaterThan(made.report.headline!.upper);
    expect(estimateSentences(made.report).join(" ")).toContain(`up to ${shown} persons whom each list had only 1/8`);
    expect(estimateText(made.report)).toContain(`up to ${shown} persons, then ${inAll} in all`);
    for (const language of ["en", "ar"])
      expect(renderEstimate(made, { file: "made-up.csv", engine: "test", language })).toContain(inAll);
  });
});
