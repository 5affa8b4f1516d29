import type { SimulatedShot } from "./settings.ts";
import { skySun } from "./sky.ts";

/** What a roof or the ground was exposed to since the snow fell. */
export interface Exposure {
  /** Unit normal (east, north, up; grid). */
  readonly normal: readonly [number, number, number];
  /** Heat from below, W per square metre. */
  readonly heatW: number;
  /** 0 bright to 1 dark: bare patches take up more sun. */
  readonly darkness: number;
}

/**
 * Water left (mm) on a surface at the time of the shot: degree-hours, absorbed sun hour by hour, and heat from below
 * (latent heat of fusion 334 kJ/kg).
 */
export function waterLeft(
  shot: SimulatedShot,
  exposure: Exposure,
  place: readonly [number, number],
  convergenceDeg: number,
): number {
  const snow = shot.snow;
  if (snow === undefined) return 0;
  const rad = Math.PI / 180;
  const end = Date.parse(shot.at);
  let left = snow.mm;
  for (let h = 0; h < snow.hours; h++) {
    const time = end - (snow.hours - h - 0.5) * 3600000;
    const sun = skySun(time, place[0], place[1]);
    const localHour = (((time / 3600000 + place[0] / 15) % 24) + 24) % 24;
    const air = snow.temperatureC + 3 * Math.sin(((localHour - 9) / 24) * 2 * Math.PI);
    let melt = 0.12 * Math.max(0, air);
    if (sun.elevation > 2) {
      const az = (sun.azimuth - convergenceDeg) * rad;
      const c = Math.cos(sun.elevation * rad);
      const cosine =
        exposure.normal[0] * c * Math.sin(az) +
        exposure.normal[1] * c * Math.cos(az) +
        exposure.normal[2] * Math.sin(sun.elevation * rad);
      const absorbed = 750 * Math.max(0, cosine) * (0.1 + 0.06 * exposure.darkness);
      melt += Math.max(0, (absorbed - 25) * 3600) / 334000;
    }
    melt += (exposure.heatW * 3600) / 334000;
    left -= melt;
  }
  return Math.max(0, left);
}

/** Share of a surface still white: complete above 5 mm, patchy below. */
export function coverOf(waterMm: number): number {
  return Math.min(1, waterMm / 5);
}
