import { linkageError } from "../errors.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { Records } from "../record-order.ts";
import { type Clustering, type ClusterOptions, cluster, type Edges } from "./cluster.ts";

export interface ClusterWishes {
  readonly threshold: number;
  readonly density: number;
  readonly mustLink: readonly (readonly [string, string])[];
  readonly cannotLink: readonly (readonly [string, string])[];
}

/** Options of {@link cluster} with decisions resolved to records. @throws linkage/bad-decisions */
export function clusterOptions(records: Records, data: Compiled, wishes: ClusterWishes): ClusterOptions {
  const resolve = recordNumbers(records, [...wishes.mustLink, ...wishes.cannotLink]);
  return {
    threshold: wishes.threshold,
    density: wishes.density,
    uniqueLists: data.uniqueLists,
    listOf: data.listOf,
    mustLink: wishes.mustLink.map(resolve),
    cannotLink: wishes.cannotLink.map(resolve),
  };
}

/** Clusters, and stops when decisions contradict each other. @throws linkage/contradiction */
export function clusterRecords(records: Records, edges: Edges, options: ClusterOptions): Clustering {
  const broken = brokenRulings(records.count, options);
  if (broken.length > 0) {
    throw linkageError("linkage/contradiction", {
      what: "Cannot apply the decisions",
      found: `${broken.length} pairs are ruled to be two people, yet other rulings join them into one`,
      unchanged: "Nothing was linked.",
      mend: "Look at these pairs again and take one of the rulings out.",
      problems: broken.map(([x, y]) => ({ message: `"${records.idOf(x)}" and "${records.idOf(y)}"` })),
    });
  }
  return cluster(records.count, edges, options);
}

// Rulings of two people whom other rulings join into one.
function brokenRulings(count: number, options: ClusterOptions): readonly (readonly [number, number])[] {
  if (options.cannotLink.length === 0) return [];
  const { clusterOf } = cluster(count, { a: [], b: [], probability: [] }, options);
  return options.cannotLink.filter(([x, y]) => clusterOf[x] === clusterOf[y]);
}

function recordNumbers(
  records: Records,
  pairs: readonly (readonly [string, string])[],
): (pair: readonly [string, string]) => [number, number] {
  const numbers = new Map<string, number>();
  if (pairs.length > 0) for (let i = 0; i < records.count; i++) numbers.set(records.idOf(i), i);
  const unknown = [...new Set(pairs.flat())].filter((id) => !numbers.has(id));
  if (unknown.length > 0) {
    throw linkageError("linkage/bad-decisions", {
      what: "Cannot apply the decisions",
      found: `${unknown.length} records they name are in no list, first "${unknown[0]}"`,
      unchanged: "Nothing was linked.",
      mend: "Give the lists the decisions were made on, or take these rows out.",
      problems: unknown.map((id) => ({ message: `no record "${id}"` })),
    });
  }
  return ([x, y]) => [numbers.get(x)!, numbers.get(y)!];
}
