import type { Problem } from "#kernel";
import { TextPool } from "./text-pool.ts";
import { Texts } from "./texts.ts";

export interface Column {
  readonly name: string;
  /** One code a row into `texts`; 0 is empty. */
  readonly codes: Int32Array;
  readonly texts: Texts;
}

/** A list as it was read: every value unchanged except that spaces around it are trimmed. */
export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Names of columns whose heading an earlier column has too: `date (2)`. */
  readonly renamed: readonly string[];
  /** The line of the file on which each row starts (rows of JSON and XLSX: their number, from 1). */
  readonly lines: Int32Array;
  /** Rows that could not be used, each with its place and reason. */
  readonly problems: readonly Problem[];
}

/** Rows without what names them; plain data, which can be sent to a thread. */
export interface Rows {
  readonly columns: readonly {
    readonly codes: Int32Array;
    readonly texts: { readonly bytes: Uint8Array; readonly starts: Int32Array };
  }[];
  readonly lines: Int32Array;
  readonly problems: readonly Problem[];
}

/** Gathers rows one by one. */
export class RowsBuilder {
  readonly problems: Problem[] = [];
  readonly pools: readonly TextPool[];
  #codes: Int32Array<ArrayBuffer>[];
  #lines = new Int32Array(1024);
  #rows = 0;

  constructor(columns: number) {
    this.pools = Array.from({ length: columns }, () => new TextPool());
    this.#codes = this.pools.map(() => new Int32Array(1024));
  }

  /** Adds a row of codes, one a column, from `pools`. */
  add(codes: ArrayLike<number>, line: number): void {
    if (this.#rows === this.#lines.length) this.#reserve(2 * this.#rows);
    for (let c = 0; c < this.#codes.length; c++) this.#codes[c]![this.#rows] = codes[c]!;
    this.#lines[this.#rows++] = line;
  }

  /** Adds rows that start on these lines; `write` puts the codes of a column, from its pool, to `into[at..]`. */
  addAll(lines: Int32Array, write: (column: number, pool: TextPool, into: Int32Array, at: number) => void): void {
    const first = this.#rows;
    if (first + lines.length > this.#lines.length) this.#reserve(2 * (first + lines.length));
    for (let c = 0; c < this.#codes.length; c++) write(c, this.pools[c]!, this.#codes[c]!, first);
    this.#lines.set(lines, first);
    this.#rows += lines.length;
  }

  /** Adds rows that were gathered elsewhere, from a place `line` lines further on: the same as if they had been added one by one. */
  append({ columns, lines, problems }: Rows, line: number): void {
    const first = this.#rows;
    this.#reserve(first + lines.length);
    columns.forEach(({ codes, texts: { bytes, starts } }, c) => {
      const [pool, into] = [this.pools[c]!, this.#codes[c]!];
      const known = new Int32Array(starts.length - 1);
      for (let code = 0; code < known.length; code++)
        known[code] = pool.codeOfBytes(bytes, starts[code]!, starts[code + 1]!);
      for (let row = 0; row < codes.length; row++) into[first + row] = known[codes[row]!]!;
    });
    for (let row = 0; row < lines.length; row++) this.#lines[first + row] = lines[row]! + line;
    this.#rows += lines.length;
    for (const problem of problems) this.problems.push({ ...problem, line: problem.line! + line });
  }

  #reserve(rows: number): void {
    const reserved = (array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(rows);
      grown.set(array.subarray(0, this.#rows));
      return grown;
    };
    this.#lines = reserved(this.#lines);
    this.#codes = this.#codes.map(reserved);
  }

  finish(): Rows {
    return {
      columns: this.#codes.map((codes, c) => ({ codes: codes.slice(0, this.#rows), texts: this.pools[c]!.finish() })),
      lines: this.#lines.slice(0, this.#rows),
      problems: this.problems,
    };
  }
}

/** Names the columns of rows. An empty heading becomes `column 3`, a repeated one gets its number: `date (2)`. */
export function tableOf(name: string, headings: readonly string[], { columns, lines, problems }: Rows): Table {
  const names = uniqueNames(headings);
  return {
    name,
    rows: lines.length,
    columns: columns.map(({ codes, texts: { bytes, starts } }, c) => ({
      name: names[c]!,
      codes,
      texts: new Texts(bytes, starts),
    })),
    lines,
    renamed: names.filter((own, i) => headings[i] !== "" && own !== headings[i]),
    problems,
  };
}

function uniqueNames(headings: readonly string[]): string[] {
  const taken = new Set<string>();
  return headings.map((heading, i) => {
    const first = heading === "" ? `column ${i + 1}` : heading;
    let name = first;
    for (let n = 2; taken.has(name); n++) name = `${first} (${n})`;
    taken.add(name);
    return name;
  });
}
