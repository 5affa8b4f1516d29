import fc from "fast-check";
import { expect, it } from "vitest";
import { readDay } from "../values/read-day.ts";
import { ageLevel, areUnlike, DATE_LEVELS, dateLevel, decimalsOf, yearsLevel } from "./dates.ts";

const level = (a: string, b: string): string => DATE_LEVELS[dateLevel(readDay(a), readDay(b))]!;

it("knows equal, imprecise, swapped, one digit off, and far", () => {
  expect(level("1980-05-17", "1980-05-17")).toBe("equal");
  expect(level("1980", "1980-05-17")).toBe("equal as far as known");
  expect(level("1980-01-01", "1980-05-17")).toBe("equal as far as known");
  expect(level("1980-05-07", "1980-07-05")).toBe("day and month swapped, or one digit");
  expect(level("1980-05-17", "1986-05-17")).toBe("day and month swapped, or one digit");
  expect(level("1980-05-17", "1980-05-28")).toBe("same month or same day and month");
  expect(level("1980-05-17", "1981-09-03")).toBe("same or next year");
  expect(level("1980-05-17", "1999-09-03")).toBe("far apart");
});

it("is the same both ways round", () => {
  const day = fc.integer({ min: 1900, max: 2020 }).chain((y) => fc.tuple(fc.constant(y), fc.nat(12), fc.nat(28)));
  fc.assert(
    fc.property(day, day, ([y1, m1, d1], [y2, m2, d2]) => {
      // Without a month there is no day.
      const packed = (y: number, m: number, d: number): number => y * 10000 + m * 100 + (m === 0 ? 0 : d);
      const [a, b] = [packed(y1, m1, d1), packed(y2, m2, d2)];
      expect(dateLevel(a, b)).toBe(dateLevel(b, a));
    }),
  );
  fc.assert(
    fc.property(fc.nat(120), fc.nat(120), (a, b) => {
      expect(ageLevel(a, b)).toBe(ageLevel(b, a));
    }),
  );
});

it("days that are unlike have no more to them than their years, whatever stands in them", () => {
  const part = (most: number): fc.Arbitrary<number> => fc.oneof(fc.nat(most), fc.nat(12));
  const days = fc
    .tuple(fc.integer({ min: 1, max: 11_000 }), part(99), part(99))
    .map(([y, m, d]) => y * 10000 + m * 100 + d);
  let unlike = 0;
  fc.assert(
    fc.property(days, days, (a, b) => {
      if (!areUnlike(decimalsOf(a), decimalsOf(b))) return;
      unlike++;
      expect(dateLevel(a, b)).toBe(yearsLevel(a, b));
    }),
    { numRuns: 500 },
  );
  expect(unlike).toBeGreaterThan(100);
  expect(decimalsOf(19_800_517)).toBe(0x19800517);
});
