import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/estimate/${name}.csv`, import.meta.url));
const QUICK = ["--lcmcr.burn", "500", "--lcmcr.draws", "250", "--lcmcr.rounds", "1"];

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

async function report(...args: readonly string[]) {
  const ran = await bench.run(["estimate", ...args, "--json"]);
  expect(ran.exit, ran.said).toBe(0);
  return JSON.parse(ran.out);
}

describe("snowmelt estimate", () => {
  it("prints the documented document: methods with settings, diagnostics and warnings, headline or refusals", async () => {
    const made = await report(
      fixture("Korea"),
      "--method",
      "lcmcr",
      "--method",
      "sparse",
      "--sparse.resamples=20",
      "--workers",
      "0",
      ...QUICK,
    );
    expect(made).toMatchObject({
      format: "snowmelt-estimate/1",
      n: 123,
      lists: ["b", "c", "d"],
    });
    expect(made.methods.map((each: { method: string }) => each.method)).toEqual(["lcmcr", "sparse"]);
    const [lcmcr, sparse] = made.methods;
    expect(lcmcr.settings).toMatchObject({ k: 10, burn: 500, draws: 250, rounds: 1, cap: 20 });
    expect(Object.keys(lcmcr.diagnostics)).toEqual(
      expect.arrayContaining(["rhat", "essBulk", "essTail", "mcse", "perChainMedian", "capShare"]),
    );
    expect(lcmcr.diagnostics.perChainMedian).toHaveLength(4);
    expect(sparse.estimate).toMatchObject({ level: 0.95 });
    expect(made.headline === null || made.headline.method === "lcmcr").toBe(true);
    expect(made.engine).toMatch(/^snowmelt /);
  });
  it("D47: one seed gives the same draws with no, one and four workers, and another seed others", async () => {
    const draws = async (workers: string, seed: string) => {
      await report(
        fixture("spina"),
        "--method",
        "lcmcr",
        "--workers",
        workers,
        "--seed",
        seed,
        "--draws",
        `d${workers}-${seed}.csv`,
        ...QUICK,
      );
      return readFileSync(bench.path(`d${workers}-${seed}.csv`), "utf8");
    };
    const none = await draws("0", "1");
    expect(none.split("\n").length).toBe(4 * 250 + 2);
    expect(await draws("1", "1")).toBe(none);
    expect(await draws("4", "1")).toBe(none);
    expect(await draws("0", "2")).not.toBe(none);
  });
  it("takes the grid, delta and model of the references as options", async () => {
    const dga = await report(
      fixture("UKdat_5"),
      "--method",
      "dga",
      "--dga.delta",
      "1/32",
      "--dga.grid",
      "1:82320:1000",
    );
    expect(dga.methods[0].estimate).toMatchObject({ median: 23016, lower: 10408, upper: 33481 });
    const named = await report(
      fixture("kosovo_aggregate"),
      "--method",
      "loglinear",
      "--loglinear.model",
      "[123,14,34]",
    );
    expect(named.methods[0].estimate.median).toBeCloseTo(10356.52, 2);
    expect(named.headline.method).toBe("loglinear");
  });
  it("writes a page without scripts, and says in words what the terminal shows", async () => {
    const ran = await bench.run([
      "estimate",
      fixture("HAV"),
      "--method",
      "loglinear",
      "--method",
      "coverage",
      "--html",
      "page.html",
    ]);
    expect(ran.exit).toBe(0);
    expect(ran.out).toMatch(/Methods side by side/);
    const page = readFileSync(bench.path("page.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<script|src="http/);
    await bench.run(["estimate", fixture("HAV"), "--method", "coverage", "--html"]);
    expect(readFileSync(bench.path("HAV.estimate.html"), "utf8")).toContain("Sample coverage");
  });
  it("reads strata, replicates of other programs, frequencies and persons as they come", async () => {
    const strata = await report(fixture("spina_by_ethnicity"), "--method", "loglinear");
    expect(strata.strata).toHaveLength(3);
    const frequencies = await report(fixture("ill_freqcounts"));
    expect(frequencies.methods[0].estimate.median).toBeCloseTo(9273.51, 2);
    expect(frequencies.headline).toBeNull();
    bench.write("draws.csv", "replicate,n_obs,N\nA,10,15\nA,10,17\nA,10,16\nB,12,19\nB,12,14\nB,12,18\n");
    const combined = await report("draws.csv");
    expect(combined.combination.observed).toBe(11);
    expect(combined.refusals.map((each: { code: string }) => each.code)).toContain("draws-only");
  });
});
