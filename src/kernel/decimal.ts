/**
 * Exact decimal arithmetic on strings, for figures: 0.1 + 0.2 is 0.3 here, and a count of nine digits stays exact.
 * A decimal is `-?digits[.digits]` without exponent; results carry no trailing zeros.
 */
export type Decimal = string;

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Whether the text is a decimal as above: no leading zeros, no plus sign, no exponent. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** a + b */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return fromScaled(toScaled(a, scale) + toScaled(b, scale), scale);
}

/** a - b */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, negateDecimal(b));
}

/** a * b */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  const [sa, sb] = [scaleOf(a), scaleOf(b)];
  return fromScaled(toScaled(a, sa) * toScaled(b, sb), sa + sb);
}

/** a / b rounded half away from zero to the given places. @throws RangeError when b is zero */
export function divideDecimals(a: Decimal, b: Decimal, places: number): Decimal {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const [x, y] = [toScaled(a, scale), toScaled(b, scale)];
  if (y === 0n) throw new RangeError(`Cannot divide "${a}" by zero`);
  const numerator = (x < 0n ? -x : x) * 10n ** BigInt(places) * 2n;
  const denominator = y < 0n ? -y : y;
  const rounded = (numerator / denominator + 1n) / 2n;
  return fromScaled(x < 0n !== y < 0n ? -rounded : rounded, places);
}

/** -a */
export function negateDecimal(a: Decimal): Decimal {
  return a === "0" ? a : a.startsWith("-") ? a.slice(1) : `-${a}`;
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const difference = toScaled(a, scale) - toScaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Digits in groups of three: `12270` is `12,270`. ASCII digits in every language, so that a copied figure stays searchable. */
export function groupDigits(a: Decimal): string {
  const [whole, fraction] = a.split(".") as [string, string?];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function scaleOf(a: Decimal): number {
  if (!isDecimal(a)) throw new RangeError(`Cannot calculate with "${a}": not a decimal`);
  const dot = a.indexOf(".");
  return dot === -1 ? 0 : a.length - dot - 1;
}

function toScaled(a: Decimal, scale: number): bigint {
  const [whole, fraction = ""] = a.split(".") as [string, string?];
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

function fromScaled(value: bigint, scale: number): Decimal {
  const isNegative = value < 0n;
  const digits = String(isNegative ? -value : value).padStart(scale + 1, "0");
  const whole = scale === 0 ? digits : digits.slice(0, -scale);
  const fraction = scale === 0 ? "" : digits.slice(-scale).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return isNegative && text !== "0" ? `-${text}` : text;
}
