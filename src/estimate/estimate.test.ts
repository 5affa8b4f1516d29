import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { estimate, estimateText, type MethodId, makeTable, readTable, renderEstimate } from "./index.ts";
import { drawLists } from "./testing/made-up-lists.ts";
import { readShared, sharedFile, sharedTable } from "./testing/shared.ts";

/** Settings that make the latent classes fast enough for every run of the tests. */
const QUICK = { "lcmcr.burn": 1000, "lcmcr.draws": 500, "lcmcr.rounds": 2, "sparse.resamples": 50 };
const codesOf = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);
const run = (name: string, methods: readonly MethodId[], settings = {}) =>
  estimate(sharedTable(name), { methods, workers: 0, settings: { ...QUICK, ...settings } });

describe("reports", () => {
  test("every method stands side by side, one is quoted, and it comes with its interval and its sentences", async () => {
    const { report, traces } = await estimate(drawLists([{ size: 900, chances: [0.4, 0.3, 0.35, 0.3] }], 3), {
      workers: 0,
      settings: QUICK,
      checks: true,
    });
    expect(report.methods.map(({ method }) => method)).toEqual([
      "lcmcr",
      "dga",
      "loglinear",
      "sparse",
      "chao",
      "coverage",
      "chapman",
    ]);
    for (const { estimate: total } of report.methods) {
      expect(total!.lower).toBeLessThanOrEqual(total!.median);
      expect(total!.median).toBeLessThanOrEqual(total!.upper);
      expect(total!.lower).toBeGreaterThanOrEqual(0);
    }
    expect(report.headline!.method).toBe("lcmcr");
    expect(report.headline!.lower).toBeLessThan(900);
    expect(report.headline!.upper).toBeGreaterThan(850);
    expect(report.honesty!.leaveOneOut).toHaveLength(4);
    expect(report.honesty!.hideOne.length).toBeGreaterThan(0);
    const page = renderEstimate({ report, traces }, { file: "made-up.csv", engine: "test" });
    expect(page).toContain(report.headline!.text);
    for (const sentence of report.honesty!.assumptions) expect(page.replaceAll("&#39;", "'")).toContain(sentence);
    expect(page.match(/<svg/g)).toHaveLength(5);
    expect(page).not.toMatch(/<script|https?:|NaN|undefined/);
    expect(estimateText(report)).toContain("Say these with it");
  });
  test("over strata the simple methods stand beside the sum, on all strata together, and say so", async () => {
    const cells = ["1,0,0:60", "0,1,0:70", "0,0,1:50", "1,1,0:30", "1,0,1:25", "0,1,1:28", "1,1,1:14"];
    const rows = ["x", "y"].flatMap((stratum) => cells.map((cell) => cell.replace(":", `,${stratum},`)));
    const csv = ["a,b,c,stratum,count", ...rows].join("\n");
    const { report } = await estimate(readTable(csv), { methods: ["loglinear", "chao", "chapman"], workers: 0 });
    expect(report.methods.map(({ method }) => method)).toEqual(["loglinear", "chao", "chapman"]);
    for (const { warnings, estimate: total } of report.methods.slice(1)) {
      expect(codesOf(warnings)).toContain("strata-together");
      expect(total!.lower).toBeGreaterThan(554);
    }
  });
  test("D20: a total that rests on the complete graph is shown and not quoted", async () => {
    const grid = `1:${30 * 29271}:1000`;
    const { report } = await run("gaza_2023_2024", ["dga"], { "dga.grid": grid });
    expect(report.methods[0]!.estimate!.median).toBe(29272);
    expect(codesOf(report.methods[0]!.warnings)).toContain("complete-graph");
    expect(report.headline).toBeNull();
    expect(codesOf(report.refusals)).toContain("complete-graph");
    expect(renderEstimate({ report, traces: new Map() }, { file: "x", engine: "t" })).toContain("No number to quote");
  });
  test("D23: the saturated model of Kosovo under five factors", async () => {
    const { report } = await run("kosovo_aggregate", ["chao"]);
    expect(report.honesty!.sensitivity.map(({ total }) => total.toFixed(2))).toEqual([
      "29483.76",
      "23212.82",
      "16941.88",
      "12761.25",
      "10670.94",
    ]);
    // Standard error of factor 1 as a fit of the same model by Newton steps gives it (D22 of loglinear.test.ts): 5937.58.
    const { total, lower, upper } = report.honesty!.sensitivity[2]!;
    const [seen, missed] = [report.n, total - report.n];
    const c = Math.exp(1.959963984540054 * Math.sqrt(Math.log1p((5937.58 / missed) ** 2)));
    expect(lower).toBeCloseTo(seen + missed / c, 0);
    expect(upper).toBeCloseTo(seen + missed * c, 0);
    expect(estimateText(report)).toContain("times 1.00: 17,000 (9,000 to 35,000)");
  });
  test("D26: two models that fit alike and disagree forbid the log-linear headline", async () => {
    const { report } = await run("UKdat_5", ["loglinear"], { "loglinear.order": 2 });
    expect(report.methods[0]!.details).toMatchObject({ models: 1024, model: "[12,13,23,25,34]" });
    expect(codesOf(report.methods[0]!.warnings)).toContain("models-disagree");
    expect(report.headline).toBeNull();
  });
  test("D31: stepwise pairs and latent classes disagree about Korea, and the report says so", async () => {
    const { report } = await run("Korea", ["lcmcr", "sparse"]);
    expect(report.methods[1]!.estimate!.median).toBeCloseTo(268.778, 3);
    expect(codesOf(report.honesty!.findings)).toContain("methods-disagree");
    expect(estimateText(report)).toMatch(/Methods disagree/);
  });
  test("warmer copies that are asked for are run, and stand among the settings", async () => {
    const short = { "lcmcr.burn": 200, "lcmcr.draws": 100, "lcmcr.rounds": 1 };
    const plain = await run("Korea", ["lcmcr"], short);
    const tempered = await run("Korea", ["lcmcr"], { ...short, "lcmcr.temper": 2 });
    expect(tempered.report.methods[0]!.settings["temper"]).toBe(2);
    expect(tempered.report.methods[0]!.estimate).not.toEqual(plain.report.methods[0]!.estimate);
  });
  test("D43: a named model of Gaza, with its profile interval", async () => {
    const { report } = await run("gaza_2023_2024", ["loglinear"], { "loglinear.model": "[12,13,23]" });
    const { median, lower, upper } = report.methods[0]!.estimate!;
    for (const [found, wanted] of [
      [median, 64696.07],
      [lower, 58211.6],
      [upper, 72334.7],
    ] as const)
      expect(Math.abs(found / wanted - 1)).toBeLessThan(1e-4);
  });
  test("D46: two mixtures that differ in the never listed alone give the same table, and every report says what that means", async () => {
    // Aleshin-Guendel and others (2021): chances alpha (2j - 1) with weights C(4, 2j - 1)/8 against 2 alpha j with C(4, 2j)/8.
    const alpha = 0.2;
    const expected = (classes: readonly (readonly [weight: number, chance: number])[], size: number) =>
      makeTable(
        ["a", "b", "c"],
        Array.from({ length: 7 }, (_, at) => {
          const pattern = at + 1;
          const held = [0, 1, 2].filter((j) => pattern & (1 << j)).length;
          const share = classes.reduce((sum, [w, p]) => sum + w * p ** held * (1 - p) ** (3 - held), 0);
          return [pattern, Math.round(size * share)] as const;
        }),
      );
    const odd = expected(
      [
        [4 / 8, alpha],
        [4 / 8, 3 * alpha],
      ],
      100_000,
    );
    const even = expected(
      [
        [1 / 8, 0],
        [6 / 8, 2 * alpha],
        [1 / 8, 4 * alpha],
      ],
      100_000,
    );
    expect(even).toEqual(odd);
    // The same table also fits seven eighths of the persons, without those whom no list can hold.
    const without = expected(
      [
        [6 / 7, 2 * alpha],
        [1 / 7, 4 * alpha],
      ],
      87_500,
    );
    expect(without).toEqual(odd);
    const reports = await Promise.all([odd, without].map((table) => estimate(table, { workers: 0, settings: QUICK })));
    expect(reports[0]!.report).toEqual(reports[1]!.report);
    expect(reports[0]!.report.honesty!.assumptions[0]).toMatch(/No data can show .* untestable assumption/);
  });
  test("a table of fewer than three lists is shown by Chapman and never quoted", async () => {
    const { report } = await estimate(readTable("a,b,count\n1,0,60\n0,1,70\n1,1,30\n"), { workers: 0 });
    expect(report.headline).toBeNull();
    expect(codesOf(report.refusals)).toContain("fewer-than-three-lists");
    expect(report.methods.find(({ method }) => method === "chapman")!.warnings[0]!.text).toMatch(/cannot be checked/);
  });
  test("Chapman gives no interval without width, and says when it begins below those named", async () => {
    const only = async (csv: string) =>
      (await estimate(readTable(csv), { methods: ["chapman"], workers: 0 })).report.methods[0]!;
    const holdsAll = await only("a,b,count\n1,1,30\n1,0,67\n");
    expect(holdsAll).toMatchObject({ estimate: null, warnings: [{ code: "list-holds-everyone" }] });
    const third = await only("a,b,c,count\n1,1,0,30\n1,0,0,40\n0,1,0,50\n0,0,1,200\n");
    expect(third.estimate!.lower).toBeLessThan(320);
    expect(codesOf(third.warnings)).toEqual(["independence-only", "below-those-named"]);
  });
});

describe("strata, imputations and linkages", () => {
  test("D41: HRDAG's draws of ten replicates combine to its printed numbers", async () => {
    if (sharedFile("verdata_R1_R10_draws") === null) return;
    const { report } = await estimate(readShared("verdata_R1_R10_draws"));
    const { point, lower, upper, within, between, df } = report.combination!;
    expect([lower, point, upper]).toEqual([1281, 1629, 2292]);
    expect([within.toFixed(7), between.toFixed(7), df!.toFixed(3)]).toEqual(["0.0692517", "0.0678993", "10.746"]);
    expect(report.headline).toBeNull();
  });
  test("D42: Gaza by age and sex, complete cases, models averaged: equal to the published way, and refused", async () => {
    const { report } = await estimate(readShared("gaza_2023_2024_by_agesex"), {
      methods: ["loglinear"],
      missing: "drop",
      settings: { "loglinear.criterion": "average" },
    });
    const sums = report.methods[0]!.details["sumsOfStrata"] as { total: number; lower: number; upper: number };
    for (const [found, wanted] of [
      [sums.total, 39465.1],
      [sums.lower, 35267.8],
      [sums.upper, 47423.7],
    ] as const)
      expect(Math.abs(found / wanted - 1)).toBeLessThan(1e-4);
    expect(report.headline).toBeNull();
    expect(report.refusals.find(({ code }) => code === "complete-cases")!.text).toMatch(/1,014 of 29,271 records/);
  });
  test("D42: imputed instead of dropped, the missing strata add what their list alone can", async () => {
    const input = readShared("gaza_2023_2024_by_agesex");
    const settings = { "loglinear.criterion": "average" };
    const { report } = await estimate(input, { methods: ["loglinear"], imputations: 10, settings });
    expect(report.n).toBe(29271);
    expect(report.methods[0]!.estimate!.median).toBeGreaterThan(45_000);
    expect(codesOf(report.warnings)).toContain("missing-strata");
    expect(report.combined).toHaveLength(10);
    const alone = await estimate(input, { methods: ["loglinear"], imputations: 1, settings });
    expect(codesOf(alone.report.refusals)).toContain("one-replicate");
  });
  test("D44: Sudan under three linkage thresholds: each its own total, and together an interval that holds them all", async () => {
    const text = readFileSync(sharedFile("sudan_khartoum_by_linkage_threshold")!, "utf8").trim().split("\n");
    const chosen = (overlapThreshold: string) =>
      text.filter((row, i) => i === 0 || new RegExp(`,3,${overlapThreshold},all_cause$`).test(row));
    const totals = async (rows: readonly string[], model: string) => {
      const input = readTable(rows.join("\n"), {
        lists: ["public_survey", "private_survey", "social_media"],
        replicate: ["overlap_threshold"],
        ignore: ["dup_threshold", "cause"],
      });
      const options = { methods: ["loglinear"] as const, settings: { "loglinear.model": model } };
      return (await estimate(input, options)).report;
    };
    for (const [model, wanted] of [
      ["[12,13,23]", [25275.4, 31755.7, 38509.8]],
      ["[1,2,3]", [8082.8, 9008.4, 10861.3]],
    ] as const) {
      for (const [at, threshold] of ["1", "2", "3"].entries()) {
        const report = await totals(chosen(threshold), model);
        expect(Math.abs(report.methods[0]!.estimate!.median / wanted[at]! - 1)).toBeLessThan(1e-4);
      }
    }
    const three = [...chosen("1"), ...chosen("2").slice(1), ...chosen("3").slice(1)];
    const together = await totals(three, "[12,13,23]");
    expect(together.combined).toHaveLength(3);
    const { lower, upper } = together.methods[0]!.estimate!;
    for (const { estimate: one } of together.combined) {
      expect(one.median).toBeGreaterThan(lower);
      expect(one.median).toBeLessThan(upper);
    }
    const widths = together.combined.map(({ estimate: one }) => one.upper - one.lower);
    expect(upper - lower).toBeGreaterThan(Math.min(...widths));
  });
});
