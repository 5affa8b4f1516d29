import { Random } from "#kernel";
import { BusyGround } from "./busy-ground.ts";
import { addClouds } from "./clouds.ts";
import { NearSolids } from "./near-solids.ts";
import { fractalNoise, noiseRank, SampledField } from "./noise-field.ts";
import { roofState } from "./roof-state.ts";
import { addSensor } from "./sensor.ts";
import type { SimulatedShot, SimulationSettings } from "./settings.ts";
import { skySun, utmConvergence } from "./sky.ts";
import { coverOf, waterLeft } from "./snowpack.ts";
import { crosses, crossing, type Solid } from "./solid.ts";
import { bandsOf, GROUND, SNOW, skylightOf } from "./spectra.ts";
import { type Building, solidsOn, stageOf, type World } from "./world.ts";

export interface Rendered {
  /** Reflectance by band, row by row; NaN where there is no data. */
  readonly bands: readonly Float32Array[];
  /** 0 clear, 1 cloud, 2 cloud shadow. */
  readonly clouds: Uint8Array;
  readonly sun: { readonly azimuth: number; readonly elevation: number };
  readonly shiftPx: readonly [number, number];
  /** By building: what stood, and the share of its visible roof that was drawn white. */
  readonly buildings: readonly {
    readonly id: string;
    readonly stage: string;
    readonly snow: number | null;
    readonly shaded: number | null;
  }[];
  readonly groundSnow: number;
}

const RAD = Math.PI / 180;
/** Radius of the sun's disc, degrees. */
const SUN_RADIUS = 0.267;

/** One image: samples on a fine grid, each followed to the surface seen and from there to the sun. */
export function render(world: World, settings: SimulationSettings, shot: SimulatedShot, index: number): Rendered {
  const random = new Random(settings.seed, 5000 + index);
  const { size, gsdM, oversample: os, bands } = settings;
  const sun = skySun(Date.parse(shot.at), settings.place[0], settings.place[1]);
  const convergence = utmConvergence(settings.place[0], settings.place[1]);
  // The sites are drawn on the first image, so that one stands where its georeference says.
  const drawn: [number, number] = [settings.shiftSdPx * random.normal(), settings.shiftSdPx * random.normal()];
  const shift = shot.shiftPx ?? (index === 0 ? ([0, 0] as const) : drawn);
  const scene = prepare(world, settings, shot, sun, convergence, random);
  const wobbleX =
    settings.wobblePx > 0
      ? new SampledField(
          world.extentM,
          world.extentM / 8,
          (x, y) => fractalNoise(settings.seed + 61 * index, x / 80, y / 80, 1) - 0.5,
        )
      : null;
  const n = bands.length;
  const rows = bands.map(() => new Float32Array(size * size));
  const kernel = pointSpread(os);
  const reach = (kernel.length - os) / 2;
  const fine = size * os + 2 * reach;
  const line = bands.map(() => new Float32Array(fine));
  const decimated = bands.map(() => new Float32Array(size));
  const value = new Float64Array(n);
  const step = gsdM / os;
  const half = (size * gsdM) / 2;
  for (let j = 0; j < fine; j++) {
    const y0 = half - (j - reach + 0.5) * step + shift[1] * gsdM;
    for (let i = 0; i < fine; i++) {
      const x0 = (i - reach + 0.5) * step - half - shift[0] * gsdM;
      const wobble = wobbleX === null ? 0 : wobbleX.at(x0, y0) * 2 * settings.wobblePx * gsdM;
      scene.sample(x0 + wobble, y0 - 0.6 * wobble, value);
      for (let b = 0; b < n; b++) line[b]![i] = value[b]!;
    }
    for (let b = 0; b < n; b++) {
      const from = line[b]!;
      const to = decimated[b]!;
      for (let c = 0; c < size; c++) {
        let sum = 0;
        const at = c * os;
        for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * from[at + k]!;
        to[c] = sum;
      }
      const first = Math.max(0, Math.ceil((j - kernel.length + 1) / os));
      const last = Math.min(size - 1, Math.floor(j / os));
      const out = rows[b]!;
      for (let r = first; r <= last; r++) {
        const w = kernel[j - r * os]!;
        const at = r * size;
        for (let c = 0; c < size; c++) out[at + c]! += w * to[c]!;
      }
    }
  }
  const clouds = addClouds(rows, settings, shot, sun, convergence, index);
  addSensor(rows, settings, random);
  return { bands: rows, clouds, sun, shiftPx: shift, buildings: scene.report(), groundSnow: scene.groundCover };
}

/** Box of one pixel convolved with a Gaussian of .45 px, on the fine grid; sums to 1. */
function pointSpread(os: number): Float64Array {
  const reach = Math.ceil(1.4 * os);
  const kernel = new Float64Array(os + 2 * reach);
  const sigma = 0.45 * os;
  for (let k = 0; k < kernel.length; k++) {
    for (let b = 0; b < os; b++) kernel[k]! += Math.exp(-((k - reach - b) ** 2) / (2 * sigma * sigma));
  }
  const sum = kernel.reduce((a, b) => a + b, 0);
  return kernel.map((v) => v / sum);
}

function prepare(
  world: World,
  settings: SimulationSettings,
  shot: SimulatedShot,
  sun: { azimuth: number; elevation: number },
  convergence: number,
  random: Random,
) {
  const { bands } = settings;
  const n = bands.length;
  const solids = solidsOn(world, shot.at);
  const az = (sun.azimuth - convergence) * RAD;
  const elevation = Math.max(3, sun.elevation);
  const toSun = rayTo(az, elevation);
  const toSunLow = rayTo(az, elevation - SUN_RADIUS);
  const toSunHigh = rayTo(az, elevation + SUN_RADIUS);
  const inside = [-0.2, -0.1, 0, 0.1, 0.2].map((d) => rayTo(az, elevation + d));
  const viewAz = ((shot.viewAzimuthDeg ?? 0) - convergence) * RAD;
  const offNadir = shot.offNadirDeg ?? 0;
  const toEye = rayTo(viewAz, 90 - offNadir);
  const throwM = 1 / Math.tan(elevation * RAD);
  const sunTiles = new NearSolids(world.extentM, solids, [-throwM * Math.sin(az), -throwM * Math.cos(az)], 1);
  const lean = Math.tan(offNadir * RAD);
  const eyeTiles = new NearSolids(world.extentM, solids, [-lean * Math.sin(viewAz), -lean * Math.cos(viewAz)], 1);
  const light = skylightOf(bands);
  const age = (shot.snow?.hours ?? 0) > 60 ? "old" : (shot.snow?.temperatureC ?? 0) > 2 ? "wet" : "fresh";
  const white = bandsOf(SNOW[age], bands);
  const month = new Date(shot.at).getUTCMonth();
  const green = month >= 3 && month <= 6 ? 1 : month >= 7 && month <= 9 ? 0.4 : 0;
  const grass = bandsOf(
    GROUND.summer.map((v, k) => green * v + (1 - green) * GROUND.winter[k]!),
    bands,
  );
  const soil = bandsOf(GROUND.soil, bands);
  const road = bandsOf(GROUND.road, bands);
  const tree = bandsOf(GROUND.tree, bands);
  const wall = bandsOf(GROUND.wall, bands);
  const cleared = bandsOf(GROUND.bareSoil, bands);
  const car = bandsOf(GROUND.car, bands);
  const groundCover = coverOf(
    waterLeft(shot, { normal: [0, 0, 1], heatW: 0, darkness: 0.3 }, settings.place, convergence),
  );
  const roofs = world.buildings.map((b) => roofState(b, settings, shot, convergence, random, bands));
  const snowSeed = settings.seed + 7919;
  const rank = noiseRank(snowSeed);
  const counts = world.buildings.map(() => ({ roof: 0, snow: 0, shade: 0 }));
  const cars = settings.decoys
    ? Array.from(
        { length: 10 },
        () => [(random.float() - 0.5) * world.extentM, (random.float() - 0.5) * world.extentM] as const,
      )
    : [];
  const clearedNow = world.buildings.filter((b) => {
    const stage = stageOf(b, shot.at);
    return stage === "cleared" || stage === "walls";
  });

  const roads = world.roads.map(([c, deg, w]) => [c, Math.cos(deg * RAD), Math.sin(deg * RAD), w] as const);
  const busy = new BusyGround(world.extentM, [
    ...clearedNow.map((b) => [b.x, b.y, Math.hypot(b.lengthM, b.widthM) / 2 + 5] as const),
    ...cars.map(([x, y]) => [x, y, 3] as const),
    ...world.trees,
  ]);

  const blocked = (x: number, y: number, z: number, ray: readonly number[], list: readonly Solid[]): boolean => {
    for (const s of list) if (crosses(s, x, y, z, ray[0]!, ray[1]!, ray[2]!)) return true;
    return false;
  };
  const sunlit = (x: number, y: number, z: number): number => {
    const list = sunTiles.at(x, y);
    if (list === undefined) return 1;
    const low = blocked(x, y, z, toSunLow, list);
    const high = blocked(x, y, z, toSunHigh, list);
    if (low === high) return low ? 0 : 1;
    let open = 0;
    for (const ray of inside) if (!blocked(x, y, z, ray, list)) open++;
    return open / inside.length;
  };
  const flatCosine = toSun[2]!;
  const slope = (x: number, y: number): number => {
    if (world.flat) return flatCosine;
    const d = 1;
    const gx = (world.terrain(x + d, y) - world.terrain(x - d, y)) / (2 * d);
    const gy = (world.terrain(x, y + d) - world.terrain(x, y - d)) / (2 * d);
    return Math.max(0, (toSun[2]! - gx * toSun[0]! - gy * toSun[1]!) / Math.hypot(1, gx, gy));
  };

  const sample = (x: number, y: number, out: Float64Array): void => {
    const z = world.flat ? 0 : world.terrain(x, y);
    let hit: Solid | null = null;
    let face = -1;
    let far = 0;
    const list = eyeTiles.at(x, y);
    if (list !== undefined) {
      for (const s of list) {
        if (crosses(s, x, y, z - 0.01, toEye[0]!, toEye[1]!, toEye[2]!) && crossing.leave > far) {
          far = crossing.leave;
          face = crossing.plane;
          hit = s;
        }
      }
    }
    const texture = world.texture.at(x, y);
    if (hit === null) {
      ground(x, y, texture, out);
      const cosine = slope(x, y) / flatCosine;
      const open = sunlit(x, y, z + 0.02) * cosine;
      for (let b = 0; b < n; b++) out[b] = out[b]! * (light[b]! + (1 - light[b]!) * open);
      return;
    }
    const px = x + far * toEye[0]!;
    const py = y + far * toEye[1]!;
    const pz = z - 0.01 + far * toEye[2]!;
    const p = hit.planes;
    const nx = p[4 * face]!;
    const ny = p[4 * face + 1]!;
    const nz = p[4 * face + 2]!;
    const cosine = Math.max(0, nx * toSun[0]! + ny * toSun[1]! + nz * toSun[2]!) / flatCosine;
    const open = cosine === 0 ? 0 : cosine * sunlit(px + 0.03 * nx, py + 0.03 * ny, pz + 0.03 * nz);
    const state = roofs[hit.owner]!;
    if (face >= hit.firstRoof) {
      const snow = state.isWhite(px, py, nx, ny, snowSeed, rank);
      const count = counts[hit.owner]!;
      count.roof++;
      if (snow) count.snow++;
      if (open < 0.5 * cosine) count.shade++;
      const grain = 0.9 + 0.2 * texture;
      for (let b = 0; b < n; b++)
        out[b] =
          (snow ? white[b]! * (0.97 + 0.06 * texture) : state.bare[b]! * grain) * (light[b]! + (1 - light[b]!) * open);
    } else {
      for (let b = 0; b < n; b++) out[b] = wall[b]! * (light[b]! + (1 - light[b]!) * open);
    }
  };

  function ground(x: number, y: number, texture: number, out: Float64Array): void {
    let base: Float64Array | null = null;
    let holdsSnow = groundCover;
    for (const way of roads) {
      if (Math.abs((x - way[0]) * way[1] - y * way[2]) < way[3]) {
        base = road;
        holdsSnow = groundCover * 0.2;
      }
    }
    if (busy.has(x, y)) {
      for (const b of clearedNow) if (inBox(b, x, y, 3)) base = cleared;
      for (const [cx, cy] of cars) {
        if (Math.abs(x - cx) < 2.2 && Math.abs(y - cy) < 0.9) {
          base = car;
          holdsSnow = 0;
        }
      }
      for (const [tx, ty, r] of world.trees) {
        if ((x - tx) ** 2 + (y - ty) ** 2 < r * r) {
          base = tree;
          holdsSnow = groundCover * 0.15;
        }
      }
    }
    const grain = 0.72 + 0.56 * texture;
    if (holdsSnow >= 1 || (holdsSnow > 0 && rank(fractalNoise(snowSeed, x / 2.5, y / 2.5, 3)) < holdsSnow)) {
      for (let b = 0; b < n; b++) out[b] = white[b]! * (0.95 + 0.1 * texture);
      return;
    }
    if (base !== null) {
      for (let b = 0; b < n; b++) out[b] = base[b]! * (0.85 + 0.3 * texture);
      return;
    }
    const g = Math.min(1, Math.max(0, (world.grass.at(x, y) - 0.42) * 6));
    for (let b = 0; b < n; b++) out[b] = (g * grass[b]! + (1 - g) * soil[b]!) * grain;
  }

  return {
    sample,
    groundCover,
    report: () =>
      world.buildings.map((b, i) => ({
        id: b.id,
        stage: stageOf(b, shot.at),
        snow: counts[i]!.roof === 0 || shot.snow === undefined ? null : counts[i]!.snow / counts[i]!.roof,
        shaded: counts[i]!.roof === 0 ? null : counts[i]!.shade / counts[i]!.roof,
      })),
  };
}

function inBox(b: Building, x: number, y: number, pad: number): boolean {
  const s = Math.sin(b.azimuthDeg * RAD);
  const c = Math.cos(b.azimuthDeg * RAD);
  const u = (x - b.x) * s + (y - b.y) * c;
  const v = (x - b.x) * c - (y - b.y) * s;
  return Math.abs(u) < b.lengthM / 2 + pad && Math.abs(v) < b.widthM / 2 + pad;
}

function rayTo(azimuthRad: number, elevationDeg: number): readonly [number, number, number] {
  const c = Math.cos(elevationDeg * RAD);
  return [c * Math.sin(azimuthRad), c * Math.cos(azimuthRad), Math.sin(elevationDeg * RAD)];
}
