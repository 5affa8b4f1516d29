import type { Caveat, Refusal } from "../caveat.ts";
import { rounded } from "../caveat.ts";
import { toMap, toPixel } from "../raster/georeference.ts";
import type { PixelWindow } from "../raster/samples.ts";
import { type PixelRing, type Placement, pixelsInside } from "../scene/pixels.ts";
import { readReflectance } from "../scene/read-reflectance.ts";
import { BAND_ROLES, type BandRole, type Scene, sceneFrame, sceneGsd, sceneSun } from "../scene/scene.ts";
import type { Site } from "../scene/sites.ts";
import type { MaskedImage } from "./gradient-field.ts";
import { type Edge, solveNetwork } from "./network.ts";
import { referenceScene } from "./reference.ts";
import { RegisterCrew } from "./register-crew.ts";
import { type WindowGrid, type WindowSpectra, windowGrid } from "./register-pair.ts";

export const METHOD = "gradient-phase-2";

export interface RegisteredScene {
  readonly scene: string;
  readonly registered: boolean;
  /** Where features of the reference appear in this scene, in this scene's pixels. */
  readonly shiftPx: readonly [number, number] | null;
  readonly sigmaPx: number | null;
  readonly distortionPx: number;
}

export interface Registration {
  readonly method: typeof METHOD;
  /** `sunward`: edges that a shadow's far side may have made are left out; needs the moment of every scene. */
  readonly edges: "sunward" | "all";
  readonly reference: string;
  readonly bands: readonly BandRole[];
  readonly windowPx: number;
  readonly windows: number;
  readonly scenes: readonly RegisteredScene[];
  readonly pairs: readonly {
    readonly from: string;
    readonly to: string;
    readonly accepted: boolean;
    readonly reason: string | null;
    readonly shiftPx: readonly [number, number] | null;
    readonly sigmaPx: number | null;
    readonly windows: number;
    readonly windowsAccepted: number;
  }[];
  readonly closure: { readonly triangles: number; readonly medianPx: number | null; readonly p95Px: number | null };
  readonly refusals: readonly Refusal[];
  readonly caveats: readonly Caveat[];
}

export interface RegisterOptions {
  /** Id of the reference; else the scene the sites were drawn on, else the earliest. */
  readonly reference?: string | undefined;
  /** Threads at most; fewer where there is little to do. The result does not depend on them. Default: this one alone. */
  readonly workers?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Shadows are edges that move with the sun. Where it stood elsewhere than in the reference, this much doubt (pixels) is
 * added, as measured on full-snow scenes of rows of like houses, where shadows are most of what there is to see: once
 * their far sides are left out, and with all edges.
 */
const SUN_MOVED_SIGMA_PX = { sunward: 0.05, all: 0.15 } as const;
const SUN_MOVED_DEG = 8;

/** Metres around targets that stay out of the comparison: what may have changed must not decide where things are. */
const TARGET_MARGIN_M = 20;
/** Seven windows of 256 side by side: as much as the grid of windows looks at. */
const MAX_SIDE = 1792;
/** Every scene is compared with the reference and with this many neighbours in time. */
const NEIGHBOURS = 3;
/** Pixels, over all scenes, from which on a further thread is worth its start. */
const WORTH_A_THREAD = 2 ** 21;

/**
 * Finds by how much each scene is displaced against the reference, or refuses to say. Scenes must share a projection.
 * A scene that is refused is listed and never measured.
 *
 * @throws imagery/bad-settings, imagery/bad-sites when the reference is none of the scenes
 */
export async function registerScenes(
  scenes: readonly Scene[],
  sites: readonly Site[],
  options: RegisterOptions = {},
): Promise<Registration> {
  const base = referenceScene(scenes, sites, options.reference);
  const reference = scenes.indexOf(base);
  const shared = BAND_ROLES.filter((role) => scenes.every((s) => s.roles.includes(role)));
  const bands = shared.filter((role) => role !== "swir16" || shared.length === 1);
  const caveats: Caveat[] = [];
  const refusals: Refusal[] = [];
  const crop = cropAround(base, sites);
  const edges = scenes.every((s) => sceneSun(s) !== null) ? "sunward" : "all";
  const grid = bands.length === 0 ? null : windowGrid(crop.width, crop.height);
  if (grid === null) {
    const text =
      bands.length === 0
        ? "the scenes have no band in common"
        : `the ground they share is ${crop.width} x ${crop.height} pixels; at least 128 x 128 needed`;
    return {
      method: METHOD,
      edges,
      reference: base.id,
      bands,
      windowPx: 0,
      windows: 0,
      pairs: [],
      caveats,
      scenes: scenes.map((s, i) => ({
        scene: s.id,
        registered: i === reference,
        shiftPx: i === reference ? [0, 0] : null,
        sigmaPx: i === reference ? 0 : null,
        distortionPx: 0,
      })),
      closure: { triangles: 0, medianPx: null, p95Px: null },
      refusals: scenes
        .filter((_, i) => i !== reference)
        .map((s) => ({ code: "unregistered", scene: s.id, text: `Not registered: ${text}. Shown, never measured.` })),
    };
  }
  const read = (scene: Scene): Promise<MaskedImage> => readGrey(scene, base, crop, bands, sites);
  const pairs = await comparePairs(scenes, reference, read, edges, grid, {
    ...options,
    workers: Math.min(options.workers ?? 1, Math.ceil((scenes.length * crop.width * crop.height) / WORTH_A_THREAD)),
  });
  const network = solveNetwork(scenes.length, reference, pairs);
  const registered = scenes.map((scene, i): RegisteredScene => {
    const solved = network.scenes[i]!;
    const distortion = Math.max(
      0,
      ...pairs
        .filter((e) => e.pair.accepted && (e.from === i || e.to === i) && (e.from === reference || e.to === reference))
        .map((e) => e.pair.distortionPx),
    );
    if (solved.shiftPx === null) {
      const reasons = pairs
        .filter((e) => e.from === i || e.to === i)
        .map((e) => e.pair.reason)
        .filter((r) => r !== null);
      refusals.push({
        code: "unregistered",
        scene: scene.id,
        text: `Not registered: no pair with another scene is accepted (${reasons[0] ?? "no pair"}). Shown, never measured.`,
      });
      return { scene: scene.id, registered: false, shiftPx: null, sigmaPx: null, distortionPx: 0 };
    }
    const scale = gsdRatio(base, scene);
    if (distortion > 0.3) {
      caveats.push({
        code: "distorted",
        scene: scene.id,
        text: `The displacement is not the same everywhere (departures up to ${distortion.toFixed(2)} px): terrain or another sensor model. Half of it is added to the doubt.`,
      });
    }
    return {
      scene: scene.id,
      registered: true,
      distortionPx: rounded(i === reference ? 0 : distortion, 3),
      shiftPx: [rounded(solved.shiftPx[0] * scale, 4), rounded(solved.shiftPx[1] * scale, 4)],
      sigmaPx: rounded(Math.hypot(solved.sigmaPx, sunMoved(base, scene) ? SUN_MOVED_SIGMA_PX[edges] : 0) * scale, 4),
    };
  });
  return {
    method: METHOD,
    edges,
    reference: base.id,
    bands,
    windowPx: grid.n,
    windows: grid.places.length,
    scenes: registered,
    pairs: pairs.map((e) => ({
      from: scenes[e.from]!.id,
      to: scenes[e.to]!.id,
      accepted: e.pair.accepted,
      reason: e.pair.reason,
      shiftPx: e.pair.accepted ? [rounded(e.pair.shiftPx[0], 4), rounded(e.pair.shiftPx[1], 4)] : null,
      sigmaPx: e.pair.accepted ? rounded(e.pair.sigmaPx, 4) : null,
      windows: e.pair.windows,
      windowsAccepted: e.pair.windowsAccepted,
    })),
    closure: {
      triangles: network.closure.triangles,
      medianPx: network.closure.medianPx === null ? null : rounded(network.closure.medianPx, 4),
      p95Px: network.closure.p95Px === null ? null : rounded(network.closure.p95Px, 4),
    },
    refusals,
    caveats,
  };
}

/**
 * Compares every scene with the reference and its neighbours in time. Scenes are read one after another while the crew
 * works on those before, and spectra are let go once the last pair that needs them is under way.
 */
async function comparePairs(
  scenes: readonly Scene[],
  reference: number,
  read: (scene: Scene) => Promise<MaskedImage>,
  edges: Registration["edges"],
  grid: WindowGrid,
  { workers, onProgress }: { readonly workers: number; readonly onProgress?: RegisterOptions["onProgress"] },
): Promise<Edge[]> {
  const pairs: Edge[] = [];
  const spectra = new Map<number, Promise<WindowSpectra>>();
  const underWay: Promise<void>[] = [];
  let done = 0;
  const crew = new RegisterCrew(workers);
  const compare = async (from: number, to: number): Promise<void> => {
    const [first, second] = await Promise.all([spectra.get(from)!, spectra.get(to)!]);
    pairs.push({ from, to, pair: await crew.run({ kind: "pair", first, second, overlap: grid.overlap }) });
  };
  try {
    for (const at of [reference, ...scenes.map((_, i) => i).filter((i) => i !== reference)]) {
      if (underWay.length >= Math.max(1, workers)) await underWay.shift();
      const image = await read(scenes[at]!);
      const fall = edges === "sunward" ? shadowsFall(scenes[at]!) : null;
      spectra.set(at, crew.run({ kind: "spectra", image, shadowsFall: fall, grid }));
      for (const i of spectra.keys()) if (i !== reference && i < at - NEIGHBOURS) spectra.delete(i);
      const others = [...spectra.keys()].filter((i) => i !== at);
      const pairsOfIt = others.map((i) => compare(Math.min(i, at), Math.max(i, at)));
      const compared = Promise.all([spectra.get(at), ...pairsOfIt]).then(() => onProgress?.(++done, scenes.length));
      // What fails is told when its turn comes, or by the first that fails.
      compared.catch(() => {});
      underWay.push(compared);
    }
    await Promise.all(underWay);
  } finally {
    await crew.close();
  }
  return pairs.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Placement of a scene, or null when it was not registered. */
export function placementOf(registration: Registration, sceneId: string): Placement | null {
  const found = registration.scenes.find((s) => s.scene === sceneId);
  return found?.shiftPx == null ? null : { shiftPx: found.shiftPx, sigmaPx: found.sigmaPx ?? 0 };
}

/** Whether shadows point elsewhere or are of another length than in the reference; unknown counts as moved. */
function sunMoved(base: Scene, scene: Scene): boolean {
  if (base === scene) return false;
  const [a, b] = [sceneSun(base), sceneSun(scene)];
  if (a === null || b === null) return true;
  const turn = Math.abs(((a.azimuth - b.azimuth + 540) % 360) - 180);
  return Math.abs(a.elevation - b.elevation) > SUN_MOVED_DEG || turn > SUN_MOVED_DEG;
}

/** The way shadows fall in the image, columns and rows. */
function shadowsFall(scene: Scene): readonly [number, number] {
  const azimuth = ((sceneSun(scene)!.azimuth + 180 - sceneFrame(scene).convergenceDeg) * Math.PI) / 180;
  return [Math.sin(azimuth), -Math.cos(azimuth)];
}

function gsdRatio(base: Scene, scene: Scene): number {
  return sceneGsd(base) / sceneGsd(scene);
}

/** The part of the reference around all sites, with room for windows; the whole scene when it is small or there are no sites. */
function cropAround(base: Scene, sites: readonly Site[]): PixelWindow {
  const { width, height } = base.raster;
  if (width <= MAX_SIDE && height <= MAX_SIDE) return { x: 0, y: 0, width, height };
  const points = sites.flatMap((s) =>
    s.ring.map(([lon, lat]) => toPixel(base.affine, ...base.projection.forward(lon, lat))),
  );
  const middle =
    points.length === 0
      ? [width / 2, height / 2]
      : [0, 1].map((axis) => (Math.min(...points.map((p) => p[axis]!)) + Math.max(...points.map((p) => p[axis]!))) / 2);
  const side = (length: number, centre: number): [number, number] => {
    const size = Math.min(MAX_SIDE, length);
    return [Math.round(Math.min(length - size, Math.max(0, centre - size / 2))), size];
  };
  const [x, w] = side(width, middle[0]!);
  const [y, h] = side(height, middle[1]!);
  return { x, y, width: w, height: h };
}

/** Mean of the bands on the reference's grid; invalid where there is no data, cloud, a target or an exclude polygon. */
async function readGrey(
  scene: Scene,
  base: Scene,
  crop: PixelWindow,
  bands: readonly BandRole[],
  sites: readonly Site[],
): Promise<MaskedImage> {
  const { width, height } = crop;
  const corner = (c: number, r: number): [number, number] =>
    toPixel(scene.affine, ...toMap(base.affine, crop.x + c, crop.y + r));
  const [ox, oy] = corner(0.5, 0.5);
  const [ax, ay] = corner(1.5, 0.5);
  const [bx, by] = corner(0.5, 1.5);
  // Pixel centres of the crop in the scene: centre k has coordinate k + .5.
  const step = { cx: ax - ox, cy: ay - oy, rx: bx - ox, ry: by - oy };
  const xs = [0, width].flatMap((c) => [0, height].map((r) => corner(c, r)));
  const x0 = Math.floor(Math.min(...xs.map((p) => p[0]))) - 1;
  const y0 = Math.floor(Math.min(...xs.map((p) => p[1]))) - 1;
  const window = {
    x: x0,
    y: y0,
    width: Math.ceil(Math.max(...xs.map((p) => p[0]))) + 2 - x0,
    height: Math.ceil(Math.max(...xs.map((p) => p[1]))) + 2 - y0,
  };
  const patch = await readReflectance(scene, window, bands);
  const [grey, ...others] = [...patch.bands.values()] as [Float32Array, ...Float32Array[]];
  for (const band of others) for (let i = 0; i < grey.length; i++) grey[i] = grey[i]! + band[i]!;
  if (scene.clouds !== null) for (let i = 0; i < grey.length; i++) if (patch.clouds[i] !== 0) grey[i] = Number.NaN;
  const values = new Float32Array(width * height);
  const valid = new Uint8Array(width * height);
  for (let r = 0, to = 0; r < height; r++) {
    for (let c = 0; c < width; c++, to++) {
      const x = ox + c * step.cx + r * step.rx - 0.5 - x0;
      const y = oy + c * step.cy + r * step.ry - 0.5 - y0;
      const i = Math.floor(x + 1e-6);
      const j = Math.floor(y + 1e-6);
      const fx = Math.max(0, x - i);
      const fy = Math.max(0, y - j);
      const at = j * window.width + i;
      let v = grey[at]!;
      if (fx > 1e-5 || fy > 1e-5) {
        v =
          (v * (1 - fx) + grey[at + 1]! * fx) * (1 - fy) +
          (grey[at + window.width]! * (1 - fx) + grey[at + window.width + 1]! * fx) * fy;
      }
      if (!Number.isNaN(v)) {
        values[to] = v;
        valid[to] = 1;
      }
    }
  }
  const marginPx = TARGET_MARGIN_M / sceneGsd(base);
  for (const site of sites) {
    if (site.role !== "target" && site.role !== "exclude") continue;
    const ring: PixelRing = site.ring.map(([lon, lat]) => {
      const [c, r] = toPixel(base.affine, ...base.projection.forward(lon, lat));
      return [c - crop.x, r - crop.y];
    });
    for (const at of pixelsInside(grown(ring, site.role === "target" ? marginPx : 0), 0, width, height)) valid[at] = 0;
  }
  return { width, height, values, valid };
}

/** Bounding box of a ring with a margin: cheap, and it only ever leaves out more. */
function grown(ring: PixelRing, margin: number): PixelRing {
  const xs = ring.map((p) => p[0]);
  const ys = ring.map((p) => p[1]);
  const [a, b] = [Math.min(...xs) - margin, Math.max(...xs) + margin];
  const [c, d] = [Math.min(...ys) - margin, Math.max(...ys) + margin];
  return [
    [a, c],
    [b, c],
    [b, d],
    [a, d],
    [a, c],
  ];
}
