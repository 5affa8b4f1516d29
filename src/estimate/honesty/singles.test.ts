import { describe, expect, test } from "vitest";
import { FitRoom, fitLoglinear } from "../loglinear/fit.ts";
import { closeTerms } from "../loglinear/model.ts";
import { drawLists, expectedLists, POPULATIONS } from "../testing/made-up-lists.ts";
import { sharedTable } from "../testing/shared.ts";
import { singlesExcess, singlesFinding } from "./singles.ts";

const SEEDS = Array.from({ length: 40 }, (_, at) => 2001 + at);
const told = (name: string) => SEEDS.filter((seed) => singlesFinding(drawLists(POPULATIONS[name]!, seed)) !== null);

describe("persons on exactly one list, more of them than the overlaps lead to expect", () => {
  test("is told of few populations without them, and more often of one with an elusive class (fresh seeds)", () => {
    for (const name of ["independent lists", "two correlated lists", "sparse overlap"])
      expect(told(name).length, name).toBeLessThanOrEqual(6);
    expect(told("one elusive class").length).toBeGreaterThanOrEqual(8);
  });
  test("a hundred persons added to each list alone are seen, and the words name both explanations", () => {
    const table = drawLists(POPULATIONS["independent lists"]!, 1);
    const counts = table.counts.map((count, i) => count + ([1, 2, 4, 8].includes(table.patterns[i]!) ? 100 : 0));
    const finding = singlesFinding({ ...table, counts, n: table.n + 400 })!;
    expect(finding.code).toBe("singles-excess");
    expect(finding.text).toMatch(/too low, or matches were missed/);
    expect(singlesExcess({ ...table, counts, n: table.n + 400 })!.factor).toBeGreaterThan(1.2);
  });
  test("says nothing where it cannot be tested", () => {
    expect(singlesExcess(sharedTable("Korea"))).not.toBeNull();
    const two = { lists: ["a", "b"], patterns: Uint32Array.of(1, 2, 3), counts: Float64Array.of(9, 9, 3), n: 21 };
    expect(singlesExcess(two)).toBeNull();
  });
  // Why no check can save the number: lists drawn from the elusive population look like independent lists of 1,656 persons. The
  // deviance between the two is what the best of all tests has to go by: it sees one in two at a false alarm of one in twenty.
  test("the expected lists of the elusive population lie within a deviance of 3 of independent lists with another total", () => {
    const counts = expectedLists(POPULATIONS["one elusive class"]!);
    const fit = fitLoglinear(counts, closeTerms(4, []), new FitRoom(4))!;
    expect(fit.total).toBeCloseTo(1656, 0);
    expect(fit.deviance).toBeLessThan(3.1);
    expect(fit.deviance).toBeGreaterThan(2.9);
  });
});
