import { describe, expect, test } from "vitest";
import { Uniforms } from "../math/uniforms.ts";
import { pairSetup } from "../testing/pair-setup.ts";
import { type BcaInterval, bcaInterval } from "./bca.ts";
import { stepwise } from "./stepwise.ts";

const SEEDS = [1, 2, 3, 4, 5];

/** BCa limits of one data set, 1,000 resamples for each seed. */
function limits(name: string): BcaInterval[] {
  const { data } = pairSetup(name);
  const settings = { threshold: 0.02, resamples: 1000, level: 0.95 };
  const estimate = stepwise(data, settings.threshold)!.fit.total;
  const runs = SEEDS.map((seed) => bcaInterval(data, estimate, settings, new Uniforms(seed))!);
  console.log(
    `measured D37 ${name}: ${runs.map(({ lower, upper }) => `${lower.toFixed(0)}-${upper.toFixed(0)}`).join(", ")}`,
  );
  return runs;
}

const middle = (runs: readonly BcaInterval[], key: "lower" | "upper") =>
  runs.map((run) => run[key]).sort((a, b) => a - b)[2]!;

// What a thousand resamples give differs from seed to seed, in R as here; bca.test.ts holds the method to R's own resamples.
describe("D37: BCa intervals with 1,000 resamples, five seeds", () => {
  test("Korea: the middle of the seeds' limits lies within 5 % of SparseMSE's single run, 123-432", () => {
    const runs = limits("Korea");
    expect(Math.abs(middle(runs, "lower") / 123 - 1)).toBeLessThan(0.05);
    expect(Math.abs(middle(runs, "upper") / 432 - 1)).toBeLessThan(0.05);
  });
  test("NewOrl_5: the middle of the seeds' limits lies among those of R's seeds, 434 to 589 and 1,507 to 1,704", () => {
    const runs = limits("NewOrl_5");
    expect(middle(runs, "lower")).toBeGreaterThanOrEqual(434);
    expect(middle(runs, "lower")).toBeLessThanOrEqual(589);
    expect(middle(runs, "upper")).toBeGreaterThanOrEqual(1507);
    expect(middle(runs, "upper")).toBeLessThanOrEqual(1704);
  });
});
