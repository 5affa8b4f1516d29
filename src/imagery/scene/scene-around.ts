import type { PixelWindow, Samples } from "../raster/samples.ts";
import type { Raster } from "../raster/tiff.ts";
import { type Placement, ringInScene } from "./pixels.ts";
import type { Scene } from "./scene.ts";
import type { Site } from "./sites.ts";

/** Room around the outlines for what is looked at beside them, and the most that is kept of a scene; pixels. */
const MARGIN_PX = 16;
const KEPT_PX = 2 ** 22;

/**
 * The scene with the ground around some sites in memory, where they lie together: neighbours share blocks of the file, which
 * are then unpacked once for all. What lies elsewhere is read from the file as before.
 */
export async function sceneAround(scene: Scene, sites: readonly Site[], placement: Placement): Promise<Scene> {
  const points = sites
    .flatMap((site) => ringInScene(site, scene, placement, null))
    .filter(([x, y]) => x >= 0 && y >= 0 && x <= scene.raster.width && y <= scene.raster.height);
  const span = (axis: 0 | 1, length: number): readonly [number, number] => {
    const at = points.map((p) => p[axis]);
    const from = Math.max(0, Math.floor(Math.min(...at)) - MARGIN_PX);
    return [from, Math.min(length, Math.ceil(Math.max(...at)) + MARGIN_PX) - from];
  };
  if (points.length === 0) return scene;
  const [x, width] = span(0, scene.raster.width);
  const [y, height] = span(1, scene.raster.height);
  if (width * height > KEPT_PX) return scene;
  const kept = { x, y, width, height };
  return {
    ...scene,
    raster: await keeping(scene.raster, kept),
    clouds: scene.clouds === null ? null : { ...scene.clouds, raster: await keeping(scene.clouds.raster, kept) },
  };
}

async function keeping(raster: Raster, kept: PixelWindow): Promise<Raster> {
  const { width, height, bands, type, nodata, blockWidth } = raster;
  const samples = await raster.read(kept);
  return {
    ...{ width, height, bands, type, nodata, blockWidth },
    read: async (window, wanted = samples.map((_, band) => band)) => {
      const [x, y] = [window.x - kept.x, window.y - kept.y];
      const isKept = x >= 0 && y >= 0 && x + window.width <= kept.width && y + window.height <= kept.height;
      if (!isKept) return await raster.read(window, wanted);
      return wanted.map((band) => cut(samples[band]!, kept.width, { ...window, x, y }));
    },
  };
}

function cut(samples: Samples, pitch: number, { x, y, width, height }: PixelWindow): Samples {
  const out = samples.slice(0, width * height);
  for (let r = 0, from = y * pitch + x; r < height; r++, from += pitch)
    out.set(samples.subarray(from, from + width) as never, r * width);
  return out;
}
