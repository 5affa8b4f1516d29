import fc from "fast-check";
import { expect, it } from "vitest";
import { cohensKappa } from "../review/kappa.ts";
import { isotonic } from "./train.ts";
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
