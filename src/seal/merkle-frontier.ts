import { emptyRoot, nodeHash } from "./merkle-hash.ts";

/** The right edge of a Merkle tree: enough to append and to name the root, in memory of one hash a level. */
export class MerkleFrontier {
  /** Roots of the complete subtrees, largest first; one for each bit that is set in `size`. */
  #peaks: Uint8Array[];
  #size: number;

  constructor() {
    this.#peaks = [];
    this.#size = 0;
  }

  get size(): number {
    return this.#size;
  }

  append(leafHash: Uint8Array): void {
    let hash = leafHash;
    // Each trailing one bit of the old size is a subtree that the new leaf completes with its neighbour.
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(this.#peaks.pop()!, hash);
    this.#peaks.push(hash);
    this.#size += 1;
  }

  root(): Uint8Array {
    const last = this.#peaks.length - 1;
    if (last < 0) return emptyRoot();
    let hash = this.#peaks[last]!;
    for (let at = last - 1; at >= 0; at -= 1) hash = nodeHash(this.#peaks[at]!, hash);
    return hash;
  }

  clone(): MerkleFrontier {
    const copy = new MerkleFrontier();
    copy.#peaks = [...this.#peaks];
    copy.#size = this.#size;
    return copy;
  }
}
