import fc from "fast-check";
import { expect, it } from "vitest";
import { readDay } from "../values/read-day.ts";
import { ageLevel, DATE_LEVELS, dateLevel } from "./dates.ts";

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
