import { describe, expect, it } from "vitest";
import type { Interval } from "#kernel";
import { evaluate, figuresOf, parseExpression } from "./expression.ts";

const exactly = (value: string): Interval => ({
  named: value,
  lower: value,
  upper: value,
  lowerInclusive: true,
  upperInclusive: true,
});

describe("parseExpression()", () => {
  it("gives products precedence over sums, and groups from the left", () => {
    const values: Record<string, Interval> = { N1: exactly("17723"), N2: exactly("12270"), N3: exactly("2") };
    const value = (text: string): string | undefined => {
      const expression = parseExpression(text);
      if (typeof expression === "string") throw new Error(expression);
      return evaluate(expression, (id) => values[id]!, 3).lower;
    };
    expect(value("N1 - N2")).toBe("5453");
    expect(value("(N1 - N2) / N1")).toBe("0.308");
    expect(value("N1 - N2 - N3")).toBe("5451");
    expect(value("N2 + N3 * N3")).toBe("12274");
  });
  it.each([
    ["", /ends where a figure is needed/],
    ["N1 *", /ends where a figure/],
    ["N1 + 5", /typed number/],
    ["(N1", /"\)" is missing/],
    ["N1 N2", /not expected/],
    ["C1 + N1", /no figure/],
    ["N1 % N2", /not expected/],
  ])("says what is wrong with %s", (text, message) => expect(parseExpression(text)).toMatch(message));
  it("names each figure once", () => {
    const expression = parseExpression("(N1 - N2) / N1");
    expect(typeof expression === "string" ? [] : figuresOf(expression)).toEqual(["N1", "N2"]);
  });
});
