import { hashByte, NO_HASH, type TextPool } from "./text-pool.ts";

const QUOTE = 34;
const LF = 10;
const CR = 13;
/** No hash of a text: these are whole numbers. */
const UNKNOWN = 0.5;

/** Walks the file row by row; fields of the current row are byte ranges, unquoted on demand. */
export class RowScanner {
  line = 0;
  /** Where the next row starts. */
  at: number;
  problemLine = 0;
  problemColumn = 0;
  readonly #bytes: Uint8Array;
  readonly #separator: number;
  nextLine: number;
  #from = new Int32Array(64);
  #to = new Int32Array(64);
  #escaped = new Uint8Array(64);
  /** Of each field, or {@link UNKNOWN}. */
  #hashes = new Float64Array(64);
  /** 1 for each byte that ends a field which is not quoted. */
  readonly #isEnd = new Uint8Array(256);
  #scratch = new Uint8Array(256);

  /** Begins at a row that starts at `at`, on `line`. */
  constructor(bytes: Uint8Array, separator: number, at = 0, line = 1) {
    this.#bytes = bytes;
    this.at = at;
    this.nextLine = line;
    this.#separator = separator;
    for (const byte of [separator, LF, CR]) this.#isEnd[byte] = 1;
  }

  /** The number of fields of the next row, a sentence when it is broken, `null` at the end. */
  next(): number | string | null {
    const bytes = this.#bytes;
    const end = bytes.length;
    if (this.at >= end) return null;
    this.line = this.nextLine;
    const rowStart = this.at;
    let at = rowStart;
    let fields = 0;
    for (;;) {
      if (fields === this.#from.length) this.#growFields();
      let escaped = 0;
      let hash = NO_HASH;
      let from = at;
      let to: number;
      while (at < end && bytes[at] === 32) at++;
      if (at < end && bytes[at] === QUOTE) {
        const open = at;
        hash = UNKNOWN;
        from = ++at;
        for (;;) {
          while (at < end && bytes[at] !== QUOTE) {
            if (bytes[at] === LF) this.nextLine++;
            at++;
          }
          if (at >= end) return this.#broken(rowStart, open, "a quote is opened and not closed");
          if (bytes[at + 1] === QUOTE) {
            escaped = 1;
            at += 2;
            continue;
          }
          break;
        }
        to = at++;
        while (at < end && bytes[at] === 32) at++;
        if (at < end && bytes[at] !== this.#separator && bytes[at] !== LF && bytes[at] !== CR) {
          return this.#broken(rowStart, open, "text follows a closing quote");
        }
      } else {
        const isEnd = this.#isEnd;
        from = at;
        while (at < end) {
          const byte = bytes[at]!;
          if (isEnd[byte] === 1) break;
          hash = hashByte(hash, byte);
          at++;
        }
        to = at;
      }
      if (from < to && (bytes[from]! <= 32 || bytes[to - 1]! <= 32)) {
        while (from < to && bytes[from]! <= 32) from++;
        while (to > from && bytes[to - 1]! <= 32) to--;
        hash = UNKNOWN;
      }
      this.#hashes[fields] = hash;
      this.#from[fields] = from;
      this.#to[fields] = to;
      this.#escaped[fields++] = escaped;
      if (at < end && bytes[at] === this.#separator) {
        at++;
        continue;
      }
      if (at < end && bytes[at] === CR) at++;
      if (at < end && bytes[at] === LF) at++;
      this.nextLine++;
      this.at = at;
      return fields;
    }
  }

  /** Whether field `i` is empty. */
  isBlank(i: number): boolean {
    return this.#from[i] === this.#to[i];
  }

  text(i: number): string {
    const length = this.#unescape(i);
    return length === -1
      ? new TextDecoder().decode(this.#bytes.subarray(this.#from[i]!, this.#to[i]!))
      : new TextDecoder().decode(this.#scratch.subarray(0, length));
  }

  code(i: number, pool: TextPool): number {
    const hash = this.#hashes[i]!;
    if (hash !== UNKNOWN) return pool.codeOfHashed(hash, this.#bytes, this.#from[i]!, this.#to[i]!);
    const length = this.#unescape(i);
    return length === -1
      ? pool.codeOfBytes(this.#bytes, this.#from[i]!, this.#to[i]!)
      : pool.codeOfBytes(this.#scratch, 0, length);
  }

  #unescape(i: number): number {
    if (this.#escaped[i] === 0) return -1;
    const from = this.#from[i]!;
    const to = this.#to[i]!;
    if (this.#scratch.length < to - from) this.#scratch = new Uint8Array(2 * (to - from));
    let length = 0;
    for (let at = from; at < to; at++) {
      this.#scratch[length++] = this.#bytes[at]!;
      if (this.#bytes[at] === QUOTE) at++;
    }
    return length;
  }

  // The line where the quote was opened is given up; the next line may be sound.
  #broken(rowStart: number, open: number, reason: string): string {
    const bytes = this.#bytes;
    let line = this.line;
    let lineStart = rowStart;
    for (let i = rowStart; i < open; i++) {
      if (bytes[i] === LF) {
        line++;
        lineStart = i + 1;
      }
    }
    this.problemLine = line;
    this.problemColumn = new TextDecoder().decode(bytes.subarray(lineStart, open)).length + 1;
    let at = open;
    while (at < bytes.length && bytes[at] !== LF) at++;
    this.at = at + 1;
    this.nextLine = line + 1;
    return reason;
  }

  #growFields(): void {
    const double = (array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(array.length * 2);
      grown.set(array);
      return grown;
    };
    this.#from = double(this.#from);
    this.#to = double(this.#to);
    const grown = new Uint8Array(this.#escaped.length * 2);
    grown.set(this.#escaped);
    this.#escaped = grown;
    const hashes = new Float64Array(grown.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }
}
