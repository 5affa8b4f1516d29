import { Texts } from "./texts.ts";

/** Gathers the distinct texts of one column. */
export class TextPool {
  #bytes = new Uint8Array(1 << 12);
  #starts = new Int32Array(1 << 9);
  #slots = new Int32Array(1 << 10).fill(-1);
  #hashes = new Int32Array(1 << 9);
  #count = 0;
  static #encoder = new TextEncoder();

  constructor() {
    this.codeOfBytes(new Uint8Array(0), 0, 0);
  }

  codeOf(text: string): number {
    const bytes = TextPool.#encoder.encode(text);
    return this.codeOfBytes(bytes, 0, bytes.length);
  }

  /** The code of `source[from, to)`, new when not seen before. FNV-1a over open addressing. */
  codeOfBytes(source: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5 | 0;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ source[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = this.#slots[slot]!;
      if (code === -1) break;
      if (this.#hashes[code] === hash && this.#equals(code, source, from, to)) return code;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, hash, source, from, to);
  }

  #equals(code: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[code]!;
    const bytes = this.#bytes;
    if (this.#starts[code + 1]! - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) if (bytes[j] !== source[i]) return false;
    return true;
  }

  #add(slot: number, hash: number, source: Uint8Array, from: number, to: number): number {
    const code = this.#count++;
    const start = this.#starts[code]!;
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    if (code + 2 > this.#starts.length) {
      this.#starts = grow(this.#starts);
      this.#hashes = grow(this.#hashes);
    }
    for (let i = from, j = start; i < to; i++, j++) this.#bytes[j] = source[i]!;
    this.#starts[code + 1] = end;
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#count; code++) {
      let slot = this.#hashes[code]! & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }

  /** What was gathered, without what finding it again took. */
  finish(): Texts {
    return new Texts(this.#bytes.slice(0, this.#starts[this.#count]), this.#starts.slice(0, this.#count + 1));
  }
}

/** The array at twice its length. */
export function grow(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
