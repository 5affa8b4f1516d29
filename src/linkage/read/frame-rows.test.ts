import { expect, it } from "vitest";
import { headingAt } from "./frame-rows.ts";
import { readList } from "./read-list.ts";
import type { Table } from "./table.ts";

const encoder = new TextEncoder();
const read = (text: string): Promise<Table> => readList(encoder.encode(text), "list.csv");
const rowsOf = ({ rows, columns }: Table): string[][] =>
  Array.from({ length: rows }, (_, row) => columns.map(({ codes, texts }) => texts.text(codes[row]!)));

it("takes the row below a title for the heading, and lists the title", async () => {
  for (const title of ["قائمة الضحايا 2015", "List of the dead,,", "List of the dead\n\n(made up)"]) {
    const table = await read(`${title}\n\nname;age;place\nA B;34;X\nC D;20;Y\n`);
    expect(table.columns.map(({ name }) => name)).toEqual(["name", "age", "place"]);
    expect(rowsOf(table)).toEqual([
      ["A B", "34", "X"],
      ["C D", "20", "Y"],
    ]);
    expect(table.problems.every(({ message }) => message.includes("above the row that names the columns"))).toBe(true);
    expect(table.problems).toHaveLength(title.includes("\n") ? 2 : 1);
  }
});

it("keeps the first row as the heading where it names two columns or more, or the list has one or two", () => {
  expect(headingAt([["name"], ["A B"], ["C D"]])).toBe(0);
  expect(headingAt([["name"], ["A", "B"]])).toBe(0);
  expect(
    headingAt([
      ["name", "age"],
      ["A", "1", "x"],
    ]),
  ).toBe(0);
  expect(headingAt([[""], ["name", "age"]])).toBe(1);
  expect(headingAt([])).toBe(0);
});

it("counts neither rows of separators alone nor a sum at the foot as persons, and lists the sum", async () => {
  const table = await read("no,name,age\n1,A B,34\n,,\n2,Total Ali,20\n,,\nالمجموع:,2,\nSource: made up,,\n");
  expect(rowsOf(table)).toEqual([
    ["1", "A B", "34"],
    ["2", "Total Ali", "20"],
  ]);
  expect(table.problems.map(({ line }) => line)).toEqual([6, 7]);
});

it("takes nobody for a sum who is told of like all others, nor one above the last rows", async () => {
  const people = Array.from({ length: 12 }, (_, i) => `${i},P ${i},${20 + i}`);
  const table = await read(`name,id,age\n${["Total,,", ...people, "Sum,77,30"].join("\n")}\n`);
  expect(table.rows).toBe(14);
  expect(table.problems).toEqual([]);
});
