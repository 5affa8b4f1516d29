import { describe, expect, test } from "vitest";
import { binomial, gamma, normal, poisson } from "./draw.ts";
import { betaI, gammaP, logBetaI, logGamma, poissonCdf } from "./gamma-function.ts";
import { logBetaTail, normalCdf, normalQuantile, studentQuantile } from "./normal.ts";
import { mean, quantileOfSorted, variance } from "./quantile.ts";
import { Uniforms } from "./uniforms.ts";

describe("special functions", () => {
  test("log gamma, incomplete gamma and beta, Poisson: closed forms", () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12);
    expect(logGamma(101)).toBeCloseTo(363.73937555556347, 9);
    expect(gammaP(1, 2)).toBeCloseTo(1 - Math.exp(-2), 13);
    expect(betaI(0.3, 2, 1)).toBeCloseTo(0.09, 13);
    expect(poissonCdf(2, 3)).toBeCloseTo(8.5 * Math.exp(-3), 13);
  });
  test("log of the incomplete beta agrees where a double holds it, and goes on where it does not", () => {
    for (const x of [0.02, 0.2, 0.5, 0.9]) expect(logBetaI(x, 12, 7)).toBeCloseTo(Math.log(betaI(x, 12, 7)), 9);
    // For tiny x it is a log x - log a - log B(a, b); b = 1 gives x^a exactly.
    expect(logBetaI(1e-6, 185, 1)).toBeCloseTo(185 * Math.log(1e-6), 6);
    expect(logBetaI(1e-6, 185, 3701)).toBeLessThan(-1500);
    expect(logBetaI(1e-7, 185, 3701) - logBetaI(1e-6, 185, 3701)).toBeCloseTo(-185 * Math.log(10), 0);
  });
  test("the normal approximation of the incomplete beta agrees to four digits, in the middle and far out", () => {
    for (const [a, b] of [
      [185, 3701],
      [621, 12421],
      [4400, 88001],
    ] as const)
      for (const factor of [0.2, 0.5, 0.8, 0.95, 0.999, 1, 1.001, 1.05, 1.3, 2]) {
        const x = (factor * a) / (a + b);
        const exact = logBetaI(x, a, b);
        expect(Math.abs(logBetaTail(x, a, b) - exact)).toBeLessThan(2e-4 * Math.max(1, Math.abs(exact)));
      }
  });
  test("quantiles of the normal and of Student's t, as tabled", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalCdf(-8)).toBeCloseTo(6.22096057427178e-16, 26);
    expect(studentQuantile(0.975, 10)).toBeCloseTo(2.2281388519649385, 9);
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.706204736432095, 7);
  });
  test("quantiles of samples: types 7 and 8 of Hyndman and Fan", () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantileOfSorted([1, 2, 3, 4], 0.25, 8)).toBeCloseTo(1.4166666666666667, 12);
  });
});

describe("draws", () => {
  const many = (draw: (random: Uniforms) => number, seed: number) => {
    const random = new Uniforms(seed);
    return Float64Array.from({ length: 40_000 }, () => draw(random));
  };
  // Means and variances within five standard errors of what theory gives.
  test.each([
    ["normal", (r: Uniforms) => normal(r), 0, 1],
    ["gamma .3", (r: Uniforms) => gamma(r, 0.3), 0.3, 0.3],
    ["gamma 7", (r: Uniforms) => gamma(r, 7), 7, 7],
    ["Poisson 3", (r: Uniforms) => poisson(r, 3), 3, 3],
    ["Poisson 400", (r: Uniforms) => poisson(r, 400), 400, 400],
    ["binomial 20 .1", (r: Uniforms) => binomial(r, 20, 0.1), 2, 1.8],
    ["binomial 900 .4", (r: Uniforms) => binomial(r, 900, 0.4), 360, 216],
    ["binomial 900 .97", (r: Uniforms) => binomial(r, 900, 0.97), 873, 26.19],
  ])("%s", (_, draw, wantedMean, wantedVariance) => {
    const values = many(draw, 3);
    expect(Math.abs(mean(values) - wantedMean)).toBeLessThan(5 * Math.sqrt(wantedVariance / values.length));
    expect(Math.abs(variance(values) / wantedVariance - 1)).toBeLessThan(0.08);
  });
  test("a seed and a stream name the whole sequence", () => {
    const first = (seed: number, stream: number) => Array.from({ length: 5 }, () => new Uniforms(seed, stream).next());
    expect(first(1, 2)).toEqual(first(1, 2));
    expect(first(1, 2)).not.toEqual(first(1, 3));
  });
});
