import type { Problem } from "#kernel";
import { grow, TextPool } from "./text-pool.ts";
import type { Texts } from "./texts.ts";

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

/** Builds a table row by row. */
export class TableBuilder {
  readonly name: string;
  readonly problems: Problem[] = [];
  readonly pools: readonly TextPool[];
  #names: readonly string[];
  #renamed: readonly string[];
  #codes: Int32Array<ArrayBuffer>[];
  #lines = new Int32Array(1024);
  #rows = 0;

  /** An empty heading becomes `column 3`, a repeated one gets its number: `date (2)`. */
  constructor(name: string, headings: readonly string[]) {
    this.name = name;
    this.#names = uniqueNames(headings);
    this.#renamed = this.#names.filter((own, i) => headings[i] !== "" && own !== headings[i]);
    this.pools = headings.map(() => new TextPool());
    this.#codes = headings.map(() => new Int32Array(1024));
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
        codes: this.#codes[i]!.slice(0, this.#rows),
        texts: this.pools[i]!.finish(),
      })),
      lines: this.#lines.slice(0, this.#rows),
      renamed: this.#renamed,
      problems: this.problems,
    };
  }
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
