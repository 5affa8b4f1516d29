import type { Random } from "#kernel";
import { fractalNoise } from "./noise-field.ts";
import type { SimulatedShot, SimulationSettings } from "./settings.ts";
import { coverOf, waterLeft } from "./snowpack.ts";
import { bandsOf, GROUND, ROOFS } from "./spectra.ts";
import { type Building, stageOf } from "./world.ts";

const RAD = Math.PI / 180;

/** Snow cover face by face of one roof, and its colour bare. */
export function roofState(
  b: Building,
  settings: SimulationSettings,
  shot: SimulatedShot,
  convergence: number,
  random: Random,
  bands: SimulationSettings["bands"],
) {
  const given = b.given;
  const stage = stageOf(b, shot.at);
  const repainted = given?.repaintedOn !== undefined && Date.parse(shot.at) >= Date.parse(given.repaintedOn);
  const spectrum = stage === "walls" ? GROUND.wall : repainted ? ROOFS["bright-metal"]! : ROOFS[b.material]!;
  const bare = bandsOf(spectrum, bands);
  const heated =
    given?.heatW !== undefined &&
    (given.heatedFrom === undefined || Date.parse(shot.at) >= Date.parse(given.heatedFrom));
  const heatW = heated ? given!.heatW! : 0;
  const spread = random.normal();
  const darkness = 1 - Math.min(1, spectrum[1]! / 0.5);
  const memory = new Map<number, number>();
  const s = Math.sin(b.azimuthDeg * RAD);
  const c = Math.cos(b.azimuthDeg * RAD);
  const coverFor = (nx: number, ny: number): number => {
    const key = Math.round(nx * 1000) * 4096 + Math.round(ny * 1000);
    const known = memory.get(key);
    if (known !== undefined) return known;
    const nz = Math.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
    let cover = coverOf(waterLeft(shot, { normal: [nx, ny, nz], heatW, darkness }, settings.place, convergence));
    if (shot.snow !== undefined) cover = Math.min(1, Math.max(0, cover + b.lasting + settings.dateSd * spread));
    if (settings.windFromDeg !== null) {
      const w = (settings.windFromDeg - convergence) * RAD;
      const facing = nx * Math.sin(w) + ny * Math.cos(w);
      cover = Math.max(0, cover - 0.25 - 0.5 * Math.max(0, facing));
    }
    memory.set(key, cover);
    return cover;
  };
  return {
    bare,
    isWhite(x: number, y: number, nx: number, ny: number, seed: number, rank: (v: number) => number): boolean {
      if (shot.snow === undefined) return false;
      const u = (x - b.x) * s + (y - b.y) * c;
      const v = (x - b.x) * c - (y - b.y) * s;
      if (given?.clearedByHand === true && u > -0.15 * b.lengthM) return false;
      if (given?.slid === true && Math.abs(v) < b.widthM * 0.42) return false;
      if (heated) for (const [vu, vv, r] of b.vents) if ((u - vu) ** 2 + (v - vv) ** 2 < r * r) return false;
      const cover = coverFor(nx, ny);
      if (cover >= 1) return true;
      return cover > 0 && rank(fractalNoise(seed + b.index, x / 1.6, y / 1.6, 3)) < cover;
    },
  };
}
