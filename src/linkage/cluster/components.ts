import type { ClusterOptions, Edges } from "./cluster.ts";
import { UnionFind } from "./union-find.ts";

/** Edges and rulings that hang together: no other edge or ruling bears on their records. */
export interface Component {
  /** Numbers of edges, strongest first. */
  readonly edges: Int32Array;
  readonly mustLink: readonly (readonly [number, number])[];
  readonly cannotLink: readonly (readonly [number, number])[];
}

/** Components of the edges of at least the threshold and the must-links, in order of a record of each. A record that nothing joins is in none. */
export function* componentsOf(count: number, edges: Edges, options: ClusterOptions): Generator<Component> {
  const { a, b } = edges;
  const order = strongestFirst(edges, options.threshold);
  const sets = new UnionFind(count);
  for (const e of order) sets.union(a[e]!, b[e]!);
  for (const [x, y] of options.mustLink) sets.union(x, y);
  const placed = new Int32Array(order.length);
  const ends = new Int32Array(count);
  for (const e of order) ends[sets.find(a[e]!)]!++;
  let at = 0;
  for (let root = 0; root < count; root++) {
    const size = ends[root]!;
    ends[root] = at;
    at += size;
  }
  for (const e of order) placed[ends[sets.find(a[e]!)]!++] = e;
  const mustLink = rulingsByRoot(options.mustLink, sets);
  const cannotLink = rulingsByRoot(options.cannotLink, sets);
  let from = 0;
  for (let root = 0; root < count; root++) {
    const end = ends[root]!;
    if (end === from && !mustLink.has(root)) continue;
    const [own, must] = [placed.subarray(from, end), mustLink.get(root) ?? []];
    from = end;
    yield { edges: own, mustLink: must, cannotLink: cannotLink.get(root) ?? [] };
  }
}

// Ties are broken by record, so the order of the input does not matter.
function strongestFirst({ a, b, probability }: Edges, threshold: number): Int32Array {
  let kept = 0;
  const order = new Int32Array(a.length);
  for (let e = 0; e < a.length; e++) if (probability[e]! >= threshold) order[kept++] = e;
  return order.subarray(0, kept).sort((x, y) => probability[y]! - probability[x]! || a[x]! - a[y]! || b[x]! - b[y]!);
}

// Records of two components are never joined, so a ruling between them has nothing to say.
function rulingsByRoot(
  pairs: readonly (readonly [number, number])[],
  sets: UnionFind,
): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const byRoot = new Map<number, (readonly [number, number])[]>();
  for (const pair of pairs) {
    const root = sets.find(pair[0]);
    if (root !== sets.find(pair[1])) continue;
    const list = byRoot.get(root);
    if (list === undefined) byRoot.set(root, [pair]);
    else list.push(pair);
  }
  return byRoot;
}
