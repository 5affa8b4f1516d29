import { describe, expect, it } from "vitest";
import { findAnchor } from "./anchor.ts";

const extracted = {
  text: "As many as 50 people\na day were killed. Page two: it was said (twice). It was said (twice).",
  tool: "t",
  version: "1",
  sha256: "",
  places: [
    { kind: "page", label: "1", start: 0, end: 39 },
    { kind: "page", label: "2", start: 40, end: 84 },
  ],
} as const;

describe("findAnchor()", () => {
  it("finds the quoted words across a line break and keeps the exhibit's own characters", () => {
    expect(findAnchor(extracted, "50 people a day", undefined)).toEqual({
      quote: "50 people\na day",
      start: 11,
      end: 26,
    });
  });
  it("refuses words that are not there, that stand twice, or on another page", () => {
    expect(findAnchor(extracted, "60 people", undefined)).toMatch(/not found in the exhibit/);
    expect(findAnchor(extracted, "it was said", "2")).toMatchObject({ page: "2" });
    expect(findAnchor(extracted, "said (twice)", undefined)).toMatch(/stand 2 times/);
    expect(findAnchor(extracted, "50 people", "2")).toMatch(/not found on page 2/);
    expect(findAnchor(extracted, "50 people", "9")).toMatch(/no page "9"/);
  });
});
