import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compareNames, readCsv } from "../../src/linkage/index.ts";

// Pairs that linkage was not written against (tests/golden/linkage/README.md). Failures are counted, never shown.
const share = (file: string, isScored: (id: number) => boolean): number => {
  const table = readCsv(readFileSync(new URL(`../golden/linkage/${file}`, import.meta.url)), file);
  const column = (name: string) => {
    const found = table.columns.find((each) => each.name === name)!;
    return (row: number): string => found.texts.text(found.codes[row]!);
  };
  const [id, a, b, label] = [column("id"), column("name_a"), column("name_b"), column("label")];
  const clear = Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => (label(row) === "same" || label(row) === "different") && isScored(Number(id(row))),
  );
  expect(clear.length).toBeGreaterThan(40);
  return clear.filter((row) => compareNames(a(row), b(row)).verdict === label(row)).length / clear.length;
};

it("judges 19 of 20 clear pairs rightly that nobody looked at while linkage was written", () => {
  expect(share("name-pairs-unseen.csv", () => true)).toBeGreaterThanOrEqual(0.95);
  expect(share("name-pairs-unseen-2.csv", (id) => id % 2 === 1)).toBeGreaterThanOrEqual(0.95);
});

it("judges those rightly that were opened afterwards", () => {
  expect(share("name-pairs-unseen-2.csv", (id) => id % 2 === 0)).toBe(1);
});
