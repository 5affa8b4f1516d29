import type { Problem } from "#kernel";
import { linkageError } from "../errors.ts";
import { type Table, TableBuilder } from "./table.ts";
import { hashByte, NO_HASH, type TextPool } from "./text-pool.ts";

const QUOTE = 34;
const LF = 10;
const CR = 13;
/** No hash of a text: these are whole numbers. */
const UNKNOWN = 0.5;

/**
 * Reads RFC 4180 text in UTF-8 without making a string of any repeated value. The separator is the one of `,` `;` tab `|`
 * that the header holds most of. A row with a broken quote or a wrong number of fields is left out and listed by line and
 * column; reading goes on at the next line. Columns that are not kept are empty.
 *
 * @throws linkage/unreadable-list when there is no header
 */
export function readCsv(bytes: Uint8Array, name: string, isKept: (column: number) => boolean = () => true): Table {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const separator = sniffSeparator(bytes, start);
  const scanner = new RowScanner(bytes, start, separator);
  const header = scanner.next();
  if (header === null || typeof header === "string") {
    throw linkageError("linkage/unreadable-list", {
      what: `Cannot read "${name}"`,
      found: header === null ? "the file is empty; needs a header line" : `the header line is broken: ${header}`,
      unchanged: "Nothing was linked.",
      mend: "Give a CSV file whose first line names the columns.",
    });
  }
  const names = Array.from({ length: header }, (_, i) => scanner.text(i).trim());
  const builder = new TableBuilder(name, names);
  const codes = new Int32Array(names.length);
  const kept = [...codes.keys()].filter(isKept);
  for (;;) {
    const row = scanner.next();
    if (row === null) break;
    if (typeof row === "string") {
      builder.problems.push({ file: name, line: scanner.problemLine, column: scanner.problemColumn, message: row });
    } else if (row === 1 && names.length > 1 && scanner.isBlank(0)) {
      // An empty line carries no row.
    } else if (row !== names.length) {
      builder.problems.push(wrongCount(name, scanner.line, row, names.length));
    } else {
      for (const c of kept) codes[c] = scanner.code(c, builder.pools[c]!);
      builder.addRow(codes, scanner.line);
    }
  }
  return builder.finish();
}

function wrongCount(file: string, line: number, found: number, needed: number): Problem {
  return { file, line, column: 1, message: `the row has ${found} fields, the header ${needed}` };
}

function sniffSeparator(bytes: Uint8Array, start: number): number {
  const counts = new Map<number, number>([
    [44, 0],
    [59, 0],
    [9, 0],
    [124, 0],
  ]);
  let quoted = false;
  for (let i = start; i < bytes.length && (quoted || (bytes[i] !== LF && bytes[i] !== CR)); i++) {
    if (bytes[i] === QUOTE) quoted = !quoted;
    else if (!quoted && counts.has(bytes[i]!)) counts.set(bytes[i]!, counts.get(bytes[i]!)! + 1);
  }
  let best = 44;
  for (const [separator, count] of counts) if (count > counts.get(best)!) best = separator;
  return best;
}

/** Walks the file row by row; fields of the current row are byte ranges, unquoted on demand. */
class RowScanner {
  line = 0;
  problemLine = 0;
  problemColumn = 0;
  readonly #bytes: Uint8Array;
  readonly #separator: number;
  #at: number;
  #nextLine = 1;
  #from = new Int32Array(64);
  #to = new Int32Array(64);
  #escaped = new Uint8Array(64);
  /** Of each field, or {@link UNKNOWN}. */
  #hashes = new Float64Array(64);
  /** 1 for each byte that ends a field which is not quoted. */
  readonly #isEnd = new Uint8Array(256);
  #scratch = new Uint8Array(256);

  constructor(bytes: Uint8Array, start: number, separator: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#separator = separator;
    for (const byte of [separator, LF, CR]) this.#isEnd[byte] = 1;
  }

  /** The number of fields of the next row, a sentence when it is broken, `null` at the end. */
  next(): number | string | null {
    const bytes = this.#bytes;
    const end = bytes.length;
    if (this.#at >= end) return null;
    this.line = this.#nextLine;
    const rowStart = this.#at;
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
            if (bytes[at] === LF) this.#nextLine++;
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
      this.#nextLine++;
      this.#at = at;
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
    this.#at = at + 1;
    this.#nextLine = line + 1;
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
