import proj4 from "proj4";
import { Random } from "#kernel";
import type { Affine } from "../raster/georeference.ts";
import { makeSamples } from "../raster/samples.ts";
import { writeTiff } from "../raster/write-tiff.ts";
import { type Rendered, render } from "./render.ts";
import { completeSettings, type SimulatedShot, type SimulationSettings } from "./settings.ts";
import { makeWorld, type World } from "./world.ts";

export interface SimulatedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const NOTICE = "SYNTHETIC: made by a generator from a seed. It shows no real place and no real event.";

/**
 * A site's scenes, their STAC items, the polygons and the truth, as files still in memory, one scene at a time.
 *
 * @throws imagery/bad-settings
 */
export function* simulate(given: Partial<SimulationSettings>): Generator<SimulatedFile> {
  const settings = completeSettings(given);
  const world = makeWorld(settings);
  const grid = siteGrid(settings);
  const truths: unknown[] = [];
  const ids = new Set<string>();
  for (const [index, shot] of settings.shots.entries()) {
    const rendered = render(world, settings, shot, index);
    const stamp = (shot.statedAt ?? shot.at).slice(0, 10);
    const id = ids.has(stamp) ? `${stamp}-${index + 1}` : stamp;
    ids.add(id);
    yield { path: `scenes/${id}.tif`, bytes: sceneTiff(settings, shot, rendered, grid) };
    if ((shot.cloud ?? 0) > 0) yield { path: `scenes/${id}-cloud.tif`, bytes: cloudTiff(settings, rendered, grid) };
    yield { path: `scenes/${id}.json`, bytes: text(stacItem(settings, shot, rendered, id, grid)) };
    truths.push({
      id,
      at: shot.at,
      shiftPx: rendered.shiftPx,
      sun: rendered.sun,
      groundSnow: rendered.groundSnow,
      buildings: rendered.buildings,
    });
  }
  yield { path: "sites.geojson", bytes: text(sitesGeoJson(settings, world, grid, [...ids][0]!)) };
  yield {
    path: "truth.json",
    bytes: text({
      notice: NOTICE,
      settings,
      epsg: grid.epsg,
      affine: grid.affine,
      buildings: world.buildings.map((b) => ({
        id: b.id,
        role: b.role,
        heightM: b.heightM,
        roof: b.roof,
        pitchDeg: b.pitchDeg,
        material: b.material,
        ringM: b.ring,
        baseM: b.base,
        lasting: b.lasting,
        heatW: b.given?.heatW ?? 0,
        clearedOn: b.given?.clearedOn ?? null,
        wallsOn: b.given?.wallsOn ?? null,
        roofOn: b.given?.roofOn ?? null,
      })),
      scenes: truths,
    }),
  };
}

interface SiteGrid {
  readonly epsg: number;
  readonly affine: Affine;
  readonly toLonLat: (x: number, y: number) => [number, number];
}

function siteGrid(settings: SimulationSettings): SiteGrid {
  const [lon, lat] = settings.place;
  const zone = Math.floor((lon + 180) / 6) + 1;
  const utm = `+proj=utm +zone=${zone}${lat < 0 ? " +south" : ""} +datum=WGS84 +units=m +no_defs`;
  const convert = proj4("+proj=longlat +datum=WGS84 +no_defs", utm);
  const [east, north] = convert.forward([lon, lat]) as [number, number];
  const e0 = Math.round(east);
  const n0 = Math.round(north);
  const half = (settings.size * settings.gsdM) / 2;
  return {
    epsg: (lat < 0 ? 32700 : 32600) + zone,
    affine: [e0 - half, settings.gsdM, 0, n0 + half, 0, -settings.gsdM],
    toLonLat: (x, y) => convert.inverse([e0 + x, n0 + y]) as [number, number],
  };
}

function scaleOf(settings: SimulationSettings): number {
  return settings.bits === 16 ? 1e-4 : settings.bits === 11 ? 1 / 1800 : 1 / 250;
}

function sceneTiff(settings: SimulationSettings, shot: SimulatedShot, rendered: Rendered, grid: SiteGrid): Uint8Array {
  const type = settings.bits === 8 ? "u8" : "u16";
  const top = settings.bits === 16 ? 65535 : 2 ** settings.bits - 1;
  const scale = scaleOf(settings);
  const bands = rendered.bands.map((band) => {
    const out = makeSamples(type, band.length);
    for (let i = 0; i < band.length; i++) {
      const v = band[i]!;
      out[i] = Number.isNaN(v) ? 0 : Math.min(top, Math.max(1, Math.round(v / scale)));
    }
    return out;
  });
  return writeTiff({
    width: settings.size,
    height: settings.size,
    type,
    bands,
    affine: grid.affine,
    epsg: grid.epsg,
    nodata: 0,
    compression: settings.compression,
    predictor: true,
    bigTiff: settings.bigTiff,
    ...(settings.tiled || settings.overviews ? { tile: 256 } : {}),
    overviews: settings.overviews,
    dateTime: shot.at.slice(0, 19).replace("T", " ").replaceAll("-", ":"),
    description: NOTICE,
    software: "snowmelt simulate",
  });
}

function cloudTiff(settings: SimulationSettings, rendered: Rendered, grid: SiteGrid): Uint8Array {
  return writeTiff({
    width: settings.size,
    height: settings.size,
    type: "u8",
    bands: [rendered.clouds],
    affine: grid.affine,
    epsg: grid.epsg,
    compression: "deflate",
  });
}

function stacItem(
  settings: SimulationSettings,
  shot: SimulatedShot,
  rendered: Rendered,
  id: string,
  grid: SiteGrid,
): unknown {
  const half = (settings.size * settings.gsdM) / 2;
  const ring = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
    [-half, -half],
  ].map(([x, y]) => grid.toLonLat(x!, y!).map((v) => Number(v.toFixed(7))));
  const lons = ring.map((p) => p[0]!);
  const lats = ring.map((p) => p[1]!);
  const assets: Record<string, unknown> = {
    data: {
      href: `./${id}.tif`,
      type: "image/tiff; application=geotiff",
      roles: ["data"],
      "eo:bands": settings.bands.map((name) => ({ name, common_name: name })),
      "raster:bands": settings.bands.map(() => ({ scale: scaleOf(settings), offset: 0, nodata: 0 })),
    },
  };
  if ((shot.cloud ?? 0) > 0) {
    assets["cloud"] = { href: `./${id}-cloud.tif`, type: "image/tiff; application=geotiff", roles: ["cloud"] };
  }
  return {
    type: "Feature",
    stac_version: "1.0.0",
    id,
    stac_extensions: [
      "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
      "https://stac-extensions.github.io/view/v1.0.0/schema.json",
      "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
      "https://stac-extensions.github.io/projection/v1.1.0/schema.json",
    ],
    geometry: { type: "Polygon", coordinates: [ring] },
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    properties: {
      datetime: shot.statedAt ?? shot.at,
      title: `${settings.title} (synthetic)`,
      description: NOTICE,
      license: "CC0-1.0",
      platform: "synthetic",
      gsd: settings.gsdM,
      "proj:epsg": grid.epsg,
      "view:sun_azimuth": Number(rendered.sun.azimuth.toFixed(3)),
      "view:sun_elevation": Number(rendered.sun.elevation.toFixed(3)),
      "view:off_nadir": shot.offNadirDeg ?? 0,
      "view:azimuth": shot.viewAzimuthDeg ?? 0,
    },
    links: [],
    assets,
  };
}

function sitesGeoJson(settings: SimulationSettings, world: World, grid: SiteGrid, drawnOn: string): unknown {
  const feature = (id: string, ring: readonly (readonly [number, number])[], properties: object): unknown => ({
    type: "Feature",
    id,
    properties,
    geometry: {
      type: "Polygon",
      coordinates: [[...ring, ring[0]!].map(([x, y]) => grid.toLonLat(x, y).map((v) => Number(v.toFixed(8))))],
    },
  });
  const features: unknown[] = world.buildings.map((b) =>
    feature(b.id, b.ring, {
      role: b.role,
      name: b.given?.name ?? { en: `Building ${b.id}`, ar: `المبنى ${b.id}` },
      material: b.material,
      roof: b.roof,
      pitch_deg: b.pitchDeg,
      azimuth_deg: b.azimuthDeg,
      height_m: b.heightM,
      drawing_sd_m: 0.2,
    }),
  );
  const open = openGround(settings, world);
  for (const [i, [x, y, r]] of open.entries()) {
    features.push(
      feature(
        `ground-${i + 1}`,
        [
          [x - r, y - r],
          [x + r, y - r],
          [x + r, y + r],
          [x - r, y + r],
        ],
        { role: "snow-reference", name: { en: `Open ground ${i + 1}`, ar: `أرض مكشوفة ${i + 1}` } },
      ),
    );
  }
  return { type: "FeatureCollection", name: settings.title, notice: NOTICE, drawn_on: drawnOn, features };
}

/** Squares of open ground, clear of buildings, their shadows, roads and trees as far as can be. */
function openGround(settings: SimulationSettings, world: World): [number, number, number][] {
  const random = new Random(settings.seed, 2);
  const r = Math.max(9 * settings.gsdM, Math.min(12, world.extentM * 0.03));
  const found: [number, number, number][] = [];
  for (let tries = 0; tries < 3000 && found.length < 2; tries++) {
    const x = (random.float() - 0.5) * (world.extentM - 4 * r);
    const y = (random.float() - 0.5) * (world.extentM - 4 * r);
    const clear =
      world.buildings.every(
        (b) => Math.hypot(b.x - x, b.y - y) > Math.hypot(b.lengthM, b.widthM) / 2 + r + 2.2 * b.heightM,
      ) &&
      world.trees.every(([tx, ty, tr]) => Math.hypot(tx - x, ty - y) > tr + 1.5 * r) &&
      world.roads.every(
        ([c, deg, w]) =>
          Math.abs((x - c) * Math.cos((deg * Math.PI) / 180) - y * Math.sin((deg * Math.PI) / 180)) > w + 1.5 * r,
      ) &&
      found.every(([fx, fy]) => Math.hypot(fx - x, fy - y) > 3 * r);
    if (clear) found.push([x, y, r]);
  }
  return found;
}

function text(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}
