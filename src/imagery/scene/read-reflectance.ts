import type { PixelWindow } from "../raster/samples.ts";
import { type BandRole, bandIndex, type Scene } from "./scene.ts";

/** Reflectance of some bands in a window that may reach beyond the image; NaN where there is no data. */
export interface Patch {
  readonly window: PixelWindow;
  readonly bands: ReadonlyMap<BandRole, Float32Array>;
  /** 0 clear, 1 cloud, 2 cloud shadow; all 0 when the scene has no mask. */
  readonly clouds: Uint8Array;
}

/** Reads a window of a scene; bands the scene lacks are left out. */
export async function readReflectance(scene: Scene, window: PixelWindow, roles: readonly BandRole[]): Promise<Patch> {
  const { raster } = scene;
  const wanted = roles.map((role) => [role, bandIndex(scene, role)] as const).filter(([, index]) => index >= 0);
  const bands = new Map<BandRole, Float32Array>();
  const clouds = new Uint8Array(window.width * window.height);
  const x0 = Math.max(0, window.x);
  const y0 = Math.max(0, window.y);
  const x1 = Math.min(raster.width, window.x + window.width);
  const y1 = Math.min(raster.height, window.y + window.height);
  const inner = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  const isWhole = inner.width === window.width && inner.height === window.height;
  for (const [role] of wanted) {
    const band = new Float32Array(window.width * window.height);
    bands.set(role, isWhole ? band : band.fill(Number.NaN));
  }
  if (x1 <= x0 || y1 <= y0) return { window, bands, clouds };
  const read = await raster.read(
    inner,
    wanted.map(([, index]) => index),
  );
  wanted.forEach(([role, index], k) => {
    const out = bands.get(role)!;
    const samples = read[k]!;
    const scale = scene.scale[index]!;
    const offset = scene.offset[index]!;
    const nodata = raster.nodata;
    for (let r = 0; r < inner.height; r++) {
      let to = (r + y0 - window.y) * window.width + x0 - window.x;
      const from = r * inner.width;
      for (let c = 0; c < inner.width; c++, to++) {
        const v = samples[from + c]!;
        out[to] = v === nodata ? Number.NaN : v * scale + offset;
      }
    }
  });
  if (scene.clouds !== null) {
    const [mask] = await scene.clouds.raster.read(inner, [0]);
    for (let r = 0; r < inner.height; r++) {
      for (let c = 0; c < inner.width; c++) {
        clouds[(r + y0 - window.y) * window.width + c + x0 - window.x] = mask![r * inner.width + c]!;
      }
    }
  }
  return { window, bands, clouds };
}
