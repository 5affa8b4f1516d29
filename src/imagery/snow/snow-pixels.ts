import type { SiteSamples } from "../measure/site-samples.ts";
import { medianOf, robustSd } from "../statistics/distributions.ts";

/** Snow pixel by pixel of one polygon on one date. */
export interface SnowReading {
  readonly method: "ndsi-lis-pass1" | "unmixed";
  readonly fraction: number;
  /** One standard deviation of the fraction from pixel noise and end-members. */
  readonly sigma: number;
  readonly pixels: number;
  /** Pixels in shade, which tell nothing. */
  readonly unknown: number;
  /** Per pixel of the samples: snow 1, bare 0, shares between; NaN unknown. */
  readonly map: Float32Array;
}

/** Thresholds of Gascoin et al. (2019), ESSD 11:493, first pass; the NIR gate keeps water out. */
const NDSI_SNOW = 0.4;
const BRIGHT = 0.2;
const NIR_SNOW = 0.11;

/** Snow where the scene has green (or red), near and short-wave infrared. */
export function readSnowSwir(samples: SiteSamples): SnowReading {
  const visible = samples.bands.get("green") ?? samples.bands.get("red")!;
  const swir = samples.bands.get("swir16")!;
  const nir = samples.bands.get("nir")!;
  const map = new Float32Array(samples.pixels.length);
  let snow = 0;
  let unknown = 0;
  samples.pixels.forEach((at, i) => {
    const v = visible[at]!;
    const ndsi = (v - swir[at]!) / (v + swir[at]!);
    if (ndsi > NDSI_SNOW) {
      // Blue skylight on snow in shade passes the index but not the brightness: neither snow nor bare can be claimed.
      if (v > BRIGHT && nir[at]! > NIR_SNOW) {
        map[i] = 1;
        snow++;
      } else {
        map[i] = Number.NaN;
        unknown++;
      }
    }
  });
  const n = samples.pixels.length - unknown;
  const fraction = n === 0 ? Number.NaN : snow / n;
  // Snow lies in patches of several pixels: a tenth of the pixels are taken as independent.
  const independent = Math.max(1, n / 10);
  return {
    method: "ndsi-lis-pass1",
    fraction,
    sigma: Math.sqrt(Math.max(0.25 / independent / n, (fraction * (1 - fraction)) / independent)),
    pixels: n,
    unknown,
    map,
  };
}

export interface EndMembers {
  readonly snow: number;
  readonly snowSd: number;
  readonly bare: number;
  readonly bareSd: number;
}

/**
 * Snow without short-wave infrared: each pixel between the same roof bare (another date, normalised) and that day's
 * snow on flat open ground, f = clip((L - Lbare)/(Lsnow - Lbare), 0, 1).
 *
 * @returns null when the two end-members are closer than three standard deviations: a white roof
 */
export function readSnowUnmixed(samples: SiteSamples, ends: EndMembers): SnowReading | null {
  const gap = ends.snow - ends.bare;
  const noise = Math.hypot(ends.snowSd, ends.bareSd);
  if (gap < 3 * noise) return null;
  const map = new Float32Array(samples.pixels.length);
  let sum = 0;
  let unknown = 0;
  samples.pixels.forEach((at, i) => {
    const l = brightness(samples, at);
    if (l < 0.6 * ends.bare) {
      map[i] = Number.NaN;
      unknown++;
      return;
    }
    const f = Math.min(1, Math.max(0, (l - ends.bare) / gap));
    map[i] = f;
    sum += f;
  });
  const n = samples.pixels.length - unknown;
  const fraction = n === 0 ? Number.NaN : sum / n;
  // End-members are shared by all pixels of the roof: their error does not average out, only pixel noise does.
  const shared = Math.hypot((1 - fraction) * ends.bareSd * 0.2, fraction * ends.snowSd * 0.2) / gap;
  return {
    method: "unmixed",
    fraction,
    sigma: Math.hypot(shared, noise / gap / Math.sqrt(Math.max(1, n / 10))),
    pixels: n,
    unknown,
    map,
  };
}

/** Mean of the visible bands of a pixel, or what there is of them. */
export function brightness(samples: SiteSamples, at: number): number {
  let sum = 0;
  let n = 0;
  for (const role of ["pan", "blue", "green", "red"] as const) {
    const band = samples.bands.get(role);
    if (band !== undefined) {
      sum += band[at]!;
      n++;
    }
  }
  return sum / n;
}

/** Median and robust spread of a polygon's brightness. */
export function brightnessOf(samples: SiteSamples): { median: number; sd: number; n: number } {
  const values = Float64Array.from(samples.pixels, (at) => brightness(samples, at));
  return { median: medianOf(values), sd: robustSd(values), n: values.length };
}
