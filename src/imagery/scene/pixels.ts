import { toPixel } from "../raster/georeference.ts";
import type { Scene } from "./scene.ts";
import { sceneFrame } from "./scene.ts";
import type { Site } from "./sites.ts";

/** A polygon in a scene's pixels, corners at whole numbers; closed. */
export type PixelRing = readonly (readonly [number, number])[];

export interface Placement {
  /** Where features of the reference appear in this scene: added to pixel coordinates. */
  readonly shiftPx: readonly [number, number];
  readonly sigmaPx: number;
}

export const UNSHIFTED: Placement = { shiftPx: [0, 0], sigmaPx: 0 };

/**
 * The outline of a site in a scene: projected, moved by the scene's registration, and by the lean of a roof of known
 * height seen from the side (-h tan(off-nadir) towards the satellite's azimuth), unless drawn on that very scene.
 */
export function ringInScene(site: Site, scene: Scene, placement: Placement, drawnOn: Scene | null): PixelRing {
  const lean = leanPx(site, scene);
  const own = drawnOn === null ? [0, 0] : leanPx(site, drawnOn);
  return site.ring.map(([lon, lat]) => {
    const [x, y] = scene.projection.forward(lon, lat);
    const [c, r] = toPixel(scene.affine, x, y);
    return [c + placement.shiftPx[0] + lean[0]! - own[0]!, r + placement.shiftPx[1] + lean[1]! - own[1]!];
  });
}

/** Displacement of a roof in the image, columns and rows. */
function leanPx(site: Site, scene: Scene): [number, number] {
  if (scene.view === null || site.heightM === null || scene.view.offNadirDeg === 0) return [0, 0];
  const { gsdXM, gsdYM, convergenceDeg } = sceneFrame(scene);
  const rad = Math.PI / 180;
  const azimuth = (scene.view.azimuthDeg - convergenceDeg) * rad;
  const metres = site.heightM * Math.tan(scene.view.offNadirDeg * rad);
  return [(-metres * Math.sin(azimuth)) / gsdXM, (metres * Math.cos(azimuth)) / gsdYM];
}

/**
 * Pixels whose whole footprint lies at least `shrinkPx` inside the ring, as indices row * width + column.
 * All four corners must be inside and that far from every edge.
 */
export function pixelsInside(ring: PixelRing, shrinkPx: number, width: number, height: number): Int32Array {
  const xs = ring.map((p) => p[0]);
  const ys = ring.map((p) => p[1]);
  const c0 = Math.max(0, Math.floor(Math.min(...xs)));
  const c1 = Math.min(width, Math.ceil(Math.max(...xs)));
  const r0 = Math.max(0, Math.floor(Math.min(...ys)));
  const r1 = Math.min(height, Math.ceil(Math.max(...ys)));
  const columns = c1 - c0 + 1;
  if (columns < 2 || r1 <= r0) return new Int32Array(0);
  const deep = new Uint8Array(columns * (r1 - r0 + 1));
  for (let r = r0; r <= r1; r++) {
    for (let c = c0; c <= c1; c++) {
      if (depthInside(ring, c, r) >= shrinkPx) deep[(r - r0) * columns + c - c0] = 1;
    }
  }
  const out: number[] = [];
  for (let r = r0; r < r1; r++) {
    for (let c = c0; c < c1; c++) {
      const at = (r - r0) * columns + c - c0;
      if (deep[at]! & deep[at + 1]! & deep[at + columns]! & deep[at + columns + 1]!) out.push(r * width + c);
    }
  }
  return Int32Array.from(out);
}

/** Distance to the nearest edge, negative outside; pixels. */
export function depthInside(ring: PixelRing, x: number, y: number): number {
  let inside = false;
  let nearest = Infinity;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[i + 1]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    const dx = bx - ax;
    const dy = by - ay;
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    const d = (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2;
    if (d < nearest) nearest = d;
  }
  const distance = Math.sqrt(nearest);
  return inside ? distance : -distance;
}

/** Fewest pixels a value may rest on (see the measurements in docs/imagery.md). */
export const MIN_PIXELS = 12;

/** How far inside the outline a pixel must lie: the point spread and twice the registration's doubt; pixels. */
export function shrinkFor(placement: Placement): number {
  return Math.max(1, 0.5 + 2 * placement.sigmaPx);
}

/** Whether any of the ring lies in the image, and whether all of it does. */
export function coverage(ring: PixelRing, width: number, height: number): "inside" | "partly" | "outside" {
  const inside = ring.filter(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height).length;
  return inside === ring.length ? "inside" : inside === 0 ? "outside" : "partly";
}
