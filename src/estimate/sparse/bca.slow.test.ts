import { describe, expect, test } from "vitest";
import { Uniforms } from "../math/uniforms.ts";
import { pairSetup } from "../testing/pair-setup.ts";
import { type BcaInterval, bcaInterval } from "./bca.ts";
import { stepwise } from "./stepwise.ts";

/** BCa limits of one data set for a seed, 1,000 resamples. */
function limits(name: string, seed: number): BcaInterval {
  const { data } = pairSetup(name);
  const settings = { threshold: 0.02, resamples: 1000, level: 0.95 };
  return bcaInterval(data, stepwise(data, settings.threshold)!.fit.total, settings, new Uniforms(seed))!;
}

// SparseMSE's single run of 1,000 resamples printed 123-432 for Korea and 589-1,704 for NewOrl_5.
describe("D37: BCa intervals with 1,000 resamples, five seeds", () => {
  test("Korea: the middle of the seeds' limits lies within 5 % of SparseMSE's", () => {
    const runs = [1, 2, 3, 4, 5].map((seed) => limits("Korea", seed));
    const middle = (key: "lower" | "upper") => runs.map((run) => run[key]).sort((a, b) => a - b)[2]!;
    console.log(
      `measured D37 Korea: ${runs.map(({ lower, upper }) => `${lower.toFixed(0)}-${upper.toFixed(0)}`).join(", ")}`,
    );
    expect(Math.abs(middle("lower") / 123 - 1)).toBeLessThan(0.05);
    expect(Math.abs(middle("upper") / 432 - 1)).toBeLessThan(0.05);
  });
  // A miss that is known and not explained: both limits come out lower than theirs. What was tried (the acceleration's sign, centre
  // and weights, the threshold, the p-value, the number of pairs, the existence check) is in docs/measured/estimate.md. When this
  // test begins to fail, the miss is mended: make it a plain one.
  test.fails("NewOrl_5: the upper limits of the seeds lie within 5 % of SparseMSE's", () => {
    const uppers = [1, 2, 3, 4, 5].map((seed) => limits("NewOrl_5", seed).upper).sort((a, b) => a - b);
    expect(Math.abs(uppers[2]! / 1704 - 1)).toBeLessThan(0.05);
  });
});
