import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  groupDigits,
  isDecimal,
  multiplyDecimals,
  subtractDecimals,
} from "./decimal.ts";
import {
  addIntervals,
  divideIntervals,
  intervalOf,
  makeQuantity,
  negateInterval,
  type Quantity,
  quantityOf,
} from "./quantity.ts";

const quantity = (parts: Parameters<typeof makeQuantity>[0]): Quantity => {
  const made = makeQuantity(parts);
  if (typeof made === "string") throw new Error(made);
  return made;
};

describe("decimals", () => {
  it("are exact where doubles are not", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(subtractDecimals("17723", "12270")).toBe("5453");
    expect(divideDecimals("5453", "17723", 3)).toBe("0.308");
    expect(divideDecimals("-1", "8", 2)).toBe("-0.13");
  });
  it("obey the laws of arithmetic", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(6)).map(([n, scale]) => {
      const digits = String(n < 0n ? -n : n).padStart(scale + 1, "0");
      const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
      return addDecimals(n < 0n ? `-${text}` : text, "0");
    });
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(isDecimal(a)).toBe(true);
        expect(addDecimals(a, b)).toBe(addDecimals(b, a));
        expect(subtractDecimals(addDecimals(a, b), b)).toBe(a);
        expect(multiplyDecimals(a, addDecimals(b, c))).toBe(
          addDecimals(multiplyDecimals(a, b), multiplyDecimals(a, c)),
        );
        expect(Math.sign(compareDecimals(a, b))).toBe(-Math.sign(compareDecimals(b, a)) + 0);
      }),
    );
  });
  it("group digits in threes", () => {
    expect(groupDigits("1234567.8901")).toBe("1,234,567.8901");
    expect(groupDigits("-999")).toBe("-999");
  });
  it("refuse what is not plain", () => {
    for (const text of ["", "01", "+1", "1e3", "1,000", ".5", "١"]) expect(isDecimal(text)).toBe(false);
    expect(() => divideDecimals("1", "0", 2)).toThrow(RangeError);
  });
});

describe("makeQuantity()", () => {
  it("turns the bound of the words into bounds of numbers", () => {
    expect(quantity({ relation: "atMost", value: "50", unit: "people", per: "day" })).toEqual({
      relation: "atMost",
      value: "50",
      upper: "50",
      upperInclusive: true,
      unit: "people",
      per: "day",
    });
    expect(quantity({ relation: "justBelow", value: "18000", unit: "people" })).toMatchObject({
      upper: "18000",
      upperInclusive: false,
    });
  });
  it("says what is missing or contradictory", () => {
    expect(makeQuantity({ relation: "between", lower: "5", unit: "people" })).toMatch(/needs both/);
    expect(makeQuantity({ relation: "between", lower: "5", upper: "4", unit: "people" })).toMatch(/above/);
    expect(makeQuantity({ relation: "atLeast", unit: "people" })).toMatch(/needs "value"/);
    expect(makeQuantity({ relation: "exact", value: "5", upper: "6", unit: "people" })).toMatch(/bound from "value"/);
    expect(makeQuantity({ relation: "exact", value: "5,0", unit: "people" })).toMatch(/plain decimal/);
  });
});

describe("intervals", () => {
  const known = fc
    .tuple(fc.nat(100_000), fc.nat(100_000), fc.boolean(), fc.boolean())
    .map(([a, b, hasLower, hasUpper]) => ({
      lower: hasLower ? String(Math.min(a, b)) : undefined,
      upper: hasUpper ? String(Math.max(a, b)) : undefined,
      lowerInclusive: true,
      upperInclusive: true,
    }));
  it("hold every sum and quotient of their members", () => {
    fc.assert(
      fc.property(known, known, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const member = (x: typeof a): number =>
          Number(x.lower ?? 0) + share * (Number(x.upper ?? x.lower ?? 9) - Number(x.lower ?? 0));
        const sum = addIntervals(a, b);
        if (sum.lower !== undefined) expect(member(a) + member(b)).toBeGreaterThanOrEqual(Number(sum.lower) - 1e-6);
        if (sum.upper !== undefined) expect(member(a) + member(b)).toBeLessThanOrEqual(Number(sum.upper) + 1e-6);
        expect(negateInterval(negateInterval(a))).toEqual({ ...a, named: undefined });
      }),
    );
  });
  it("become words of the right relation", () => {
    expect(quantityOf(intervalOf(quantity({ relation: "atLeast", value: "7", unit: "x" })), "x").relation).toBe(
      "atLeast",
    );
    expect(quantityOf({ lower: "1", upper: "2", lowerInclusive: true, upperInclusive: true }, "x").relation).toBe(
      "between",
    );
    expect(quantityOf({ lowerInclusive: true, upperInclusive: true }, "x").relation).toBe("notStated");
    const share = divideIntervals(
      intervalOf(quantity({ relation: "exact", value: "12270", unit: "x" })),
      intervalOf(quantity({ relation: "exact", value: "17723", unit: "x" })),
      3,
    );
    expect(quantityOf(share, "share").value).toBe("0.692");
  });
});
