import type { Random } from "#kernel";
import type { SimulationSettings } from "./settings.ts";

/** Atmosphere by band, shot and read noise, striping, a wedge without data. */
export function addSensor(rows: Float32Array[], settings: SimulationSettings, random: Random): void {
  const { size } = settings;
  for (const band of rows) {
    const gain = 0.94 + 0.1 * random.float();
    const offset = 0.02 * random.float();
    const stripes = Float32Array.from({ length: size }, () => 1 + settings.striping * random.normal());
    for (let i = 0; i < band.length; i++) {
      const v = band[i]! * gain * stripes[i % size]! + offset;
      band[i] = v + settings.noise * Math.sqrt(0.25 + Math.max(0, v)) * random.normal();
    }
  }
  if (settings.nodataWedge) {
    for (let r = 0; r < size; r++) {
      const cut = Math.max(0, Math.round(size * 0.12 - r * 0.4));
      for (let c = 0; c < cut; c++) for (const band of rows) band[r * size + c] = Number.NaN;
    }
  }
}
