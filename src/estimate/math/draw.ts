import type { Uniforms } from "./uniforms.ts";

/** Layers of the normal density for the ziggurat of Marsaglia and Tsang (2000), 256 layers, Doornik's (2005) form. */
const LAYERS = 256;
const EDGE = 3.654152885361009;
const AREA = 0.00492867323399;
const X = new Float64Array(LAYERS + 1);
const RATIO = new Float64Array(LAYERS);
{
  let f = Math.exp(-0.5 * EDGE * EDGE);
  X[0] = AREA / f;
  X[1] = EDGE;
  for (let i = 2; i < LAYERS; i++) {
    X[i] = Math.sqrt(-2 * Math.log(AREA / X[i - 1]! + f));
    f = Math.exp(-0.5 * X[i]! * X[i]!);
  }
  X[LAYERS] = 0;
  for (let i = 0; i < LAYERS; i++) RATIO[i] = X[i + 1]! / X[i]!;
}

/** Standard normal; layer and place come from one uniform number. */
export function normal(random: Uniforms): number {
  for (;;) {
    const t = random.next() * LAYERS;
    const i = t | 0;
    const u = 2 * (t - i) - 1;
    if (Math.abs(u) < RATIO[i]!) return u * X[i]!;
    if (i === 0) return normalTail(random, u < 0);
    const x = u * X[i]!;
    const f0 = Math.exp(-0.5 * (X[i]! * X[i]! - x * x));
    const f1 = Math.exp(-0.5 * (X[i + 1]! * X[i + 1]! - x * x));
    if (f1 + random.next() * (f0 - f1) < 1) return x;
  }
}

function normalTail(random: Uniforms, negative: boolean): number {
  for (;;) {
    const x = Math.log(random.next()) / EDGE;
    const y = Math.log(random.next());
    if (-2 * y >= x * x) return negative ? x - EDGE : EDGE - x;
  }
}

/** Gamma with the given shape (> 0) and scale 1: Marsaglia and Tsang (2000). May underflow to 0 for tiny shapes. */
export function gamma(random: Uniforms, shape: number): number {
  return shape < 1 ? gamma1(random, shape + 1) * Math.exp(Math.log(random.next()) / shape) : gamma1(random, shape);
}

/** The same for shapes from 1 up. */
export function gamma1(random: Uniforms, shape: number): number {
  const d = shape - 1 / 3;
  return gammaOf(random, d, 1 / Math.sqrt(9 * d));
}

function gammaOf(random: Uniforms, d: number, c: number): number {
  for (;;) {
    const x = normal(random);
    const t = 1 + c * x;
    if (t <= 0) continue;
    const v = t * t * t;
    const u = random.next();
    const x2 = x * x;
    if (u < 1 - 0.0331 * x2 * x2) return d * v;
    if (Math.log(u) < 0.5 * x2 + d * (1 - v + Math.log(v))) return d * v;
  }
}

const TABLED = 4096;
/** 1 / sqrt(9 d) of {@link gamma1} for the shapes 1, 2, ... */
const TIGHT = Float64Array.from({ length: TABLED }, (_, count) => 1 / Math.sqrt(9 * (count + 2 / 3)));

/** Gamma with shape 1 + count for a whole count: the shapes of posteriors under flat priors, with their constants tabled. */
export function gammaWhole(random: Uniforms, count: number): number {
  const d = count + 2 / 3;
  const c = count < TABLED ? TIGHT[count]! : 1 / Math.sqrt(9 * d);
  return gammaOf(random, d, c);
}

/** Logarithm of such a gamma draw, safe for tiny shapes. */
export function logGammaDraw(random: Uniforms, shape: number): number {
  if (shape >= 1) return Math.log(gamma1(random, shape));
  return Math.log(gamma1(random, shape + 1)) + Math.log(random.next()) / shape;
}

/** log k! - [Stirling's leading terms at k + 1], tabled below 10. */
function stirlingTail(k: number): number {
  if (k < 10) return TAILS[k]!;
  const r = 1 / (k + 1);
  const r2 = r * r;
  return (1 / 12 - (1 / 360 - (1 / 1260) * r2) * r2) * r;
}
const TAILS = [
  0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
  0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
];

const SMALL = 64;
/** 1 / k, as a division costs more than the rest of a step of the inversion below. */
const INVERSE = Float64Array.from({ length: SMALL }, (_, k) => 1 / k);

/** Binomial(n, p): inversion when n p is small, else Hoermann's (1993) transformed rejection BTRS. */
export function binomial(random: Uniforms, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialLow(random, n, 1 - p);
  return binomialLow(random, n, p);
}

/** For p up to one half. */
function binomialLow(random: Uniforms, n: number, p: number): number {
  const expected = n * p;
  if (expected < 10) {
    let u = random.next();
    // (1 - p)^n is never below 1 - n p: most tiny shares end here without a logarithm.
    if (u < 1 - expected) return 0;
    const q = 1 - p;
    const s = p / q;
    for (;;) {
      let r = n < 12 ? power(q, n) : Math.exp(n * Math.log(q));
      let k = 0;
      while (u > r && k <= n) {
        u -= r;
        k++;
        r *= (n + 1 - k) * s * (k < SMALL ? INVERSE[k]! : 1 / k);
      }
      if (k <= n) return k;
      u = random.next();
    }
  }
  return binomialRejection(random, n, p);
}

function binomialRejection(random: Uniforms, n: number, p: number): number {
  const q = 1 - p;
  const spread = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const vr = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const odds = p / q;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = random.next() - 0.5;
    let v = random.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || k > n) continue;
    v = Math.log((v * alpha) / (a / (us * us) + b));
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(n - mode) -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (v <= bound) return k;
  }
}

function power(x: number, n: number): number {
  let result = 1;
  for (let i = 0; i < n; i++) result *= x;
  return result;
}

/** Poisson(mean): multiplication below 10, else Hoermann's (1993) PTRS. */
export function poisson(random: Uniforms, mean: number): number {
  if (mean <= 0) return 0;
  if (mean < 10) {
    const limit = Math.exp(-mean);
    let k = 0;
    let product = random.next();
    while (product > limit) {
      k++;
      product *= random.next();
    }
    return k;
  }
  const root = Math.sqrt(mean);
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (left <= k * logMean - mean - logFactorial(k)) return k;
  }
}

function logFactorial(k: number): number {
  return (k + 0.5) * Math.log(k + 1) - (k + 1) + 0.9189385332046728 + stirlingTail(k);
}
