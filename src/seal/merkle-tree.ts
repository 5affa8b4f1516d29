import { HashList } from "./hash-list.ts";
import { emptyRoot, nodeHash, splitPoint } from "./merkle-hash.ts";

/** An append-only Merkle tree (RFC 6962) that keeps every complete subtree, so that proofs cost a few hashes. */
export class MerkleTree {
  /** Level k holds the roots of the complete subtrees of 2^k leaves. */
  readonly #levels: HashList[] = [];

  get size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  append(leafHash: Uint8Array): void {
    let hash = leafHash;
    for (let level = 0; ; level += 1) {
      if (level === this.#levels.length) this.#levels.push(new HashList());
      const list = this.#levels[level]!;
      list.push(hash);
      if (list.length % 2 === 1) return;
      hash = nodeHash(list.at(list.length - 2), hash);
    }
  }

  root(): Uint8Array {
    return this.rootAt(this.size);
  }

  /** The root when the tree had `size` leaves. @throws RangeError beyond the present size. */
  rootAt(size: number): Uint8Array {
    this.#checkSize(size);
    return size === 0 ? emptyRoot() : this.#rangeRoot(0, size);
  }

  /**
   * RFC 6962 section 2.1.1: the siblings from the leaf up to the root of the tree of `size` leaves.
   *
   * @throws RangeError unless 0 <= index < size <= the present size.
   */
  inclusionProof(index: number, size: number): Uint8Array[] {
    this.#checkSize(size);
    if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
      throw new RangeError(`No leaf ${index} in a tree of ${size}`);
    }
    const proof: Uint8Array[] = [];
    let start = 0;
    let end = size;
    while (end - start > 1) {
      const middle = start + splitPoint(end - start);
      if (index < middle) {
        proof.push(this.#rangeRoot(middle, end));
        end = middle;
      } else {
        proof.push(this.#rangeRoot(start, middle));
        start = middle;
      }
    }
    return proof.reverse();
  }

  /**
   * RFC 6962 section 2.1.2: that the tree of `from` leaves is the beginning of the tree of `to`.
   *
   * @throws RangeError unless 0 < from <= to <= the present size.
   */
  consistencyProof(from: number, to: number): Uint8Array[] {
    this.#checkSize(to);
    if (!Number.isSafeInteger(from) || from < 1 || from > to) {
      throw new RangeError(`No consistency proof from ${from} to ${to} leaves`);
    }
    const proof: Uint8Array[] = [];
    let start = 0;
    let end = to;
    // While the old tree ends inside this range; `known` is true as long as the range began as the whole old tree.
    let known = true;
    while (from < end) {
      const middle = start + splitPoint(end - start);
      if (from <= middle) {
        proof.push(this.#rangeRoot(middle, end));
        end = middle;
      } else {
        proof.push(this.#rangeRoot(start, middle));
        start = middle;
        known = false;
      }
    }
    if (!known) proof.push(this.#rangeRoot(start, end));
    return proof.reverse();
  }

  /** The root of leaves [start, end), where `start` is a multiple of the smallest power of two >= end - start. */
  #rangeRoot(start: number, end: number): Uint8Array {
    const count = end - start;
    const level = Math.log2(count);
    if (Number.isInteger(level)) return this.#levels[level]!.at(start / count);
    const middle = start + splitPoint(count);
    return nodeHash(this.#rangeRoot(start, middle), this.#rangeRoot(middle, end));
  }

  #checkSize(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.size) {
      throw new RangeError(`No tree of ${size} leaves: the log has ${this.size}`);
    }
  }
}
