import { imageryError } from "../errors.ts";

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
  const problems: string[] = [];
  for (const key of Object.keys(given)) if (!(key in DEFAULT_SETTINGS)) problems.push(`unknown setting "${key}"`);
  const within = (name: keyof SimulationSettings, low: number, high: number): void => {
    const value = settings[name];
    if (typeof value !== "number" || !(value >= low && value <= high)) {
      problems.push(`"${name}" is ${JSON.stringify(value)}; needs a number from ${low} to ${high}`);
    }
  };
  within("seed", 0, 0xffffffff);
  within("size", 64, 4096);
  within("gsdM", 0.1, 1000);
  within("oversample", 1, 16);
  within("slopeDeg", 0, 30);
  within("reliefM", 0, 200);
  within("randomBuildings", 0, 200);
  within("trees", 0, 5000);
  within("shiftSdPx", 0, 20);
  within("wobblePx", 0, 5);
  within("roofSd", 0, 1);
  within("dateSd", 0, 1);
  within("noise", 0, 0.2);
  within("striping", 0, 0.2);
  if (!Array.isArray(settings.shots) || settings.shots.length === 0)
    problems.push(`"shots" is empty; needs at least one`);
  else {
    settings.shots.forEach((shot, i) => {
      if (!Number.isFinite(Date.parse(shot.at)))
        problems.push(`shot ${i + 1}: "at" is ${JSON.stringify(shot.at)}, not a time`);
      if (Math.abs(shot.offNadirDeg ?? 0) > 45) problems.push(`shot ${i + 1}: "offNadirDeg" above 45`);
      const cloud = shot.cloud ?? 0;
      if (!(cloud >= 0 && cloud <= 1)) problems.push(`shot ${i + 1}: "cloud" is ${cloud}; needs 0 to 1`);
    });
  }
  if (![8, 11, 16].includes(settings.bits)) problems.push(`"bits" is ${settings.bits}; needs 8, 11 or 16`);
  if (problems.length > 0) {
    throw imageryError("imagery/bad-settings", {
      what: "Cannot simulate these settings",
      found: problems.join("; "),
      unchanged: "No file was written.",
      mend: "Correct the settings named; docs/imagery-simulate.md lists them all.",
      problems: problems.map((message) => ({ message })),
    });
  }
  return settings;
}
