import { describe, expect, it } from "vitest";
import { readList } from "./read-list.ts";
import type { Table } from "./table.ts";

const rowsOf = ({ rows, columns }: Table): string[][] =>
  Array.from({ length: rows }, (_, row) => columns.map(({ codes, texts }) => texts.text(codes[row]!)));
const json = (text: string, name = "list.json"): Promise<Table> => readList(new TextEncoder().encode(text), name);

type Cell = string | { readonly n: number; readonly isDate?: boolean };

/** A workbook of the parts that are read, cells as spreadsheets write them; made up. */
async function workbook(...sheets: readonly (readonly (readonly Cell[])[])[]): Promise<Uint8Array> {
  const name: string = "yazl"; // the package has no types here
  const { default: yazl } = await import(name);
  const zip = new yazl.ZipFile();
  const add = (path: string, text: string): void => zip.addBuffer(Buffer.from(text), path);
  const cell = (value: Cell, c: number, r: number): string => {
    const at = `r="${String.fromCharCode(65 + c)}${r}"`;
    if (typeof value === "string") return `<c ${at} t="inlineStr"><is><t>${value}</t></is></c>`;
    return `<c ${at} s="${value.isDate ? 1 : 0}"><v>${value.n}</v></c>`;
  };
  sheets.forEach((rows, s) => {
    const lines = rows.map((row, r) => `<row r="${r + 1}">${row.map((v, c) => cell(v, c, r + 1)).join("")}</row>`);
    add(`xl/worksheets/sheet${s + 1}.xml`, `<worksheet><sheetData>${lines.join("")}</sheetData></worksheet>`);
  });
  const each = (write: (n: number) => string): string => sheets.map((_, s) => write(s + 1)).join("");
  add("xl/workbook.xml", `<workbook>${each((n) => `<sheet name="Part ${n}" r:id="rId${n}"/>`)}</workbook>`);
  add(
    "xl/_rels/workbook.xml.rels",
    `<Relationships>${each((n) => `<Relationship Id="rId${n}" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
  );
  add("xl/styles.xml", '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>');
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

describe("XLSX", () => {
  it("reads days of cells in a date format, and keeps a number that is no day as it is", async () => {
    const day = (n: number): Cell => ({ n, isDate: true });
    const bytes = await workbook([
      ["id", "name", "died"],
      [{ n: 1 }, "علي حسن", day(41395)],
      [{ n: 2 }, "عمر حسن", day(963_933_123_456)],
      [{ n: 3 }, "سمر حسن", day(20_130_503)],
      [{ n: 4 }, "هدى حسن", day(-3)],
    ]);
    expect(rowsOf(await readList(bytes, "list.xlsx")).map((row) => row[2])).toEqual([
      "2013-05-01",
      "963933123456",
      "20130503",
      "-3",
    ]);
  });

  it("says which further sheets hold rows that are not read", async () => {
    const bytes = await workbook(
      [
        ["id", "name"],
        [{ n: 1 }, "Ali"],
      ],
      [
        ["id", "name"],
        [{ n: 1 }, "Omar"],
      ],
      [],
    );
    const { rows, problems } = await readList(bytes, "list.xlsx");
    expect(rows).toBe(1);
    expect(problems).toMatchObject([
      { file: "list.xlsx", message: expect.stringContaining('2 rows of the sheet "Part 2"') },
    ]);
    expect((await readList(await workbook([["id"], [{ n: 1 }]], []), "list.xlsx")).problems).toEqual([]);
  });
});

describe("JSON", () => {
  it("is told by its first bytes where a list bears no name of a file", async () => {
    expect(rowsOf(await json('\n[ {"name": "Ali"}]', "L1"))).toEqual([["Ali"]]);
    expect(rowsOf(await json("[name],age\nAli,3\n", "L1"))).toEqual([["Ali", "3"]]);
  });

  it("keeps numbers of more digits than a computer counts in as they are written", async () => {
    const list = '[{"id": 12345678901234567890, "note": "a \\"12345678901234567\\" b"}, {"id": 12345678901234567891}]';
    expect(rowsOf(await json(list))).toEqual([
      ["12345678901234567890", 'a "12345678901234567" b'],
      ["12345678901234567891", ""],
    ]);
  });
});
