import { expect, it } from "vitest";
import { type LinkedTotal, linkedTotal } from "./support/linked-total.ts";

// Everything in these lists is made up by the generator. Figures: docs/measured/linkage.md; more of them: bench/linkage/linked-total.ts.
const SEEDS = Array.from({ length: 20 }, (_, i) => 1001 + i);

it.each([
  ["four lists of six of ten", { people: 400, lists: 4, capture: 0.6, unique: false }],
  ["four lists of a third, none with duplicates", { people: 600, lists: 4, capture: 0.35, unique: true }],
] as const)(
  "%s: the truth is in nine of ten intervals with the doubt of the linkage",
  async (_, options) => {
    const runs: LinkedTotal[] = [];
    for (const seed of SEEDS) runs.push(await linkedTotal({ ...options, seed }, 20, ["dga"]));
    const share = (of: "true" | "best" | "drawn"): number =>
      runs.filter(({ totals }) => totals["dga"]![of].holdsTruth).length / runs.length;
    const off = runs.reduce((sum, { seen }) => sum + seen.drawn - seen.true, 0) / runs.length;
    console.log(
      `measured: held by true persons ${share("true")}, most likely linkage ${share("best")}, drawn ${share("drawn")}; drawn persons off by ${off.toFixed(1)}`,
    );
    expect(share("drawn")).toBeGreaterThanOrEqual(0.9);
    expect(Math.abs(off)).toBeLessThan(0.01 * options.people);
  },
  600_000,
);
