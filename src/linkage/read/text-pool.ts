import { Texts } from "./texts.ts";

/** Before the first byte of a text; see {@link hashByte}. */
export const NO_HASH = 0x811c9dc5 | 0;

/** FNV-1a, so that whoever walks over a text can hash it on the way. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Gathers the distinct texts of one column. */
export class TextPool {
  #bytes = new Uint8Array(1 << 12);
  #starts = new Int32Array(1 << 9);
  /** Open addressing: code and hash side by side, one piece of memory to fetch. */
  #slots = new Int32Array(1 << 11).fill(-1);
  #count = 0;
  static #encoder = new TextEncoder();

  constructor() {
    this.codeOfBytes(new Uint8Array(0), 0, 0);
  }

  codeOf(text: string): number {
    const bytes = TextPool.#encoder.encode(text);
    return this.codeOfBytes(bytes, 0, bytes.length);
  }

  /** The code of `source[from, to)`, new when not seen before. */
  codeOfBytes(source: Uint8Array, from: number, to: number): number {
    let hash = NO_HASH;
    for (let i = from; i < to; i++) hash = hashByte(hash, source[i]!);
    return this.codeOfHashed(hash, source, from, to);
  }

  /** The same where the hash of these bytes is known. */
  codeOfHashed(bytesHash: number, source: Uint8Array, from: number, to: number): number {
    const hash = bytesHash ^ (bytesHash >>> 15);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (2 * hash) & mask;
    for (;;) {
      const code = slots[slot]!;
      if (code === -1) break;
      if (slots[slot + 1] === hash && this.#equals(code, source, from, to)) return code;
      slot = (slot + 2) & mask;
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
    if (code + 2 > this.#starts.length) this.#starts = grow(this.#starts);
    for (let i = from, j = start; i < to; i++, j++) this.#bytes[j] = source[i]!;
    this.#starts[code + 1] = end;
    this.#slots[slot] = code;
    this.#slots[slot + 1] = hash;
    if (this.#count * 4 > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const old = this.#slots;
    // In large steps while that takes little room: every step finds a new place for all.
    const slots = new Int32Array(old.length * (old.length < 1 << 20 ? 4 : 2)).fill(-1);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === -1) continue;
      let slot = (2 * old[from + 1]!) & mask;
      while (slots[slot] !== -1) slot = (slot + 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = old[from + 1]!;
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
