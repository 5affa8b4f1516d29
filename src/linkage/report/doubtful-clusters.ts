import { clusterSizes } from "../cluster/sizes.ts";
import type { LinkResult } from "../link.ts";

/** A person whose records hang together loosely. */
export interface DoubtfulCluster {
  readonly person: string;
  readonly records: readonly string[];
  /** Share of its pairs that are held to be one person. */
  readonly density: number;
  /** Smallest probability that holds one of its records: the best edge of the record that has the poorest. */
  readonly weakest: number;
}

/** The clusters most worth a look: large and thin before small and tight. Ties are broken by the lowest record. */
export function doubtfulClusters(
  { edges, clustering, personOf, records, threshold }: LinkResult,
  most: number,
): DoubtfulCluster[] {
  const members = new Map<number, number[]>();
  const sizes = clusterSizes(clustering.clusterOf);
  clustering.clusterOf.forEach((root, record) => {
    if (sizes[root] === 1) return;
    const list = members.get(root);
    if (list === undefined) members.set(root, [record]);
    else list.push(record);
  });
  const links = new Map<number, number>();
  const best = new Float64Array(records.count);
  for (let e = 0; e < edges.a.length; e++) {
    const [a, b, p] = [edges.a[e]!, edges.b[e]!, edges.probability[e]!];
    const root = clustering.clusterOf[a]!;
    if (root !== clustering.clusterOf[b]) continue;
    if (p >= threshold) links.set(root, (links.get(root) ?? 0) + 1);
    best[a] = Math.max(best[a]!, p);
    best[b] = Math.max(best[b]!, p);
  }
  return [...members]
    .map(([root, list]) => {
      const density = (links.get(root) ?? 0) / ((list.length * (list.length - 1)) / 2);
      const weakest = list.reduce((least, record) => Math.min(least, best[record]!), 1);
      return { root, list, density, weakest, doubt: (2 - density - weakest) * Math.log2(list.length) };
    })
    .sort((x, y) => y.doubt - x.doubt || x.root - y.root)
    .slice(0, most)
    .map(({ root, list, density, weakest }) => ({
      person: personOf[root]!,
      records: list.map((record) => records.idOf(record)),
      density,
      weakest,
    }));
}
