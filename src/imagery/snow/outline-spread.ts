import { Random } from "#kernel";
import { rounded } from "../caveat.ts";
import { pixelsInside } from "../scene/pixels.ts";
import { sceneFrame } from "../scene/scene.ts";
import type { Site } from "../scene/sites.ts";
import type { Look } from "./look.ts";

/** Spread of a roof's fraction when its outline is redrawn 200 times with the drawer's own doubt. */
export interface OutlineSpread {
  readonly scene: string;
  readonly low: number;
  readonly high: number;
  readonly drawingSdM: number;
}

/** The target read again inside 200 outlines, moved and bent by the drawer's own doubt. */
export function outlineSpread(look: Look, target: Site, seed: number): readonly OutlineSpread[] {
  const samples = look.samples.get(target.id);
  const reading = look.readings.get(target.id);
  if (samples === undefined || reading === undefined || target.drawingSdM === 0) return [];
  const { gsdXM } = sceneFrame(look.scene);
  const sd = target.drawingSdM / gsdXM;
  const random = new Random(seed, 77);
  const full = new Map<number, number>();
  samples.pixels.forEach((at, i) => {
    full.set(at, reading.map[i]!);
  });
  const draws: number[] = [];
  for (let k = 0; k < 200; k++) {
    const [mx, my] = [sd * random.normal(), sd * random.normal()];
    const open = samples.ring
      .slice(0, -1)
      .map(([x, y]): [number, number] => [x + mx + 0.5 * sd * random.normal(), y + my + 0.5 * sd * random.normal()]);
    const ring = [...open, open[0]!];
    let sum = 0;
    let n = 0;
    for (const at of pixelsInside(ring, samples.shrinkPx, samples.width, samples.height)) {
      const v = full.get(at);
      if (v !== undefined && !Number.isNaN(v)) {
        sum += v;
        n++;
      }
    }
    if (n >= 12) draws.push(sum / n);
  }
  if (draws.length < 100) return [];
  draws.sort((a, b) => a - b);
  return [
    {
      scene: look.scene.id,
      low: rounded(draws[Math.floor(0.025 * draws.length)]!, 4),
      high: rounded(draws[Math.floor(0.975 * draws.length)]!, 4),
      drawingSdM: target.drawingSdM,
    },
  ];
}
