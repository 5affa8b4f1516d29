import { HASH_BYTES } from "./digest.ts";

const HASHES_A_BLOCK = 1 << 10;

/** A growing list of 32-byte hashes in blocks of 32 KiB: a million of them as objects would take four times the room. */
export class HashList {
  readonly #blocks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(hash: Uint8Array): void {
    const at = this.#length % HASHES_A_BLOCK;
    if (at === 0) this.#blocks.push(new Uint8Array(HASHES_A_BLOCK * HASH_BYTES));
    this.#blocks[this.#blocks.length - 1]!.set(hash, at * HASH_BYTES);
    this.#length += 1;
  }

  at(index: number): Uint8Array {
    const block = this.#blocks[Math.floor(index / HASHES_A_BLOCK)]!;
    const start = (index % HASHES_A_BLOCK) * HASH_BYTES;
    return block.subarray(start, start + HASH_BYTES);
  }
}
