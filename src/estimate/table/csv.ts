import type { Problem } from "#kernel";

/** One field with its place; lines and columns count from 1. */
export interface Field {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * RFC 4180 fields, also with semicolons or tabs (the sign that is most frequent in the header wins).
 * Blank lines are left out. Unclosed quotes and rows of another width than the header become problems.
 */
export function parseCsv(text: string): { readonly rows: readonly (readonly Field[])[]; readonly problems: Problem[] } {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const separator = separatorOf(source);
  const rows: Field[][] = [];
  const problems: Problem[] = [];
  let row: Field[] = [];
  let line = 1;
  let lineStart = 0;
  let at = 0;
  const endRow = () => {
    if (row.length > 1 || row[0]?.text.trim() !== "") rows.push(row);
    row = [];
  };
  while (at <= source.length) {
    const start = { line, column: at - lineStart + 1 };
    let value = "";
    if (source[at] === '"') {
      at++;
      for (;;) {
        if (at >= source.length) {
          problems.push({ message: "A quoted field is not closed", ...start });
          break;
        }
        if (source[at] === '"') {
          if (source[at + 1] !== '"') break;
          at++;
        }
        if (source[at] === "\n") {
          line++;
          lineStart = at + 1;
        }
        value += source[at++];
      }
      at++;
    }
    while (at < source.length && source[at] !== separator && source[at] !== "\n" && source[at] !== "\r") {
      value += source[at++];
    }
    row.push({ text: value.trim(), ...start });
    if (at < source.length && source[at] === separator) {
      at++;
      continue;
    }
    if (source[at] === "\r" && source[at + 1] === "\n") at++;
    at++;
    endRow();
    line++;
    lineStart = at;
    if (at >= source.length) break;
  }
  const width = rows[0]?.length ?? 0;
  for (const fields of rows) {
    if (fields.length !== width) {
      problems.push({
        message: `The row has ${fields.length} fields, the header has ${width}`,
        line: fields[0]!.line,
        column: 1,
      });
    }
  }
  return { rows, problems };
}

function separatorOf(text: string): string {
  const header = text.slice(0, Math.max(0, text.search(/[\r\n]|$/u)));
  const count = (sign: string) => header.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
