import type { Edges } from "./cluster.ts";

const ROUNDS = 12;
// Records of one list that are less likely one person than this are rivals without reserve.
const ALIKE = 0.05;
// Records of one list that are this likely one person have their partners in common; below, each has to find its own.
const DOUBLES = 0.7;

interface Ally {
  readonly edge: number;
  /** How likely the pair's record and that of the other pair are one person. */
  readonly share: number;
}

/**
 * Bits that each pair of two lists loses to its rivals: a record has one person in another list, so its pairs there exclude each other as
 * far as their records are not one person themselves. Sums of odds over matchings by belief propagation (Williams and Lau 2014), with
 * pairs within a list left as they are.
 *
 * @param edges ordered by `a`, then `b`
 */
export function bitsLostToRivals(edges: Edges, listOf: ArrayLike<number>): Float64Array {
  const { a, b, probability } = edges;
  const count = a.length;
  const between = betweenLists(edges, listOf);
  const lost = new Float64Array(count);
  if (between.length === 0) return lost;
  const odds = Float64Array.from({ length: count }, (_, e) => {
    const p = Math.min(probability[e]!, 1 - 1e-12);
    return p / (1 - p);
  });
  const groups = groupsOf(edges, listOf, between);
  const allies = alliesOf(edges, listOf, between);
  // Odds that the one record has for the other when the pair itself is left out of account.
  let [fromB, fromA] = [odds.slice(), odds.slice()];
  for (let round = 0; round < ROUNDS; round++) {
    const wishes = new Float64Array(groups.count);
    for (const e of between) {
      wishes[groups.ofA[e]!]! += fromB[e]!;
      wishes[groups.ofB[e]!]! += fromA[e]!;
    }
    const [nextB, nextA] = [odds.slice(), odds.slice()];
    for (const e of between) {
      let [rivalsOfA, rivalsOfB] = [wishes[groups.ofB[e]!]! - fromA[e]!, wishes[groups.ofA[e]!]! - fromB[e]!];
      for (const { edge, share } of allies.get(e) ?? []) {
        if (b[edge] === b[e]) rivalsOfA -= share * fromA[edge]!;
        else rivalsOfB -= share * fromB[edge]!;
      }
      nextB[e] = odds[e]! / (1 + Math.max(0, rivalsOfA));
      nextA[e] = odds[e]! / (1 + Math.max(0, rivalsOfB));
    }
    [fromB, fromA] = [nextB, nextA];
  }
  const left = odds.slice();
  for (const e of between) {
    left[e] = (fromA[e]! * fromB[e]!) / odds[e]!;
    lost[e] = Math.log2((fromA[e]! * fromB[e]!) / (odds[e]! * odds[e]!));
  }
  for (const e of between)
    lost[e] = Math.max(lost[e]!, Math.log2(oddsOfDoubles(e, allies.get(e), odds, left) / odds[e]!));
  return lost;
}

// Who is one person with its double is the double's partner too: two reports that fit a record well are rivals by their odds, however sure they are one.
// A pair that itself speaks against it gains less.
function oddsOfDoubles(
  e: number,
  allies: readonly Ally[] | undefined,
  odds: ArrayLike<number>,
  left: ArrayLike<number>,
): number {
  let most = 0;
  for (const { edge, share } of allies ?? []) {
    if (share < DOUBLES) continue;
    most = Math.max(most, (share * Math.min(1, odds[e]!) * left[edge]!) / (1 + left[edge]!));
  }
  return most / (1 - most);
}

/** Numbers of the pairs of two lists. */
export function betweenLists({ a, b }: Edges, listOf: ArrayLike<number>): number[] {
  return Array.from({ length: a.length }, (_, e) => e).filter((e) => listOf[a[e]!] !== listOf[b[e]!]);
}

/** The pairs of one record with one list are a group: `ofA` that of the pair's first record, `ofB` that of its second. */
export function groupsOf(
  { a, b }: Edges,
  listOf: ArrayLike<number>,
  between: readonly number[],
): { readonly count: number; readonly ofA: Int32Array; readonly ofB: Int32Array } {
  const lists = Array.from(listOf).reduce((most, list) => Math.max(most, list), 0) + 1;
  const known = new Map<number, number>();
  const groupOf = (record: number, list: number): number => {
    const key = record * lists + list;
    const group = known.get(key) ?? known.size;
    known.set(key, group);
    return group;
  };
  const [ofA, ofB] = [new Int32Array(a.length), new Int32Array(a.length)];
  for (const e of between) {
    ofA[e] = groupOf(a[e]!, listOf[b[e]!]!);
    ofB[e] = groupOf(b[e]!, listOf[a[e]!]!);
  }
  return { count: known.size, ofA, ofB };
}

// For a pair, those pairs of the same record whose other record may be one person with its own: no rivals, by that share.
function alliesOf(
  { a, b, probability }: Edges,
  listOf: ArrayLike<number>,
  between: readonly number[],
): ReadonlyMap<number, readonly Ally[]> {
  const within = new Map<number, { readonly record: number; readonly share: number }[]>();
  const add = (record: number, other: number, share: number): void => {
    const known = within.get(record);
    if (known === undefined) within.set(record, [{ record: other, share }]);
    else known.push({ record: other, share });
  };
  for (let e = 0; e < a.length; e++) {
    if (listOf[a[e]!] !== listOf[b[e]!] || probability[e]! < ALIKE) continue;
    add(a[e]!, b[e]!, probability[e]!);
    add(b[e]!, a[e]!, probability[e]!);
  }
  const allies = new Map<number, Ally[]>();
  if (within.size === 0) return allies;
  const find = edgeFinder(a, b);
  for (const e of between) {
    const found = [
      ...(within.get(a[e]!) ?? []).map(({ record, share }) => ({ edge: find(record, b[e]!), share })),
      ...(within.get(b[e]!) ?? []).map(({ record, share }) => ({ edge: find(a[e]!, record), share })),
    ].filter(({ edge }) => edge !== -1);
    if (found.length > 0) allies.set(e, found);
  }
  return allies;
}

// The edge of two records by halving, for edges are ordered; -1 when there is none.
function edgeFinder(a: ArrayLike<number>, b: ArrayLike<number>): (x: number, y: number) => number {
  return (x, y) => {
    const [low, high] = x < y ? [x, y] : [y, x];
    let [from, to] = [0, a.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (a[middle]! < low || (a[middle] === low && b[middle]! < high)) from = middle + 1;
      else to = middle;
    }
    return from < a.length && a[from] === low && b[from] === high ? from : -1;
  };
}
