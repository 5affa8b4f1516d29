import { Random } from "#kernel";
import { type ClusterOptions, cluster, type Edges } from "./cluster.ts";

/**
 * Clustering `draw` from the edges' posteriors: each edge holds with its probability, then records are clustered as ever. What an
 * estimate makes of many draws shows how much linkage doubt weighs. Draw d uses stream d + 1000 of the seed.
 */
export function sampleClustering(
  count: number,
  edges: Edges,
  options: ClusterOptions,
  draw: number,
  seed: number,
): Int32Array {
  const random = new Random(seed, draw + 1000);
  const probability = Float64Array.from({ length: edges.a.length }, (_, e) =>
    random.float() < edges.probability[e]! ? Math.max(edges.probability[e]!, options.threshold) : 0,
  );
  return cluster(count, { a: edges.a, b: edges.b, probability }, options).clusterOf;
}
