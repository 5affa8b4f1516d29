import { describe, expect, test } from "vitest";
import { keepLists, listSizes, overlap } from "../table/overlap-table.ts";
import { readShared, sharedTable } from "../testing/shared.ts";
import { chao } from "./chao.ts";
import { chapman, lincolnPetersen } from "./chapman.ts";
import { sampleCoverage } from "./coverage.ts";
import { frequenciesOf } from "./frequencies.ts";

const z = 1.959963984540054;

describe("simple estimators", () => {
  test("D38: Petersen, Chapman and log limits of HAV lists 1 and 2 (CARE1)", () => {
    const table = keepLists(sharedTable("HAV"), [0, 1]);
    const [n1, n2] = listSizes(table) as [number, number];
    const two = { n1, n2, m: overlap(table, 3) };
    expect(lincolnPetersen(two)).toBeCloseTo(336.1224, 4);
    const c = chapman(two, z);
    expect(c.total).toBeCloseTo(333.56, 4);
    expect(c.standardError).toBeCloseTo(28.69971, 5);
    expect(c.lower).toBeCloseTo(288.679, 3);
    expect(c.upper).toBeCloseTo(403.408, 3);
  });
  test.each([
    ["HAV", 0.513, 407.004, 970.805, 507.772],
    ["kosovo_aggregate", 0.471, 7633.549, 15045.882, 9102.586],
  ])("D39: sample coverage of %s (CARE1)", (name, coverage, independent, high, oneStep) => {
    const result = sampleCoverage(sharedTable(name));
    expect(result.coverage).toBeCloseTo(coverage, 3);
    expect(result.independent).toBeCloseTo(independent, 3);
    expect(result.highCoverage).toBeCloseTo(high, 3);
    expect(result.oneStep).toBeCloseTo(oneStep, 3);
  });
  test("D40: Chao's bounds (closed form)", () => {
    const kosovo = chao(frequenciesOf(sharedTable("kosovo_aggregate")), 4, z);
    expect(kosovo.classic).toBeCloseTo(10270.48, 2);
    expect(kosovo.forLists).toBeCloseTo(8802.859, 3);
    expect(kosovo.biasCorrected).toBeCloseTo(10262.01, 2);
    const ill = readShared("ill_freqcounts");
    if (ill.kind !== "frequencies") throw new Error("ill is a table of frequencies");
    expect(chao(ill.frequencies, null, z).classic).toBeCloseTo(9273.51, 2);
  });
});
