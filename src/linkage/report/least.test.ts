import fc from "fast-check";
import { expect, it } from "vitest";
import { least } from "./least.ts";

it("gives the first of all numbers in order of value, then of number", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(5), fc.constant(Number.NaN))), fc.nat(8), (values, most) => {
      const wanted = [...values.keys()]
        .filter((i) => !Number.isNaN(values[i]))
        .sort((x, y) => values[x]! - values[y]! || x - y)
        .slice(0, most);
      expect(least(values.length, most, (i) => values[i]!)).toEqual(wanted);
    }),
  );
});
