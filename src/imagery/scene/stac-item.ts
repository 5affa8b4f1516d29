import type { Problem } from "#kernel";
import { BAND_ROLES, type BandRole, type SceneTime } from "./scene.ts";

/** What a STAC 1.0 or 1.1 item says that this room uses. */
export interface StacItem {
  readonly id: string;
  readonly time: SceneTime | null;
  readonly sensor: string | null;
  readonly license: string | null;
  readonly synthetic: boolean;
  readonly epsg: number | null;
  readonly view: { readonly offNadirDeg: number; readonly azimuthDeg: number } | null;
  readonly sun: { readonly azimuthDeg: number; readonly elevationDeg: number } | null;
  readonly assets: readonly StacAsset[];
}

export interface StacAsset {
  readonly href: string;
  readonly roles: readonly string[];
  readonly bands: readonly {
    readonly role: BandRole | null;
    readonly scale: number | null;
    readonly offset: number | null;
  }[];
}

type Loose = Record<string, unknown>;

/**
 * Reads an item and checks the members used here and those that STAC requires (item-spec 1.1.0), gathering all problems.
 *
 * @returns `null` and no problem when the JSON is not a STAC item at all
 */
export function readStacItem(text: string, file: string, problems: Problem[]): StacItem | null {
  let json: Loose;
  try {
    json = JSON.parse(text) as Loose;
  } catch (error) {
    problems.push({ file, message: `not JSON: ${(error as Error).message}` });
    return null;
  }
  if (json === null || typeof json !== "object" || typeof json["stac_version"] !== "string") return null;
  if (json["type"] !== "Feature") return null;
  const say = (message: string): void => {
    problems.push({ file, message });
  };
  const version = json["stac_version"];
  if (!/^1\.[01]\.\d+(-[a-z0-9.]+)?$/.test(version)) say(`stac_version "${version}"; needs 1.0 or 1.1`);
  if (typeof json["id"] !== "string" || json["id"] === "") say(`"id" is missing`);
  if (!("geometry" in json)) say(`"geometry" is missing`);
  if (!Array.isArray(json["links"])) say(`"links" is missing`);
  const properties = (json["properties"] ?? {}) as Loose;
  if (typeof json["properties"] !== "object" || json["properties"] === null) say(`"properties" is missing`);
  if (typeof json["assets"] !== "object" || json["assets"] === null) say(`"assets" is missing`);
  const assets = Object.values((json["assets"] ?? {}) as Record<string, Loose | null>).map((a) =>
    readAsset(a ?? {}, say),
  );
  const number = (key: string, low: number, high: number): number | null => {
    const value = properties[key];
    if (value === undefined || value === null) return null;
    if (typeof value === "number" && value >= low && value <= high) return value;
    say(`"${key}" is ${JSON.stringify(value)}; needs a number from ${low} to ${high}`);
    return null;
  };
  const azimuthDeg = number("view:sun_azimuth", 0, 360);
  const elevationDeg = number("view:sun_elevation", -90, 90);
  const offNadirDeg = number("view:off_nadir", 0, 90);
  const viewAzimuth = number("view:azimuth", 0, 360);
  const code = properties["proj:epsg"] ?? /^EPSG:(\d+)$/.exec(String(properties["proj:code"] ?? ""))?.[1];
  const words = JSON.stringify([properties["title"], properties["description"], properties["platform"]]).toLowerCase();
  return {
    id: String(json["id"] ?? ""),
    time: readTime(properties, say),
    sensor: readSensor(properties),
    license: typeof properties["license"] === "string" ? properties["license"] : null,
    synthetic: words.includes("synthetic"),
    epsg: code === undefined || code === null ? null : Number(code),
    view: offNadirDeg === null ? null : { offNadirDeg, azimuthDeg: viewAzimuth ?? 0 },
    sun: azimuthDeg === null || elevationDeg === null ? null : { azimuthDeg, elevationDeg },
    assets: assets.filter((a) => a !== null),
  };
}

function readSensor(properties: Loose): string | null {
  const { platform, instruments } = properties;
  const parts = [platform, ...(Array.isArray(instruments) ? instruments : [])];
  const words = parts.filter((p) => typeof p === "string");
  return words.length === 0 ? null : words.join(" ");
}

function readTime(properties: Loose, say: (message: string) => void): SceneTime | null {
  const moment = (key: string): string | null => {
    const value = properties[key];
    if (value === null || value === undefined) return null;
    // RFC 3339; anything looser would leave the zone to be guessed.
    if (typeof value === "string" && /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(value)) {
      const ms = Date.parse(value);
      if (Number.isFinite(ms)) return new Date(ms).toISOString().replace(/\.000Z$/, "Z");
    }
    say(`"${key}" is ${JSON.stringify(value)}; needs RFC 3339 with a zone, like "2015-01-15T08:30:00Z"`);
    return null;
  };
  const at = moment("datetime");
  if (at !== null) return { earliest: at, latest: at, statedBy: "stac" };
  const start = moment("start_datetime");
  const end = moment("end_datetime");
  if (start === null || end === null) return null;
  if (Date.parse(start) > Date.parse(end)) {
    say(`"start_datetime" ${start} is after "end_datetime" ${end}`);
    return null;
  }
  return { earliest: start, latest: end, statedBy: "stac" };
}

function readAsset(asset: Loose, say: (message: string) => void): StacAsset | null {
  if (typeof asset["href"] !== "string") {
    say(`an asset has no "href"`);
    return null;
  }
  const eo = (asset["eo:bands"] ?? asset["bands"] ?? []) as Loose[];
  const raster = (asset["raster:bands"] ?? asset["bands"] ?? []) as Loose[];
  const number = (value: unknown): number | null =>
    typeof value === "number" && Number.isFinite(value) ? value : null;
  const count = Math.max(eo.length, raster.length);
  return {
    href: asset["href"],
    roles: Array.isArray(asset["roles"]) ? (asset["roles"] as string[]) : [],
    bands: Array.from({ length: count }, (_, i) => ({
      role: bandRole(eo[i]?.["common_name"] ?? eo[i]?.["eo:common_name"]),
      scale: number(raster[i]?.["scale"] ?? raster[i]?.["raster:scale"]),
      offset: number(raster[i]?.["offset"] ?? raster[i]?.["raster:offset"]),
    })),
  };
}

function bandRole(name: unknown): BandRole | null {
  if (name === "nir08" || name === "nir09") return "nir";
  return BAND_ROLES.find((role) => role === name) ?? null;
}
