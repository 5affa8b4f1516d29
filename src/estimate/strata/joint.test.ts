import { describe, expect, test } from "vitest";
import { estimate, readTable } from "../index.ts";
import { Uniforms } from "../math/uniforms.ts";

const QUICK = { "lcmcr.burn": 600, "lcmcr.draws": 200, "lcmcr.rounds": 1, "lcmcr.k": 3 };

/** Two made-up strata of 400 and 1,200; the stratum is lost for a share of the persons, more of them where list `a` alone names them. */
function madeUp(lost: number, seed: number): string {
  const random = new Uniforms(seed, 9);
  const rows = new Map<string, number>();
  for (const [stratum, size, chances] of [
    ["north", 400, [0.6, 0.5, 0.4]],
    ["south", 1200, [0.25, 0.3, 0.2]],
  ] as const) {
    for (let person = 0; person < size; person++) {
      const pattern = chances.map((chance) => (random.next() < chance ? 1 : 0)).join(",");
      const isLost = random.next() < (pattern === "1,0,0" ? 2 * lost : lost);
      if (pattern === "0,0,0") continue;
      const row = `${pattern},${isLost ? "" : stratum}`;
      rows.set(row, (rows.get(row) ?? 0) + 1);
    }
  }
  return `a,b,c,stratum,count\n${[...rows].map(([row, count]) => `${row},${count}`).join("\n")}\n`;
}
const run = (lost: number, missing: "joint" | "impute" | "drop", seed = 3) =>
  estimate(readTable(madeUp(lost, seed)), { methods: ["lcmcr"], workers: 0, settings: QUICK, missing, imputations: 4 });

describe("strata that are missing, filled within the model", () => {
  test("the total and both strata hold the truth, and everyone listed is counted", async () => {
    const { report } = await run(0.2, "joint");
    const listed = madeUp(0.2, 3)
      .trim()
      .split("\n")
      .slice(1)
      .reduce((sum, row) => sum + Number(row.split(",").at(-1)), 0);
    expect(report.n).toBe(listed);
    const { lower, upper } = report.methods[0]!.estimate!;
    expect(lower).toBeGreaterThan(listed);
    expect(lower).toBeLessThan(1600);
    expect(upper).toBeGreaterThan(1600);
    for (const [label, truth] of [
      ["north", 400],
      ["south", 1200],
    ] as const) {
      const stratum = report.strata.find((each) => each.label === label)!;
      expect(stratum.estimate!.lower).toBeLessThan(truth);
      expect(stratum.estimate!.upper).toBeGreaterThan(truth);
    }
    expect(report.warnings.find(({ code }) => code === "missing-strata")!.text).toMatch(/given one anew in every draw/);
    expect(report.methods[0]!.diagnostics!.perChainMedian).toHaveLength(4);
  });
  test("agrees with imputing beforehand, and lies above leaving the persons out", async () => {
    const [joint, imputed, dropped] = await Promise.all([run(0.2, "joint"), run(0.2, "impute"), run(0.2, "drop")]);
    const median = ({ report }: Awaited<ReturnType<typeof run>>) => report.methods[0]!.estimate!.median;
    expect(Math.abs(median(joint) / median(imputed) - 1)).toBeLessThan(0.05);
    expect(median(dropped)).toBeLessThan(0.9 * median(joint));
  });
  test("the same seed gives the same draws, another seed others", async () => {
    const estimates = await Promise.all([run(0.1, "joint"), run(0.1, "joint")]);
    expect(estimates[0]!.report).toEqual(estimates[1]!.report);
    const other = await estimate(readTable(madeUp(0.1, 3)), {
      methods: ["lcmcr"],
      workers: 0,
      settings: QUICK,
      missing: "joint",
      seed: 2,
    });
    expect(other.report.methods[0]!.estimate).not.toEqual(estimates[0]!.report.methods[0]!.estimate);
  });
  test("methods that cannot fill strata within themselves are named", async () => {
    const { report } = await estimate(readTable(madeUp(0.1, 3)), {
      methods: ["lcmcr", "loglinear"],
      workers: 0,
      settings: QUICK,
      missing: "joint",
    });
    expect(report.methods.map(({ method }) => method)).toEqual(["lcmcr"]);
    expect(report.warnings.map(({ code }) => code)).toContain("joint-only");
  });
});
