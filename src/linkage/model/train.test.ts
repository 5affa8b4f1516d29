import fc from "fast-check";
import { expect, it } from "vitest";
import { DATE_LEVELS } from "../compare/dates.ts";
import { radicesOf } from "../kernel/patterns.ts";
import { CHAIN, CHAIN_LEVELS } from "../names/chain.ts";
import type { Comparison } from "../plan/compiled.ts";
import { LISTS_LEVELS } from "../plan/levels.ts";
import { cohensKappa } from "../review/kappa.ts";
import { isotonic, weightsOf } from "./level-weights.ts";
import { type Histogram, train } from "./train.ts";
import { probabilityOf, weightOf } from "./weights.ts";

it("isotonic() ascends, keeps the weighted mean, and leaves ascending values alone", () => {
  const list = fc.array(
    fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: 0.1, max: 5, noNaN: true })),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(list, (pairs) => {
      const [values, weights] = [pairs.map((p) => p[0]), pairs.map((p) => p[1])];
      const fitted = isotonic(values, weights);
      for (let i = 1; i < fitted.length; i++) expect(fitted[i]!).toBeGreaterThanOrEqual(fitted[i - 1]! - 1e-9);
      const mean = (xs: readonly number[]): number => xs.reduce((sum, x, i) => sum + x * weights[i]!, 0);
      expect(mean(fitted)).toBeCloseTo(mean(values), 6);
    }),
  );
  expect(isotonic([1, 2, 3], [1, 1, 1])).toEqual([1, 2, 3]);
  expect(isotonic([3, 1], [1, 3])).toEqual([1.5, 1.5]);
});

it("weights and probabilities go into each other without overflow", () => {
  expect(probabilityOf(0)).toBe(0.5);
  expect(probabilityOf(2000)).toBe(1);
  expect(probabilityOf(-2000)).toBe(0);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
      expect(probabilityOf(weightOf(p))).toBeCloseTo(p, 9);
    }),
  );
});

it("kappa by hand over three answers, and of what says nothing", () => {
  const table = [
    [25, 13, 12],
    [12, 2, 16],
    [3, 15, 2],
  ];
  const [first, second]: [string[], string[]] = [[], []];
  for (const [i, row] of table.entries()) {
    for (const [j, n] of row.entries()) {
      first.push(...new Array<string>(n).fill("abc"[i]!));
      second.push(...new Array<string>(n).fill("abc"[j]!));
    }
  }
  const observed = 0.29;
  const chance = 0.5 * 0.4 + 0.3 * 0.3 + 0.2 * 0.3;
  expect(cohensKappa(first, second)).toBeCloseTo((observed - chance) / (1 - chance), 12);
  expect(cohensKappa(["same"], ["same"])).toBeNull();
  expect(cohensKappa(["same", "same"], ["same", "same"])).toBeNull();
});

const comparison = (kind: "chain" | "date" | "lists", levels: readonly string[]): Comparison => ({
  name: kind === "date" ? "death" : kind,
  kind,
  tells: null,
  columns: [],
  store: -1,
  levels,
  frequencies: null,
  sharedBy: [],
});

const histogramOf =
  (radices: readonly number[]) =>
  (rows: readonly (readonly [number, number, "within" | "between", number])[]): Histogram => ({
    patterns: rows.map(([name, date, lists]) =>
      [name, date, lists === "within" ? 0 : 1].reduce((sum, level, c) => sum + (level + 1) * radices[c]!, 0),
    ),
    counts: rows.map(([, , , count]) => count),
  });

it("where names are all that is told, namesakes of another family are not taken for matches without end", () => {
  const comparisons = [
    comparison("chain", CHAIN_LEVELS),
    comparison("date", DATE_LEVELS),
    comparison("lists", LISTS_LEVELS),
  ];
  const radices = radicesOf(comparisons);
  const untold = -1;
  const histogram = histogramOf(radices);
  // Of two lists of 12,000, 9,000 are in both; no list tells the day.
  const trained = train({
    comparisons,
    radices,
    blocked: histogram([
      [CHAIN.fourEqual, untold, "between", 6600],
      [CHAIN.threeEqual, untold, "between", 1500],
      [CHAIN.otherFamily, untold, "between", 900],
      [CHAIN.familyDiffers, untold, "between", 16_000],
      [CHAIN.familyDiffers, untold, "within", 9000],
      [CHAIN.onlyGiven, untold, "between", 400_000],
      [CHAIN.onlyGiven, untold, "within", 400_000],
    ]),
    sample: histogram([
      [CHAIN.conflict, untold, "between", 980_000],
      [CHAIN.conflict, untold, "within", 980_000],
      [CHAIN.onlyGiven, untold, "between", 20_000],
      [CHAIN.onlyGiven, untold, "within", 20_000],
      [CHAIN.familyDiffers, untold, "between", 40],
      [CHAIN.familyDiffers, untold, "within", 40],
    ]),
    allPairs: 287_988_000,
    records: 24_000,
    paired: 24_000,
  });
  expect(trained.comparisons[0]!.m[CHAIN.familyDiffers]).toBeLessThan(0.02);
  expect(trained.lambda * 287_988_000).toBeGreaterThan(7500);
  expect(trained.lambda * 287_988_000).toBeLessThan(10_500);
});

it("kin of one event within a long list do not make it a list of duplicates", () => {
  const comparisons = [
    comparison("chain", CHAIN_LEVELS),
    comparison("date", DATE_LEVELS),
    comparison("lists", LISTS_LEVELS),
  ];
  const radices = radicesOf(comparisons);
  const [day, far] = [DATE_LEVELS.length - 1, 1];
  const histogram = histogramOf(radices);
  // 130 people of a list of 250 stand in one of 6,000 as well, which names nobody twice; kin in it agree on the day and on parts of the name.
  const trained = train({
    comparisons,
    radices,
    blocked: histogram([
      [CHAIN.threeEqual, day, "between", 70],
      [CHAIN.oneClose, day, "between", 15],
      [CHAIN.twoEqual, day, "between", 45],
      [CHAIN.twoEqual, day, "within", 40],
      [CHAIN.oneOfThree, day, "within", 60],
      [CHAIN.sibling, day, "within", 400],
      [CHAIN.conflict, day, "within", 9000],
      [CHAIN.conflict, day, "between", 700],
      [CHAIN.twoEqual, far, "within", 900],
      [CHAIN.twoEqual, far, "between", 60],
      [CHAIN.conflict, far, "within", 500_000],
      [CHAIN.conflict, far, "between", 40_000],
    ]),
    sample: histogram([
      [CHAIN.conflict, far, "within", 1_840_000],
      [CHAIN.conflict, far, "between", 154_000],
      [CHAIN.conflict, day, "within", 1200],
      [CHAIN.onlyGiven, far, "within", 27_000],
      [CHAIN.onlyGiven, far, "between", 2200],
      [CHAIN.twoEqual, far, "within", 100],
    ]),
    allPairs: 19_528_125,
    records: 6250,
    paired: 500,
  });
  const [within] = trained.comparisons[2]!.m;
  expect(within).toBeLessThan(0.01);
  expect(trained.lambda * 19_528_125).toBeGreaterThan(110);
  expect(trained.lambda * 19_528_125).toBeLessThan(150);
});

it("dates known in part weigh what they weigh, and lift no slip of a digit", () => {
  //                 far, 10 years, next, month, slip, in part, equal
  const m = [0.002, 0.003, 0.01, 0.02, 0.2, 0.13, 0.635];
  const u = [0.01, 0.56, 0.37, 0.03, 0.0095, 0.02, 0.0005];
  const weights = weightsOf(comparison("date", DATE_LEVELS), m, u);
  expect(weights[5]).toBeCloseTo(Math.log2(6.5), 9);
  expect(weights[4]).toBeCloseTo(Math.log2(0.2 / 0.0095), 9);
  expect(weights[6]).toBeCloseTo(Math.log2(1270), 9);
});
