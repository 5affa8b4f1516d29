import { describe, expect, test } from "vitest";
import { denseCounts } from "../table/overlap-table.ts";
import { sharedTable } from "../testing/shared.ts";
import { FitRoom, fitLoglinear } from "./fit.ts";
import { closeTerms, hierarchicalModels, modelName, pairModels, parseModel } from "./model.ts";
import { profileInterval } from "./profile.ts";

const HALF_CHI = 1.9207294103470585;

function setup(name: string) {
  const table = sharedTable(name);
  const lists = table.lists.length;
  return { table, lists, counts: denseCounts(table), room: new FitRoom(lists) };
}

function fitNamed(data: ReturnType<typeof setup>, name: string) {
  return fitLoglinear(data.counts, parseModel(name, data.lists)!, data.room)!;
}

describe("log-linear models", () => {
  test("there are 8, 113 and 6,893 hierarchical models on 3, 4 and 5 lists", () => {
    expect([3, 4, 5].map((lists) => hierarchicalModels(lists).length)).toEqual([8, 113, 6893]);
    expect(pairModels(5).length).toBe(1024);
  });
  test("D21: Kosovo [123,14,34] is best by BIC of all 113 and equals the published 10,356", () => {
    const data = setup("kosovo_aggregate");
    const fit = fitNamed(data, "[123,14,34]");
    expect(fit.total).toBeCloseTo(10356.52, 2);
    expect(fit.standardError).toBeCloseTo(785.9, 2);
    expect([fit.deviance, fit.df, fit.aic, fit.bic].map((x) => x.toFixed(3))).toEqual([
      "9.323",
      "4.000",
      "132.747",
      "203.030",
    ]);
    const all = hierarchicalModels(4).map((terms) => fitLoglinear(data.counts, terms, data.room)!);
    const best = all.reduce((a, b) => (b.bic < a.bic ? b : a));
    expect(modelName(best.terms, 4)).toBe("[123,14,34]");
    const aic = all.reduce((a, b) => (b.aic < a.aic ? b : a));
    expect(modelName(aic.terms, 4)).toBe("[123,134]");
    expect(aic.total).toBeCloseTo(12740.97, 2);
  });
  test("D22: Kosovo saturated without the 4-way term, with its profile interval", () => {
    const data = setup("kosovo_aggregate");
    const fit = fitNamed(data, "[123,124,134,234]");
    expect(fit.total).toBeCloseTo(16941.88, 2);
    expect(fit.standardError).toBeCloseTo(5937.58, 1);
    const profile = profileInterval(data.counts, fit.terms, data.room, fit.missed, HALF_CHI)!;
    expect(Math.abs(profile.lower / 9114.5 - 1)).toBeLessThan(1e-3);
    expect(Math.abs(profile.upper / 35335.7 - 1)).toBeLessThan(1e-3);
    expect(Math.abs(profile.total / 16574 - 1)).toBeLessThan(1e-3);
  });
  test("D24: hare Mt and Mth Poisson(2) as in Rcapture", () => {
    const data = setup("hare");
    const terms = closeTerms(6, []);
    const mt = fitLoglinear(data.counts, terms, data.room)!;
    expect(mt.total).toBeCloseTo(75.066, 3);
    expect(mt.standardError).toBeCloseTo(3.352, 3);
    expect(mt.aic).toBeCloseTo(154.505, 3);
    const profile = profileInterval(data.counts, terms, data.room, mt.missed, HALF_CHI)!;
    expect(profile.lower).toBeCloseTo(69.29, 1);
    expect(profile.upper).toBeCloseTo(82.4, 1);
    const covariate = Float64Array.from({ length: 64 }, (_, x) => 2 ** bits(x) - 1);
    const mth = fitLoglinear(data.counts, terms, data.room, { covariate })!;
    expect(mth.total).toBeCloseTo(81.079, 3);
    expect(mth.standardError).toBeCloseTo(5.574, 3);
    expect(mth.aic).toBeCloseTo(146.327, 3);
  });
  test("D25: Korea [12,23]", () => {
    const fit = fitNamed(setup("Korea"), "[12,23]");
    expect([fit.total, fit.standardError, fit.bic].map((x) => x.toFixed(3))).toEqual(["157.167", "22.151", "57.141"]);
  });
  test("D26: two models of the UK data that fit alike and disagree by a factor of two", () => {
    const data = setup("UKdat_5");
    const fits = pairModels(5)
      .flatMap((terms) => fitLoglinear(data.counts, terms, data.room) ?? [])
      .sort((a, b) => a.bic - b.bic);
    const shown = fits.slice(0, 2).map((fit) => [modelName(fit.terms, 5), fit.total.toFixed(1), fit.bic.toFixed(2)]);
    expect(shown).toEqual([
      ["[12,13,23,25,34]", "22991.3", "196.54"],
      ["[12,13,25,35,45]", "12262.4", "197.49"],
    ]);
  });
  test("D27: Massachusetts 5 lists, order 2 by BIC", () => {
    const data = setup("madigan_york_5list");
    const best = pairModels(5)
      .flatMap((terms) => fitLoglinear(data.counts, terms, data.room) ?? [])
      .reduce((a, b) => (b.bic < a.bic ? b : a));
    expect(modelName(best.terms, 5)).toBe("[12,13,45]");
    expect([best.total, best.standardError, best.bic].map((x) => x.toFixed(3))).toEqual([
      "620.470",
      "14.826",
      "200.129",
    ]);
  });
  test("D43: Gaza overall [12,13,23] with profile", () => {
    const data = setup("gaza_2023_2024");
    const fit = fitNamed(data, "[12,13,23]");
    expect(fit.total).toBeCloseTo(64696.07, 1);
    expect(fit.standardError).toBeCloseTo(3587.12, 1);
    const profile = profileInterval(data.counts, fit.terms, data.room, fit.missed, HALF_CHI)!;
    expect(Math.abs(profile.lower / 58211.6 - 1)).toBeLessThan(1e-4);
    expect(Math.abs(profile.upper / 72334.7 - 1)).toBeLessThan(1e-4);
  });
});

function bits(x: number): number {
  let count = 0;
  for (let rest = x; rest; rest &= rest - 1) count++;
  return count;
}
