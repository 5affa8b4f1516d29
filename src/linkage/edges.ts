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
  const into = <T extends Int32Array | Float64Array>(source: T, ordered: T): T => {
    for (let e = 0; e < order.length; e++) ordered[e] = source[order[e]!]!;
    return ordered;
  };
  return {
    a: into(a, new Int32Array(a.length)),
    b: into(b, new Int32Array(a.length)),
    weight: into(weight, new Float64Array(a.length)),
    pattern: into(pattern, new Float64Array(a.length)),
    rule: into(rule, new Int32Array(a.length)),
  };
}

/** Those pairs that weigh at least so much. */
export function pairsFrom(least: number, pairs: Omit<EdgeTable, "probability">): Omit<EdgeTable, "probability"> {
  const weighsEnough = (_: number, e: number): boolean => pairs.weight[e]! >= least;
  return {
    a: pairs.a.filter(weighsEnough),
    b: pairs.b.filter(weighsEnough),
    weight: pairs.weight.filter(weighsEnough),
    pattern: pairs.pattern.filter(weighsEnough),
    rule: pairs.rule.filter(weighsEnough),
  };
}

function sortPairs(a: Int32Array, b: Int32Array): Int32Array {
  const order = new Int32Array(a.length);
  for (let e = 0; e < order.length; e++) order[e] = e;
  return orderBy(a, orderBy(b, order));
}

// Stable, by counting: records are numbered from 0, and there are about as many pairs.
function orderBy(records: Int32Array, order: Int32Array): Int32Array {
  let most = -1;
  for (let e = 0; e < records.length; e++) most = Math.max(most, records[e]!);
  const places = new Int32Array(most + 2);
  for (let e = 0; e < records.length; e++) places[records[e]! + 1]!++;
  for (let record = 1; record < places.length; record++) places[record]! += places[record - 1]!;
  const ordered = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) ordered[places[records[order[i]!]!]!++] = order[i]!;
  return ordered;
}
