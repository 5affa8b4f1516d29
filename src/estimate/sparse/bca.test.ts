import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Uniforms } from "../math/uniforms.ts";
import { pairSetup } from "../testing/pair-setup.ts";
import { bcaInterval, bcaLimits } from "./bca.ts";
import { pairData } from "./pair-model.ts";
import { stepwise } from "./stepwise.ts";

const SETTINGS = { threshold: 0.02, resamples: 1000, level: 0.95 };

/** The thousand resamples of NewOrl_5 that R draws with SparseMSE's default seed (tests/fixtures/estimate/README.md). */
function resamplesOfR(lists: readonly string[]): Float64Array[] {
  const file = new URL("../../../tests/fixtures/estimate/NewOrl_5_resamples.csv", import.meta.url);
  const [head, ...rows] = readFileSync(file, "utf8").trim().split("\n");
  const masks = head!
    .split(",")
    .map((names) => names.split("+").reduce((x, name) => x | (1 << lists.indexOf(name)), 0));
  return rows.map((row) => {
    const counts = new Float64Array(2 ** lists.length);
    row.split(",").forEach((count, i) => {
      counts[masks[i]!] = Number(count);
    });
    return counts;
  });
}

describe("D37: BCa limits of NewOrl_5, whose thousand resamples decide as much as the method", () => {
  const { data, table } = pairSetup("NewOrl_5");
  const estimate = stepwise(data, SETTINGS.threshold)!.fit.total;

  test("on R's own resamples they are SparseMSE's 589 and 1,704", () => {
    const totals = resamplesOfR(table.lists).map(
      (counts) => stepwise(pairData(table.lists.length, counts, data.room), SETTINGS.threshold)!.fit.total,
    );
    const { acceleration } = bcaInterval(data, estimate, { ...SETTINGS, resamples: 20 }, new Uniforms(1))!;
    const { lower, upper } = bcaLimits(Float64Array.from(totals).sort(), estimate, acceleration, SETTINGS.level);
    // glm and lpSolve of R 4.2.2 give 588.8175 and 1703.6937 for the published procedure.
    expect(lower).toBeCloseTo(588.8175, 3);
    expect(upper).toBeCloseTo(1703.6937, 3);
  });
});
