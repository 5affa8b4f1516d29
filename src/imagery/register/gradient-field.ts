import { type Spectrum, spectrumOf } from "./phase-correlation.ts";
import { keepSunwardEdges } from "./sunward-edges.ts";

/** A grey image and where it may be believed (1) or not (0). */
export interface MaskedImage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
  readonly valid: Uint8Array;
}

/** Complex gradient of an image, compressed in amplitude, with a smooth validity. */
export interface GradientField {
  readonly width: number;
  readonly height: number;
  readonly gx: Float32Array;
  readonly gy: Float32Array;
  readonly weight: Float32Array;
}

type Taps = [number, number, number, number, number, number, number, number, number];

/** How far the kernels reach, and how far the mask draws back from what is not valid. */
const REACH = 4;
const SMOOTH = gaussian(1, REACH);
const SLOPE = SMOOTH.map((v, i) => -(i - REACH) * v);

function gaussian(sigma: number, radius: number): number[] {
  const values = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((v) => v / sum);
}

/**
 * g = Gx + i Gy by Gaussian derivatives (1 px), divided by max(|g|, s) with s the robust scale of |g|: an edge counts by
 * its direction, whether snow, sun or season made it strong or weak. With the way shadows fall, edges that may be a
 * shadow's far side are left out.
 */
export function gradientField(image: MaskedImage, shadowsFall: readonly [number, number] | null): GradientField {
  const { width, height, valid } = image;
  const values = fillInvalid(image);
  const rough = new Float32Array(width * height);
  const gx = new Float32Array(width * height);
  const gy = new Float32Array(width * height);
  convolve(values, rough, width, height, SMOOTH, false);
  convolve(rough, gy, width, height, SLOPE, true);
  convolve(values, rough, width, height, SLOPE, false);
  convolve(rough, gx, width, height, SMOOTH, true);
  const sizes: number[] = [];
  const stride = Math.max(1, Math.floor((width * height) / 40000));
  for (let i = 0; i < gx.length; i += stride) if (valid[i] === 1) sizes.push(length(gx[i]!, gy[i]!));
  sizes.sort((a, b) => a - b);
  const s = Math.max(1e-12, 1.4826 * (sizes[sizes.length >> 1] ?? 1));
  for (let i = 0; i < gx.length; i++) {
    const w = 1 / Math.max(s, length(gx[i]!, gy[i]!));
    gx[i] = gx[i]! * w;
    gy[i] = gy[i]! * w;
  }
  if (shadowsFall !== null) keepSunwardEdges(gx, gy, shadowsFall);
  return { width, height, gx, gy, weight: softMask(valid, width, height) };
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** Makes spectra of windows of n x n, each under a Hann window and the soft mask, with the share of it that is valid. */
export function windowSpectra(
  field: GradientField,
  n: number,
): (x: number, y: number) => { spectrum: Spectrum; valid: number } {
  // Room for one window after another.
  const re = new Float64Array(n * n);
  const im = new Float64Array(n * n);
  const hann = Float64Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n));
  return (x, y) => {
    const valid = fillWindow(field, x, y, hann, re, im);
    return { spectrum: spectrumOf(re, im, n), valid: valid / (n * n) };
  };
}

/** @returns sum of the mask in the window */
function fillWindow(
  { width, gx, gy, weight }: GradientField,
  x: number,
  y: number,
  hann: Float64Array,
  re: Float64Array,
  im: Float64Array,
): number {
  const n = hann.length;
  let valid = 0;
  for (let r = 0, to = 0; r < n; r++) {
    for (let c = 0, at = (y + r) * width + x; c < n; c++, at++, to++) {
      const w = weight[at]!;
      valid += w;
      const h = hann[r]! * hann[c]! * w;
      re[to] = h * gx[at]!;
      im[to] = h * gy[at]!;
    }
  }
  return valid;
}

/** Invalid pixels take the mean of the valid ones, so that they make no edge of their own worth the name. */
function fillInvalid({ values, valid }: MaskedImage): Float32Array {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (valid[i] === 1) {
      sum += values[i]!;
      n++;
    }
  }
  const mean = n === 0 ? 0 : sum / n;
  const filled = values.slice();
  for (let i = 0; i < filled.length; i++) if (valid[i] !== 1) filled[i] = mean;
  return filled;
}

/** Mask eroded by 4 px along rows and columns and smoothed by a Gaussian of 1 px. */
function softMask(valid: Uint8Array, width: number, height: number): Float32Array {
  const across = new Uint8Array(width * height);
  for (let r = 0, at = 0; r < height; r++) {
    for (let c = 0, run = 0; c < width; c++, at++) {
      run = valid[at] === 0 ? 0 : run + 1;
      if (run > 2 * REACH) across[at - REACH] = 1;
    }
  }
  const rough = new Float32Array(width * height);
  const out = new Float32Array(width * height);
  const runs = new Int32Array(width);
  for (let r = 0, at = 0; r < height; r++) {
    for (let c = 0; c < width; c++, at++) {
      runs[c] = across[at] === 0 ? 0 : runs[c]! + 1;
      if (runs[c]! > 2 * REACH) out[at - REACH * width] = 1;
    }
  }
  convolve(out, rough, width, height, SMOOTH, false);
  convolve(rough, out, width, height, SMOOTH, true);
  return out;
}

/** One-dimensional convolution with nine taps along rows, or down columns; edges repeat. */
function convolve(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  kernel: readonly number[],
  down: boolean,
): void {
  const [k4, k3, k2, k1, k0, j1, j2, j3, j4] = kernel as Taps;
  const step = down ? width : 1;
  const last = (down ? height : width) - 1;
  for (let r = 0; r < height; r++) {
    const row = r * width;
    const isEdge = down && (r < REACH || r > last - REACH);
    const c0 = isEdge ? width : down ? 0 : Math.min(REACH, width);
    const c1 = isEdge ? width : down ? width : Math.max(c0, width - REACH);
    for (let c = 0; c < c0; c++) to[row + c] = atEdge(from, row + c, down ? r : c, last, step, kernel);
    for (let at = row + c0; at < row + c1; at++) {
      to[at] =
        j4 * from[at - 4 * step]! +
        j3 * from[at - 3 * step]! +
        j2 * from[at - 2 * step]! +
        j1 * from[at - step]! +
        k0 * from[at]! +
        k1 * from[at + step]! +
        k2 * from[at + 2 * step]! +
        k3 * from[at + 3 * step]! +
        k4 * from[at + 4 * step]!;
    }
    for (let c = c1; c < width; c++) to[row + c] = atEdge(from, row + c, down ? r : c, last, step, kernel);
  }
}

/** One value of the convolution, `place` pixels from the beginning of a row or column of which `last` is the last. */
function atEdge(
  from: Float32Array,
  at: number,
  place: number,
  last: number,
  step: number,
  kernel: readonly number[],
): number {
  let sum = 0;
  for (let k = -REACH; k <= REACH; k++)
    sum += kernel[REACH - k]! * from[at + (Math.min(last, Math.max(0, place + k)) - place) * step]!;
  return sum;
}
