import { fromBufferPromise } from "yauzl";
import type { Problem } from "#kernel";
import { linkageError } from "../errors.ts";
import { aboveHeading, FIRST_ROWS, headingAt } from "./frame-rows.ts";
import { RowsBuilder, type Table, tableOf } from "./table.ts";

/**
 * Reads the first sheet of an Office Open XML workbook (ECMA-376 part 1, 18.3): shared and inline strings, numbers, dates
 * (numbers in a date format become YYYY-MM-DD). Formulas count by their stored result.
 *
 * @throws linkage/unreadable-list
 */
export async function readXlsx(bytes: Uint8Array, name: string): Promise<Table> {
  const parts = await unzip(bytes, name);
  const strings = [...elements(parts.get("xl/sharedStrings.xml") ?? "", "si")].map((item) => textRuns(item.body));
  const dateStyles = readDateStyles(parts.get("xl/styles.xml") ?? "");
  const epoch1904 = /date1904="(1|true)"/.test(parts.get("xl/workbook.xml") ?? "");
  const [first, ...others] = sheetsOf(parts);
  const sheet = parts.get(first?.path ?? "");
  if (sheet === undefined) throw refusal(name, "the workbook holds no sheet");
  const rows: { readonly line: number; readonly cells: string[] }[] = [];
  for (const row of elements(sheet, "row")) {
    const cells: string[] = [];
    for (const cell of elements(row.body, "c")) {
      const at = columnOf(attribute(cell.head, "r") ?? "") ?? cells.length;
      cells[at] = cellText(cell, strings, dateStyles, epoch1904);
    }
    rows.push({
      line: Number(attribute(row.head, "r") ?? rows.length + 1),
      cells: Array.from(cells, (c) => (c ?? "").trim()),
    });
  }
  const at = headingAt(rows.slice(0, FIRST_ROWS).map(({ cells }) => cells));
  const names = rows[at]?.cells;
  if (names === undefined) throw refusal(name, "the first sheet is empty");
  const builder = new RowsBuilder(names.length);
  builder.problems.push(...unread(name, others, parts), ...aboveHeading(name, rows.slice(0, at)));
  for (const row of rows.slice(at + 1)) {
    if (row.cells.every((cell) => cell === "")) continue;
    if (row.cells.length > names.length && row.cells.slice(names.length).some((cell) => cell !== "")) {
      builder.problems.push({
        file: name,
        line: row.line,
        column: names.length + 1,
        message: "the row has values beyond the header",
      });
      continue;
    }
    builder.add(
      names.map((_, c) => builder.pools[c]!.codeOf(row.cells[c] ?? "")),
      row.line,
    );
  }
  return tableOf(name, names, builder.finish());
}

// A workbook of 256 MB of XML is a bomb or no list of people.
const LARGEST_PART = 256 << 20;

async function unzip(bytes: Uint8Array, name: string): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName.toString("utf8");
      if (!/^xl\/(sharedStrings|styles|workbook|_rels\/workbook\.xml|worksheets\/[^/]+)\.(xml|rels)$/.test(path))
        continue;
      if (entry.uncompressedSize > LARGEST_PART)
        throw new Error(`"${path}" unpacks to ${entry.uncompressedSize} bytes`);
      const chunks: Uint8Array[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
      parts.set(path, new TextDecoder().decode(Buffer.concat(chunks)));
    }
  } catch (cause) {
    throw refusal(name, (cause as Error).message, cause);
  }
  return parts;
}

function refusal(name: string, found: string, cause?: unknown): Error {
  return linkageError("linkage/unreadable-list", {
    what: `Cannot read "${name}" as XLSX`,
    found,
    unchanged: "Nothing was linked.",
    mend: "Open it in a spreadsheet program, make the list its first sheet, and save it as XLSX or CSV (UTF-8).",
    cause,
  });
}

interface Sheet {
  readonly title: string;
  readonly path: string;
}

/** The sheets in the order of the workbook. */
function sheetsOf(parts: ReadonlyMap<string, string>): Sheet[] {
  const relations = [...elements(parts.get("xl/_rels/workbook.xml.rels") ?? "", "Relationship")];
  const sheets = [...elements(parts.get("xl/workbook.xml") ?? "", "sheet")].flatMap(({ head }): Sheet[] => {
    const id = attribute(head, "r:id");
    const target = attribute(relations.find((each) => attribute(each.head, "Id") === id)?.head ?? "", "Target");
    if (target === undefined) return [];
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    return [{ title: attribute(head, "name") ?? path, path }];
  });
  if (sheets.some(({ path }) => parts.has(path))) return sheets;
  const found = [...parts.keys()].filter((path) => path.startsWith("xl/worksheets/")).sort();
  return found.map((path) => ({ title: path, path }));
}

// Further sheets are lists of their own, or no lists: a person must hear that they were left out.
function unread(name: string, sheets: readonly Sheet[], parts: ReadonlyMap<string, string>): Problem[] {
  return sheets.flatMap(({ title, path }): Problem[] => {
    let rows = 0;
    for (const row of elements(parts.get(path) ?? "", "row")) if (/<(?:\w+:)?[vt][\s>]/.test(row.body)) rows++;
    if (rows === 0) return [];
    const some = rows === 1 ? "1 row" : `${rows} rows`;
    return [
      {
        file: name,
        message: `only the first sheet is read: ${some} of the sheet "${title}" are left out`,
        text: title,
      },
    ];
  });
}

interface Element {
  readonly head: string;
  readonly body: string;
}

/** The elements of one name, in order; names do not nest in the parts read here. */
function* elements(xml: string, name: string): Generator<Element, undefined> {
  const pattern = new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?(/>|>)`, "g");
  for (let match = pattern.exec(xml); match !== null; match = pattern.exec(xml)) {
    if (match[2] === "/>") {
      yield { head: match[1] ?? "", body: "" };
      continue;
    }
    const close = new RegExp(`</(?:\\w+:)?${name}>`, "g");
    close.lastIndex = pattern.lastIndex;
    const end = close.exec(xml);
    if (end === null) return;
    yield { head: match[1] ?? "", body: xml.slice(pattern.lastIndex, end.index) };
    pattern.lastIndex = close.lastIndex;
  }
}

function attribute(head: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(head);
  return match === null ? undefined : unescapeXml(match[1]!);
}

function textRuns(body: string): string {
  const withoutPhonetics = body.replace(/<rPh\b[\s\S]*?<\/rPh>/g, "");
  return [...elements(withoutPhonetics, "t")].map((run) => unescapeXml(run.body)).join("");
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, named) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[String(named).toLowerCase()]!;
  });
}

function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]+/.exec(reference)?.[0];
  return letters === undefined
    ? undefined
    : [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(
  cell: Element,
  strings: readonly string[],
  dateStyles: ReadonlySet<number>,
  epoch1904: boolean,
): string {
  const type = attribute(cell.head, "t") ?? "n";
  if (type === "inlineStr") return textRuns(cell.body);
  const value = elements(cell.body, "v").next().value;
  const text = value === undefined ? "" : unescapeXml(value.body);
  if (type === "s") return strings[Number(text)] ?? "";
  if (type === "n" && text !== "" && dateStyles.has(Number(attribute(cell.head, "s") ?? "0"))) {
    return serialDay(Number(text), epoch1904) ?? text;
  }
  return text;
}

function readDateStyles(styles: string): ReadonlySet<number> {
  const custom = new Map<number, string>();
  for (const format of elements(styles, "numFmt")) {
    custom.set(Number(attribute(format.head, "numFmtId")), attribute(format.head, "formatCode") ?? "");
  }
  const isDate = (id: number): boolean =>
    (id >= 14 && id <= 17) || id === 22 || /[dy]/i.test((custom.get(id) ?? "").replace(/"[^"]*"|\[[^\]]*\]/g, ""));
  const found = new Set<number>();
  const cellFormats = elements(styles, "cellXfs").next().value?.body ?? "";
  [...elements(cellFormats, "xf")].forEach((format, i) => {
    if (isDate(Number(attribute(format.head, "numFmtId") ?? "0"))) found.add(i);
  });
  return found;
}

// The day before the year 10000, after which a spreadsheet counts no days.
const LAST_DAY = 2_958_465;

// Day 60 is the 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1). A telephone number in a column of dates is no day.
function serialDay(serial: number, epoch1904: boolean): string | null {
  if (!(serial >= 0 && serial <= LAST_DAY)) return null;
  const whole = Math.floor(serial);
  const days = epoch1904 ? whole + 1462 : whole;
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000);
  return date.toISOString().slice(0, 10);
}
