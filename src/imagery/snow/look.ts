import type { Refusal } from "../caveat.ts";
import { isRefusal, type SiteSamples, siteSamples } from "../measure/site-samples.ts";
import type { Placement } from "../scene/pixels.ts";
import { BAND_ROLES, type BandRole, type Scene } from "../scene/scene.ts";
import { sceneAround } from "../scene/scene-around.ts";
import type { Site } from "../scene/sites.ts";
import { readSnowSwir, type SnowReading } from "./snow-pixels.ts";

/** One scene as the snow analysis sees it: samples of roofs and open ground, and the snow read on them. */
export interface Look {
  readonly scene: Scene;
  readonly samples: ReadonlyMap<string, SiteSamples>;
  readonly grounds: readonly SiteSamples[];
  readonly readings: Map<string, SnowReading>;
  readonly swir: boolean;
  groundSnow: number | null;
  readonly groundPixels: number;
}

/** Samples every roof and ground of a scene; with short-wave infrared the snow is read at once. */
export async function lookAt(
  scene: Scene,
  placement: Placement,
  roofs: readonly Site[],
  grounds: readonly Site[],
  scenes: readonly Scene[],
  refusals: Refusal[],
): Promise<Look> {
  const roles: readonly BandRole[] = BAND_ROLES.filter((r) => scene.roles.includes(r));
  const swir = roles.includes("swir16") && roles.includes("nir") && (roles.includes("green") || roles.includes("red"));
  const samples = new Map<string, SiteSamples>();
  const open: SiteSamples[] = [];
  const near = await sceneAround(scene, [...roofs, ...grounds], placement);
  for (const site of [...roofs, ...grounds]) {
    const drawnOn = scenes.find((s) => s.id === site.drawnOn) ?? null;
    const got = await siteSamples(near, site, placement, roles, drawnOn);
    if (isRefusal(got)) refusals.push(got);
    else if (grounds.includes(site)) open.push(got);
    else samples.set(site.id, got);
  }
  const readings = new Map<string, SnowReading>();
  let groundSnow: number | null = null;
  if (swir) {
    for (const [id, s] of samples) keepReading(readSnowSwir(s), id, scene, readings, refusals);
    const ground = open.map((s) => readSnowSwir(s));
    const n = ground.reduce((sum, g) => sum + g.pixels, 0);
    if (n > 0) groundSnow = ground.reduce((sum, g) => sum + (g.pixels === 0 ? 0 : g.fraction * g.pixels), 0) / n;
  }
  return {
    scene,
    samples,
    grounds: open,
    readings,
    swir,
    groundSnow,
    groundPixels: open.reduce((s, o) => s + o.pixels.length, 0),
  };
}

/** Keeps a reading unless too much of the roof lies in shade. */
export function keepReading(
  reading: SnowReading,
  site: string,
  scene: Scene,
  readings: Map<string, SnowReading>,
  refusals: Refusal[],
): void {
  if (reading.pixels < 12 || reading.unknown > reading.pixels) {
    refusals.push({
      code: "in-shade",
      scene: scene.id,
      site,
      text: `${reading.unknown} of its pixels lie in shade; ${reading.pixels} are left.`,
    });
  } else readings.set(site, reading);
}
