import { imageryError } from "../errors.ts";
import { settingProblems } from "./check-settings.ts";

export type SimulatedBand = "pan" | "blue" | "green" | "red" | "nir" | "swir16";

/** One image to be taken. Angles in degrees, azimuths clockwise from true north, towards sun or satellite. */
export interface SimulatedShot {
  /** UTC, "2015-01-15T08:30:00Z". */
  readonly at: string;
  /** Snow on the ground: water equivalent fallen (mm), hours since it fell, mean air temperature since (deg C). */
  readonly snow?: { readonly mm: number; readonly hours: number; readonly temperatureC: number };
  /** Share of the site under cloud, 0 to 1. */
  readonly cloud?: number;
  readonly offNadirDeg?: number;
  readonly viewAzimuthDeg?: number;
  /** Where a feature appears relative to its true pixel (columns, rows); drawn from the seed when left out. */
  readonly shiftPx?: readonly [number, number];
  /** Written into the STAC item instead of `at`, to make adversarial sets. */
  readonly statedAt?: string;
}

export interface SimulatedBuilding {
  readonly id?: string;
  /** Metres east and north (grid) of the site's centre. */
  readonly x: number;
  readonly y: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
  /** Direction of the long side, degrees clockwise from grid north. */
  readonly azimuthDeg?: number;
  readonly roof?: "flat" | "gable" | "hip";
  readonly pitchDeg?: number;
  readonly material?: string;
  /** Heat that reaches the roof, W per square metre of roof; 0 is unheated. */
  readonly heatW?: number;
  readonly heatedFrom?: string;
  readonly vents?: number;
  readonly clearedByHand?: boolean;
  readonly slid?: boolean;
  /** Dates of the building site: ground cleared, walls begun, roof closed. Always there when left out. */
  readonly clearedOn?: string;
  readonly wallsOn?: string;
  readonly roofOn?: string;
  readonly repaintedOn?: string;
  readonly role?: string;
  readonly name?: { readonly en: string; readonly ar: string };
}

export interface SimulationSettings {
  readonly seed: number;
  /** Pixels a side, 64 to 4096. */
  readonly size: number;
  readonly gsdM: number;
  /** Samples a pixel and direction. */
  readonly oversample: number;
  /** Longitude and latitude of the centre. */
  readonly place: readonly [number, number];
  readonly bands: readonly SimulatedBand[];
  readonly bits: 8 | 11 | 16;
  readonly slopeDeg: number;
  readonly slopeAzimuthDeg: number;
  readonly reliefM: number;
  readonly trees: number;
  /** Buildings drawn from the seed beside those given. */
  readonly randomBuildings: number;
  readonly buildings: readonly SimulatedBuilding[];
  /** Outlines with heights (metres from the centre), triangulated: real geometry. A ring may repeat its first corner at its end. */
  readonly footprints: readonly {
    readonly id: string;
    readonly ring: readonly (readonly [number, number])[];
    readonly heightM: number;
  }[];
  readonly shots: readonly SimulatedShot[];
  readonly shiftSdPx: number;
  readonly wobblePx: number;
  /** Lasting and per-date spread of a roof's snow fraction. */
  readonly roofSd: number;
  readonly dateSd: number;
  readonly windFromDeg: number | null;
  readonly decoys: boolean;
  readonly striping: number;
  readonly nodataWedge: boolean;
  readonly noise: number;
  readonly compression: "none" | "deflate" | "lzw";
  readonly tiled: boolean;
  readonly bigTiff: boolean;
  readonly overviews: boolean;
  readonly title: string;
}

export const DEFAULT_SETTINGS: SimulationSettings = {
  seed: 1,
  size: 384,
  gsdM: 0.5,
  oversample: 4,
  place: [36.3289, 33.665],
  bands: ["green", "red", "nir", "swir16"],
  bits: 16,
  slopeDeg: 0,
  slopeAzimuthDeg: 0,
  reliefM: 0,
  trees: 12,
  randomBuildings: 0,
  buildings: [],
  footprints: [],
  shots: [],
  shiftSdPx: 1.2,
  wobblePx: 0,
  roofSd: 0.06,
  dateSd: 0.04,
  windFromDeg: null,
  decoys: false,
  striping: 0,
  nodataWedge: false,
  noise: 0.004,
  compression: "deflate",
  tiled: true,
  bigTiff: false,
  overviews: false,
  title: "Synthetic site",
};

/**
 * Fills in defaults and checks what can be checked. @throws imagery/bad-settings with every problem
 */
export function completeSettings(given: Partial<SimulationSettings>): SimulationSettings {
  const settings = { ...DEFAULT_SETTINGS, ...given };
  const problems = settingProblems(settings);
  if (problems.length > 0) {
    throw imageryError("imagery/bad-settings", {
      what: "Cannot simulate these settings",
      found: problems.length === 1 ? problems[0]! : `${problems.length} problems, listed above`,
      unchanged: "No file was written.",
      mend: "Correct the settings named; docs/imagery-simulate.md lists them all.",
      problems: problems.length === 1 ? [] : problems.map((message) => ({ message })),
    });
  }
  return settings;
}
