import { describe, expect, it } from "vitest";
import { bitsOfCoverage } from "./coverage.ts";

function gained(listOf: readonly number[], pairs: readonly (readonly [number, number, number])[]): number[] {
  const edges = { a: pairs.map((e) => e[0]), b: pairs.map((e) => e[1]), probability: pairs.map((e) => e[2]) };
  return [...bitsOfCoverage(edges, listOf)];
}

describe("bitsOfCoverage()", () => {
  it("two lists of four, three of each surely partnered: a pair gains twice two bits, and a pair within a list nothing", () => {
    const listOf = [0, 0, 0, 0, 1, 1, 1, 1];
    const bits = gained(listOf, [
      [0, 1, 0.9],
      [0, 4, 1],
      [1, 5, 1],
      [2, 6, 1],
      [3, 7, 0],
    ]);
    expect(bits[0]).toBe(0);
    for (const bit of bits.slice(1)) expect(bit).toBeCloseTo(4, 9);
  });

  it("a record of several pairs is partnered by the chance of any, and the list with fewer partnered tells", () => {
    // One of two records on the one side, 1 - .5 * .5 of one; three of three in a half each on the other.
    const bits = gained(
      [0, 0, 1, 1, 1, 1],
      [
        [0, 2, 0.5],
        [0, 3, 0.5],
      ],
    );
    const share = Math.min(0.75 / 2, (0.5 + 0.5) / 4);
    for (const bit of bits) expect(bit).toBeCloseTo(-2 * Math.log2(1 - share), 9);
  });

  it("a list that is wholly in the other gains no more than a bound", () => {
    expect(gained([0, 1], [[0, 1, 1]])[0]).toBeCloseTo(-2 * Math.log2(0.05), 9);
  });

  it("lists are told apart: what two share says nothing of a third", () => {
    const bits = gained(
      [0, 0, 1, 1, 2, 2],
      [
        [0, 2, 1],
        [1, 3, 1],
        [1, 5, 0.1],
      ],
    );
    expect(bits[0]).toBeGreaterThan(8);
    expect(bits[2]).toBeCloseTo(-2 * Math.log2(1 - 0.05), 9);
  });
});
