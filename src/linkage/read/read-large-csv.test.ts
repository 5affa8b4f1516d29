import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256Hex } from "#kernel";
import { readCsv } from "./csv.ts";
import { readLargeCsv } from "./read-large-csv.ts";
import type { Table } from "./table.ts";
import { TextPool } from "./text-pool.ts";

const digest = ({ buffer, byteOffset, byteLength }: Uint8Array | Int32Array): string =>
  sha256Hex(new Uint8Array(buffer, byteOffset, byteLength));

const plain = ({ columns, lines, ...rest }: Table): unknown => ({
  ...rest,
  lines: digest(lines),
  columns: columns.map(({ name, codes, texts }) => [name, ...[codes, texts.bytes, texts.starts].map(digest)]),
});

async function expectSame(bytes: Uint8Array, ...counts: readonly number[]): Promise<Table> {
  expect(bytes.length).toBeGreaterThan(8_000_000);
  const alone = readCsv(bytes, "list.csv");
  for (const threads of counts) expect(plain(await readLargeCsv(bytes, "list.csv", threads))).toEqual(plain(alone));
  return alone;
}

it("threads that share out the rows of a large file read what one reads, broken rows included", async () => {
  const rows = Array.from({ length: 9000 }, (_, i) =>
    i % 1000 === 999 ? `${i},"broken` : `${i},"Ann ""${i % 7}""",town ${i % 50},${"x".repeat(900)}`,
  );
  const { problems } = await expectSame(new TextEncoder().encode(`id,name,place,note\n${rows.join("\n")}\n`), 2, 3);
  expect(problems.length).toBe(9);
});

it("a row that holds the line where the file was to be cut is read whole, and so are the rows behind it", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 4},"${`line, ${i}\n`.repeat(40_000)}"`);
  const { lines } = await expectSame(new TextEncoder().encode(`id,note\n${rows.join("\n")}\n`), 3);
  expect(lines.at(-1)).toBe(2 + 29 * 40_001);
});

it("a large file without line feeds, and one without a header, are read by threads as by one", async () => {
  const rows = Array.from({ length: 9000 }, (_, i) => `${i},${"x".repeat(900)}`);
  await expectSame(new TextEncoder().encode(`id,note\r${rows.join("\r")}`), 2);
  const bytes = new TextEncoder().encode(`"never closed${" ".repeat(8_000_000)}`);
  await expect(readLargeCsv(bytes, "list.csv", 2)).rejects.toMatchObject({ code: "linkage/unreadable-list" });
});

it("a pool gives each text one code, in the order of their coming, whether they ascend or not", () => {
  const texts = fc.array(fc.oneof(fc.nat(2000).map(String), fc.string()), { maxLength: 2000 });
  fc.assert(
    fc.property(texts, fc.nat(2000), (drawn, ascending) => {
      const pool = new TextPool();
      const known = [""];
      for (const text of [...Array.from({ length: ascending }, (_, i) => String(i)), ...drawn]) {
        if (!known.includes(text)) known.push(text);
        expect(pool.codeOf(text)).toBe(known.indexOf(text));
      }
      const read = pool.finish();
      expect(Array.from(known, (_, code) => read.text(code))).toEqual(known);
    }),
    { numRuns: 20 },
  );
});
