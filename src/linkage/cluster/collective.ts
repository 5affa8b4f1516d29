import type { Edges } from "./cluster.ts";

/**
 * Weights of edges after the other records were heard. A pair within a cluster is at least as good as the weaker of its two
 * records' mean weight to the cluster; a pair between two clusters is at most as good as the mean over all pairs between them, for
 * if the two were one person, so were all of these. Pairs without an edge count as `floor`.
 */
export function collectiveWeights(
  edges: Pick<Edges, "a" | "b">,
  weight: Float64Array,
  clusterOf: Int32Array,
  floor: number,
): Float64Array {
  const size = new Int32Array(clusterOf.length);
  for (const root of clusterOf) size[root]!++;
  const toOwn = new Float64Array(clusterOf.length);
  const ownEdges = new Int32Array(clusterOf.length);
  const between = new Map<number, { sum: number; edges: number }>();
  const keyOf = (x: number, y: number): number => (x < y ? x * clusterOf.length + y : y * clusterOf.length + x);
  for (let e = 0; e < weight.length; e++) {
    const [a, b] = [edges.a[e]!, edges.b[e]!];
    const [x, y] = [clusterOf[a]!, clusterOf[b]!];
    if (x === y) {
      toOwn[a]! += weight[e]!;
      toOwn[b]! += weight[e]!;
      ownEdges[a]!++;
      ownEdges[b]!++;
      continue;
    }
    const key = keyOf(x, y);
    const known = between.get(key);
    if (known === undefined) between.set(key, { sum: weight[e]!, edges: 1 });
    else {
      known.sum += weight[e]!;
      known.edges++;
    }
  }
  const meanToOwn = (record: number): number => {
    const others = size[clusterOf[record]!]! - 1;
    return (toOwn[record]! + (others - ownEdges[record]!) * floor) / others;
  };
  return weight.map((own, e) => {
    const [a, b] = [edges.a[e]!, edges.b[e]!];
    const [x, y] = [clusterOf[a]!, clusterOf[b]!];
    if (x === y) return Math.max(own, Math.min(meanToOwn(a), meanToOwn(b)));
    const { sum, edges: seen } = between.get(keyOf(x, y))!;
    const pairs = size[x]! * size[y]!;
    return Math.min(own, (sum + (pairs - seen) * floor) / pairs);
  });
}
