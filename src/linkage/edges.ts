import type { ScoredPairs } from "./score.ts";

/** Pairs kept, ordered by record. `weight` is of the pair alone, `probability` hears the other records too. */
export interface EdgeTable {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weight: Float64Array;
  readonly probability: Float64Array;
  readonly pattern: Float64Array;
  /** The first rule that makes the pair. */
  readonly rule: Int32Array;
}

/** Scored pairs ordered by record. */
export function pairsInOrder({ a, b, weight, pattern, rule }: ScoredPairs): Omit<EdgeTable, "probability"> {
  const order = sortPairs(a, b);
  return {
    a: Int32Array.from(order, (e) => a[e]!),
    b: Int32Array.from(order, (e) => b[e]!),
    weight: Float64Array.from(order, (e) => weight[e]!),
    pattern: Float64Array.from(order, (e) => pattern[e]!),
    rule: Int32Array.from(order, (e) => rule[e]!),
  };
}

function sortPairs(a: Int32Array, b: Int32Array): Int32Array {
  const keys = new Float64Array(a.length);
  for (let e = 0; e < a.length; e++) keys[e] = a[e]! * 67108864 + b[e]!;
  return Int32Array.from({ length: a.length }, (_, e) => e).sort((x, y) => keys[x]! - keys[y]!);
}
