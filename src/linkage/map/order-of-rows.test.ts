import { describe, expect, it } from "vitest";
import { readList } from "../read/read-list.ts";
import type { Table } from "../read/table.ts";
import { profileOf } from "./profile.ts";
import { proposeMaps } from "./propose.ts";
import { sampledCodes } from "./sampled-codes.ts";

const list = (head: string, rows: readonly string[], name = "list.csv"): Promise<Table> =>
  readList(new TextEncoder().encode(`${head}\n${rows.join("\n")}\n`), name);
// No order of rows and none of numbers.
const shuffled = (rows: readonly string[]): string[] =>
  rows
    .map((row, i) => [(i * 7919) % 10_007, row] as const)
    .sort((x, y) => x[0] - y[0])
    .map(([, row]) => row);
const numbered = (from: number, count: number, text: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => `${from + i},${text(i)}`);

describe("what a column is taken for does not depend on the order of rows", () => {
  it("numbers that number the rows are no numbers of persons, though two lists share them and are sorted by name", async () => {
    const rows = numbered(100_001, 60, (n) => `Person ${String.fromCharCode(97 + (n % 26))}`);
    const roles = async (a: string[], b: string[]): Promise<unknown> =>
      proposeMaps([await list("no,name", a, "a.csv"), await list("no,name", b, "b.csv")]).map(({ columns }) => columns);
    const asWritten = await roles(rows, rows.slice(0, 40));
    expect(await roles(shuffled(rows), shuffled(rows.slice(0, 40)))).toEqual(asWritten);
    expect(asWritten).toMatchObject([
      [{ role: "id" }, {}],
      [{ role: "id" }, {}],
    ]);
  });

  it("isRunning: in any order, with a gap, a sign before, Arabic digits; not of measures, ages or numbers of persons", async () => {
    const isRunning = async (values: readonly string[]): Promise<boolean> => {
      const table = await list("x,y", shuffled(values.map((value) => `${value},a`)));
      return profileOf(table.columns[0]!, table.rows).isRunning;
    };
    const range = (n: number, write: (i: number) => string): string[] => Array.from({ length: n }, (_, i) => write(i));
    expect(await isRunning(range(50, (i) => String(i + 1)))).toBe(true);
    expect(await isRunning(range(50, (i) => String(i < 25 ? i : i + 400)))).toBe(true);
    expect(await isRunning(range(50, (i) => `${i % 2 === 0 ? "A" : "B"}-${i}`))).toBe(true);
    expect(await isRunning(range(50, (i) => String(i + 1).replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[Number(d)]!)))).toBe(true);
    expect(await isRunning(range(50, (i) => String(33.5 + i / 100)))).toBe(false);
    expect(await isRunning(range(200, (i) => String(i % 80)))).toBe(false);
    expect(await isRunning(range(50, (i) => String(100_000 + i * i * 37)))).toBe(false);
    expect(await isRunning(range(50, (i) => (i % 4 === 0 ? "unknown" : String(i))))).toBe(false);
  });

  it("a long column is looked at by what its values are, and those of many rows count for these", async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => (i < 5000 ? "1980-01-01,a" : `word ${i},a`));
    const [plain, mixed] = [await list("x,y", rows), await list("x,y", shuffled(rows))];
    const profile = profileOf(plain.columns[0]!, plain.rows);
    expect(profileOf(mixed.columns[0]!, mixed.rows)).toEqual(profile);
    expect(profile.dates).toBeGreaterThan(0.5);
    expect(profile.dates).toBeLessThan(0.6);
    const { codes, each } = sampledCodes(plain.columns[0]!.texts, 500);
    expect(codes.length * each).toBeGreaterThan(3000);
    expect(codes.length).toBeLessThan(700);
  });
});
