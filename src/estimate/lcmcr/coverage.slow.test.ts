import { describe, expect, test } from "vitest";
import { estimate } from "../estimate.ts";
import { drawLists, type MadeUpClass, POPULATIONS } from "../testing/made-up-lists.ts";
import { sharedTable } from "../testing/shared.ts";

const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
const SETTINGS = { "lcmcr.aimEss": 400, "lcmcr.aimError": 0.02 };

/** How often the headline was given, and how often its interval held the truth of 2,000. */
async function study(classes: readonly MadeUpClass[]) {
  let [given, covered] = [0, 0];
  const reasons = new Map<string, number>();
  const medians: number[] = [];
  for (const seed of SEEDS) {
    const table = drawLists(classes, seed);
    const { report } = await estimate(table, { methods: ["lcmcr"], seed, settings: SETTINGS, workers: 0 });
    for (const code of new Set(report.refusals.map((refusal) => refusal.code)))
      reasons.set(code, (reasons.get(code) ?? 0) + 1);
    if (report.headline === null) continue;
    given++;
    medians.push(report.headline.median);
    if (report.headline.lower <= 2000 && 2000 <= report.headline.upper) covered++;
  }
  const middle = medians.sort((a, b) => a - b)[Math.floor(medians.length / 2)];
  return { given, covered, reasons: [...reasons].map(([code, n]) => `${code} ${n}`).join(", "), middle };
}

describe("coverage of 95 % intervals where the truth is known", () => {
  const holds = async (name: string): Promise<void> => {
    const { given, covered, reasons, middle } = await study(POPULATIONS[name]!);
    console.log(
      `measured ${name}: headline ${given} of 20, covered ${covered}, median of medians ${middle}; ${reasons}`,
    );
    // Covered in four of five where a number is given; a population for which too few are given is one that the tool refuses.
    if (given >= 5) expect(covered / given).toBeGreaterThanOrEqual(0.8);
    else expect(reasons).not.toBe("");
  };
  test.each(["independent lists", "two classes of visibility", "two correlated lists", "sparse overlap"])(
    "made-up population: %s",
    holds,
  );
  // Known and not mended: whom hardly any list can hold leaves next to no trace in the overlaps, and the interval is too low and
  // too narrow; honesty/singles.test.ts shows why no check can see it (docs/measured/estimate.md).
  test.fails("made-up population: one elusive class", () => holds("one elusive class"));

  // Classes of HRDAG's StanLCMCR (import/hand/simulations.yaml): sizes, and chances of five lists in thousandths.
  test.each([
    ["sim1", 1945, [1800, 33, 33, 99, 132, 33], [200, 660, 825, 759, 990, 693]],
    ["sim2", 2080, [1600, 13, 13, 99, 132, 33], [400, 560, 825, 759, 990, 593]],
    ["sim5", 1978, [1600, 113, 113, 199, 832, 733], [400, 860, 925, 859, 190, 193]],
  ])("D45: %s, truth 2,000", async (name, median, ...rows) => {
    const first = await estimate(sharedTable(`${name}_rep1`), { methods: ["lcmcr"], seed: 1, workers: 0 });
    const found = first.report.methods[0]!.estimate!.median;
    console.log(`measured ${name}_rep1: median ${found}`);
    expect(Math.abs(found / median - 1)).toBeLessThanOrEqual(0.03);
    const classes = rows.map(([size, ...chances]) => ({ size: size!, chances: chances.map((x) => x / 1000) }));
    let covered = 0;
    for (const seed of SEEDS) {
      const { report } = await estimate(drawLists(classes, seed), {
        methods: ["lcmcr"],
        seed,
        settings: SETTINGS,
        workers: 0,
      });
      const { lower, upper } = report.methods[0]!.estimate!;
      if (lower <= 2000 && 2000 <= upper) covered++;
    }
    console.log(`measured ${name}: covered ${covered} of 20`);
    expect(covered).toBeGreaterThanOrEqual(16);
  });
});
