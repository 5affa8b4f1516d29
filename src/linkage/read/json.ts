import { linkageError } from "../errors.ts";
import { RowsBuilder, type Table, tableOf } from "./table.ts";

/**
 * Reads an array of flat objects, or an object with one such array among its members (`{"records": [...]}`), or JSON
 * lines. Nested values are kept as JSON text.
 *
 * @throws linkage/unreadable-list
 */
export function readJson(bytes: Uint8Array, name: string): Table {
  const text = withExactNumbers(new TextDecoder().decode(bytes).replace(/^\uFEFF/, ""));
  const rows = rowsOf(text, name);
  const names = [...new Set(rows.flatMap((row) => (isRecord(row) ? Object.keys(row) : [])))];
  const builder = new RowsBuilder(names.length);
  rows.forEach((row, i) => {
    if (!isRecord(row)) {
      builder.problems.push({ file: name, line: i + 1, message: "the entry is not an object with named values" });
      return;
    }
    builder.add(
      names.map((column, c) => builder.pools[c]!.codeOf(valueText(row[column]))),
      i + 1,
    );
  });
  return tableOf(name, names, builder.finish());
}

// A number of more digits than JavaScript tells apart, as ids may be, is kept as it is written: as a text.
function withExactNumbers(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.]{15,}(?:[eE][+-]?\d+)?/g, (found) =>
    found.startsWith('"') ? found : `"${found}"`,
  );
}

function rowsOf(text: string, name: string): unknown[] {
  try {
    const whole: unknown = JSON.parse(text);
    if (Array.isArray(whole)) return whole;
    if (isRecord(whole) && /\.(jsonl|ndjson)$/i.test(name)) return [whole];
    const inner = isRecord(whole) ? Object.values(whole).filter(Array.isArray) : [];
    if (inner.length === 1) return inner[0] as unknown[];
    if (isRecord(whole)) throw refusal(name, "the object holds no single array of rows");
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
    if (lines.length > 1 && lines[0]!.trimStart().startsWith("{"))
      return lines.map((line, i) => parseLine(line, i, name));
    throw refusal(name, cause.message);
  }
  throw refusal(name, "there is no array of rows");
}

function parseLine(line: string, i: number, name: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw refusal(name, `line ${i + 1}: ${(cause as Error).message}`);
  }
}

function refusal(name: string, found: string): Error {
  return linkageError("linkage/unreadable-list", {
    what: `Cannot read "${name}" as JSON`,
    found: `${found}; needs an array of objects, or an object a line (JSON Lines)`,
    unchanged: "Nothing was linked.",
    mend: "Export the list as an array of objects, one a person.",
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).trim();
}
