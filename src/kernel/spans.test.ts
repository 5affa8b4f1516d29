import fc from "fast-check";
import { expect, it } from "vitest";
import { fromCodePoints, isSpanOf, lineColumn, sliceSpan, toCodePoints, toUtf8 } from "./spans.ts";

const textAndSpan = fc
  .string({ unit: "grapheme" })
  .chain((text) =>
    fc
      .tuple(fc.nat(text.length), fc.nat(text.length))
      .map(([a, b]) => ({ text, span: { start: Math.min(a, b), end: Math.max(a, b) } })),
  );

it("spans convert to code points and back without loss, and refuse to cut a character", () => {
  fc.assert(
    fc.property(textAndSpan, ({ text, span }) => {
      if (!isSpanOf(text, span)) {
        expect(() => toCodePoints(text, span)).toThrow(RangeError);
        return;
      }
      const points = toCodePoints(text, span);
      expect(fromCodePoints(text, points)).toEqual(span);
      expect([...text].slice(points.start, points.end).join("")).toBe(sliceSpan(text, span));
      const bytes = toUtf8(text, span);
      expect(Buffer.from(text).subarray(bytes.start, bytes.end).toString()).toBe(sliceSpan(text, span));
    }),
  );
});

it("lineColumn() counts lines and columns from 1", () => {
  expect(lineColumn("ab\ncd\n", 0)).toEqual({ line: 1, column: 1 });
  expect(lineColumn("ab\ncd\n", 2)).toEqual({ line: 1, column: 3 });
  expect(lineColumn("ab\ncd\n", 4)).toEqual({ line: 2, column: 2 });
});
