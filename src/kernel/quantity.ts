import {
  addDecimals,
  compareDecimals,
  type Decimal,
  divideDecimals,
  isDecimal,
  multiplyDecimals,
  negateDecimal,
} from "./decimal.ts";

/** How a source's words relate a count to the number they name: `as many as 50` is `atMost` 50. */
export const RELATIONS = [
  "exact",
  "approx",
  "atLeast",
  "moreThan",
  "justAbove",
  "atMost",
  "lessThan",
  "justBelow",
  "between",
  "vague",
  "ordinal",
  "notStated",
] as const;

export type Relation = (typeof RELATIONS)[number];

/** A number with its bounds and what it counts. Bounds are inclusive unless a flag says otherwise. */
export interface Quantity {
  readonly relation: Relation;
  /** The number named; absent for `between`, `vague` without number, `notStated`. */
  readonly value?: Decimal | undefined;
  /** Absent when the words give no lower bound. */
  readonly lower?: Decimal | undefined;
  readonly upper?: Decimal | undefined;
  readonly lowerInclusive?: boolean | undefined;
  readonly upperInclusive?: boolean | undefined;
  /** Plural of what is counted: `people`. */
  readonly unit: string;
  /** A rate's base: `day`, `week`, `cell`. */
  readonly per?: string | undefined;
}

/**
 * Completes a relation and its numbers to a quantity with bounds, by the table of relations in docs/formats/case.md.
 *
 * @returns the quantity, or a sentence that says what is missing or contradictory.
 */
export function makeQuantity(parts: {
  readonly relation: Relation;
  readonly value?: Decimal | undefined;
  readonly lower?: Decimal | undefined;
  readonly upper?: Decimal | undefined;
  readonly unit: string;
  readonly per?: string | undefined;
}): Quantity | string {
  const { relation, value, lower, upper, unit, per } = parts;
  for (const number of [value, lower, upper]) {
    if (number !== undefined && !isDecimal(number)) return `"${number}" is not a plain decimal number`;
  }
  const base = { relation, unit, ...(per === undefined ? {} : { per }) };
  if (relation === "between") {
    if (lower === undefined || upper === undefined) return `"between" needs both "lower" and "upper"`;
    if (compareDecimals(lower, upper) > 0) return `"lower" ${lower} is above "upper" ${upper}`;
    return { ...base, lower, upper, lowerInclusive: true, upperInclusive: true };
  }
  if (relation === "notStated" || relation === "vague") {
    return {
      ...base,
      ...(value === undefined ? {} : { value }),
      ...(lower === undefined ? {} : { lower, lowerInclusive: true }),
      ...(upper === undefined ? {} : { upper, upperInclusive: true }),
    };
  }
  if (value === undefined) return `"${relation}" needs "value"`;
  if (lower !== undefined || upper !== undefined)
    return `"${relation}" takes its bound from "value"; give no "lower" or "upper"`;
  switch (relation) {
    case "exact":
      return { ...base, value, lower: value, upper: value, lowerInclusive: true, upperInclusive: true };
    case "atLeast":
      return { ...base, value, lower: value, lowerInclusive: true };
    case "moreThan":
    case "justAbove":
      return { ...base, value, lower: value, lowerInclusive: false };
    case "atMost":
      return { ...base, value, upper: value, upperInclusive: true };
    case "lessThan":
    case "justBelow":
      return { ...base, value, upper: value, upperInclusive: false };
    default:
      return { ...base, value };
  }
}

/** An interval with inclusive or exclusive ends; an absent end is unknown. `named` is the number the words name, if one. */
export interface Interval {
  readonly named?: Decimal | undefined;
  readonly lower?: Decimal | undefined;
  readonly upper?: Decimal | undefined;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
}

/** The bounds of a quantity as an interval. */
export function intervalOf(quantity: Quantity): Interval {
  return {
    named: quantity.value,
    lower: quantity.lower,
    upper: quantity.upper,
    lowerInclusive: quantity.lowerInclusive ?? true,
    upperInclusive: quantity.upperInclusive ?? true,
  };
}

/** Interval sum: what is unknown on either side stays unknown (Moore 1966, interval arithmetic). */
export function addIntervals(a: Interval, b: Interval): Interval {
  return {
    named: both(a.named, b.named, addDecimals),
    lower: both(a.lower, b.lower, addDecimals),
    upper: both(a.upper, b.upper, addDecimals),
    lowerInclusive: a.lowerInclusive && b.lowerInclusive,
    upperInclusive: a.upperInclusive && b.upperInclusive,
  };
}

/** The interval of -a. */
export function negateInterval(a: Interval): Interval {
  const negate = (x: Decimal | undefined): Decimal | undefined => (x === undefined ? undefined : negateDecimal(x));
  return {
    named: negate(a.named),
    lower: negate(a.upper),
    upper: negate(a.lower),
    lowerInclusive: a.upperInclusive,
    upperInclusive: a.lowerInclusive,
  };
}

/** Product of intervals whose known bounds are not negative, as counts and shares are. @throws RangeError otherwise */
export function multiplyIntervals(a: Interval, b: Interval): Interval {
  requireNonNegative(a);
  requireNonNegative(b);
  return {
    named: both(a.named, b.named, multiplyDecimals),
    lower: both(a.lower, b.lower, multiplyDecimals),
    upper: both(a.upper, b.upper, multiplyDecimals),
    lowerInclusive: a.lowerInclusive && b.lowerInclusive,
    upperInclusive: a.upperInclusive && b.upperInclusive,
  };
}

/** Quotient of intervals with bounds that are not negative, to `places` decimals. @throws RangeError on division by zero */
export function divideIntervals(a: Interval, b: Interval, places: number): Interval {
  requireNonNegative(a);
  requireNonNegative(b);
  const divide = (x: Decimal, y: Decimal): Decimal => divideDecimals(x, y, places);
  return {
    named: both(a.named, b.named, divide),
    lower: both(a.lower, b.upper, divide),
    upper: b.lower === "0" ? undefined : both(a.upper, b.lower, divide),
    lowerInclusive: a.lowerInclusive && b.upperInclusive,
    upperInclusive: a.upperInclusive && b.lowerInclusive,
  };
}

/** The relation whose words say such an interval, and the quantity that carries it. */
export function quantityOf(interval: Interval, unit: string, per?: string): Quantity {
  const { named, lower, upper, lowerInclusive, upperInclusive } = interval;
  const base = { unit, ...(per === undefined ? {} : { per }) };
  if (lower !== undefined && upper !== undefined) {
    return compareDecimals(lower, upper) === 0 && lowerInclusive && upperInclusive
      ? { ...base, relation: "exact", value: lower, lower, upper, lowerInclusive, upperInclusive }
      : { ...base, relation: "between", lower, upper, lowerInclusive, upperInclusive };
  }
  if (lower !== undefined) {
    return { ...base, relation: lowerInclusive ? "atLeast" : "moreThan", value: lower, lower, lowerInclusive };
  }
  if (upper !== undefined) {
    return { ...base, relation: upperInclusive ? "atMost" : "lessThan", value: upper, upper, upperInclusive };
  }
  return named === undefined ? { ...base, relation: "notStated" } : { ...base, relation: "approx", value: named };
}

function both(
  x: Decimal | undefined,
  y: Decimal | undefined,
  operate: (x: Decimal, y: Decimal) => Decimal,
): Decimal | undefined {
  return x === undefined || y === undefined ? undefined : operate(x, y);
}

function requireNonNegative(a: Interval): void {
  if ([a.named, a.lower, a.upper].some((x) => x?.startsWith("-"))) {
    throw new RangeError("Cannot multiply or divide an interval with negative bounds");
  }
}
