import type { Caveat } from "../caveat.ts";
import type { GdalStep } from "../raster/gdal-step.ts";
import type { Affine } from "../raster/georeference.ts";
import type { Raster } from "../raster/tiff.ts";
import { localFrame, type Projection } from "./projection.ts";
import { sunPosition } from "./sun.ts";

export const BAND_ROLES = ["pan", "blue", "green", "red", "nir", "swir16"] as const;
export type BandRole = (typeof BAND_ROLES)[number];

/** When a scene was taken: a moment when both ends are equal, else a composite or a bare day. UTC, ISO 8601. */
export interface SceneTime {
  readonly earliest: string;
  readonly latest: string;
  readonly statedBy: "stac" | "tiff";
}

/** One georeferenced image and what is known of how it was taken. Nothing in it is guessed: what is not stated is null. */
export interface Scene {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly stac: { readonly file: string; readonly sha256: string } | null;
  readonly time: SceneTime | null;
  readonly sensor: string | null;
  readonly license: string | null;
  readonly synthetic: boolean;
  readonly projection: Projection;
  readonly affine: Affine;
  readonly raster: Raster;
  /** Role of each band, in the raster's order; null for bands no method uses. */
  readonly roles: readonly (BandRole | null)[];
  /** Reflectance = sample x scale + offset. `calibrated` is false when no scale was stated: then samples as they are. */
  readonly scale: readonly number[];
  readonly offset: readonly number[];
  readonly calibrated: boolean;
  readonly view: { readonly offNadirDeg: number; readonly azimuthDeg: number } | null;
  readonly sunStated: { readonly azimuthDeg: number; readonly elevationDeg: number } | null;
  /** 0 clear, 1 cloud, 2 cloud shadow, on the scene's own grid. */
  readonly clouds: { readonly file: string; readonly raster: Raster; readonly sha256: string } | null;
  /** How GDAL made the pixels out of the file that `sha256` names; null when they were read from it directly. */
  readonly conversion: GdalStep | null;
  readonly caveats: readonly Caveat[];
}

/** The middle of the time stated, milliseconds; null when none is. */
export function sceneMs(scene: Scene): number | null {
  if (scene.time === null) return null;
  return (Date.parse(scene.time.earliest) + Date.parse(scene.time.latest)) / 2;
}

/** Longitude and latitude of the middle of the image. */
export function sceneCentre(scene: Scene): [number, number] {
  const { raster, affine } = scene;
  const x = affine[0] + (affine[1] * raster.width + affine[2] * raster.height) / 2;
  const y = affine[3] + (affine[4] * raster.width + affine[5] * raster.height) / 2;
  return scene.projection.inverse(x, y);
}

/** Metres a pixel across and down, and grid convergence, at the middle of the image. */
export function sceneFrame(scene: Scene): { gsdXM: number; gsdYM: number; convergenceDeg: number } {
  const [lon, lat] = sceneCentre(scene);
  const frame = localFrame(scene.projection, lon, lat);
  const a = scene.affine;
  return {
    gsdXM: Math.hypot(a[1] * frame.unitXM, a[4] * frame.unitYM),
    gsdYM: Math.hypot(a[2] * frame.unitXM, a[5] * frame.unitYM),
    convergenceDeg: frame.convergenceDeg,
  };
}

/** Mean size of a pixel on the ground, metres. */
export function sceneGsd(scene: Scene): number {
  const { gsdXM, gsdYM } = sceneFrame(scene);
  return Math.sqrt(gsdXM * gsdYM);
}

/** Sun computed from time and place; null when the scene has no moment. */
export function sceneSun(scene: Scene): { azimuth: number; elevation: number } | null {
  if (scene.time === null || scene.time.earliest !== scene.time.latest) return null;
  const [lon, lat] = sceneCentre(scene);
  return sunPosition(Date.parse(scene.time.earliest), lon, lat);
}

/** Index of the band with a role, or -1. */
export function bandIndex(scene: Scene, role: BandRole): number {
  return scene.roles.indexOf(role);
}
