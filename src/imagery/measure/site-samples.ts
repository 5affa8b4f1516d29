import { type Refusal, rounded } from "../caveat.ts";
import {
  coverage,
  MIN_PIXELS,
  type PixelRing,
  type Placement,
  pixelsInside,
  ringInScene,
  shrinkFor,
} from "../scene/pixels.ts";
import { readReflectance } from "../scene/read-reflectance.ts";
import type { BandRole, Scene } from "../scene/scene.ts";
import { sceneGsd } from "../scene/scene.ts";
import type { Site } from "../scene/sites.ts";

/** What one polygon of one scene holds: the window around it and the pixels that lie wholly and safely inside. */
export interface SiteSamples {
  readonly scene: string;
  readonly site: string;
  /** Window read: columns and rows of the scene. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly bands: ReadonlyMap<BandRole, Float32Array>;
  /** Ring relative to the window. */
  readonly ring: PixelRing;
  /** Indices into the window, cloud and nodata left out. */
  readonly pixels: Int32Array;
  readonly shrinkPx: number;
  readonly cloudShare: number;
}

const MARGIN_PX = 6;
/** Of a polygon's pixels, this share may be hidden before its value is refused. */
const MAX_HIDDEN = 0.2;

/** Reads the pixels of a polygon, or says why they cannot stand for it. */
export async function siteSamples(
  scene: Scene,
  site: Site,
  placement: Placement,
  roles: readonly BandRole[],
  drawnOn: Scene | null,
  minPixels = MIN_PIXELS,
): Promise<SiteSamples | Refusal> {
  const refuse = (code: string, text: string): Refusal => ({ code, text, scene: scene.id, site: site.id });
  const ring = ringInScene(site, scene, placement, drawnOn);
  const { width, height } = scene.raster;
  const hasNoPlace = ring.some((p) => !Number.isFinite(p[0]) || !Number.isFinite(p[1]));
  const place = hasNoPlace ? "outside" : coverage(ring, width, height);
  if (place !== "inside") {
    const where = hasNoPlace
      ? "outside what the projection covers"
      : `${place === "partly" ? "partly " : ""}outside the scene`;
    const turned = { ...site, ring: site.ring.map(([lon, lat]) => [lat, lon] as const) };
    const isTurned = coverage(ringInScene(turned, scene, placement, drawnOn), width, height) === "inside";
    return refuse(
      "outside-scene",
      `The polygon lies ${where}.${isTurned ? " With longitude and latitude exchanged it lies inside: GeoJSON has the longitude first." : ""}`,
    );
  }
  const x = Math.floor(Math.min(...ring.map((p) => p[0]))) - MARGIN_PX;
  const y = Math.floor(Math.min(...ring.map((p) => p[1]))) - MARGIN_PX;
  const w = Math.ceil(Math.max(...ring.map((p) => p[0]))) + MARGIN_PX - x;
  const h = Math.ceil(Math.max(...ring.map((p) => p[1]))) + MARGIN_PX - y;
  const local: PixelRing = ring.map(([c, r]) => [c - x, r - y]);
  const shrinkPx = shrinkFor(placement);
  const inside = pixelsInside(local, shrinkPx, w, h);
  if (inside.length < minPixels) {
    return refuse(
      "too-few-pixels",
      `Not measurable: ${inside.length} pixels of ${rounded(sceneGsd(scene), 2)} m lie wholly inside the outline shrunk by ${shrinkPx.toFixed(2)} px; ${minPixels} needed.`,
    );
  }
  const patch = await readReflectance(scene, { x, y, width: w, height: h }, roles);
  let cloudy = 0;
  let empty = 0;
  const first = [...patch.bands.values()];
  const pixels = inside.filter((at) => {
    if (first.some((band) => Number.isNaN(band[at]!))) {
      empty++;
      return false;
    }
    if (patch.clouds[at] !== 0) {
      cloudy++;
      return false;
    }
    return true;
  });
  if (empty > MAX_HIDDEN * inside.length)
    return refuse("nodata", `${empty} of its ${inside.length} pixels hold no data.`);
  if (cloudy > MAX_HIDDEN * inside.length)
    return refuse("cloud", `${cloudy} of its ${inside.length} pixels are under cloud or cloud shadow.`);
  if (pixels.length < minPixels)
    return refuse("too-few-pixels", `${pixels.length} pixels are left without cloud and nodata; ${minPixels} needed.`);
  return {
    scene: scene.id,
    site: site.id,
    x,
    y,
    width: w,
    height: h,
    bands: patch.bands,
    ring: local,
    pixels,
    shrinkPx,
    cloudShare: cloudy / inside.length,
  };
}

export function isRefusal(value: SiteSamples | Refusal): value is Refusal {
  return "code" in value;
}
