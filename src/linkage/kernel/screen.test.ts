import fc from "fast-check";
import { expect, it } from "vitest";
import type { Compiled } from "../plan/compiled.ts";
import { packRows } from "./packed-rows.ts";
import { PairBatch } from "./pair-batch.ts";
import { Screen } from "./screen.ts";
import type { Rule } from "./task.ts";
import { Tile } from "./tile.ts";

const RECORDS = 40;

/** Records of as many keys as columns are given, compared by nothing. */
function keyed(columns: readonly (readonly number[])[], listOf: readonly number[]): Compiled {
  return {
    count: RECORDS,
    listOf: Int32Array.from(listOf),
    uniqueLists: [false, true],
    columns: columns.map((column) => Int32Array.from(column)),
    stores: [],
    comparisons: [],
    keys: columns.map((_, column) => ({ name: `key ${column}`, role: "text", column, agreement: 1 })),
    muhammad: -1,
  };
}

// Pairs of all records that pass, told by hand where `rules` are few and by the screen.
function passed(data: Compiled, rules: readonly Rule[], rule: number): [string[], string[]] {
  const screen = new Screen(data, packRows(data, rules));
  const tile = new Tile(packRows(data, rules));
  const batch = new PairBatch();
  const isAny = screen.begin(rules, rule, null);
  tile.want(screen.places);
  tile.fill(
    Int32Array.from({ length: RECORDS }, (_, i) => i),
    0,
    RECORDS,
    0,
  );
  screen.load(tile, 0, RECORDS);
  const agrees = (a: number, b: number, keys: Rule): boolean =>
    keys.every((key) => data.columns[key]![a] !== 0 && data.columns[key]![a] === data.columns[key]![b]);
  const [seen, wanted]: [string[], string[]] = [[], []];
  for (let a = 0; a < RECORDS; a++) {
    // Of a block all members agree on the rule: others are no business of the screen.
    for (let b = a + 1; b < RECORDS; b++) {
      if (!agrees(a, b, rules[rule]!)) continue;
      if (isAny) expect(screen.addRow(tile, a, b, b + 1, batch)).toBe(b + 1);
      const isWithin = data.listOf[a] === data.listOf[b] && data.uniqueLists[data.listOf[a]!]!;
      if (!isWithin && !rules.slice(0, rule).some((keys) => agrees(a, b, keys))) wanted.push(`${a} ${b}`);
    }
  }
  for (let k = 0; k < batch.count; k++) seen.push(`${batch.left[k]} ${batch.right[k]}`);
  expect(screen.pairs).toBe(batch.count);
  return [seen, wanted];
}

it("lets each pair pass under the first rule that makes it, and never within a list free of duplicates", () => {
  const column = fc.array(fc.nat(3), { minLength: RECORDS, maxLength: RECORDS });
  const lists = fc.array(fc.nat(1), { minLength: RECORDS, maxLength: RECORDS });
  const rule = fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(fc.tuple(column, column, column, column), lists, fc.tuple(rule, rule, rule), (columns, of, rules) => {
      const [seen, wanted] = passed(keyed(columns, of), rules, 2);
      expect(seen).toEqual(wanted);
    }),
  );
});

it("counts on rules beyond those for whose keys there is a bit", () => {
  const columns = Array.from({ length: 40 }, (_, c) =>
    Array.from({ length: RECORDS }, (_, i) => (i % (c + 2) < 2 ? 1 : 0)),
  );
  const rules = columns.map((_, c) => [c]);
  const data = keyed(
    columns,
    columns.map(() => 0),
  );
  const [seen, wanted] = passed(data, rules, 39);
  expect(seen).toEqual(wanted);
  const [alone] = passed(data, rules, 0);
  expect(alone.length).toBeGreaterThan(0);
});
