import { Fft2 } from "./fft.ts";

export interface PhasePeak {
  /** Where content of the first image appears in the second, columns and rows. */
  readonly shiftPx: readonly [number, number];
  /** Peak over the highest value outside a 9 x 9 box around it. */
  readonly ratio: number;
  /** Peak in standard deviations of the surface. */
  readonly z: number;
}

/** Spectrum of an n x n complex image. */
export interface Spectrum {
  readonly n: number;
  readonly re: Float32Array | Float64Array;
  readonly im: Float32Array | Float64Array;
}

const plans = new Map<number, Fft2>();

/** The transform of one size, made once. */
export function fftPlan(n: number): Fft2 {
  let plan = plans.get(n);
  if (plan === undefined) {
    plan = new Fft2(n);
    plans.set(n, plan);
  }
  return plan;
}

/** Width of the Gaussian low-pass in cycles a pixel: noise lives above, and aliasing with it. */
const PASS_BAND = 0.15;

/**
 * Phase correlation (Kuglin and Hines 1975) of two spectra with a Gaussian pass band; the peak is refined by Newton steps
 * on the band-limited surface itself, which needs no fine grid.
 */
export function correlatePhases(first: Spectrum, second: Spectrum): PhasePeak {
  const n = first.n;
  const re = new Float64Array(n * n);
  const im = new Float64Array(n * n);
  const band = passBand(n);
  for (let r = 0, at = 0; r < n; r++) {
    for (let c = 0; c < n; c++, at++) {
      const a = first.re[at]!;
      const b = first.im[at]!;
      const x = second.re[at]!;
      const y = second.im[at]!;
      const pr = a * x + b * y;
      const pi = a * y - b * x;
      const m = Math.sqrt(pr * pr + pi * pi);
      const w = m > 1e-20 ? (band[r]! * band[c]!) / m : 0;
      re[at] = pr * w;
      im[at] = pi * w;
    }
  }
  const surface = re.slice();
  const other = im.slice();
  fftPlan(n).inverse(surface, other);
  return locate(surface, re, im, n, n);
}

/**
 * The same for two real images of n x n, both packed into one complex transform; the inverse uses the symmetry of the
 * cross-spectrum, so that the whole costs one and a half transforms.
 */
export function correlateImages(
  first: Float32Array | Float64Array,
  second: Float32Array | Float64Array,
  n: number,
): PhasePeak {
  const plan = fftPlan(n);
  const zr = Float64Array.from(first);
  const zi = Float64Array.from(second);
  plan.forward(zr, zi);
  const half = n / 2 + 1;
  const re = new Float64Array(n * n);
  const im = new Float64Array(n * n);
  const band = passBand(n);
  for (let r = 0; r < n; r++) {
    const mirrored = ((n - r) % n) * n;
    for (let c = 0; c < half; c++) {
      const at = r * n + c;
      const back = mirrored + ((n - c) % n);
      const zr1 = zr[at]!;
      const zi1 = zi[at]!;
      const zr2 = zr[back]!;
      const zi2 = zi[back]!;
      const fr = zr1 + zr2;
      const fi = zi1 - zi2;
      const gr = zi1 + zi2;
      const gi = zr2 - zr1;
      const pr = fr * gr + fi * gi;
      const pi = fr * gi - fi * gr;
      const m = Math.sqrt(pr * pr + pi * pi);
      const w = m > 1e-20 ? (band[r]! * band[c]!) / m : 0;
      re[at] = pr * w;
      im[at] = pi * w;
    }
  }
  return locate(realSurface(plan, re, im, half), re, im, n, half);
}

/** Inverse of a Hermitian spectrum of which the first `half` columns are given: two rows a transform. */
function realSurface(plan: Fft2, re: Float64Array, im: Float64Array, half: number): Float64Array {
  const n = plan.n;
  const cr = re.slice();
  const ci = im.slice();
  plan.columns(ci, cr, 0, half);
  const ar = new Float64Array((n * n) / 2);
  const ai = new Float64Array((n * n) / 2);
  for (let r = 0; r < n; r += 2) {
    const out = (r / 2) * n;
    for (let c = 0; c < n; c++) {
      const source = c < half ? c : n - c;
      const sign = c < half ? 1 : -1;
      const p = r * n + source;
      const q = p + n;
      // Row r as real part, row r + 1 as imaginary part of one signal.
      ar[out + c] = cr[p]! - sign * ci[q]!;
      ai[out + c] = sign * ci[p]! + cr[q]!;
    }
  }
  plan.rows(ai, ar, 0, n / 2);
  const surface = new Float64Array(n * n);
  for (let r = 0; r < n; r += 2) {
    const from = (r / 2) * n;
    surface.set(ar.subarray(from, from + n), r * n);
    surface.set(ai.subarray(from, from + n), (r + 1) * n);
  }
  return surface;
}

const bands = new Map<number, Float64Array>();

function passBand(n: number): Float64Array {
  let band = bands.get(n);
  if (band === undefined) {
    band = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      const f = (k <= n / 2 ? k : k - n) / n;
      band[k] = Math.exp(-(f * f) / (2 * PASS_BAND * PASS_BAND));
    }
    bands.set(n, band);
  }
  return band;
}

function locate(surface: Float64Array, re: Float64Array, im: Float64Array, n: number, half: number): PhasePeak {
  let best = -Infinity;
  let at = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < surface.length; i++) {
    const v = surface[i]!;
    sum += v;
    squares += v * v;
    if (v > best) {
      best = v;
      at = i;
    }
  }
  const row = Math.floor(at / n);
  const column = at % n;
  let rival = -Infinity;
  for (let r = 0; r < n; r++) {
    const dr = Math.abs(((r - row + n + n / 2) % n) - n / 2);
    if (dr > 4) {
      for (let i = r * n, end = i + n; i < end; i++) if (surface[i]! > rival) rival = surface[i]!;
    } else {
      for (let c = 0; c < n; c++) {
        const dc = Math.abs(((c - column + n + n / 2) % n) - n / 2);
        if (dc > 4 && surface[r * n + c]! > rival) rival = surface[r * n + c]!;
      }
    }
  }
  const mean = sum / surface.length;
  const sd = Math.sqrt(Math.max(1e-300, squares / surface.length - mean * mean));
  const value = (c: number, r: number): number => surface[((r + n) % n) * n + ((c + n) % n)]!;
  const vertex = (before: number, mid: number, after: number): number => {
    const bend = before - 2 * mid + after;
    return bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend)) : 0;
  };
  const start: [number, number] = [
    column + vertex(value(column - 1, row), best, value(column + 1, row)),
    row + vertex(value(column, row - 1), best, value(column, row + 1)),
  ];
  const [x, y] = climb(re, im, n, half, start);
  const near = Math.hypot(x - column, y - row) < 1.5 ? [x, y] : start;
  const wrap = (v: number): number => (v > n / 2 ? v - n : v);
  return {
    shiftPx: [wrap(near[0]!), wrap(near[1]!)],
    ratio: rival > 0 ? best / rival : best > 0 ? 1e6 : 0,
    z: (best - mean) / sd,
  };
}

/** Two Newton steps on S(x, y) = Re sum C exp(i(kx x + ky y)); beyond .4 cycles a pixel nothing is left of C. */
function climb(
  re: Float64Array,
  im: Float64Array,
  n: number,
  half: number,
  start: readonly [number, number],
): [number, number] {
  let [x, y] = start;
  const top = Math.ceil(0.4 * n);
  const columns: number[] = [];
  for (let c = 0; c < half; c++) if (c <= top || c >= n - top) columns.push(c);
  const cosX = new Float64Array(columns.length);
  const sinX = new Float64Array(columns.length);
  const kx = new Float64Array(columns.length);
  for (let step = 0; step < 2; step++) {
    columns.forEach((c, i) => {
      const k = ((c <= n / 2 ? c : c - n) * 2 * Math.PI) / n;
      kx[i] = k;
      cosX[i] = Math.cos(k * x);
      sinX[i] = Math.sin(k * x);
    });
    let gx = 0;
    let gy = 0;
    let hxx = 0;
    let hyy = 0;
    let hxy = 0;
    for (let r = 0; r < n; r++) {
      if (r > top && r < n - top) continue;
      const ky = ((r <= n / 2 ? r : r - n) * 2 * Math.PI) / n;
      let r0 = 0;
      let i0 = 0;
      let r1 = 0;
      let i1 = 0;
      let r2 = 0;
      let i2 = 0;
      for (let i = 0; i < columns.length; i++) {
        const at = r * n + columns[i]!;
        const a = re[at]! * cosX[i]! - im[at]! * sinX[i]!;
        const b = re[at]! * sinX[i]! + im[at]! * cosX[i]!;
        const k = kx[i]!;
        // In a half spectrum every column but the first stands for its mirror too.
        const w = half < n && columns[i]! > 0 ? 2 : 1;
        r0 += w * a;
        i0 += w * b;
        r1 += w * k * a;
        i1 += w * k * b;
        r2 += w * k * k * a;
        i2 += w * k * k * b;
      }
      const c = Math.cos(ky * y);
      const s = Math.sin(ky * y);
      gx -= r1 * s + i1 * c;
      gy -= ky * (r0 * s + i0 * c);
      hxx -= r2 * c - i2 * s;
      hyy -= ky * ky * (r0 * c - i0 * s);
      hxy -= ky * (r1 * c - i1 * s);
    }
    const det = hxx * hyy - hxy * hxy;
    if (!(det > 0) || hxx >= 0) break;
    x -= (hyy * gx - hxy * gy) / det;
    y -= (hxx * gy - hxy * gx) / det;
  }
  return [x, y];
}
