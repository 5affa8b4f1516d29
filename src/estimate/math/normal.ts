import { betaI, gammaP } from "./gamma-function.ts";

/** Standard normal distribution function. */
export function normalCdf(z: number): number {
  if (z === 0) return 0.5;
  const tail = z * z > 1400 ? 0 : 0.5 * (1 - gammaP(0.5, (z * z) / 2));
  if (z < 0) return Math.abs(z) > 5 ? upperTail(-z) : tail;
  return 1 - (z > 5 ? upperTail(z) : tail);
}

/** log of the distribution function, also where it is too small for a double. */
export function logNormalCdf(z: number): number {
  if (z > -5) return Math.log(normalCdf(z));
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / (fraction - z);
  return -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction - z);
}

/**
 * log I_x(a, b) by the normal approximation of Peizer and Pratt (1968): four digits and more for a and b above a hundred, where
 * the continued fraction would need hundreds of steps.
 */
export function logBetaTail(x: number, a: number, b: number): number {
  const n = a + b - 1;
  const [s, t] = [b - 0.5, a - 0.5];
  const y = 1 - x;
  const d = b - 1 / 3 - (n + 1 / 3) * y + 0.02 * (x / b - y / a + (x - 0.5) / (a + b));
  const away = s - n * y;
  const deviance = s * Math.log(s / (n * y)) + t * Math.log(t / (n * x));
  // Where the mean lies at the limit both vanish; their quotient there is 1 / sqrt(n x y).
  const slope =
    Math.abs(away) < 1e-6 * n
      ? 1 / Math.sqrt(n * x * y)
      : Math.sqrt((2 * deviance) / (1 + 1 / (6 * n))) / Math.abs(away);
  return logNormalCdf(d * slope);
}

/** Mills' ratio as a continued fraction: keeps relative accuracy far out. */
function upperTail(z: number): number {
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / (z + fraction);
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) / (z + fraction);
}

const A = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const B = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1];
const C = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];

const horner = (coefficients: readonly number[], x: number): number => {
  let sum = 0;
  for (const c of coefficients) sum = sum * x + c;
  return sum;
};

/** Standard normal quantile: Acklam's rational approximation and one Halley step against the distribution function. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  let x: number;
  if (p < 0.02425 || p > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
    x = horner(C, q) / (horner(D, q) * q + 1);
    if (p > 0.5) x = -x;
  } else {
    const q = p - 0.5;
    const r = q * q;
    x = (horner(A, r) * q) / (horner(B, r) * r + 1);
  }
  const e = normalCdf(x) - p;
  const u = e * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - u / (1 + (x * u) / 2);
}

/** The same to single precision or better, without the correcting step: for ranks of many draws. */
export function normalQuantileFast(p: number): number {
  if (p < 0.02425 || p > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
    const x = horner(C, q) / (horner(D, q) * q + 1);
    return p > 0.5 ? -x : x;
  }
  const q = p - 0.5;
  const r = q * q;
  return (horner(A, r) * q) / (horner(B, r) * r + 1);
}

/** Student's t distribution function. */
export function studentCdf(t: number, df: number): number {
  const tail = 0.5 * betaI(df / (df + t * t), df / 2, 0.5);
  return t < 0 ? tail : 1 - tail;
}

/** Student's t quantile for any positive, also fractional, degrees of freedom; by bisection to 1e-12. */
export function studentQuantile(p: number, df: number): number {
  if (!Number.isFinite(df) || df > 1e8) return normalQuantile(p);
  if (p < 0.5) return -studentQuantile(1 - p, df);
  let high = 2;
  while (studentCdf(high, df) < p && high < 1e12) high *= 2;
  let low = 0;
  for (let i = 0; i < 200 && high - low > 1e-12 * (1 + high); i++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
