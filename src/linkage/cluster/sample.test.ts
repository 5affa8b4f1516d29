import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusteringDraws, type DrawPlan } from "./sample.ts";

const FLOOR = -15;
const plan = (
  clusterOf: readonly number[],
  pairs: readonly (readonly [number, number, number])[],
  more: Partial<DrawPlan["options"]> = {},
): DrawPlan => ({
  pairs: {
    a: Int32Array.from(pairs, ([a]) => a),
    b: Int32Array.from(pairs, ([, b]) => b),
    weight: Float64Array.from(pairs, ([, , weight]) => weight),
  },
  floor: FLOOR,
  worth: (weight) => weight,
  lambda: 0.01,
  clusterOf: Int32Array.from(clusterOf),
  options: {
    uniqueLists: [false, false],
    listOf: clusterOf.map((_, record) => record % 2),
    mustLink: [],
    cannotLink: [],
    ...more,
  },
});

// Records 0 to 2n - 1, of which each even one is paired with the next.
const couples = (n: number, weight: number): readonly (readonly [number, number, number])[] =>
  Array.from({ length: n }, (_, k) => [2 * k, 2 * k + 1, weight] as const);

describe("clusteringDraws()", () => {
  it("a record joins by weight, against how often records of its list are alone and how many clusters there are", () => {
    // 160 sure couples, 20 doubtful ones, and 20 records in each list that have no pair.
    const start = Array.from({ length: 400 }, (_, i) => (i < 360 ? i - (i % 2) : i));
    const joined = (weight: number): number => {
      const draw = clusteringDraws(plan(start, [...couples(160, 30), ...couples(180, weight).slice(160)]));
      let found = 0;
      for (let d = 0; d < 60; d++) {
        const drawn = draw(d, 1);
        expect(drawn.slice(0, 320)).toEqual(Int32Array.from(start.slice(0, 320)));
        for (let k = 160; k < 180; k++) if (drawn[2 * k + 1] === 2 * k) found++;
      }
      return found / (60 * 20);
    };
    const alone = (20 + 1) / (200 + 2);
    const company = (((1 - 0.01) / 0.01) * (1 - alone)) / alone / (180 + 40);
    for (const weight of [-5, -3, -2, -1, 0]) {
      const odds = 2 ** weight * company;
      expect(Math.abs(joined(weight) - odds / (1 + odds))).toBeLessThan(0.06);
    }
    expect(joined(-40)).toBe(0);
  });

  it("what reviewers joined stays, what they parted and records of one list without duplicates never meet", () => {
    const weights = fc
      .tuple(fc.nat(9), fc.nat(9), fc.double({ min: -8, max: 12, noNaN: true }))
      .filter(([a, b]) => a < b);
    const pairs = fc.uniqueArray(weights, { selector: ([a, b]) => `${a} ${b}`, maxLength: 30 });
    fc.assert(
      fc.property(pairs, fc.nat(20), (list, seed) => {
        // 0 and 1 are ruled one person, 0 and 2 two people; the even records are of a list without duplicates.
        const start = Array.from({ length: 10 }, (_, i) => (i === 1 ? 0 : i));
        const rulings = { mustLink: [[0, 1]], cannotLink: [[0, 2]], uniqueLists: [true, false] } as const;
        const drawn = clusteringDraws(plan(start, list, rulings))(seed, 1);
        expect(drawn[0]).toBe(drawn[1]);
        expect(drawn[0]).not.toBe(drawn[2]);
        const evens = [0, 2, 4, 6, 8].map((record) => drawn[record]);
        expect(new Set(evens).size).toBe(5);
        for (const [record, lowest] of drawn.entries()) expect(drawn[lowest]).toBe(lowest <= record ? lowest : -1);
      }),
    );
  });

  it("is the same for a draw and a seed, in whatever order pairs come, and another for another draw", () => {
    const pairs = couples(30, -7);
    const start = Array.from({ length: 60 }, (_, i) => i - (i % 2));
    const draw = clusteringDraws(plan(start, pairs));
    expect(draw(3, 1)).toEqual(clusteringDraws(plan(start, [...pairs].reverse()))(3, 1));
    expect(draw(3, 1)).not.toEqual(draw(4, 1));
    expect(draw(3, 1)).not.toEqual(draw(3, 2));
  });
});
