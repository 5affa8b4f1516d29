import fc from "fast-check";
import { expect, it } from "vitest";
import { fold } from "#kernel";
import { ageLevel, DATE_LEVELS, dateLevel, readDay } from "./dates.ts";

const level = (a: string, b: string): string => DATE_LEVELS[dateLevel(readDay(a), readDay(b))]!;

it("reads days as registrars write them", () => {
  for (const text of [
    "1980-05-17",
    "19800517",
    "17/05/1980",
    "17.5.1980",
    "05/17/1980",
    "17 May 1980",
    "1980-05-17T00:00",
  ])
    expect(readDay(text)).toBe(19800517);
  expect([
    readDay("1980-05"),
    readDay("1980"),
    readDay("no date"),
    readDay("1980-13-01"),
    readDay("0080-01-01"),
  ]).toEqual([19800500, 19800000, 0, 0, 0]);
});

it("reads months by their Arabic names, folded", () => {
  const read = (text: string): number => readDay(fold(text));
  expect(read("٣ أيار ١٩٧٥")).toBe(19750503);
  expect(read("12 كانون الثاني 1988")).toBe(19880112);
  expect(read("1/تشرين الأول/2013")).toBe(20131001);
  expect(read("آب 2012")).toBe(20120800);
  expect(read("5 يوليو 2014")).toBe(20140705);
  expect(read("5 كلمة 2014")).toBe(0);
});

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
