import type { ClusterOptions, Edges } from "./cluster.ts";
import { UnionFind } from "./union-find.ts";

/** Edges and rulings that hang together: no other edge or ruling bears on their records. */
export interface Component {
  /** Numbers of edges, strongest first. */
  readonly edges: readonly number[];
  readonly mustLink: readonly (readonly [number, number])[];
  readonly cannotLink: readonly (readonly [number, number])[];
}

const NONE: readonly (readonly [number, number])[] = [];

/** Components of the edges of at least the threshold and the must-links, in order of a record of each. A record that nothing joins is in none. */
export function* componentsOf(count: number, edges: Edges, options: ClusterOptions): Generator<Component> {
  const { a, b, probability } = edges;
  const sets = new UnionFind(count);
  const joins = (e: number): boolean => probability[e]! >= options.threshold;
  for (let e = 0; e < a.length; e++) if (joins(e)) sets.union(a[e]!, b[e]!);
  for (const [x, y] of options.mustLink) sets.union(x, y);
  const ends = new Int32Array(count);
  for (let e = 0; e < a.length; e++) if (joins(e)) ends[sets.find(a[e]!)]!++;
  let total = 0;
  for (let root = 0; root < count; root++) {
    const size = ends[root]!;
    ends[root] = total;
    total += size;
  }
  const placed = new Int32Array(total);
  for (let e = 0; e < a.length; e++) if (joins(e)) placed[ends[sets.find(a[e]!)]!++] = e;
  // Ties are broken by record, so the order of the input does not matter.
  const stronger = (x: number, y: number): number =>
    probability[y]! - probability[x]! || a[x]! - a[y]! || b[x]! - b[y]!;
  const mustLink = rulingsByRoot(options.mustLink, sets);
  const cannotLink = rulingsByRoot(options.cannotLink, sets);
  let from = 0;
  for (let root = 0; root < count; root++) {
    const end = ends[root]!;
    if (end === from && !mustLink.has(root)) continue;
    const own: number[] = [];
    while (from < end) own.push(placed[from++]!);
    if (own.length > 1) own.sort(stronger);
    yield { edges: own, mustLink: mustLink.get(root) ?? NONE, cannotLink: cannotLink.get(root) ?? NONE };
  }
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
