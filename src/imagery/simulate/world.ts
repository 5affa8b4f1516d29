import { Random } from "#kernel";
import { fractalNoise, SampledField } from "./noise-field.ts";
import type { SimulatedBuilding, SimulationSettings } from "./settings.ts";
import { houseSolid, prismSolid, type Solid, triangulate } from "./solid.ts";
import { ROOFS } from "./spectra.ts";

export interface Building {
  readonly index: number;
  readonly id: string;
  readonly role: string;
  readonly given: SimulatedBuilding | null;
  readonly ring: readonly (readonly [number, number])[];
  readonly base: number;
  readonly heightM: number;
  readonly roof: "flat" | "gable" | "hip";
  readonly pitchDeg: number;
  readonly azimuthDeg: number;
  readonly material: string;
  readonly lengthM: number;
  readonly widthM: number;
  readonly x: number;
  readonly y: number;
  readonly vents: readonly (readonly [number, number, number])[];
  /** Lasting effect on its snow fraction. */
  readonly lasting: number;
}

/** The site before any light falls on it. Coordinates are metres east and north (grid) of its centre. */
export interface World {
  readonly extentM: number;
  readonly terrain: (x: number, y: number) => number;
  readonly flat: boolean;
  readonly texture: SampledField;
  readonly grass: SampledField;
  readonly trees: readonly (readonly [number, number, number])[];
  readonly roads: readonly (readonly [number, number, number])[];
  readonly buildings: readonly Building[];
}

/** Lays out terrain, ground, trees and buildings from the seed. */
export function makeWorld(settings: SimulationSettings): World {
  const extentM = settings.size * settings.gsdM;
  const rad = Math.PI / 180;
  const rise = Math.tan(settings.slopeDeg * rad);
  const [gx, gy] = [rise * Math.sin(settings.slopeAzimuthDeg * rad), rise * Math.cos(settings.slopeAzimuthDeg * rad)];
  const relief =
    settings.reliefM > 0
      ? new SampledField(
          extentM,
          Math.max(4, extentM / 256),
          (x, y) => settings.reliefM * (fractalNoise(settings.seed + 11, x / 120, y / 120, 4) - 0.5),
        )
      : null;
  const terrain = (x: number, y: number): number => gx * x + gy * y + (relief === null ? 0 : relief.at(x, y));
  const texture = new SampledField(extentM, settings.gsdM, (x, y) => fractalNoise(settings.seed + 23, x / 9, y / 9, 4));
  const grass = new SampledField(extentM, Math.max(settings.gsdM, 2), (x, y) =>
    fractalNoise(settings.seed + 37, x / 60, y / 60, 3),
  );
  const random = new Random(settings.seed, 1);
  const buildings: Building[] = [];
  settings.buildings.forEach((given) => {
    buildings.push(makeBuilding(buildings.length, given, settings, terrain));
  });
  placeRandom(settings, random, terrain, buildings);
  for (const footprint of settings.footprints) {
    const [x, y] = footprint.ring[0]!;
    const last = footprint.ring.at(-1)!;
    // Corners are kept once; outlines out of GeoJSON repeat the first at their end.
    const isClosed = last[0] === x && last[1] === y;
    buildings.push({
      index: buildings.length,
      id: footprint.id,
      role: "control",
      given: null,
      ring: isClosed ? footprint.ring.slice(0, -1) : footprint.ring,
      base: terrain(x, y),
      heightM: footprint.heightM,
      roof: "flat",
      pitchDeg: 0,
      azimuthDeg: 0,
      material: "concrete",
      lengthM: 0,
      widthM: 0,
      x,
      y,
      vents: [],
      lasting: 0,
    });
  }
  const trees: [number, number, number][] = [];
  for (let i = 0; i < settings.trees; i++) {
    const at: [number, number, number] = [
      (random.float() - 0.5) * extentM,
      (random.float() - 0.5) * extentM,
      1.5 + 2 * random.float(),
    ];
    if (!buildings.some((b) => Math.hypot(b.x - at[0], b.y - at[1]) < Math.hypot(b.lengthM, b.widthM) / 2 + 5))
      trees.push(at);
  }
  const roads: [number, number, number][] = [0, 1, 2].map((i) => [
    (random.float() - 0.5) * extentM,
    30 * i + 90 * random.float(),
    2.5 + 2 * random.float(),
  ]);
  return { extentM, terrain, flat: rise === 0 && relief === null, texture, grass, trees, roads, buildings };
}

function makeBuilding(
  index: number,
  given: SimulatedBuilding,
  settings: SimulationSettings,
  terrain: (x: number, y: number) => number,
): Building {
  const random = new Random(settings.seed, 1000 + index);
  const azimuth = given.azimuthDeg ?? 0;
  const base = terrain(given.x, given.y);
  const roof = given.roof ?? "flat";
  const solid = houseSolid(
    index,
    { x: given.x, y: given.y, base, azimuth, a: given.lengthM / 2, b: given.widthM / 2 },
    given.heightM,
    roof,
    given.pitchDeg ?? 25,
  );
  const vents = Array.from({ length: given.vents ?? 0 }, (): [number, number, number] => [
    (random.float() - 0.5) * given.lengthM * 0.8,
    (random.float() - 0.5) * given.widthM * 0.8,
    0.6 + 0.5 * random.float(),
  ]);
  const material = given.material ?? "concrete";
  return {
    index,
    id: given.id ?? `b${String(index + 1).padStart(2, "0")}`,
    role: given.role ?? "control",
    given,
    ring: solid.ring,
    base,
    heightM: given.heightM,
    roof,
    pitchDeg: roof === "flat" ? 0 : (given.pitchDeg ?? 25),
    azimuthDeg: azimuth,
    material: material in ROOFS ? material : "concrete",
    lengthM: given.lengthM,
    widthM: given.widthM,
    x: given.x,
    y: given.y,
    vents,
    lasting: settings.roofSd * random.normal(),
  };
}

function placeRandom(
  settings: SimulationSettings,
  random: Random,
  terrain: (x: number, y: number) => number,
  buildings: Building[],
): void {
  const extent = settings.size * settings.gsdM;
  const unit = Math.max(1, settings.gsdM / 0.5);
  const materials = Object.keys(ROOFS);
  for (let i = 0, tries = 0; i < settings.randomBuildings && tries < 4000; tries++) {
    const lengthM = unit * (14 + 22 * random.float());
    const widthM = unit * (9 + 8 * random.float());
    const reach = Math.hypot(lengthM, widthM) / 2 + 6 * unit;
    const x = (random.float() - 0.5) * (extent - 2 * reach);
    const y = (random.float() - 0.5) * (extent - 2 * reach);
    const azimuthDeg = 5 * random.below(36);
    const kind = random.below(4);
    const heightM = 3 + 9 * random.float();
    const material = materials[random.below(materials.length - 1)]!;
    if (buildings.some((b) => Math.hypot(b.x - x, b.y - y) < reach + Math.hypot(b.lengthM, b.widthM) / 2)) continue;
    const roof = kind < 2 ? "flat" : kind === 2 ? "gable" : "hip";
    buildings.push(
      makeBuilding(buildings.length, { x, y, lengthM, widthM, heightM, azimuthDeg, roof, material }, settings, terrain),
    );
    i++;
  }
}

/** What stands of a building on a day. */
export type Stage = "absent" | "cleared" | "walls" | "standing";

export function stageOf(building: Building, at: string): Stage {
  const given = building.given;
  const time = Date.parse(at);
  const begun = (date: string | undefined): boolean => date === undefined || time >= Date.parse(date);
  if (given === null || (given.clearedOn === undefined && given.wallsOn === undefined && given.roofOn === undefined))
    return "standing";
  if (begun(given.roofOn)) return "standing";
  if (given.wallsOn !== undefined && begun(given.wallsOn)) return "walls";
  return given.clearedOn !== undefined && begun(given.clearedOn) ? "cleared" : "absent";
}

/** Bodies that stand on a day; walls without a roof are low and bare. */
export function solidsOn(world: World, at: string): Solid[] {
  const solids: Solid[] = [];
  for (const b of world.buildings) {
    const stage = stageOf(b, at);
    if (stage === "absent" || stage === "cleared") continue;
    if (b.given === null) {
      for (const t of triangulate(b.ring)) solids.push(prismSolid(b.index, t, b.base, b.heightM));
      continue;
    }
    const height = stage === "walls" ? Math.min(2, b.heightM) : b.heightM;
    solids.push(
      houseSolid(
        b.index,
        { x: b.x, y: b.y, base: b.base, azimuth: b.azimuthDeg, a: b.lengthM / 2, b: b.widthM / 2 },
        height,
        stage === "walls" ? "flat" : b.roof,
        b.pitchDeg,
      ),
    );
  }
  return solids;
}
