import { placementOf, type Registration } from "../register/register-scenes.ts";
import { pixelsInside, ringInScene } from "../scene/pixels.ts";
import { readReflectance } from "../scene/read-reflectance.ts";
import { BAND_ROLES, type BandRole, type Scene } from "../scene/scene.ts";
import type { Site } from "../scene/sites.ts";
import { findNoChange, MIN_R } from "./ir-mad.ts";

export interface Normalisation {
  readonly pifs: number;
  readonly bands: readonly {
    readonly role: BandRole;
    readonly slope: number;
    readonly intercept: number;
    readonly r: number;
  }[];
  /** A brightness (mean of the visible bands) of the first scene in the light of the second. */
  readonly apply: (brightness: number) => number;
}

const SIDE = 512;

/**
 * Brings one scene's values to another's light by pixels that did not change, never inside targets or controls.
 *
 * @returns null when the scenes are not registered, or share one band only, or too few pixels hold, or they are too loosely
 * related (r < .9)
 */
export async function normalisationOf(
  first: Scene,
  second: Scene,
  registration: Registration,
  sites: readonly Site[],
): Promise<Normalisation | null> {
  const [a, b] = [placementOf(registration, first.id), placementOf(registration, second.id)];
  if (a === null || b === null || first === second) return null;
  const roles = BAND_ROLES.filter((r) => first.roles.includes(r) && second.roles.includes(r));
  if (roles.length === 0 || first.raster.width !== second.raster.width || first.raster.height !== second.raster.height)
    return null;
  const { width, height } = first.raster;
  const w = Math.min(SIDE, width);
  const h = Math.min(SIDE, height);
  const x = Math.floor((width - w) / 2);
  const y = Math.floor((height - h) / 2);
  const dx = Math.round(b.shiftPx[0] - a.shiftPx[0]);
  const dy = Math.round(b.shiftPx[1] - a.shiftPx[1]);
  const one = await readReflectance(first, { x, y, width: w, height: h }, roles);
  const two = await readReflectance(second, { x: x + dx, y: y + dy, width: w, height: h }, roles);
  const usable = new Uint8Array(w * h).fill(1);
  const [xs, ys] = [roles.map((r) => one.bands.get(r)!), roles.map((r) => two.bands.get(r)!)];
  for (let i = 0; i < usable.length; i++) {
    if (one.clouds[i] !== 0 || two.clouds[i] !== 0) usable[i] = 0;
    for (const band of [...xs, ...ys]) if (Number.isNaN(band[i]!)) usable[i] = 0;
  }
  for (const site of sites) {
    if (site.role !== "target" && site.role !== "control" && site.role !== "exclude") continue;
    const ring = ringInScene(site, first, a, null).map(([c, r]) => [c - x, r - y] as const);
    for (const at of pixelsInside(ring, -2, w, h)) usable[at] = 0;
  }
  const found = findNoChange(xs, ys, usable);
  if (found === null || found.relations.some((r) => !(r.r >= MIN_R))) return null;
  const visible = roles
    .map((role, i) => ({ role, relation: found.relations[i]! }))
    .filter(({ role }) => role !== "nir" && role !== "swir16");
  const mean = (f: (v: { slope: number; intercept: number }) => number): number =>
    visible.reduce((s, v) => s + f(v.relation), 0) / visible.length;
  const slope = mean((r) => r.slope);
  const intercept = mean((r) => r.intercept);
  return {
    pifs: found.pifs,
    bands: roles.map((role, i) => ({ role, ...found.relations[i]! })),
    apply: (brightness) => intercept + slope * brightness,
  };
}
