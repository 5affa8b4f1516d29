/** log Gamma, Lanczos (g = 7, n = 9), relative error below 1e-13 for x > 0. */
export function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const y = x - 1;
  let sum = c[0]!;
  for (let i = 1; i < 9; i++) sum += c[i]! / (y + i);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Regularised incomplete beta I_x(a, b), by the continued fraction of Lentz (Numerical Recipes, 3rd ed., 6.4). */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (Math.abs(1 - ((a + b) * x) / (a + 1)) < tiny ? tiny : 1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d, tiny);
    c = nonzero(1 + even / c, tiny);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d, tiny);
    c = nonzero(1 + odd / c, tiny);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return front * h;
}

function nonzero(v: number, tiny: number): number {
  return Math.abs(v) < tiny ? tiny : v;
}

/** P(T >= t) for Student's t. */
export function studentUpper(t: number, df: number): number {
  const tail = 0.5 * incompleteBeta(df / 2, 0.5, df / (df + t * t));
  return t >= 0 ? tail : 1 - tail;
}

/** P(F <= f). */
export function fisherF(f: number, d1: number, d2: number): number {
  return f <= 0 ? 0 : incompleteBeta(d1 / 2, d2 / 2, (d1 * f) / (d1 * f + d2));
}

/** P(X >= x) for chi squared, by series or continued fraction (Numerical Recipes, 3rd ed., 6.2). */
export function chiSquareUpper(x: number, df: number): number {
  const a = df / 2;
  const z = x / 2;
  if (z <= 0) return 1;
  const front = Math.exp(a * Math.log(z) - z - logGamma(a));
  if (z < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 2000; n++) {
      term *= z / (a + n);
      sum += term;
      if (term < sum * 1e-15) break;
    }
    return Math.max(0, 1 - front * sum);
  }
  let b = z + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 2000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / nonzero(an * d + b, 1e-300);
    c = nonzero(b + an / c, 1e-300);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * h;
}

/** Upper one-sided 95 % bound of a share of which k of n were seen (Clopper and Pearson 1934); for k = 0 it is 1 - .05^(1/n). */
export function shareUpperBound(k: number, n: number): number {
  if (k >= n) return 1;
  let low = 0;
  let high = 1;
  for (let i = 0; i < 200; i++) {
    const mid = (low + high) / 2;
    if (incompleteBeta(k + 1, n - k, mid) < 0.95) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}

/** x with P(F <= x) = p, by bisection. */
export function fisherQuantile(p: number, d1: number, d2: number): number {
  let low = 0;
  let high = 1;
  while (fisherF(high, d1, d2) < p && high < 1e9) high *= 2;
  for (let i = 0; i < 200; i++) {
    const mid = (low + high) / 2;
    if (fisherF(mid, d1, d2) < p) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}

/** Median; NaN of nothing. */
export function medianOf(values: ArrayLike<number>): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const mid = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2;
}

/** 1.4826 times the median distance from the median: the standard deviation of a normal sample. */
export function robustSd(values: ArrayLike<number>): number {
  const centre = medianOf(values);
  return 1.4826 * medianOf(Float64Array.from(values, (v) => Math.abs(v - centre)));
}

/** Quantile by linear interpolation (type 7 of Hyndman and Fan 1996). */
export function quantileOf(values: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (sorted[Math.min(sorted.length - 1, low + 1)]! - sorted[low]!) * (at - low);
}

/** Probability of at least `k` successes in `n` independent trials of probability `p`. */
export function binomialTail(k: number, n: number, p: number): number {
  return k <= 0 ? 1 : k > n ? 0 : incompleteBeta(k, n - k + 1, p);
}
