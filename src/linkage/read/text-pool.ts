import { Texts } from "./texts.ts";

/** Before the first byte of a text; see {@link hashByte}. */
export const NO_HASH = 0x811c9dc5 | 0;

/** FNV-1a, so that whoever walks over a text can hash it on the way. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Gathers the distinct texts of one column. While each is longer than the last, or as long and greater, as ids are, none is looked for. */
export class TextPool {
  #bytes = new Uint8Array(1 << 12);
  #starts = new Int32Array(1 << 9);
  /** Open addressing: code and hash side by side, one piece of memory to fetch. */
  #slots = new Int32Array(1 << 11).fill(-1);
  #count = 0;
  #ascends = true;
  static #encoder = new TextEncoder();

  constructor() {
    this.#add(new Uint8Array(0), 0, 0);
  }

  codeOf(text: string): number {
    const bytes = TextPool.#encoder.encode(text);
    return this.codeOfBytes(bytes, 0, bytes.length);
  }

  /** The code of `source[from, to)`, new when not seen before. */
  codeOfBytes(source: Uint8Array, from: number, to: number): number {
    return this.#isNext(source, from, to)
      ? this.#add(source, from, to)
      : this.codeOfHashed(hashOf(source, from, to), source, from, to);
  }

  /** The same where the hash of these bytes is known. */
  codeOfHashed(bytesHash: number, source: Uint8Array, from: number, to: number): number {
    if (this.#ascends) {
      if (this.#isNext(source, from, to)) return this.#add(source, from, to);
      this.#ascends = false;
      for (let code = 0; code < this.#count; code++)
        this.#place(code, mixed(hashOf(this.#bytes, this.#starts[code]!, this.#starts[code + 1]!)));
    }
    const hash = mixed(bytesHash);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (2 * hash) & mask;
    for (;;) {
      const code = slots[slot]!;
      if (code === -1) break;
      if (slots[slot + 1] === hash && this.isText(code, source, from, to)) return code;
      slot = (slot + 2) & mask;
    }
    const code = this.#add(source, from, to);
    this.#place(code, hash);
    return code;
  }

  /** The code that a text of this hash has, if it is no other text of the same hash: see {@link isText}. -1 where none has. */
  guess(bytesHash: number): number {
    if (this.#ascends) return -1;
    const hash = mixed(bytesHash);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (2 * hash) & mask;
    while (slots[slot] !== -1 && slots[slot + 1] !== hash) slot = (slot + 2) & mask;
    return slots[slot]!;
  }

  // Whether all texts ascend, this one too.
  #isNext(source: Uint8Array, from: number, to: number): boolean {
    if (!this.#ascends) return false;
    const [start, end] = [this.#starts[this.#count - 1]!, this.#starts[this.#count]!];
    if (to - from !== end - start) return to - from > end - start;
    const bytes = this.#bytes;
    let [i, j] = [from, start];
    while (i < to && source[i] === bytes[j]) {
      i++;
      j++;
    }
    return i < to && source[i]! > bytes[j]!;
  }

  /** Whether `source[from, to)` is the text of a code. */
  isText(code: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[code]!;
    const bytes = this.#bytes;
    if (this.#starts[code + 1]! - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) if (bytes[j] !== source[i]) return false;
    return true;
  }

  #add(source: Uint8Array, from: number, to: number): number {
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
    return code;
  }

  #place(code: number, hash: number): void {
    // In large steps while that takes little room: every step finds a new place for all.
    if (code * 4 >= this.#slots.length) this.#rehash(this.#slots.length * (this.#slots.length < 1 << 20 ? 4 : 2));
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (2 * hash) & mask;
    while (slots[slot] !== -1) slot = (slot + 2) & mask;
    slots[slot] = code;
    slots[slot + 1] = hash;
  }

  #rehash(length: number): void {
    const old = this.#slots;
    this.#slots = new Int32Array(length).fill(-1);
    for (let from = 0; from < old.length; from += 2) if (old[from] !== -1) this.#place(old[from]!, old[from + 1]!);
  }

  /** What was gathered, without what finding it again took. */
  finish(): Texts {
    return new Texts(this.#bytes.slice(0, this.#starts[this.#count]), this.#starts.slice(0, this.#count + 1));
  }
}

function hashOf(source: Uint8Array, from: number, to: number): number {
  let hash = NO_HASH;
  for (let i = from; i < to; i++) hash = hashByte(hash, source[i]!);
  return hash;
}

function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The array at twice its length. */
function grow(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
