import fc from "fast-check";
import { expect, it } from "vitest";
import { Grouper, type Groups } from "./groups.ts";

const listed = ({ members, starts }: Groups): number[][] =>
  Array.from({ length: starts.length - 1 }, (_, g) => [...members.subarray(starts[g]!, starts[g + 1]!)]);

it("gathers the records that agree on all keys, ascending, and leaves out who lacks one or is alone", () => {
  const column = fc.array(fc.nat(6), { minLength: 150, maxLength: 150 });
  const keys = fc.array(column, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(keys, (columns) => {
      const wanted = new Map<string, number[]>();
      columns[0]!.forEach((_, record) => {
        const values = columns.map((column) => column[record]!);
        if (!values.includes(0)) wanted.set(values.join(), [...(wanted.get(values.join()) ?? []), record]);
      });
      const groups = listed(new Grouper(columns[0]!.length).group(columns.map((column) => Int32Array.from(column))));
      const byFirst = (x: readonly number[], y: readonly number[]): number => x[0]! - y[0]!;
      expect(groups.sort(byFirst)).toEqual([...wanted.values()].filter((group) => group.length > 1).sort(byFirst));
    }),
  );
});

it("takes no two records for alike because their hashes are", () => {
  // Of so many different keys some dozens share a hash of 31 bits; every record stands twice, the second time in another order.
  const [keys, width] = [400_000, 1000];
  const record = (i: number): number => (i < keys ? i : 2 * keys - 1 - i);
  const one = Int32Array.from({ length: 2 * keys }, (_, i) => 1 + (record(i) % width));
  const other = Int32Array.from({ length: 2 * keys }, (_, i) => 1 + Math.floor(record(i) / width));
  const { members, starts } = new Grouper(2 * keys).group([one, other]);
  expect(starts.length - 1).toBe(keys);
  expect(members.every((member, m) => m % 2 === 0 || record(member) === record(members[m - 1]!))).toBe(true);
});
