import fc from "fast-check";
import { expect, it } from "vitest";
import { ageCode } from "../values/age-code.ts";
import { readDay } from "../values/read-day.ts";
import {
  ageLevel,
  DATE_LEVELS,
  dateLevel,
  decimalsOf,
  eventLevel,
  RANGED_AGE_LEVELS,
  rangedAgeLevel,
} from "./dates.ts";

const level = (a: string, b: string): string => DATE_LEVELS[dateLevel(readDay(a), readDay(b))]!;

it("knows equal, imprecise, swapped, one digit off, and far", () => {
  expect(level("1980-05-17", "1980-05-17")).toBe("equal");
  expect(level("1980", "1980-05-17")).toBe("equal as far as known");
  expect(level("1980-01-01", "1980-05-17")).toBe("equal as far as known");
  expect(level("1980-05-07", "1980-07-05")).toBe("day and month swapped, or one digit");
  expect(level("1980-05-17", "1986-05-17")).toBe("day and month swapped, or one digit");
  expect(level("1980-05-17", "1980-05-28")).toBe("within a month or same day and month");
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

it("one digit, or two neighbours swapped, are told as by counting digits", () => {
  const days = fc.integer({ min: 1000, max: 9999 }).chain((y) => fc.tuple(fc.constant(y), fc.nat(99), fc.nat(99)));
  const near = fc.tuple(days, fc.nat(7), fc.nat(9)).map(([day, at, digit]) => {
    const text = day.map((part) => String(part).padStart(2, "0")).join("");
    const changed = text.slice(0, at) + String(digit) + text.slice(at + 1);
    const swapped =
      text.slice(0, at) +
      text
        .slice(at, at + 2)
        .split("")
        .reverse()
        .join("") +
      text.slice(at + 2);
    return [text, digit % 2 === 0 ? changed : swapped] as const;
  });
  const apart = (a: string, b: string): boolean => {
    const at = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
    const [i, j] = at as [number, number];
    return at.length === 1 || (at.length === 2 && j === i + 1 && a[i] === b[j] && a[j] === b[i]);
  };
  const isWhole = (day: string): boolean => day.slice(4, 6) !== "00" && day.slice(6) !== "00";
  let ones = 0;
  fc.assert(
    fc.property(near, near, ([a, ofA], [b]) => {
      for (const [x, y] of [[a, ofA] as const, [a, b] as const]) {
        if (x.slice(0, 4) === y.slice(0, 4) || ![x, y].every(isWhole)) continue;
        if (apart(x, y)) ones++;
        expect(dateLevel(Number(x), Number(y)) === 4).toBe(apart(x, y));
      }
    }),
    { numRuns: 400 },
  );
  expect(ones).toBeGreaterThan(20);
  expect(decimalsOf(19_800_517)).toBe(0x19800517);
});

it("events a month apart at most are near, births in two months are not", () => {
  const [end, start] = ["2014-12-29", "2015-01-03"].map((day) => readDay(day)) as [number, number];
  expect(DATE_LEVELS[eventLevel(end, start)]).toBe("within a month or same day and month");
  expect(DATE_LEVELS[dateLevel(end, start)]).toBe("same or next year");
  expect(DATE_LEVELS[eventLevel(readDay("2013-01-27"), readDay("2013-02-05"))]).toBe(
    "within a month or same day and month",
  );
  expect(DATE_LEVELS[eventLevel(readDay("2013-01-27"), readDay("2013-02-28"))]).toBe("same or next year");
  expect(DATE_LEVELS[eventLevel(readDay("2014-02-03"), readDay("2015-01-27"))]).toBe("same or next year");
});

it("a child is no adult, though seventeen is near eighteen", () => {
  const [child, adult] = [ageCode({ from: 0, to: 17 }), ageCode({ from: 18, to: 120 })];
  const [seventeen, forty] = [ageCode({ from: 17, to: 17 }), ageCode({ from: 40, to: 40 })];
  const between = (a: number, b: number): string => RANGED_AGE_LEVELS[rangedAgeLevel(a, b)]!;
  expect(between(child, adult)).toBe("up to 10 years");
  expect(between(adult, child)).toBe("up to 10 years");
  expect(between(seventeen, adult)).toBe("2 years");
  expect(between(child, child)).toBe("within a range");
  expect(between(child, forty)).toBe("more than 10 years");
});
