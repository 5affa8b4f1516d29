import { expect, it } from "vitest";
import { readCsv } from "./csv.ts";
import { readLargeCsv } from "./read-large-csv.ts";
import type { Table } from "./table.ts";

const plain = ({ columns, ...rest }: Table): unknown => ({
  ...rest,
  columns: columns.map(({ name, codes, texts: { bytes, starts } }) => ({ name, codes, bytes, starts })),
});

it("threads that share out the columns of a large file read what one reads, broken rows included", async () => {
  const rows = Array.from({ length: 9000 }, (_, i) =>
    i % 1000 === 999 ? `${i},"broken` : `${i},"Ann ""${i % 7}""",town ${i % 50},${"x".repeat(900)}`,
  );
  const bytes = new TextEncoder().encode(`id,name,place,note\n${rows.join("\n")}\n`);
  expect(bytes.length).toBeGreaterThan(8_000_000);
  const alone = readCsv(bytes, "list.csv");
  expect(alone.problems.length).toBe(9);
  for (const threads of [2, 3]) expect(plain(await readLargeCsv(bytes, "list.csv", threads))).toEqual(plain(alone));
});

it("a large file without a header is refused by all threads as by one", async () => {
  const bytes = new TextEncoder().encode(`"never closed${" ".repeat(8_000_000)}`);
  await expect(readLargeCsv(bytes, "list.csv", 2)).rejects.toMatchObject({ code: "linkage/unreadable-list" });
});
