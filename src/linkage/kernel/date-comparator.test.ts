import fc from "fast-check";
import { expect, it } from "vitest";
import { dateLevel, eventLevel } from "../compare/dates.ts";
import { DOUBT } from "../values/packed-day.ts";
import { DateComparator } from "./date-comparator.ts";
import { PairBatch } from "./pair-batch.ts";

it.each([
  ["births", dateLevel, false],
  ["events", eventLevel, true],
] as const)(
  "finds the digit that the level of two days of %s asks for, however they are told apart",
  (_, levelOf, isEvent) => {
    // Few years, months and days, so that pairs meet in some; months and days that are none, doubt, and no date at all.
    const day = fc
      .tuple(
        fc.constantFrom(1958, 1985, 1986, 1995, 2010),
        fc.constantFrom(0, 1, 2, 10, 12, 20),
        fc.constantFrom(0, 1, 2, 10, 12, 31, 40),
        fc.constantFrom(0, 0, 0, 1, 4, 5),
      )
      .map(([year, month, date, doubt]) => doubt * DOUBT + year * 10000 + month * 100 + date);
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: day }, fc.constant(0)), { minLength: 2 }), (days) => {
        const comparator = new DateComparator(Int32Array.from(days), isEvent);
        comparator.load(0, days.length);
        const batch = new PairBatch();
        const wanted: number[] = [];
        for (let i = 0; i < days.length && batch.count < 1000; i++) {
          const j = (i * 7 + 3) % days.length;
          [batch.left[batch.count], batch.right[batch.count]] = [i, j];
          batch.count++;
          wanted.push(days[i] === 0 || days[j] === 0 ? 0 : 1 + levelOf(days[i]!, days[j]!));
        }
        comparator.compare(batch);
        expect([...batch.digits.subarray(0, batch.count)]).toEqual(wanted);
        const row = new Uint8Array(days.length);
        comparator.digitsOfRow(0, 1, days.length, row);
        expect([...row]).toEqual(
          days.map((day, j) => (j === 0 || day === 0 || days[0] === 0 ? 0 : 1 + levelOf(days[0]!, day))),
        );
      }),
    );
  },
);
