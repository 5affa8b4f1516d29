import type { SimulatedBand } from "./settings.ts";

/** Reflectance in blue, green, red, near infrared, short-wave infrared (1.6 um): round figures of common spectral libraries. */
type Spectrum = readonly [number, number, number, number, number];

export const ROOFS: Readonly<Record<string, Spectrum>> = {
  concrete: [0.22, 0.26, 0.29, 0.33, 0.35],
  gravel: [0.16, 0.19, 0.21, 0.24, 0.27],
  "dark-membrane": [0.06, 0.06, 0.065, 0.07, 0.08],
  tiles: [0.09, 0.12, 0.22, 0.3, 0.33],
  "bright-metal": [0.42, 0.45, 0.47, 0.5, 0.46],
  // NDSI of about +.22 without a flake of snow.
  "white-membrane": [0.62, 0.66, 0.67, 0.66, 0.42],
};

export const GROUND = {
  soil: [0.1, 0.14, 0.19, 0.26, 0.33],
  summer: [0.04, 0.08, 0.06, 0.4, 0.2],
  winter: [0.06, 0.09, 0.1, 0.2, 0.22],
  road: [0.09, 0.1, 0.11, 0.13, 0.15],
  tree: [0.03, 0.05, 0.04, 0.3, 0.12],
  wall: [0.18, 0.21, 0.24, 0.28, 0.3],
  bareSoil: [0.16, 0.22, 0.28, 0.35, 0.42],
  car: [0.55, 0.55, 0.56, 0.55, 0.4],
  cloud: [0.8, 0.8, 0.8, 0.8, 0.6],
} satisfies Record<string, Spectrum>;

export const SNOW = {
  fresh: [0.9, 0.92, 0.91, 0.84, 0.12],
  old: [0.75, 0.76, 0.74, 0.62, 0.08],
  wet: [0.65, 0.66, 0.63, 0.48, 0.04],
} satisfies Record<string, Spectrum>;

/** Share of skylight in the light on a flat sunlit surface; bluer, so more in short waves. */
const SKYLIGHT: Spectrum = [0.26, 0.2, 0.16, 0.1, 0.06];

const ORDER: readonly SimulatedBand[] = ["blue", "green", "red", "nir", "swir16"];

/** Picks the bands wanted out of a spectrum; pan is the mean of blue, green and red. */
export function bandsOf(spectrum: readonly number[], bands: readonly SimulatedBand[]): Float64Array {
  return Float64Array.from(bands, (band) =>
    band === "pan" ? (spectrum[0]! + spectrum[1]! + spectrum[2]!) / 3 : spectrum[ORDER.indexOf(band)]!,
  );
}

export function skylightOf(bands: readonly SimulatedBand[]): Float64Array {
  return bandsOf(SKYLIGHT, bands);
}
