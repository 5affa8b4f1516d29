import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { probabilityOf } from "../model/weights.ts";
import { bitsLostToRivals } from "./competition.ts";

const oddsOf = (p: number): number => p / (1 - p);

function lost(listOf: readonly number[], pairs: readonly (readonly [number, number, number])[]): number[] {
  const edges = { a: pairs.map((e) => e[0]), b: pairs.map((e) => e[1]), probability: pairs.map((e) => e[2]) };
  return [...bitsLostToRivals(edges, listOf)];
}

/** Probability of each pair when every record has at most one person in the other list: all matchings, by hand. */
function overMatchings(pairs: readonly (readonly [number, number, number])[]): number[] {
  const sums = pairs.map(() => 0);
  let all = 0;
  for (let chosen = 0; chosen < 1 << pairs.length; chosen++) {
    const taken = pairs.filter((_, e) => (chosen >> e) & 1);
    const ends = taken.flatMap((pair) => pair.slice(0, 2));
    if (new Set(ends).size < ends.length) continue;
    const weight = taken.reduce((product, [, , p]) => product * oddsOf(p), 1);
    all += weight;
    for (let e = 0; e < pairs.length; e++) if ((chosen >> e) & 1) sums[e]! += weight;
  }
  return sums.map((sum) => sum / all);
}

describe("bitsLostToRivals()", () => {
  it("a record with two like candidates in another list is as likely neither as its share says", () => {
    const pairs = [
      [0, 1, 0.6],
      [0, 2, 0.6],
    ] as const;
    const bits = lost([0, 1, 1], pairs);
    expect(bits[0]).toBeCloseTo(-Math.log2(1 + oddsOf(0.6)), 9);
    expect(bits[1]).toBe(bits[0]);
  });

  it("is exact where pairs form no ring", () => {
    const chance = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(fc.array(chance, { minLength: 2, maxLength: 6 }), (chances) => {
        // A chain 0 - 1 - 2 - ..., its records in two lists by turns.
        const pairs = chances.map((p, i) => [i, i + 1, p] as const);
        const listOf = Array.from({ length: pairs.length + 1 }, (_, i) => i % 2);
        const bits = lost(listOf, pairs);
        overMatchings(pairs).forEach((p, e) => {
          expect(Math.log2(oddsOf(pairs[e]![2])) + bits[e]!).toBeCloseTo(Math.log2(oddsOf(p)), 6);
        });
      }),
    );
  });

  it("two records that are one person are no rivals, and nothing within a list is touched", () => {
    const bits = lost(
      [0, 1, 1],
      [
        [0, 1, 0.7],
        [0, 2, 0.7],
        [1, 2, 0.999999],
      ],
    );
    expect(bits[0]).toBeGreaterThan(-0.001);
    expect(bits[2]).toBe(0);
  });

  it("who is surely one person with its double has the double's partner, unless their own pair speaks against it", () => {
    const chanceOf = (own: number, isOne: number): number => {
      const bits = lost(
        [0, 1, 1],
        [
          [0, 1, 0.99999],
          [0, 2, own],
          [1, 2, isOne],
        ],
      );
      return probabilityOf(Math.log2(oddsOf(own)) + bits[1]!);
    };
    expect(chanceOf(0.9, 0.95)).toBeCloseTo(0.95, 3);
    expect(chanceOf(0.9, 0.5)).toBeLessThan(0.01);
    expect(chanceOf(0.1, 0.95)).toBeLessThan(0.12);
  });

  it("records of a third list do not compete with those of a second", () => {
    expect(
      lost(
        [0, 1, 2],
        [
          [0, 1, 0.6],
          [0, 2, 0.6],
        ],
      ),
    ).toEqual([0, 0]);
  });
});
