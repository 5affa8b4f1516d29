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

const SMOOTH = gaussian(1, 4);
const SLOPE = SMOOTH.map((v, i) => -(i - 4) * v);

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
  for (let i = 0; i < gx.length; i += stride) if (valid[i] === 1) sizes.push(Math.hypot(gx[i]!, gy[i]!));
  sizes.sort((a, b) => a - b);
  const s = Math.max(1e-12, 1.4826 * (sizes[sizes.length >> 1] ?? 1));
  for (let i = 0; i < gx.length; i++) {
    const m = Math.max(s, Math.hypot(gx[i]!, gy[i]!));
    gx[i] = gx[i]! / m;
    gy[i] = gy[i]! / m;
  }
  if (shadowsFall !== null) keepSunwardEdges(gx, gy, shadowsFall);
  return { width, height, gx, gy, weight: softMask(valid, width, height) };
}

/** Spectrum of one window of the field under a Hann window and the soft mask, with the share of it that is valid. */
export function windowSpectrum(
  field: GradientField,
  x: number,
  y: number,
  n: number,
): { spectrum: Spectrum; valid: number } {
  const re = new Float64Array(n * n);
  const im = new Float64Array(n * n);
  let valid = 0;
  for (let r = 0; r < n; r++) {
    const hr = 0.5 - 0.5 * Math.cos((2 * Math.PI * (r + 0.5)) / n);
    for (let c = 0; c < n; c++) {
      const at = (y + r) * field.width + x + c;
      const w = field.weight[at]!;
      valid += w;
      const h = hr * (0.5 - 0.5 * Math.cos((2 * Math.PI * (c + 0.5)) / n)) * w;
      re[r * n + c] = h * field.gx[at]!;
      im[r * n + c] = h * field.gy[at]!;
    }
  }
  return { spectrum: spectrumOf(re, im, n), valid: valid / (n * n) };
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
  return values.map((v, i) => (valid[i] === 1 ? v : mean));
}

/** Mask eroded by 6 px (two beyond the reach of the derivative that matters) and smoothed by a Gaussian of 1 px. */
function softMask(valid: Uint8Array, width: number, height: number): Float32Array {
  const reach = 4;
  const across = new Float32Array(width * height);
  const eroded = new Float32Array(width * height);
  for (let r = 0; r < height; r++) {
    let bad = -1;
    for (let c = 0; c < Math.min(reach, width); c++) if (valid[r * width + c] === 0) bad = c;
    for (let c = 0; c < width; c++) {
      const ahead = c + reach;
      if (ahead >= width || valid[r * width + ahead] === 0) bad = Math.min(ahead, width);
      across[r * width + c] = bad >= c - reach || c < reach ? 0 : 1;
    }
  }
  for (let c = 0; c < width; c++) {
    let bad = -1;
    for (let r = 0; r < Math.min(reach, height); r++) if (across[r * width + c] === 0) bad = r;
    for (let r = 0; r < height; r++) {
      const ahead = r + reach;
      if (ahead >= height || across[ahead * width + c] === 0) bad = Math.min(ahead, height);
      eroded[r * width + c] = bad >= r - reach || r < reach ? 0 : 1;
    }
  }
  const rough = new Float32Array(width * height);
  const out = new Float32Array(width * height);
  convolve(eroded, rough, width, height, SMOOTH, false);
  convolve(rough, out, width, height, SMOOTH, true);
  return out;
}

/** One-dimensional convolution along rows, or down columns; edges repeat. */
function convolve(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  kernel: readonly number[],
  down: boolean,
): void {
  const radius = (kernel.length - 1) / 2;
  if (down) {
    for (let r = 0; r < height; r++) {
      for (let k = -radius; k <= radius; k++) {
        const w = kernel[radius - k]!;
        const source = Math.min(height - 1, Math.max(0, r + k)) * width;
        const target = r * width;
        if (k === -radius) for (let c = 0; c < width; c++) to[target + c] = w * from[source + c]!;
        else for (let c = 0; c < width; c++) to[target + c] = to[target + c]! + w * from[source + c]!;
      }
    }
    return;
  }
  for (let r = 0; r < height; r++) {
    const row = r * width;
    for (let c = 0; c < width; c++) {
      let sum = 0;
      if (c >= radius && c < width - radius) {
        for (let k = -radius; k <= radius; k++) sum += kernel[radius - k]! * from[row + c + k]!;
      } else {
        for (let k = -radius; k <= radius; k++)
          sum += kernel[radius - k]! * from[row + Math.min(width - 1, Math.max(0, c + k))]!;
      }
      to[row + c] = sum;
    }
  }
}
