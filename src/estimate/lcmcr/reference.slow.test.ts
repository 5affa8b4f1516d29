import { describe, expect, test } from "vitest";
import { mean, quantileOfSorted } from "../math/quantile.ts";
import { sharedFile, sharedTable } from "../testing/shared.ts";
import { runLcmcr } from "./lcmcr.ts";
import { LCMCR_DEFAULTS, type LcmcrSettings } from "./settings.ts";

const SEEDS = [1, 2, 3, 4, 5];

/** Every row with every seed: one test each, so that a long set can be run seed by seed (`-t "D8: UKdat_5, seed 4"`). */
const seeded = <T extends readonly unknown[]>(rows: readonly T[]) =>
  rows.flatMap((row) =>
    SEEDS.map((seed) => [`${row[0]}: ${row[1]}, seed ${seed}`, row[1] as string, seed, row] as const),
  );

/** Median, limits, mean and diagnostics of one run with four chains, each in the order of its seed. */
async function run(name: string, given: Partial<LcmcrSettings>) {
  const table = sharedTable(name);
  const from = process.cpuUsage();
  const settings = { ...LCMCR_DEFAULTS, rounds: 80, aimEss: 2000, ...given };
  const { totals, diagnostics, sweeps } = await runLcmcr(table, settings, 0);
  const used = process.cpuUsage(from);
  const all = Float64Array.from(totals.flatMap((chain) => [...chain])).sort();
  const [median, lower, upper] = [0.5, 0.025, 0.975].map((p) => quantileOfSorted(all, p)) as [number, number, number];
  const found = { median, lower, upper, mean: mean(all), diagnostics };
  console.log(
    `measured ${name} seed ${settings.seed}: median ${median} [${lower.toFixed(0)}-${upper.toFixed(0)}] mean ${found.mean.toFixed(1)} R-hat ${diagnostics.rhat.toFixed(4)} ESS ${diagnostics.essBulk.toFixed(0)} sweeps ${sweeps} CPU ${((used.user + used.system) / 1e6).toFixed(1)} s`,
  );
  return found;
}

function within(found: number, wanted: number, percent: number, what: string) {
  expect(Math.abs(found / wanted - 1) * 100, `${what}: ${found}, wanted ${wanted}`).toBeLessThanOrEqual(percent);
}

// Reference: the R package LCMCR 0.4.14 with six seeds (UKdat_5: a converged sampler, as the package does not converge there).
describe("latent classes against the R package, five seeds each", () => {
  test.each(
    seeded([
      ["D1", "kosovo_aggregate", 10424, 9067, 13861, 1.5, 3],
      ["D3", "spina", 727, 680, 816, 1, 2],
      ["D4", "NewOrl_5", 831, 568, 1366, 2, 4],
      ["D5", "NewOrl", 716, 513, 1071, 2, 4],
      ["D7", "madigan_york_5list", 629, 590, 719, 1, 2],
      ["D8", "UKdat_5", 22300, 15750, 34400, 3, 5],
    ] as const),
  )("%s", async (_title, name, seed, [, , median, lower, upper, m, b]) => {
    const found = await run(name, { seed });
    expect(found.diagnostics.rhat).toBeLessThan(1.01);
    expect(found.diagnostics.essBulk).toBeGreaterThanOrEqual(2000);
    within(found.median, median, m, `${name} seed ${seed} median`);
    within(found.lower, lower, b, `${name} seed ${seed} lower`);
    within(found.upper, upper, b, `${name} seed ${seed} upper`);
  });

  test.each(
    seeded([
      ["D2", "Korea", 138, 124, 201, 1.5, 4],
      ["D6", "hare", 76, 70, 90, 1, 2],
    ] as const),
  )("%s, in persons", async (_title, name, seed, [, , median, lower, upper, m, b]) => {
    const found = await run(name, { seed });
    expect(found.diagnostics.rhat).toBeLessThan(1.01);
    expect(Math.abs(found.median - median)).toBeLessThanOrEqual(m);
    expect(Math.abs(found.lower - lower)).toBeLessThanOrEqual(b);
    expect(Math.abs(found.upper - upper)).toBeLessThanOrEqual(b);
  });

  test.each(
    seeded([
      ["D9", "ph_manila_police", 576, 534, 654, 1.5, 3],
      ["D10", "ph_caloocan_unidentified", 745, 631, 906, 2, 3],
      ["D11", "ph_quezon_police", 347, 338, 366, 1, 2],
    ] as const),
  )("%s, five classes, by the mean", async (_title, name, seed, [, , wanted, lower, upper, m, b]) => {
    const found = await run(name, { seed, k: 5 });
    expect(found.diagnostics.rhat).toBeLessThan(1.01);
    within(found.mean, wanted, m, `${name} seed ${seed} mean`);
    within(found.lower, lower, b, `${name} seed ${seed} lower`);
    within(found.upper, upper, b, `${name} seed ${seed} upper`);
  });

  test.each(seeded([["D12", "gaza_2023_2024"]] as const))(
    "%s: three lists either converge or say that they do not",
    async (_title, name, seed) => {
      const { diagnostics } = await run(name, { seed, rounds: 8 });
      const saysSo = diagnostics.rhat > 1.05 || diagnostics.essBulk < 400 || diagnostics.essTail < 400;
      expect(saysSo || diagnostics.rhat < 1.05).toBe(true);
      expect(diagnostics.rhat).toBeGreaterThan(1);
    },
  );

  test.each(["gaza_2023_2024", "ScotPWID", "colombia_recruit_men_1999_R1"])(
    "parallel tempering on %s, a set with several modes: what it brings, and what it does not",
    async (name) => {
      if (sharedFile(name) === null) return;
      const plain = await run(name, { rounds: 4 });
      const warm = await run(name, { rounds: 4, temper: 8 });
      expect([plain, warm].every(({ diagnostics }) => Number.isFinite(diagnostics.rhat))).toBe(true);
    },
  );
});
