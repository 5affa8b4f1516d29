import fc from "fast-check";
import { expect, it } from "vitest";
import { Grouper } from "./groups.ts";
import { PatternTable } from "./pattern-table.ts";
import { slicesOf } from "./slices.ts";

it("group() gathers exactly the records whose keys are all there and equal", () => {
  const column = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(column, column, (x, y) => {
      const keys = [Int32Array.from(x), Int32Array.from(y)];
      const { members, starts } = new Grouper(40).group(keys);
      const wanted = new Map<string, number[]>();
      x.forEach((value, i) => {
        if (value === 0 || y[i] === 0) return;
        const key = `${value} ${y[i]}`;
        wanted.set(key, [...(wanted.get(key) ?? []), i]);
      });
      const groups = Array.from({ length: starts.length - 1 }, (_, g) => [
        ...members.subarray(starts[g]!, starts[g + 1]!),
      ]);
      const sorted = (lists: readonly (readonly number[])[]): string[] => lists.map((list) => list.join()).sort();
      expect(sorted(groups)).toEqual(sorted([...wanted.values()].filter((list) => list.length > 1)));
    }),
  );
});

it("slices hold every pair once, whether blocks are small or larger than a tile", () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 900, max: 3000 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(sizes, (list) => {
      const starts = Int32Array.from([0, ...list.map((_, g) => list.slice(0, g + 1).reduce((n, size) => n + size, 0))]);
      const slices = slicesOf({ members: new Int32Array(starts.at(-1)!), starts });
      const pairs = list.reduce((n, size) => n + (size * (size - 1)) / 2, 0);
      expect(slices.reduce((n, slice) => n + slice.pairs, 0)).toBe(pairs);
      // Each row of each block is in exactly one slice.
      const seen = new Uint8Array(starts.at(-1)!);
      for (const { first, end, fromRow, toRow } of slices) {
        for (let g = first; g < end; g++) {
          const size = starts[g + 1]! - starts[g]!;
          for (let row = fromRow; row < Math.min(toRow, size); row++) seen[starts[g]! + row]!++;
        }
      }
      expect(seen.every((n) => n === 1)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it("a pattern table counts as a map does, patterns above 2^32 included", () => {
  const pattern = fc.oneof(fc.nat(50), fc.integer({ min: 2 ** 40, max: 2 ** 40 + 5000 }));
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 3000 }), (patterns) => {
      const table = new PatternTable();
      const map = new Map<number, number>();
      for (const each of patterns) {
        table.addAt(table.slot(each, 0), 1);
        map.set(each, (map.get(each) ?? 0) + 1);
      }
      const { patterns: seen, counts } = table.entries();
      const sorted = [...map].sort((x, y) => x[0] - y[0]);
      expect([...seen]).toEqual(sorted.map((e) => e[0]));
      expect([...counts]).toEqual(sorted.map((e) => e[1]));
    }),
  );
});
