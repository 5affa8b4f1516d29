import { fractalNoise } from "./noise-field.ts";
import type { SimulatedShot, SimulationSettings } from "./settings.ts";
import { bandsOf, GROUND } from "./spectra.ts";

const RAD = Math.PI / 180;

/** Clouds at 900 m above and their shadows; soft edges. */
export function addClouds(
  rows: Float32Array[],
  settings: SimulationSettings,
  shot: SimulatedShot,
  sun: { azimuth: number; elevation: number },
  convergence: number,
  index: number,
): Uint8Array {
  const { size, gsdM } = settings;
  const mask = new Uint8Array(size * size);
  const share = shot.cloud ?? 0;
  if (share <= 0) return mask;
  const scale = (size * gsdM) / 5;
  const seed = settings.seed + 31337 * (index + 1);
  const sample = new Float64Array(4096);
  for (let i = 0; i < 4096; i++) sample[i] = fractalNoise(seed, ((i % 64) / 64) * 5, (Math.floor(i / 64) / 64) * 5, 4);
  const sorted = sample.slice().sort();
  const limit = sorted[Math.min(4095, Math.floor((1 - share) * 4096))]!;
  const az = (sun.azimuth - convergence) * RAD;
  const away = 60 / Math.tan(Math.max(5, sun.elevation) * RAD);
  const cloud = bandsOf(GROUND.cloud, settings.bands);
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      const x = c * gsdM;
      const y = r * gsdM;
      const density = clamp((fractalNoise(seed, x / scale, y / scale, 4) - limit) * 14 + 0.1);
      const sx = x + away * Math.sin(az);
      const sy = y - away * Math.cos(az);
      const shadow = clamp((fractalNoise(seed, sx / scale, sy / scale, 4) - limit) * 14 + 0.1);
      const at = r * size + c;
      for (let b = 0; b < rows.length; b++) {
        const v = rows[b]![at]! * (1 - 0.55 * shadow);
        rows[b]![at] = v * (1 - density) + cloud[b]! * density;
      }
      if (density > 0.02) mask[at] = 1;
      else if (shadow > 0.05) mask[at] = 2;
    }
  }
  return mask;
}

function clamp(v: number): number {
  return v < 0 ? 0 : v > 1 ? 1 : v;
}
