import type { SiteSamples } from "../measure/site-samples.ts";
import { brightness } from "../snow/snow-pixels.ts";
import { medianOf, robustSd } from "../statistics/distributions.ts";

/** What a polygon looks like on one date. Logarithms, so that a difference between polygons does not know the scene's gain. */
export interface SiteFeatures {
  readonly names: readonly string[];
  readonly values: readonly number[];
}

const FLOOR = 1e-3;

/** Median of each band, vegetation index where red and NIR exist, texture inside, and the step across the outline. */
export function siteFeatures(samples: SiteSamples): SiteFeatures {
  const names: string[] = [];
  const values: number[] = [];
  const add = (name: string, value: number): void => {
    names.push(name);
    values.push(value);
  };
  const medians = new Map<string, number>();
  for (const [role, band] of samples.bands) {
    const m = medianOf(Float64Array.from(samples.pixels, (at) => band[at]!));
    medians.set(role, m);
    add(`log-${role}`, Math.log(Math.max(FLOOR, m)));
  }
  const red = medians.get("red");
  const nir = medians.get("nir");
  if (red !== undefined && nir !== undefined) add("ndvi", (nir - red) / Math.max(FLOOR, nir + red));
  const inside = Float64Array.from(samples.pixels, (at) => Math.log(Math.max(FLOOR, brightness(samples, at))));
  add("texture", robustSd(inside));
  add("outline", outlineStep(samples));
  return { names, values };
}

/** Mean absolute log step of brightness from 1.5 px inside to 1.5 px outside, along the outline. */
function outlineStep(samples: SiteSamples): number {
  const { ring, width, height } = samples;
  const at = (x: number, y: number): number => {
    const c = Math.min(width - 1, Math.max(0, Math.floor(x)));
    const r = Math.min(height - 1, Math.max(0, Math.floor(y)));
    const v = brightness(samples, r * width + c);
    return Number.isNaN(v) ? Number.NaN : Math.log(Math.max(FLOOR, v));
  };
  let sum = 0;
  let n = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[i + 1]!;
    const length = Math.hypot(bx - ax, by - ay);
    const nx = (by - ay) / (length || 1);
    const ny = (ax - bx) / (length || 1);
    for (let s = 0.5; s < length; s += 1) {
      const x = ax + ((bx - ax) * s) / length;
      const y = ay + ((by - ay) * s) / length;
      const step = at(x + 1.5 * nx, y + 1.5 * ny) - at(x - 1.5 * nx, y - 1.5 * ny);
      if (!Number.isNaN(step)) {
        sum += Math.abs(step);
        n++;
      }
    }
  }
  return n === 0 ? 0 : sum / n;
}
