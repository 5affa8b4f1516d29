import { hashByte, NO_HASH, type TextPool } from "./text-pool.ts";

const QUOTE = 34;
const LF = 10;
const CR = 13;
/** No hash of a text: these are whole numbers. */
const UNKNOWN = 0.5;

/** Walks the file row by row; fields of the current row, and of those that were kept, are byte ranges, unquoted on demand. */
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
  /** Where the fields of the current row begin, behind those of rows that were kept. */
  #first = 0;

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
    let field = this.#first;
    for (;;) {
      if (field === this.#from.length) this.#growFields();
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
      this.#hashes[field] = hash;
      this.#from[field] = from;
      this.#to[field] = to;
      this.#escaped[field++] = escaped;
      if (at < end && bytes[at] === this.#separator) {
        at++;
        continue;
      }
      if (at < end && bytes[at] === CR) at++;
      if (at < end && bytes[at] === LF) at++;
      this.nextLine++;
      this.at = at;
      return field - this.#first;
    }
  }

  /** Whether field `i` of the current row is empty. */
  isBlank(i: number): boolean {
    return this.#from[this.#first + i] === this.#to[this.#first + i];
  }

  /** The text of field `i` of the current row. */
  text(i: number): string {
    const field = this.#first + i;
    const length = this.#unescape(field);
    return length === -1
      ? new TextDecoder().decode(this.#bytes.subarray(this.#from[field]!, this.#to[field]!))
      : new TextDecoder().decode(this.#scratch.subarray(0, length));
  }

  /** Keeps the fields of the current row beside those kept before. */
  keep(fields: number): void {
    this.#first += fields;
  }

  /** Writes codes of the rows that were kept, each of so many fields, to `into[at..]`: one column, by its pool. */
  codes(column: number, fields: number, pool: TextPool, into: Int32Array, at: number): void {
    const [hashes, from, to, end] = [this.#hashes, this.#from, this.#to, this.#first];
    // Guesses first: to fetch what a hash leads to takes long, and so many are fetched at once.
    for (let field = column, row = at; field < end; field += fields, row++)
      into[row] = hashes[field] === UNKNOWN ? -1 : pool.guess(hashes[field]!);
    for (let field = column, row = at; field < end; field += fields, row++) {
      const guess = into[row]!;
      if (guess === -1 || !pool.isText(guess, this.#bytes, from[field]!, to[field]!))
        into[row] = this.#code(field, pool);
    }
  }

  /** Forgets the rows that were kept. */
  forget(): void {
    this.#first = 0;
  }

  #code(i: number, pool: TextPool): number {
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
