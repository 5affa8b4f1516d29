import { type Problem, sha256Hex } from "#kernel";
import { imageryError } from "../errors.ts";

export const SITE_ROLES = ["target", "control", "snow-reference", "stable", "exclude"] as const;
export type SiteRole = (typeof SITE_ROLES)[number];

/** A drawn polygon and what its drawer knows of it. Ring in longitude and latitude, closed, outer only. */
export interface Site {
  readonly id: string;
  readonly role: SiteRole;
  readonly name: { readonly en: string | null; readonly ar: string | null };
  readonly ring: readonly (readonly [number, number])[];
  readonly material: string | null;
  readonly roof: string | null;
  readonly pitchDeg: number | null;
  readonly azimuthDeg: number | null;
  readonly heightM: number | null;
  readonly shading: string | null;
  /** Known to be heated: a positive control, kept out of the comparison. */
  readonly heated: boolean;
  /** How well the outline was drawn, metres, one standard deviation. */
  readonly drawingSdM: number;
  /** Scene on whose roof the outline was drawn; null: on the ground. */
  readonly drawnOn: string | null;
}

export interface Sites {
  readonly sha256: string;
  readonly file: string;
  readonly sites: readonly Site[];
}

type Loose = Record<string, unknown>;

/** A member of a file that anybody may have written: what is no object has no members. */
function looseOf(value: unknown): Loose {
  return typeof value === "object" && value !== null ? (value as Loose) : {};
}

/**
 * Reads a GeoJSON FeatureCollection of polygons (RFC 7946: longitude, latitude).
 *
 * @throws imagery/bad-sites with every problem of the file
 */
export function readSites(text: string, file: string): Sites {
  const problems: Problem[] = [];
  const sites: Site[] = [];
  let features: Loose[] = [];
  let drawnOn: string | null = null;
  try {
    const json = looseOf(JSON.parse(text));
    if (json["type"] !== "FeatureCollection" || !Array.isArray(json["features"])) {
      problems.push({ file, message: "not a GeoJSON FeatureCollection" });
    } else features = json["features"] as Loose[];
    if (typeof json["drawn_on"] === "string") drawnOn = json["drawn_on"];
    else if (json["drawn_on"] != null) problems.push({ file, message: '"drawn_on" is no text: it names a scene' });
    const crs = JSON.stringify(json["crs"] ?? null);
    if (crs !== "null" && !/CRS84|EPSG:+4326/.test(crs)) {
      problems.push({ file, message: `states another system (${crs}); RFC 7946 knows only longitude and latitude` });
    }
  } catch (error) {
    problems.push({ file, message: `not JSON: ${(error as Error).message}` });
  }
  const seen = new Set<string>();
  features.forEach((feature, i) => {
    const site = readSite(looseOf(feature), i, file, drawnOn, problems);
    if (site === null) return;
    if (seen.has(site.id)) problems.push({ file, message: `feature "${site.id}": the id is used twice` });
    seen.add(site.id);
    sites.push(site);
  });
  if (problems.length === 0 && sites.length === 0) problems.push({ file, message: "holds no polygon" });
  if (problems.length > 0) {
    throw imageryError("imagery/bad-sites", {
      what: `Cannot use the sites of "${file}"`,
      found: `${problems.length} problem${problems.length === 1 ? "" : "s"}, listed above`,
      unchanged: "Nothing was measured and no file was written.",
      mend: "Correct the features listed in any GIS or editor, then run again.",
      problems,
    });
  }
  return { sha256: sha256Hex(new TextEncoder().encode(text)), file, sites };
}

function readSite(
  feature: Loose,
  index: number,
  file: string,
  drawnOn: string | null,
  problems: Problem[],
): Site | null {
  const properties = looseOf(feature["properties"]);
  const id = String(feature["id"] ?? properties["id"] ?? "");
  const label = id === "" ? `feature ${index + 1}` : `feature "${id}"`;
  const before = problems.length;
  const say = (message: string): void => {
    problems.push({ file, message: `${label}: ${message}` });
  };
  if (id === "") say("has no id");
  const role = SITE_ROLES.find((r) => r === properties["role"]);
  if (role === undefined) {
    const given = properties["role"];
    const found = given === undefined ? "has no role" : `role is ${JSON.stringify(given)}`;
    say(`${found}; needs one of ${SITE_ROLES.join(", ")}`);
  }
  const ring = readRing(feature["geometry"] as Loose | null, say);
  const number = (key: string, low: number, high: number): number | null => {
    const value = properties[key];
    if (value === undefined || value === null) return null;
    if (typeof value === "number" && value >= low && value <= high) return value;
    say(`"${key}" is ${JSON.stringify(value)}; needs a number from ${low} to ${high}`);
    return null;
  };
  const word = (key: string): string | null => {
    const value = properties[key];
    if (value === undefined || value === null || typeof value === "string") return value ?? null;
    say(`"${key}" is ${JSON.stringify(value)}; needs a text`);
    return null;
  };
  const heated = properties["heated"] ?? false;
  // A known heated roof that passed for a control would hide what is looked for.
  if (typeof heated !== "boolean") say(`"heated" is ${JSON.stringify(heated)}; needs true or false`);
  const named = properties["name"] as Loose | string | undefined;
  const site = {
    id,
    role: role ?? "exclude",
    ring: ring ?? [],
    name:
      typeof named === "string"
        ? { en: named, ar: null }
        : {
            en: typeof named?.["en"] === "string" ? named["en"] : null,
            ar: typeof named?.["ar"] === "string" ? named["ar"] : null,
          },
    material: word("material"),
    roof: word("roof"),
    pitchDeg: number("pitch_deg", 0, 90),
    azimuthDeg: number("azimuth_deg", -360, 360),
    heightM: number("height_m", 0, 1000),
    shading: word("shading"),
    heated: heated === true,
    drawingSdM: number("drawing_sd_m", 0, 100) ?? 0,
    drawnOn: word("drawn_on") ?? drawnOn,
  };
  return problems.length > before ? null : site;
}

function readRing(
  geometry: Loose | null,
  say: (message: string) => void,
): readonly (readonly [number, number])[] | null {
  let rings = geometry?.["coordinates"] as unknown[] | undefined;
  if (geometry?.["type"] === "MultiPolygon" && Array.isArray(rings) && rings.length === 1)
    rings = rings[0] as unknown[];
  else if (geometry?.["type"] !== "Polygon") {
    say(`geometry is ${JSON.stringify(geometry?.["type"] ?? null)}; needs one Polygon`);
    return null;
  }
  if (!Array.isArray(rings) || rings.length === 0 || !Array.isArray(rings[0])) {
    say("has no ring");
    return null;
  }
  if (rings.length > 1) say("has a hole; draw it as an exclude polygon instead");
  const ring = (rings[0] as unknown[]).map((p): [number, number] => {
    const [x, y] = Array.isArray(p) ? p : [];
    return [typeof x === "number" ? x : Number.NaN, typeof y === "number" ? y : Number.NaN];
  });
  if (ring.some(([x, y]) => !(Math.abs(x) <= 180 && Math.abs(y) <= 90))) {
    say("has positions that are not longitude and latitude in degrees");
    return null;
  }
  const first = ring[0];
  const last = ring.at(-1);
  if (ring.length < 4) say(`has ${ring.length} positions; a closed ring needs at least four`);
  else if (first![0] !== last![0] || first![1] !== last![1]) say("is not closed: first and last position differ");
  else if (crossesItself(ring)) say("crosses itself");
  else if (Math.abs(area(ring)) < 1e-14) say("has no area");
  return ring;
}

function area(ring: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return sum / 2;
}

/** Whether two edges that are not neighbours meet. */
function crossesItself(ring: readonly (readonly [number, number])[]): boolean {
  const n = ring.length - 1;
  const turn = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      const [a, b, c, d] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      if (turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0) {
        // Touching in a line that is straight through is a crossing of area zero: refused too.
        return true;
      }
    }
  }
  return false;
}
