import { linkageError } from "../errors.ts";
import { findRecords } from "../find-records.ts";
import type { ListMap } from "../map/roles.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { Table } from "../read/table.ts";
import { orderRecords, type Records } from "../record-order.ts";
import { type Clustering, type ClusterOptions, cluster, type Edges } from "./cluster.ts";

/** Pairs of record ids that reviewers ruled to be one person, and two. */
export interface Rulings {
  readonly mustLink: readonly (readonly [string, string])[];
  readonly cannotLink: readonly (readonly [string, string])[];
}

export interface ClusterWishes extends Rulings {
  readonly threshold: number;
  readonly density: number;
}

/**
 * Options of {@link cluster} with decisions resolved to records. Stops before anything is compared when decisions name strangers or
 * contradict each other. @throws linkage/bad-decisions, linkage/contradiction
 */
export function clusterOptions(records: Records, data: Compiled, wishes: ClusterWishes): ClusterOptions {
  const { uniqueLists, listOf } = data;
  return checked(records, { ...wishes, uniqueLists, listOf }, wishes);
}

/** Whether rulings name records of these lists, ids with their lists' names, and hold together. @throws linkage/bad-decisions, linkage/contradiction */
export function checkRulings(tables: readonly Table[], maps: readonly ListMap[], rulings: Rulings): void {
  const records = orderRecords(tables, maps, true);
  const uniqueLists = tables.map(() => false);
  // What is recorded names lists.
  checked(records, { threshold: 1, density: 1, uniqueLists, listOf: records.listOf }, rulings, true);
}

export function clusterRecords(records: Records, edges: Edges, options: ClusterOptions): Clustering {
  return cluster(records.count, edges, options);
}

function checked(
  records: Records,
  rest: Omit<ClusterOptions, "mustLink" | "cannotLink">,
  { mustLink, cannotLink }: Rulings,
  isExact = false,
): ClusterOptions {
  const resolve = recordNumbers(records, [...mustLink, ...cannotLink], isExact);
  const options = { ...rest, mustLink: mustLink.map(resolve), cannotLink: cannotLink.map(resolve) };
  const broken = brokenRulings(records.count, options);
  if (broken.length === 0) return options;
  throw linkageError("linkage/contradiction", {
    what: "Cannot apply the decisions",
    found: `${broken.length === 1 ? "1 pair is" : `${broken.length} pairs are`} ruled to be two people, yet other rulings join them into one`,
    unchanged: "Nothing was linked.",
    mend: "Look at these pairs again and take one of the rulings out.",
    problems: broken.map(([x, y]) => ({ message: `"${records.idOf(x)}" and "${records.idOf(y)}"` })),
  });
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
  isExact: boolean,
): (pair: readonly [string, string]) => [number, number] {
  const numbers = findRecords(records, pairs.flat(), isExact);
  const unknown = [...new Set(pairs.flat())].filter((id) => !numbers.has(id));
  if (unknown.length > 0) {
    throw linkageError("linkage/bad-decisions", {
      what: "Cannot apply the decisions",
      found: `${unknown.length === 1 ? "1 record they name is" : `${unknown.length} records they name are`} in no list, or in several, first "${unknown[0]}"`,
      unchanged: "Nothing was linked.",
      mend: "Give the lists the decisions were made on, or take these rows out.",
      problems: unknown.map((id) => ({ message: `no record "${id}", or not one alone` })),
    });
  }
  return ([x, y]) => [numbers.get(x)!, numbers.get(y)!];
}
