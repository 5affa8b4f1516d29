import { clusterSizes } from "../cluster/sizes.ts";
import type { LinkResult } from "../link.ts";
import { least } from "./least.ts";

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
  const { clusterOf } = clustering;
  const sizes = clusterSizes(clusterOf);
  const links = new Int32Array(records.count);
  const best = new Float64Array(records.count);
  for (let e = 0; e < edges.a.length; e++) {
    const [a, b, p] = [edges.a[e]!, edges.b[e]!, edges.probability[e]!];
    const root = clusterOf[a]!;
    if (root !== clusterOf[b]) continue;
    if (p >= threshold) links[root]!++;
    best[a] = Math.max(best[a]!, p);
    best[b] = Math.max(best[b]!, p);
  }
  const weakest = new Float64Array(records.count).fill(1);
  for (let i = 0; i < records.count; i++) {
    const root = clusterOf[i]!;
    if (best[i]! < weakest[root]!) weakest[root] = best[i]!;
  }
  const densityOf = (root: number): number => links[root]! / ((sizes[root]! * (sizes[root]! - 1)) / 2);
  const doubtOf = (root: number): number => (2 - densityOf(root) - weakest[root]!) * Math.log2(sizes[root]!);
  const worst = least(records.count, most, (root) => (sizes[root]! > 1 ? -doubtOf(root) : Number.NaN));
  const members = new Map<number, string[]>(worst.map((root) => [root, []]));
  for (let i = 0; i < records.count; i++)
    if (sizes[clusterOf[i]!]! > 1) members.get(clusterOf[i]!)?.push(records.idOf(i));
  return [...members].map(([root, ids]) => ({
    person: personOf(root),
    records: ids,
    density: densityOf(root),
    weakest: weakest[root]!,
  }));
}
