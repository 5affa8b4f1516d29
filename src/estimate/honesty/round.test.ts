import fc from "fast-check";
import { expect, test } from "vitest";
import { sayTotal } from "../report/text.ts";
import { roundInterval } from "./round.ts";

test("no number is rounded below the persons who are listed", () => {
  expect(roundInterval(303, 271, 1480, 271)).toEqual({ median: 300, lower: 271, upper: 1500 });
  expect(sayTotal({ median: 20_348, mean: 38_302, lower: 9274, upper: 165_616, level: 0.95 }, 2430)).toBe(
    "20,000 (2,430 to 170,000)",
  );
  const totals = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6));
  fc.assert(
    fc.property(totals, ([listed, a, b, c]) => {
      const [lower, median, upper] = [a, b, c].map((x) => listed + x).sort((x, y) => x - y) as [number, number, number];
      const r = roundInterval(median, lower, upper, listed);
      expect(r.lower).toBeGreaterThanOrEqual(listed);
      expect(r.median).toBeGreaterThanOrEqual(listed);
      expect(r.lower).toBeLessThanOrEqual(lower);
      expect(r.upper).toBeGreaterThanOrEqual(upper);
    }),
  );
});

test("a pair of lists whose own total is below all the listed keeps it", () => {
  expect(roundInterval(260, 170, 430, 345)).toEqual({ median: 260, lower: 170, upper: 430 });
});
