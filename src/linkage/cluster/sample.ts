import { Random } from "#kernel";
import { type ClusterOptions, cluster, type Edges } from "./cluster.ts";

/**
 * Clusterings drawn from the edges' posteriors: in each draw an edge holds with its probability, then records are clustered as
 * ever. What an estimate makes of each draw shows how much linkage doubt weighs. Draw d uses stream d of the seed.
 */
export function sampleClusterings(
  count: number,
  edges: Edges,
  options: ClusterOptions,
  draws: number,
  seed: number,
): Int32Array[] {
  return Array.from({ length: draws }, (_, draw) => {
    const random = new Random(seed, draw + 1000);
    const probability = Float64Array.from({ length: edges.a.length }, (__, e) =>
      random.float() < edges.probability[e]! ? Math.max(edges.probability[e]!, options.threshold) : 0,
    );
    return cluster(count, { a: edges.a, b: edges.b, probability }, options).clusterOf;
  });
}
