import { describe, expect, test } from "vitest";
import { sharedTable } from "../testing/shared.ts";
import { averageGraphs } from "./dga.ts";
import { decomposableGraphs } from "./graphs.ts";
import { summariseGrid } from "./summary.ts";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("decomposable graphs", () => {
  test("D13: 8, 61, 822 and 18,154 graphs on 3 to 6 lists", () => {
    expect([3, 4, 5, 6].map((p) => decomposableGraphs(p).length)).toEqual([8, 61, 822, 18154]);
  });
  test("D14: spina bifida, delta 1 (R package dga)", () => {
    const result = averageGraphs(sharedTable("madigan_york_spina3"), { delta: 1, grid: range(1, 300) });
    const s = summariseGrid(result, 0.95);
    expect([s.median, s.lower, s.upper]).toEqual([732, 682, 798]);
    expect(s.mean).toBeCloseTo(733.72, 1);
    expect(s.relativeBayes).toBeCloseTo(731.3, 1);
    expect(result.top[0]!.name).toBe("{12,3}".replace(",3", ""));
    expect(result.top[0]!.weight).toBeCloseTo(0.371, 3);
    expect(result.top[1]!.weight).toBeCloseTo(0.312, 3);
  });
  test("D15: the same with Madigan and York's informed prior (their Table 2)", () => {
    const prior = { a: 13.14, b: 55.17 };
    const result = averageGraphs(sharedTable("madigan_york_spina3"), { delta: 1, grid: range(1, 300), prior });
    expect(result.top[0]!.weight).toBeCloseTo(0.37, 2);
    expect(Math.round(result.top[0]!.bayes)).toBe(731);
    expect(result.top[0]!.mode).toBe(729);
    const s = summariseGrid(result, 0.95);
    expect(Math.round(s.relativeBayes)).toBe(731);
    expect(s.mode).toBe(728);
  });
  test.each([
    ["madigan_york_5list", 0.5, range(1, 300), [616, 588, 655], 617.8, "{12,13,24,45}", 0.217],
    ["kosovo_aggregate", 1 / 16, range(0, 88000), [12595, 9827, 16544], 12749.3, "{123,134}", 0.986],
    ["NewOrl_5", 1 / 32, range(0, 3700), [869, 511, 1758], 935.3, null, 0.051],
    [
      "UKdat_5",
      1 / 32,
      Array.from({ length: 1000 }, (_, i) => Math.round(1 + (i * (30 * 2744 - 1)) / 999)),
      [23016, 10408, 33481],
      21282.2,
      "{123,25,34}",
      0.443,
    ],
  ])("D16-D19: %s (R package dga)", (name, delta, grid, wanted, mean, graph, weight) => {
    const result = averageGraphs(sharedTable(name), { delta, grid });
    const s = summariseGrid(result, 0.95);
    expect([s.median, s.lower, s.upper]).toEqual(wanted);
    expect(s.mean).toBeCloseTo(mean, 0);
    if (graph !== null) expect(result.top[0]!.name).toBe(graph);
    expect(result.top[0]!.weight).toBeCloseTo(weight, 3);
  });
  test("D20: Gaza, the complete graph takes nearly all weight", () => {
    const table = sharedTable("gaza_2023_2024");
    const grid = Array.from({ length: 1000 }, (_, i) => Math.round(1 + (i * (30 * table.n - 1)) / 999));
    const coarse = averageGraphs(table, { grid });
    expect(coarse.completeWeight).toBeCloseTo(0.989, 2);
    expect(summariseGrid(coarse, 0.95).median).toBe(29272);
    // Points weighed by the numbers they stand for: less extreme, and still far above the .2 at which a headline is refused.
    expect(averageGraphs(table).completeWeight).toBeGreaterThan(0.5);
  });
});
