import type { Edges } from "./cluster.ts";
import { betweenLists, groupsOf } from "./competition.ts";

/** Share of partnered records beyond which no more is gained: what is left of a list may be too few to tell. */
const MOST = 0.95;

/**
 * Bits that each pair of two lists gains by how many of their records have a partner in the other: a pair's own odds set it against two
 * records that go without, which is seldom where most have one. Where a record has one person in another list, a further pair is likelier by
 * 1 / ((1 - c)(1 - d)) for shares c and d of partnered records (the prior of bipartite matchings, Sadinle 2017, eq. 4, for many records).
 * The smaller share stands for both: a short list that a long one holds nearly whole tells little of the long one's records.
 */
export function bitsOfCoverage(edges: Edges, listOf: ArrayLike<number>): Float64Array {
  const { a, b, probability } = edges;
  const gained = new Float64Array(a.length);
  const between = betweenLists(edges, listOf);
  if (between.length === 0) return gained;
  const sizes = sizesOf(listOf);
  const groups = groupsOf(edges, listOf, between);
  // By group, a record's chance of no partner in a list, and which two lists these are.
  const without = new Float64Array(groups.count).fill(1);
  const [own, other] = [new Int32Array(groups.count), new Int32Array(groups.count)];
  for (const e of between) {
    const [x, y] = [listOf[a[e]!]!, listOf[b[e]!]!];
    without[groups.ofA[e]!]! *= 1 - probability[e]!;
    without[groups.ofB[e]!]! *= 1 - probability[e]!;
    [own[groups.ofA[e]!], other[groups.ofA[e]!]] = [x, y];
    [own[groups.ofB[e]!], other[groups.ofB[e]!]] = [y, x];
  }
  const partnered = sizes.map(() => new Float64Array(sizes.length));
  without.forEach((chance, group) => {
    partnered[own[group]!]![other[group]!]! += (1 - chance) / sizes[own[group]!]!;
  });
  for (const e of between) {
    const [x, y] = [listOf[a[e]!]!, listOf[b[e]!]!];
    gained[e] = -2 * Math.log2(1 - Math.min(MOST, partnered[x]![y]!, partnered[y]![x]!));
  }
  return gained;
}

function sizesOf(listOf: ArrayLike<number>): number[] {
  const sizes: number[] = [];
  for (let record = 0; record < listOf.length; record++) {
    const list = listOf[record]!;
    while (sizes.length <= list) sizes.push(0);
    sizes[list]!++;
  }
  return sizes;
}
