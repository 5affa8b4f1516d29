import { type Component, componentsOf } from "./components.ts";
import { UnionFind } from "./union-find.ts";

/** Candidate edges in any order; `a < b`. */
export interface Edges {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly probability: ArrayLike<number>;
}

export interface ClusterOptions {
  /** Edges below this do not join. */
  readonly threshold: number;
  /** Two groups join only when the mean probability over all pairs between them (pairs without an edge count 0) reaches this. */
  readonly density: number;
  /** Lists in which no person stands twice. */
  readonly uniqueLists: readonly boolean[];
  readonly listOf: ArrayLike<number>;
  readonly mustLink: readonly (readonly [number, number])[];
  readonly cannotLink: readonly (readonly [number, number])[];
}

/** Which cluster each record is in: the lowest record of the cluster. `refused` counts joins that density or a prohibition stopped. */
export interface Clustering {
  readonly clusterOf: Int32Array;
  readonly refused: number;
}

/**
 * Joins records along edges, strongest first, unless the two groups hang together by too few edges (a bridge), hold two
 * records of a list without duplicates, or a reviewer said no. Decisions of reviewers come before every edge.
 */
export function cluster(count: number, edges: Edges, options: ClusterOptions): Clustering {
  const sets = new UnionFind(count);
  let refused = 0;
  // One component after the other, so that what is known of groups is held for one at a time.
  for (const component of componentsOf(count, edges, options)) refused += joinWithin(component, edges, options, sets);
  return { clusterOf: lowestMembers(count, sets), refused };
}

// How many joins were refused.
function joinWithin(component: Component, edges: Edges, options: ClusterOptions, sets: UnionFind): number {
  // Most components are one pair: nothing needs to be known of its groups.
  if (component.edges.length === 1 && component.mustLink.length + component.cannotLink.length === 0)
    return joinPair(component.edges[0]!, edges, options, sets);
  const groups = new Map<number, Group>();
  const groupOf = (record: number): Group => {
    const root = sets.find(record);
    let group = groups.get(root);
    if (group === undefined) {
      group = { members: [record], links: new Map(), forbidden: new Set() };
      groups.set(root, group);
    }
    return group;
  };
  for (const [x, y] of component.cannotLink) {
    groupOf(x).forbidden.add(y);
    groupOf(y).forbidden.add(x);
  }
  for (const e of component.edges) {
    addLink(groupOf(edges.a[e]!), edges.b[e]!, edges.probability[e]!);
    addLink(groupOf(edges.b[e]!), edges.a[e]!, edges.probability[e]!);
  }
  const join = (x: number, y: number): void => {
    const [rootX, rootY] = [sets.find(x), sets.find(y)];
    const [one, other] = [groupOf(x), groupOf(y)];
    const [large, small] = one.members.length >= other.members.length ? [one, other] : [other, one];
    large.members.push(...small.members);
    for (const [record, p] of small.links) large.links.set(record, (large.links.get(record) ?? 0) + p);
    for (const record of small.forbidden) large.forbidden.add(record);
    sets.union(x, y);
    groups.delete(rootX);
    groups.delete(rootY);
    groups.set(sets.find(x), large);
  };
  let refused = 0;
  for (const [x, y] of component.mustLink) if (sets.find(x) !== sets.find(y)) join(x, y);
  for (const e of component.edges) {
    const [x, y] = [edges.a[e]!, edges.b[e]!];
    if (sets.find(x) === sets.find(y)) continue;
    const [one, other] = [groupOf(x), groupOf(y)];
    if (mayJoin(one, other, options)) join(x, y);
    else refused++;
  }
  return refused;
}

function joinPair(e: number, { a, b, probability }: Edges, options: ClusterOptions, sets: UnionFind): number {
  const { listOf, uniqueLists } = options;
  const isWithinList = listOf[a[e]!] === listOf[b[e]!] && uniqueLists[listOf[a[e]!]!]!;
  if (probability[e]! < options.density || isWithinList) return 1;
  sets.union(a[e]!, b[e]!);
  return 0;
}

interface Group {
  readonly members: number[];
  /** Sum of edge probabilities from the group to each record outside. */
  readonly links: Map<number, number>;
  readonly forbidden: Set<number>;
}

function addLink(group: Group, record: number, probability: number): void {
  group.links.set(record, (group.links.get(record) ?? 0) + probability);
}

function mayJoin(one: Group, other: Group, options: ClusterOptions): boolean {
  const [large, small] = one.members.length >= other.members.length ? [one, other] : [other, one];
  let linked = 0;
  for (const record of small.members) {
    if (large.forbidden.has(record)) return false;
    linked += large.links.get(record) ?? 0;
  }
  if (linked / (large.members.length * small.members.length) < options.density) return false;
  if (!options.uniqueLists.includes(true)) return true;
  const lists = new Set(
    large.members.map((record) => options.listOf[record]!).filter((list) => options.uniqueLists[list]),
  );
  return !small.members.some((record) => lists.has(options.listOf[record]!));
}

function lowestMembers(count: number, sets: UnionFind): Int32Array {
  const lowest = new Int32Array(count).fill(-1);
  const out = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const root = sets.find(i);
    if (lowest[root] === -1) lowest[root] = i;
    out[i] = lowest[root]!;
  }
  return out;
}
