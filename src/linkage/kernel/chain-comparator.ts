import { chainLevel } from "../names/chain.ts";
import { PART, partSimilarity } from "../names/similarity.ts";
import type { CompiledStore } from "../plan/compiled.ts";
import type { Comparator } from "./comparator.ts";
import type { PairBatch } from "./pair-batch.ts";
import { Slips } from "./slips.ts";

const CACHE_BITS = 18;

/** Compares whole names: given, father, grandfather and family as one. */
export class ChainComparator implements Comparator {
  readonly #columns: readonly Int32Array[];
  readonly #muhammad: number;
  readonly #mine = new Int32Array(4);
  readonly #theirs = new Int32Array(4);
  readonly #compare: (a: number, b: number) => number;

  constructor(store: CompiledStore, columns: readonly Int32Array[], muhammad: number) {
    this.#columns = columns;
    this.#muhammad = muhammad;
    this.#compare = cachedSimilarity(store);
  }

  compare({ left, right, count, digits }: PairBatch): void {
    const columns = this.#columns;
    const mine = this.#mine;
    const theirs = this.#theirs;
    for (let k = 0; k < count; k++) {
      const i = left[k]!;
      const j = right[k]!;
      for (let part = 0; part < 4; part++) {
        mine[part] = columns[part]![i]!;
        theirs[part] = columns[part]![j]!;
      }
      const isNamed = mine[0] !== 0 && theirs[0] !== 0;
      digits[k] = isNamed ? chainLevel(mine, 0, theirs, 0, this.#muhammad, this.#compare) + 1 : 0;
    }
  }
}

/** Part similarity by codes, remembered in a direct-mapped table: an alignment costs more than a look-up. */
export function cachedSimilarity(store: CompiledStore): (a: number, b: number) => number {
  const low = new Int32Array(1 << CACHE_BITS);
  const high = new Int32Array(1 << CACHE_BITS);
  const values = new Uint8Array(1 << CACHE_BITS);
  const slips = new Slips(store);
  return (a, b) => {
    if (a === b) return PART.equal;
    const x = a < b ? a : b;
    const y = a < b ? b : a;
    const slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> (32 - CACHE_BITS);
    if (low[slot] === x && high[slot] === y) return values[slot]!;
    const value = similarityOf(store, slips, x, y);
    low[slot] = x;
    high[slot] = y;
    values[slot] = value;
    return value;
  };
}

function similarityOf(store: CompiledStore, slips: Slips, x: number, y: number): number {
  const [a, b] = [store.atoms![x]!, store.atoms![y]!];
  const { masks } = store.letters;
  // Words of one script that are typing errors of each other differ in few letters; most pairs end here.
  if (a.script === "arabic" && b.script === "arabic" && a.ids.length + b.ids.length < 2 && a.kind === b.kind) {
    let differing = masks[x]! ^ masks[y]!;
    let count = 0;
    while (differing !== 0 && count < 5) {
      differing &= differing - 1;
      count++;
    }
    if (count > 4) return PART.different;
  }
  const similarity = partSimilarity(a, b);
  if (similarity !== PART.different) return similarity;
  return slips.areOne(x, y) ? PART.close : PART.different;
}
