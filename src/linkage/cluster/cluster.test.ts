import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClusterOptions, cluster } from "./cluster.ts";
import { collectiveWeights } from "./collective.ts";

const options = (more: Partial<ClusterOptions> = {}): ClusterOptions => ({
  threshold: 0.5,
  density: 0.2,
  uniqueLists: [false, false],
  listOf: new Int32Array(100),
  mustLink: [],
  cannotLink: [],
  ...more,
});
const edges = (list: readonly (readonly [number, number, number])[]) => ({
  a: list.map((e) => e[0]),
  b: list.map((e) => e[1]),
  probability: list.map((e) => e[2]),
});
const clique = (from: number, to: number): [number, number, number][] => {
  const list: [number, number, number][] = [];
  for (let a = from; a < to; a++) for (let b = a + 1; b < to; b++) list.push([a, b, 0.95]);
  return list;
};

describe("cluster()", () => {
  it("does not join two tight groups over one bridge", () => {
    const { clusterOf, refused } = cluster(8, edges([...clique(0, 4), ...clique(4, 8), [3, 4, 0.9]]), options());
    expect([...clusterOf]).toEqual([0, 0, 0, 0, 4, 4, 4, 4]);
    expect(refused).toBe(1);
  });
  it("a list without duplicates lends one record to a person, the likelier", () => {
    const listOf = Int32Array.of(0, 1, 1);
    const { clusterOf } = cluster(
      3,
      edges([
        [0, 1, 0.8],
        [0, 2, 0.9],
      ]),
      options({ listOf, uniqueLists: [false, true] }),
    );
    expect([...clusterOf]).toEqual([0, 1, 0]);
  });
  it("rulings come before edges: a yes joins without an edge, a no parts what would be joined over a third", () => {
    const all = edges(clique(0, 3));
    expect([...cluster(4, all, options({ mustLink: [[2, 3]] })).clusterOf]).toEqual([0, 0, 0, 0]);
    const parted = cluster(3, all, options({ cannotLink: [[0, 2]] })).clusterOf;
    expect(parted[0]).not.toBe(parted[2]);
  });
  it("does not depend on the order of edges", () => {
    const edge = fc
      .tuple(fc.nat(11), fc.nat(11), fc.double({ min: 0.3, max: 1, noNaN: true }))
      .filter(([a, b]) => a < b);
    fc.assert(
      fc.property(fc.uniqueArray(edge, { selector: ([a, b]) => `${a} ${b}`, maxLength: 40 }), (list) => {
        const forwards = cluster(12, edges(list), options()).clusterOf;
        expect([...cluster(12, edges([...list].reverse()), options()).clusterOf]).toEqual([...forwards]);
      }),
    );
  });
});

describe("collectiveWeights()", () => {
  const pairs = { a: Int32Array.of(0, 0, 1), b: Int32Array.of(1, 2, 2) };
  it("lifts a weak pair within a person by what both records weigh to the rest", () => {
    const heard = collectiveWeights(pairs, Float64Array.of(10, 10, -2), Int32Array.of(0, 0, 0), -7);
    expect([...heard]).toEqual([10, 10, 4]);
  });
  it("lowers a pair between two persons to the mean of all pairs between them, an absent one counting as the floor", () => {
    const heard = collectiveWeights(
      { a: Int32Array.of(0, 0), b: Int32Array.of(1, 2) },
      Float64Array.of(10, 1),
      Int32Array.of(0, 0, 2),
      -7,
    );
    expect([...heard]).toEqual([10, -3]);
  });
});
