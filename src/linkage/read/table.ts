import type { Problem } from "#kernel";

/** The distinct texts of one column, kept as UTF-8 bytes; code 0 is the empty text. */
export class TextPool {
  #bytes = new Uint8Array(1 << 12);
  #starts = new Int32Array(1 << 9);
  #slots = new Int32Array(1 << 10).fill(-1);
  #hashes = new Int32Array(1 << 9);
  #count = 0;
  static #decoder = new TextDecoder();
  static #encoder = new TextEncoder();

  constructor() {
    this.codeOfBytes(new Uint8Array(0), 0, 0);
  }

  get size(): number {
    return this.#count;
  }

  /** Bytes held, for the memory estimate. */
  get heldBytes(): number {
    return this.#bytes.length + 4 * (this.#starts.length + this.#slots.length + this.#hashes.length);
  }

  text(code: number): string {
    const [from, to] = [this.#starts[code]!, this.#starts[code + 1]!];
    const bytes = this.#bytes;
    // Short texts of ASCII, as ids are, need no decoder.
    if (to - from <= 24) {
      let text = "";
      let at = from;
      while (at < to && bytes[at]! < 128) text += String.fromCharCode(bytes[at++]!);
      if (at === to) return text;
    }
    return TextPool.#decoder.decode(bytes.subarray(from, to));
  }

  /** The whole number below 10^15 that a text writes without leading zeros; NaN when it is none. */
  wholeNumber(code: number): number {
    const [from, to] = [this.#starts[code]!, this.#starts[code + 1]!];
    if (to === from || to - from > 15 || (this.#bytes[from] === 48 && to - from > 1)) return Number.NaN;
    let value = 0;
    for (let at = from; at < to; at++) {
      const digit = this.#bytes[at]! - 48;
      if (digit < 0 || digit > 9) return Number.NaN;
      value = value * 10 + digit;
    }
    return value;
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
}

function grow(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}

export interface Column {
  readonly name: string;
  /** One code a row into `texts`; 0 is empty. */
  readonly codes: Int32Array;
  readonly texts: TextPool;
}

/** A list as it was read: every value unchanged except that spaces around it are trimmed. */
export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The line of the file on which each row starts (rows of JSON and XLSX: their number, from 1). */
  readonly lines: Int32Array;
  /** Rows that could not be used, each with its place and reason. */
  readonly problems: readonly Problem[];
}

/** Builds a table row by row. */
export class TableBuilder {
  readonly name: string;
  readonly problems: Problem[] = [];
  readonly pools: readonly TextPool[];
  #names: readonly string[];
  #codes: Int32Array<ArrayBuffer>[];
  #lines = new Int32Array(1024);
  #rows = 0;

  constructor(name: string, columnNames: readonly string[]) {
    this.name = name;
    this.#names = columnNames;
    this.pools = columnNames.map(() => new TextPool());
    this.#codes = columnNames.map(() => new Int32Array(1024));
  }

  /** Adds a row of codes, one a column, from `pools`. */
  addRow(codes: ArrayLike<number>, line: number): void {
    if (this.#rows === this.#lines.length) {
      this.#lines = grow(this.#lines);
      this.#codes = this.#codes.map(grow);
    }
    for (let c = 0; c < this.#codes.length; c++) this.#codes[c]![this.#rows] = codes[c]!;
    this.#lines[this.#rows++] = line;
  }

  finish(): Table {
    return {
      name: this.name,
      rows: this.#rows,
      columns: this.#names.map((name, i) => ({
        name,
        codes: this.#codes[i]!.subarray(0, this.#rows),
        texts: this.pools[i]!,
      })),
      lines: this.#lines.subarray(0, this.#rows),
      problems: this.problems,
    };
  }
}
