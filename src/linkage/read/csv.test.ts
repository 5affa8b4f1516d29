import fc from "fast-check";
import { expect, it } from "vitest";
import { readCsv } from "./csv.ts";
import type { Table } from "./table.ts";

const encoder = new TextEncoder();
const rowsOf = ({ rows, columns }: Table): string[][] =>
  Array.from({ length: rows }, (_, row) => columns.map(({ codes, texts }) => texts.text(codes[row]!)));

it("reads what was written, quoted or not, with spaces around or not; equal values share a code", () => {
  const value = fc.oneof(fc.constantFrom("", "a", "b c", "é", "محمد", 'x "y"', "1,2", "two\nlines"), fc.string());
  const row = fc.tuple(value, value, fc.constantFrom("end", "END"));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), fc.boolean(), fc.boolean(), (rows, isQuoted, isSpaced) => {
      const write = (text: string): string => {
        const padded = isSpaced ? ` ${text} ` : text;
        return isQuoted || /[",\r\n]/.test(text) ? `"${padded.replaceAll('"', '""')}"` : padded;
      };
      // A text that begins with a quote, or with spaces before one, is quoted by whoever writes it.
      const text = rows.map((each) => each.map(write).join(",")).join("\n");
      const table = readCsv(encoder.encode(`a,b,c\n${text}\n`), "list.csv");
      const trimmed = (each: string): string => each.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "");
      expect(table.problems).toEqual([]);
      expect(rowsOf(table)).toEqual(rows.map((each) => each.map(trimmed)));
      for (const { codes, texts } of table.columns)
        expect(new Set(codes).size).toBe(new Set([...codes].map((code) => texts.text(code))).size);
    }),
  );
});

it("finds every distinct value again, however many there are", () => {
  const ids = Array.from({ length: 40_000 }, (_, i) => `id ${i % 30_000}`);
  const table = readCsv(encoder.encode(`id\n${ids.join("\n")}\n`), "list.csv");
  expect(rowsOf(table).flat()).toEqual(ids);
  expect(table.columns[0]!.texts.size).toBe(30_001);
});
