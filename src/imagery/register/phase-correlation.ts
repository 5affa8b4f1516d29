import { type Columns, Fft2 } from "./fft.ts";

export interface PhasePeak {
  /** Where content of the first image appears in the second, columns and rows. */
  readonly shiftPx: readonly [number, number];
  /** Peak over the highest value outside a 9 x 9 box around it. */
  readonly ratio: number;
  /** Peak in standard deviations of the surface. */
  readonly z: number;
}

/** Phases of the spectrum of an n x n complex image, as numbers of length one (or nothing), column by column. */
export interface Spectrum {
  readonly n: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** Width of the Gaussian low-pass in cycles a pixel: noise lives above, and aliasing with it. */
const PASS_BAND = 0.15;

/** What correlations of one size share: the transform, the pass band, and room to work in. */
class Bench {
  readonly fft: Fft2;
  readonly band: Float64Array;
  /** Columns 0 to n / 2 of the whitened cross-spectrum; the others mirror them. */
  readonly cross: Columns;
  readonly work: Columns;
  readonly surface: Float64Array;

  constructor(n: number) {
    this.fft = new Fft2(n);
    this.band = Float64Array.from({ length: n }, (_, k) => {
      const f = (k <= n / 2 ? k : k - n) / n;
      return Math.exp(-(f * f) / (2 * PASS_BAND * PASS_BAND));
    });
    this.cross = this.fft.columns(n / 2 + 1);
    this.work = this.fft.columns(n);
    this.surface = new Float64Array(n * n);
  }
}

const benches = new Map<number, Bench>();

function benchOf(n: number): Bench {
  let bench = benches.get(n);
  if (bench === undefined) {
    bench = new Bench(n);
    benches.set(n, bench);
  }
  return bench;
}

/** Phases of a complex image of n x n: what correlation needs of its spectrum, whitened once for all its partners. */
export function spectrumOf(re: Float64Array, im: Float64Array, n: number): Spectrum {
  const { fft, work } = benchOf(n);
  fft.forward(re, im, work);
  // Shared, so that another thread can be shown them without a copy.
  const room = (): Float32Array => new Float32Array(new SharedArrayBuffer(4 * n * n));
  const spectrum = { n, re: room(), im: room() };
  for (let c = 0, to = 0; c < n; c++) {
    for (let at = c * work.pitch, end = at + n; at < end; at++, to++) {
      const w = whitening(work.re[at]!, work.im[at]!);
      spectrum.re[to] = w * work.re[at]!;
      spectrum.im[to] = w * work.im[at]!;
    }
  }
  return spectrum;
}

/**
 * Phase correlation (Kuglin and Hines 1975) of two spectra with a Gaussian pass band; the peak is refined by Newton steps
 * on the band-limited surface itself, which needs no fine grid. The surface is the real part of the correlation, so half
 * of a cross-spectrum is enough: the mean of each value and its mirror's conjugate.
 */
export function correlatePhases(first: Spectrum, second: Spectrum): PhasePeak {
  const { n } = first;
  const bench = benchOf(n);
  const { re, im, pitch } = bench.cross;
  for (let c = 0; c <= n / 2; c++) {
    const mirrored = ((n - c) % n) * n;
    for (let r = 0; r < n; r++) {
      const at = c * n + r;
      const back = mirrored + (r === 0 ? 0 : n - r);
      const pr = first.re[at]! * second.re[at]! + first.im[at]! * second.im[at]!;
      const pi = first.re[at]! * second.im[at]! - first.im[at]! * second.re[at]!;
      const qr = first.re[back]! * second.re[back]! + first.im[back]! * second.im[back]!;
      const qi = first.re[back]! * second.im[back]! - first.im[back]! * second.re[back]!;
      const w = 0.5 * bench.band[r]! * bench.band[c]!;
      re[c * pitch + r] = w * (pr + qr);
      im[c * pitch + r] = w * (pi - qi);
    }
  }
  return peakOf(bench);
}

/** The same for two real images of n x n, both in one complex transform. */
export function correlateImages(
  first: Float32Array | Float64Array,
  second: Float32Array | Float64Array,
  n: number,
): PhasePeak {
  const bench = benchOf(n);
  const { re, im, pitch } = bench.cross;
  const { re: zr, im: zi } = bench.work;
  bench.fft.forward(first, second, bench.work);
  for (let c = 0; c <= n / 2; c++) {
    const mirrored = ((n - c) % n) * pitch;
    for (let r = 0; r < n; r++) {
      const at = c * pitch + r;
      const back = mirrored + (r === 0 ? 0 : n - r);
      // Twice the spectra of the two images.
      const fr = zr[at]! + zr[back]!;
      const fi = zi[at]! - zi[back]!;
      const gr = zi[at]! + zi[back]!;
      const gi = zr[back]! - zr[at]!;
      const pr = fr * gr + fi * gi;
      const pi = fr * gi - fi * gr;
      const w = bench.band[r]! * bench.band[c]! * whitening(pr, pi);
      re[at] = pr * w;
      im[at] = pi * w;
    }
  }
  return peakOf(bench);
}

/** What takes the amplitude out of a value and leaves its phase; nothing is left of nothing. */
function whitening(re: number, im: number): number {
  const amplitude = Math.sqrt(re * re + im * im);
  return amplitude > 1e-20 ? 1 / amplitude : 0;
}

/** The highest point of the surface, by how much it stands out, and where it is between the pixels. */
function peakOf(bench: Bench): PhasePeak {
  const { fft, cross, work, surface } = bench;
  const { n } = fft;
  fft.inverseReal(cross, work, surface);
  const tops = new Float64Array(n);
  let sum = 0;
  let squares = 0;
  for (let r = 0; r < n; r++) {
    let top = -Infinity;
    for (let i = r * n, end = i + n; i < end; i++) {
      const v = surface[i]!;
      sum += v;
      squares += v * v;
      if (v > top) top = v;
    }
    tops[r] = top;
  }
  const best = tops.reduce((a, b) => Math.max(a, b));
  const row = tops.indexOf(best);
  const column = surface.indexOf(best, row * n) - row * n;
  const apart = (a: number, b: number): number => Math.abs(((a - b + n + n / 2) % n) - n / 2);
  let rival = -Infinity;
  for (let r = 0; r < n; r++) {
    if (apart(r, row) > 4) rival = Math.max(rival, tops[r]!);
    else for (let c = 0; c < n; c++) if (apart(c, column) > 4) rival = Math.max(rival, surface[r * n + c]!);
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
  const [x, y] = climb(cross, n, start);
  const near = Math.hypot(x - column, y - row) < 1.5 ? [x, y] : start;
  const wrap = (v: number): number => (v > n / 2 ? v - n : v);
  return {
    shiftPx: [wrap(near[0]!), wrap(near[1]!)],
    ratio: rival > 0 ? best / rival : best > 0 ? 1e6 : 0,
    z: (best - mean) / sd,
  };
}

/** Two Newton steps on S(x, y) = Re sum C exp(i(kx x + ky y)); beyond .4 cycles a pixel nothing is left of C. */
function climb({ re, im, pitch }: Columns, n: number, start: readonly [number, number]): [number, number] {
  let [x, y] = start;
  const unit = (2 * Math.PI) / n;
  const top = Math.ceil(0.4 * n);
  const rows = Float64Array.from({ length: 2 * top + 1 }, (_, i) => (i <= top ? i : i - 2 * top - 1));
  const cosY = new Float64Array(rows.length);
  const sinY = new Float64Array(rows.length);
  for (let step = 0; step < 2; step++) {
    for (let i = 0; i < rows.length; i++) {
      cosY[i] = Math.cos(unit * rows[i]! * y);
      sinY[i] = Math.sin(unit * rows[i]! * y);
    }
    let gx = 0;
    let gy = 0;
    let hxx = 0;
    let hyy = 0;
    let hxy = 0;
    for (let c = 0; c <= top; c++) {
      let r0 = 0;
      let i0 = 0;
      let r1 = 0;
      let i1 = 0;
      let r2 = 0;
      let i2 = 0;
      for (let i = 0; i < rows.length; i++) {
        const at = c * pitch + (i <= top ? i : i + n - rows.length);
        const a = re[at]! * cosY[i]! - im[at]! * sinY[i]!;
        const b = re[at]! * sinY[i]! + im[at]! * cosY[i]!;
        const ka = rows[i]! * a;
        const kb = rows[i]! * b;
        r0 += a;
        i0 += b;
        r1 += ka;
        i1 += kb;
        r2 += rows[i]! * ka;
        i2 += rows[i]! * kb;
      }
      // Every column but the first stands for its mirror, too.
      const w = c === 0 ? 1 : 2;
      const cos = w * Math.cos(unit * c * x);
      const sin = w * Math.sin(unit * c * x);
      gx -= c * (r0 * sin + i0 * cos);
      gy -= r1 * sin + i1 * cos;
      hxx -= c * c * (r0 * cos - i0 * sin);
      hyy -= r2 * cos - i2 * sin;
      hxy -= c * (r1 * cos - i1 * sin);
    }
    const det = hxx * hyy - hxy * hxy;
    if (!(det > 0) || hxx >= 0) break;
    x -= (hyy * gx - hxy * gy) / det / unit;
    y -= (hxx * gy - hxy * gx) / det / unit;
  }
  return [x, y];
}
