import type { TiffTags } from "./tiff-directory.ts";

/** x = a + b col + c row; y = d + e col + f row, of pixel corners (GDAL's order). */
export type Affine = readonly [number, number, number, number, number, number];

export interface Georeference {
  readonly affine: Affine | null;
  /** EPSG code of the projected, else of the geographic system; `null` when none is stated. */
  readonly epsg: number | null;
  /** The file's own words for the system. */
  readonly citation: string | null;
}

/** Reads GeoTIFF 1.1 (OGC 19-008r4): ModelTransformation, or PixelScale and one tie point; PixelIsPoint is shifted. */
export function readGeoreference(tags: TiffTags): Georeference {
  const numbers = (tag: number): readonly number[] => {
    const value = tags.get(tag);
    return Array.isArray(value) ? value : [];
  };
  const keys = geoKeys(numbers(34735), numbers(34736), tags.get(34737));
  const epsgOf = (key: number): number | null => {
    const value = keys.get(key);
    return typeof value === "number" && value > 0 && value !== 32767 ? value : null;
  };
  const text = keys.get(3073) ?? keys.get(1026) ?? keys.get(2049) ?? null;
  return {
    affine: affineOf(numbers(34264), numbers(33550), numbers(33922), keys.get(1025) === 2),
    epsg: epsgOf(3072) ?? epsgOf(2048),
    citation: typeof text === "string" ? text : null,
  };
}

function affineOf(
  matrix: readonly number[],
  scale: readonly number[],
  tie: readonly number[],
  isPoint: boolean,
): Affine | null {
  let affine: Affine | null = null;
  if (matrix.length >= 8) {
    affine = [matrix[3]!, matrix[0]!, matrix[1]!, matrix[7]!, matrix[4]!, matrix[5]!];
  } else if (scale.length >= 2 && tie.length >= 6) {
    const [i, j, , x, y] = tie as [number, number, number, number, number, number];
    const [sx, sy] = scale as [number, number];
    affine = [x - i * sx, sx, 0, y + j * sy, 0, -sy];
  }
  if (affine === null || affine.some((n) => !Number.isFinite(n))) return null;
  if (affine[1] * affine[5] - affine[2] * affine[4] === 0) return null;
  if (!isPoint) return affine;
  const [a, b, c, d, e, f] = affine;
  return [a - (b + c) / 2, b, c, d - (e + f) / 2, e, f];
}

function geoKeys(
  directory: readonly number[],
  doubles: readonly number[],
  ascii: readonly number[] | string | undefined,
): Map<number, number | string> {
  const keys = new Map<number, number | string>();
  const count = Math.min(directory[3] ?? 0, Math.floor((directory.length - 4) / 4));
  for (let i = 0; i < count; i++) {
    const [key, location, length, value] = directory.slice(4 + 4 * i, 8 + 4 * i) as [number, number, number, number];
    if (location === 0) keys.set(key, value);
    else if (location === 34736 && doubles[value] !== undefined) keys.set(key, doubles[value]!);
    else if (location === 34737 && typeof ascii === "string") {
      keys.set(key, ascii.slice(value, value + length).replace(/\|$/, ""));
    }
  }
  return keys;
}

/** Map coordinates to fractional column and row, pixel corners at whole numbers. */
export function toPixel(affine: Affine, x: number, y: number): [number, number] {
  const [a, b, c, d, e, f] = affine;
  const det = b * f - c * e;
  return [(f * (x - a) - c * (y - d)) / det, (-e * (x - a) + b * (y - d)) / det];
}

/** Fractional column and row to map coordinates. */
export function toMap(affine: Affine, column: number, row: number): [number, number] {
  const [a, b, c, d, e, f] = affine;
  return [a + b * column + c * row, d + e * column + f * row];
}
