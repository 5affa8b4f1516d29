import { type Caveat, type Refusal, rounded } from "../caveat.ts";
import { type PixelRing, type Placement, ringInScene } from "../scene/pixels.ts";
import { readReflectance } from "../scene/read-reflectance.ts";
import { BAND_ROLES, type Scene, sceneCentre, sceneFrame } from "../scene/scene.ts";
import type { Site } from "../scene/sites.ts";
import { sunPosition } from "../scene/sun.ts";
import { medianOf, robustSd } from "../statistics/distributions.ts";
import { heightFromBase, type ShadowHeight } from "./height.ts";
import { endsOnOpenGround, type Neighbour } from "./open-ground.ts";
import { edgeAlong } from "./shadow-edge.ts";

export interface ShadowResult {
  readonly scene: string;
  readonly site: string;
  readonly sun: { readonly azimuthDeg: number; readonly elevationDeg: number; readonly origin: "computed" };
  readonly profiles: readonly { readonly lengthM: number; readonly softnessM: number }[];
  readonly profilesTried: number;
  readonly lengthM: number | null;
  readonly height: ShadowHeight | null;
  /** Height if the scene were a day older or younger: shadows do not tell the day. */
  readonly dayBefore: number | null;
  readonly dayAfter: number | null;
  readonly refusals: readonly Refusal[];
  readonly caveats: readonly Caveat[];
}

const MIN_PROFILES = 5;
const SPACING_PX = 0.5;
/** Nearer than this to the end of a shadow another outline is in the way. */
const MARGIN_PX = 2;

/**
 * Height of a building from its cast shadow: profiles run from the outline's shaded edges along the sun's direction;
 * each is cut off at the half-dark point of the shadow's far edge; the median of at least five counts. Where half of them or more
 * meet a neighbour or its shadow the rest would speak of corners, and nothing is measured.
 */
export async function measureShadow(
  scene: Scene,
  site: Site,
  placement: Placement,
  options: {
    readonly slopeDeg?: number;
    readonly slopeSdDeg?: number;
    readonly maxHeightM?: number;
    readonly drawnOn?: Scene | null;
    /** Outlines of other buildings: a profile that meets one, or ends where its shadow may lie, does not count. */
    readonly neighbours?: readonly Site[];
  } = {},
): Promise<ShadowResult> {
  const refusals: Refusal[] = [];
  const caveats: Caveat[] = [...scene.caveats];
  const time = scene.time;
  const nothing = (code: string, text: string): ShadowResult => ({
    scene: scene.id,
    site: site.id,
    sun: { azimuthDeg: 0, elevationDeg: 0, origin: "computed" },
    profiles: [],
    profilesTried: 0,
    lengthM: null,
    height: null,
    dayBefore: null,
    dayAfter: null,
    caveats,
    refusals: [...refusals, { code, text, scene: scene.id, site: site.id }],
  });
  if (time === null || time.earliest !== time.latest)
    return nothing("no-moment", "The scene has no exact time: the sun's place is unknown.");
  const [lon, lat] = sceneCentre(scene);
  const ms = Date.parse(time.earliest);
  const sun = sunPosition(ms, lon, lat);
  if (sun.elevation < 5)
    return nothing(
      "sun-too-low",
      `The sun stands ${sun.elevation.toFixed(1)} degrees high at that time; shadows are measured from 5 degrees on.`,
    );
  const { gsdXM, gsdYM, convergenceDeg } = sceneFrame(scene);
  const grid = ((sun.azimuth - convergenceDeg) * Math.PI) / 180;
  // Away from the sun, columns and rows a metre.
  const away = [-Math.sin(grid) / gsdXM, Math.cos(grid) / gsdYM] as const;
  const reachM = ((options.maxHeightM ?? 60) / Math.tan((sun.elevation * Math.PI) / 180)) * 1.2;
  // The foot on the ground casts the shadow: no lean is applied, whatever the roof's is.
  const ring = ringInScene({ ...site, heightM: null }, scene, placement, null);
  const xs = ring.flatMap((p) => [p[0], p[0] + reachM * away[0]]);
  const ys = ring.flatMap((p) => [p[1], p[1] + reachM * away[1]]);
  const x = Math.floor(Math.min(...xs)) - 4;
  const y = Math.floor(Math.min(...ys)) - 4;
  const window = { x, y, width: Math.ceil(Math.max(...xs)) + 4 - x, height: Math.ceil(Math.max(...ys)) + 4 - y };
  const roles = BAND_ROLES.filter((r) => scene.roles.includes(r) && r !== "swir16" && r !== "nir");
  const patch = await readReflectance(
    scene,
    window,
    roles.length > 0 ? roles : BAND_ROLES.filter((r) => scene.roles.includes(r)),
  );
  const grey = new Float32Array(window.width * window.height);
  for (const band of patch.bands.values())
    for (let i = 0; i < grey.length; i++) grey[i] = grey[i]! + band[i]! / patch.bands.size;
  const local: PixelRing = ring.map(([c, r]) => [c - x, r - y]);
  const starts = shadedEdge(local, away, SPACING_PX);
  const pixelM = Math.sqrt(gsdXM * gsdYM);
  const sunlit = Math.tan((sun.elevation * Math.PI) / 180);
  const neighbours = (options.neighbours ?? []).map(
    (other): Neighbour => ({
      ring: ringInScene({ ...other, heightM: null }, scene, placement, null).map(([c, r]) => [c - x, r - y]),
      shadowM: other.heightM === null ? null : other.heightM / sunlit,
    }),
  );
  const met = starts.flatMap(({ at, facing }) => {
    const edge = edgeAlong(grey, window.width, window.height, at, away, reachM, pixelM);
    return edge === null ? [] : [{ ...edge, at, facing }];
  });
  const profiles = met.filter(({ at, lengthM }) => endsOnOpenGround(at, away, lengthM, MARGIN_PX * pixelM, neighbours));
  if (met.length >= MIN_PROFILES && (profiles.length < MIN_PROFILES || profiles.length * 2 <= met.length)) {
    return {
      ...nothing(
        "neighbour-in-the-way",
        `${met.length - profiles.length} of ${met.length} profiles end at another outline or where its shadow may lie; more than half must end on open ground.`,
      ),
      profilesTried: starts.length,
    };
  }
  if (profiles.length < MIN_PROFILES) {
    return {
      ...nothing(
        "no-shadow-edge",
        `${profiles.length} of ${starts.length} profiles meet one clean shadow edge; ${MIN_PROFILES} needed. Another shadow, a wall or the wrong time may be in the way.`,
      ),
      profilesTried: starts.length,
    };
  }
  const lengthM = plateau(profiles.map((p) => p.lengthM));
  const near = profiles.filter((p) => Math.abs(p.lengthM - lengthM) < Math.max(1.5 * pixelM, 0.08 * lengthM));
  // Neighbouring profiles share pixels: about one in three is news.
  const spread = robustSd(near.map((p) => p.lengthM)) / Math.sqrt(Math.max(1, near.length / 3));
  // An edge moved across itself moves the foot along the shadow by more the more slantingly the shadow leaves it.
  const drawing = Math.hypot(site.drawingSdM, placement.sigmaPx * pixelM) / medianOf(near.map((p) => p.facing));
  const lengthSdM = Math.hypot(spread, drawing, 0.15 * pixelM);
  const input = { lengthM, lengthSdM, slopeDeg: options.slopeDeg ?? 0, slopeSdDeg: options.slopeSdDeg ?? 1 };
  const heightOn = (time: number): ShadowHeight =>
    heightFromBase({ ...input, sunElevationDeg: sunPosition(time, lon, lat).elevation });
  const height = heightOn(ms);
  if (!(height.heightM > 0))
    return {
      ...nothing(
        "no-shadow-edge",
        `Ground that falls by ${-input.slopeDeg} degrees falls faster than the light (${sun.elevation.toFixed(1)} degrees): no shadow of that length could end on it.`,
      ),
      profilesTried: starts.length,
    };
  const dayBefore = heightOn(ms - 86400000).heightM;
  const dayAfter = heightOn(ms + 86400000).heightM;
  if (options.slopeDeg === undefined)
    caveats.push({
      code: "slope-assumed-level",
      scene: scene.id,
      text: "The ground is taken as level, plus or minus 1 degree; slope is the largest error of heights from shadows.",
    });
  caveats.push({
    code: "shadow-on-open-ground",
    scene: scene.id,
    text: `The interval holds where the whole shadow falls on open, even ground. Where it meets a building that was not drawn, or the shadow of one, the height can be wrong by many metres and the interval does not show it: look at the image. Other outlines considered: ${neighbours.length}.`,
  });
  caveats.push({
    code: "shadow-does-not-tell-the-day",
    scene: scene.id,
    text: `Taken a day earlier or later the same shadow would give ${dayBefore} or ${dayAfter} m: shadows tell the time of day, not the day.`,
  });
  return {
    scene: scene.id,
    site: site.id,
    sun: { azimuthDeg: rounded(sun.azimuth, 3), elevationDeg: rounded(sun.elevation, 3), origin: "computed" },
    profiles: profiles.map((p) => ({ lengthM: rounded(p.lengthM, 3), softnessM: rounded(p.softnessM, 3) })),
    profilesTried: starts.length,
    lengthM: rounded(lengthM, 3),
    height,
    dayBefore,
    dayAfter,
    refusals,
    caveats,
  };
}

/** Where profiles start, and the cosine between the edge's normal there and the shadow. */
interface Start {
  readonly at: readonly [number, number];
  readonly facing: number;
}

/** Points along the edges that face away from the sun, a quarter pixel off the corners. */
function shadedEdge(ring: PixelRing, away: readonly [number, number], spacing: number): Start[] {
  let area = 0;
  for (let i = 0; i + 1 < ring.length; i++) area += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  const out: Start[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[i + 1]!;
    const length = Math.hypot(bx - ax, by - ay);
    const normal = [((by - ay) / length) * Math.sign(area), ((ax - bx) / length) * Math.sign(area)];
    const facing = (normal[0]! * away[0] + normal[1]! * away[1]) / Math.hypot(...away);
    if (facing < 0.2) continue;
    for (let s = 0.25; s < length; s += spacing)
      out.push({ at: [ax + ((bx - ax) * s) / length, ay + ((by - ay) * s) / length], facing });
  }
  return out;
}

/**
 * The length most profiles share. A flat roof of one height throws the same length from every point of its shaded edges
 * except near its corners, where profiles run short: the mode of the upper half is taken.
 */
function plateau(lengths: readonly number[]): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  const width = Math.max(3, Math.ceil(sorted.length * 0.4));
  let best = 0;
  let span = Infinity;
  for (let i = 0; i + width <= sorted.length; i++) {
    const s = sorted[i + width - 1]! - sorted[i]!;
    if (s < span) {
      span = s;
      best = i;
    }
  }
  return medianOf(sorted.slice(best, best + width));
}
