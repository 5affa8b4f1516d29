import type { OverlapTable } from "../table/overlap-table.ts";

/**
 * The patterns as a tree of prefixes: each node is its parent and one more list, node 0 is "no list". A class's chance of every
 * pattern then costs one multiplication a node instead of one a list.
 */
export interface PrefixTree {
  readonly nodes: number;
  readonly parent: Int32Array;
  readonly list: Int32Array;
  /** Each pattern, its node and its count, the largest counts first. */
  readonly patterns: Uint32Array;
  readonly patternNode: Int32Array;
  readonly counts: Float64Array;
  /** The lists of each pattern, one after the other, from `starts[i]` to `starts[i + 1]`. */
  readonly members: Int32Array;
  readonly starts: Int32Array;
}

export function prefixTree(table: OverlapTable): PrefixTree {
  const parent = [-1];
  const list = [-1];
  const known = new Map<number, number>([[0, 0]]);
  const nodeOf = (mask: number): number => {
    let node = known.get(mask);
    if (node === undefined) {
      const top = 31 - Math.clz32(mask);
      const from = nodeOf(mask & ~(1 << top));
      node = parent.length;
      parent.push(from);
      list.push(top);
      known.set(mask, node);
    }
    return node;
  };
  const order = [...table.patterns.keys()].sort((a, b) => table.counts[b]! - table.counts[a]! || a - b);
  const patternNode = Int32Array.from(order, (i) => nodeOf(table.patterns[i]!));
  const members: number[] = [];
  const starts = [0];
  for (const i of order) {
    for (let j = 0; j < table.lists.length; j++) if (table.patterns[i]! & (1 << j)) members.push(j);
    starts.push(members.length);
  }
  return {
    nodes: parent.length,
    parent: Int32Array.from(parent),
    list: Int32Array.from(list),
    patterns: Uint32Array.from(order, (i) => table.patterns[i]!),
    patternNode,
    counts: Float64Array.from(order, (i) => table.counts[i]!),
    members: Int32Array.from(members),
    starts: Int32Array.from(starts),
  };
}
