import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteLines } from "./byte-lines.ts";

it("writes numbers as toFixed does, halves, signs and great ones included", () => {
  const halves = fc
    .tuple(fc.integer({ min: -5e6, max: 5e6 }), fc.constantFrom(2, 8, 64, 2000, 20_000))
    .map(([n, d]) => n / d);
  const numbers = fc.array(
    fc.oneof(halves, fc.double(), fc.double({ min: -60, max: 60 }), fc.constantFrom(0, -0, 1, -0.00001)),
  );
  fc.assert(
    fc.property(numbers, fc.constantFrom(1, 4, 6), (values, digits) => {
      const lines = new ByteLines();
      for (const value of values) {
        lines.fixed(value, digits);
        lines.last("é");
      }
      const wanted = values.map((value) => `${value.toFixed(digits)},é\n`).join("");
      expect(Buffer.from(lines.take()).toString()).toBe(wanted);
    }),
  );
});
