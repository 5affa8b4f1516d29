import { expect, test } from "vitest";
import {
  binomialTail,
  chiSquareUpper,
  fisherF,
  fisherQuantile,
  quantileOf,
  robustSd,
  shareUpperBound,
  studentUpper,
} from "./distributions.ts";

// Reference values: scipy.stats 1.17 (t.sf, f.cdf, chi2.sf, beta.ppf, f.ppf).
test("tails agree with scipy", () => {
  expect(studentUpper(2.0, 10)).toBeCloseTo(0.03669401738537018, 12);
  expect(studentUpper(-1.5, 3)).toBeCloseTo(0.8847080673775886, 10);
  expect(fisherF(3.5, 4, 12)).toBeCloseTo(0.9591, 3);
  expect(fisherQuantile(0.95, 4, 12)).toBeCloseTo(3.2591667269, 8);
  expect(chiSquareUpper(18.307, 10)).toBeCloseTo(0.05, 5);
  expect(chiSquareUpper(1, 6)).toBeCloseTo(0.985612322, 8);
});

test("none of n: u = 1 - .05^(1/n), as the reference prints (.146 at 19, .074 at 39)", () => {
  expect(shareUpperBound(0, 19)).toBeCloseTo(1 - 0.05 ** (1 / 19), 10);
  expect(shareUpperBound(0, 19)).toBeCloseTo(0.146, 3);
  expect(shareUpperBound(0, 39)).toBeCloseTo(0.074, 3);
  expect(shareUpperBound(2, 20)).toBeCloseTo(0.28262, 4);
  expect(shareUpperBound(5, 5)).toBe(1);
});

test("order statistics", () => {
  expect(robustSd([1, 2, 3, 4, 100])).toBeCloseTo(1.4826, 4);
  expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5);
});

test("binomial tails are the sums of their terms", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  for (const [k, n, p] of [
    [3, 19, 0.05],
    [0, 5, 0.3],
    [5, 5, 0.3],
    [6, 5, 0.3],
    [7, 40, 0.2],
  ] as const) {
    let sum = 0;
    for (let i = k; i <= n; i++) sum += choose(n, i) * p ** i * (1 - p) ** (n - i);
    expect(binomialTail(k, n, p)).toBeCloseTo(sum, 12);
  }
});
