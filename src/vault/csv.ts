import type { Problem } from "#kernel";

/** A cell with its place; lines and columns count from 1, columns in UTF-16 units. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads comma-, semicolon- or tab-separated values (RFC 4180; the separator is the one that stands in the first line).
 * Rows whose first cell begins with `# ` are remarks. Problems are gathered, not thrown.
 */
export function parseCsv(text: string): {
  readonly rows: readonly (readonly Cell[])[];
  readonly problems: readonly Problem[];
} {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  const separator = separatorOf(source);
  const rows: Cell[][] = [];
  const problems: Problem[] = [];
  let row: Cell[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const endRow = () => {
    const isRemark = row[0]?.text.startsWith("# ") === true;
    if (!isRemark && row.some((cell) => cell.text !== "")) rows.push(row);
    row = [];
  };
  while (at < source.length) {
    const [cellLine, column] = [line, at - lineStart + 1];
    let cell = "";
    if (source[at] === '"') {
      let isClosed = false;
      at++;
      while (at < source.length && !isClosed) {
        const character = source[at]!;
        if (character === '"' && source[at + 1] === '"') at++;
        else if (character === '"') isClosed = true;
        if (!isClosed) cell += character;
        at++;
        if (character === "\n") [line, lineStart] = [line + 1, at];
      }
      if (!isClosed)
        problems.push({ message: "the quotation mark that opens this cell is never closed", line: cellLine, column });
      const rest = /^[^\r\n]*/.exec(source.slice(at))![0].split(separator, 1)[0]!;
      if (rest.trim() !== "") {
        problems.push({
          message: "text stands behind the closing quotation mark",
          line,
          column: at - lineStart + 1,
          text: rest,
        });
      }
      at += rest.length;
    } else {
      const start = at;
      while (at < source.length && source[at] !== separator && source[at] !== "\n" && source[at] !== "\r") at++;
      cell = source.slice(start, at);
    }
    row.push({ text: cell.trim(), line: cellLine, column });
    if (source[at] === separator) {
      at++;
      if (at === source.length || source[at] === "\n" || source[at] === "\r") {
        row.push({ text: "", line, column: at - lineStart + 1 });
      }
    }
    const isLineEnd = source[at] === "\r" || source[at] === "\n";
    if (isLineEnd) {
      at += source[at] === "\r" && source[at + 1] === "\n" ? 2 : 1;
      [line, lineStart] = [line + 1, at];
      endRow();
    }
  }
  endRow();
  return { rows, problems };
}

function separatorOf(source: string): string {
  const first = source.split(/\r?\n/).find((line) => line.trim() !== "" && !/^"?# /.test(line)) ?? "";
  return [",", ";", "\t"].reduce((best, candidate) =>
    first.split(candidate).length > first.split(best).length ? candidate : best,
  );
}

/** One row as CSV text: cells are quoted where needed. */
export function formatCsvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}
