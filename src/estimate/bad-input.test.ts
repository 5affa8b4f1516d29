import { describe, expect, test } from "vitest";
import { estimate, estimateText, makeTable, type OverlapTable, renderEstimate } from "./index.ts";

const QUICK = { "lcmcr.burn": 300, "lcmcr.draws": 100, "lcmcr.rounds": 1, "sparse.resamples": 20 };
const names = (count: number) => Array.from({ length: count }, (_, j) => `list${j + 1}`);
const table = (lists: number, cells: readonly (readonly [pattern: number, count: number])[]): OverlapTable =>
  makeTable(names(lists), cells);

/** Tables that no care in the modelling can mend, and the reason that must be named. */
const BAD: Readonly<Record<string, readonly [OverlapTable, reason: string]>> = {
  "two lists": [
    table(2, [
      [1, 60],
      [2, 70],
      [3, 30],
    ]),
    "fewer-than-three-lists",
  ],
  "one list": [table(1, [[1, 60]]), "fewer-than-three-lists"],
  "an empty list beside two": [
    table(3, [
      [1, 60],
      [2, 70],
      [3, 30],
    ]),
    "empty-list",
  ],
  "a copy of a list beside two": [
    table(3, [
      [5, 60],
      [2, 70],
      [7, 30],
    ]),
    "duplicate-list",
  ],
  "a list that holds everyone": [
    table(3, [
      [1, 60],
      [3, 70],
      [5, 30],
      [7, 12],
    ]),
    "list-holds-everyone",
  ],
  "no overlap anywhere": [
    table(4, [
      [1, 60],
      [2, 70],
      [4, 30],
      [8, 20],
    ]),
    "no-overlap",
  ],
  "one person": [table(3, [[7, 1]]), "fewer-than-three-lists"],
  "everyone on every list": [table(4, [[15, 500]]), "duplicate-list"],
  "two islands of lists": [
    table(4, [
      [1, 60],
      [2, 70],
      [3, 20],
      [4, 30],
      [8, 20],
      [12, 15],
    ]),
    "few-matches",
  ],
};

describe("tables that give no number to quote", () => {
  test.each(Object.entries(BAD))(
    "%s: every method answers, nothing is quoted, and the reason has a name",
    async (_, [bad, reason]) => {
      const made = await estimate(bad, { workers: 0, settings: QUICK });
      const { report } = made;
      expect(report.headline).toBeNull();
      expect(report.methods).toHaveLength(7);
      const codes = [...report.refusals, ...report.warnings].map(({ code }) => code);
      expect(codes).toContain(reason);
      expect(report.refusals.length).toBeGreaterThan(0);
      for (const { estimate: total, warnings } of report.methods) {
        if (total === null) expect(warnings.length).toBeGreaterThan(0);
        else {
          expect([total.median, total.mean, total.lower].every(Number.isFinite)).toBe(true);
          expect(total.lower).toBeLessThanOrEqual(total.median);
          expect(total.median).toBeLessThanOrEqual(total.upper);
        }
      }
      const said = estimateText(report) + renderEstimate(made, { file: "made-up.csv", engine: "test" });
      expect(said).not.toMatch(/NaN|undefined|Infinity/);
    },
  );
  test("twenty lists are taken, by the methods that can", async () => {
    const pairs = Array.from(
      { length: 60 },
      (_, i) => [(1 << (i % 20)) | (1 << ((7 * i + 3) % 20)), 5 + (i % 4)] as const,
    );
    const alone = Array.from({ length: 20 }, (_, j) => [1 << j, 3 + j] as const);
    const { report } = await estimate(table(20, [...pairs, ...alone]), { workers: 0, settings: QUICK });
    expect(report.lists).toHaveLength(20);
    expect(report.methods.find(({ method }) => method === "lcmcr")!.estimate).not.toBeNull();
    expect(report.methods.find(({ method }) => method === "dga")!.warnings.map(({ code }) => code)).toContain(
      "too-many-lists",
    );
  });
});

test("one list alone gives not even a bound from below", async () => {
  const { report } = await estimate(table(1, [[1, 60]]), { methods: ["chao"] });
  expect(report.methods[0]).toMatchObject({ estimate: null, warnings: [{ code: "too-few-lists" }] });
});

test("sample coverage gives no limit below the persons who are listed", async () => {
  // Four independent lists that miss hardly anybody: resamples of the cells often give less than was listed.
  const cells = Array.from({ length: 15 }, (_, i): [number, number] => [i + 1, i === 14 ? 90 : 12]);
  const { report } = await estimate(table(4, cells), { methods: ["coverage"] });
  const [{ estimate: total }] = report.methods as [(typeof report.methods)[number]];
  expect(total!.lower).toBeGreaterThanOrEqual(report.n);
  expect(total!.lower).toBeLessThan(total!.median);
});
