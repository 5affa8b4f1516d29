import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import sharp from "sharp";
import {
  memorySource,
  openSceneFolder,
  openTiff,
  readSites,
  type SceneFolder,
  type SimulatedFile,
  type SimulationSettings,
  type Sites,
  simulate,
} from "../../src/imagery/index.ts";
import { writeTiff } from "../../src/imagery/raster/write-tiff.ts";
import type { Workbench } from "../support/cli.ts";

/** A small synthetic site: sixteen like roofs, one heated from 2013-06 on; three scenes. Quick to make and to measure. */
export const SMALL: Partial<SimulationSettings> = {
  seed: 4,
  size: 288,
  gsdM: 0.5,
  oversample: 2,
  trees: 10,
  title: "Small synthetic compound",
  buildings: Array.from({ length: 16 }, (_, i) => ({
    id: `r${String(i + 1).padStart(2, "0")}`,
    x: -58 + 25 * (i % 4),
    y: 45 - 30 * Math.floor(i / 4),
    lengthM: 18,
    widthM: 11,
    heightM: 4,
    azimuthDeg: 4,
    roof: "flat" as const,
    material: "concrete",
    role: i === 6 ? "target" : "control",
    ...(i === 6
      ? { heatW: 75, heatedFrom: "2013-06-01T00:00:00Z", name: { en: "Roof 7 (synthetic)", ar: "السطح 7 (اصطناعي)" } }
      : {}),
  })),
  shots: [
    { at: "2012-10-03T08:20:00Z" },
    { at: "2013-01-10T08:22:00Z", snow: { mm: 13, hours: 12, temperatureC: -1 } },
    { at: "2015-01-15T08:30:00Z", snow: { mm: 13, hours: 15, temperatureC: -1 } },
  ],
};

const made = new Map<string, readonly SimulatedFile[]>();

/** The sites that are kept in memory: runs over hundreds of settings use each once. */
const KEPT = 4;

/** Writes a site under a folder; the same settings are rendered once a run. */
export function writeSite(dir: string, settings: Partial<SimulationSettings> = SMALL): void {
  const key = JSON.stringify(settings);
  const files = made.get(key) ?? [...simulate(settings)];
  if (made.size < KEPT) made.set(key, files);
  for (const file of files) {
    const path = join(dir, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
  }
}

/** Scenes, polygons and truth of a generated site, opened; `close` the folder when done. */
export function generateSite(dir: string, settings: Partial<SimulationSettings>) {
  writeSite(dir, settings);
  return { dir, ...openSite(dir), truth: JSON.parse(readFileSync(join(dir, "truth.json"), "utf8")) };
}

/** Opens a site that lies in a folder, as it is now. */
export function openSite(dir: string): { readonly folder: SceneFolder; readonly sites: Sites } {
  return {
    folder: openSceneFolder([join(dir, "scenes")]),
    sites: readSites(readFileSync(join(dir, "sites.geojson"), "utf8"), "sites.geojson"),
  };
}

/** Reads a scene, changes its bands, and writes it again with its georeference (or another EPSG code). */
export async function rewriteScene(
  file: string,
  change: (value: number, column: number, row: number, at: (column: number, row: number) => number) => number,
  epsg?: number,
): Promise<void> {
  const tiff = openTiff(memorySource(file, readFileSync(file)));
  const { width, height } = tiff;
  const bands = await tiff.read({ x: 0, y: 0, width, height });
  const changed = bands.map((band) => {
    const out = band.slice();
    for (let i = 0; i < band.length; i++) {
      out[i] = change(band[i]!, i % width, Math.floor(i / width), (c, r) => band[r * width + c]!);
    }
    return out;
  });
  const content = { width, height, type: "u16" as const, bands: changed, affine: tiff.geo.affine!, nodata: 0 };
  writeFileSync(file, writeTiff({ ...content, epsg: epsg ?? tiff.geo.epsg! }));
}

/** The scene as an image program would save it again: eight bits, JPEG, its georeference copied over. */
export async function saveAsJpeg(file: string): Promise<void> {
  const bytes = readFileSync(file);
  const tiff = openTiff(memorySource(file, bytes));
  const { width, height } = tiff;
  const [green, red] = await tiff.read({ x: 0, y: 0, width, height });
  const raw = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [r, g] = [red![i]! / 40, green![i]! / 40];
    raw.set([Math.min(255, r), Math.min(255, g), Math.min(255, g)], 3 * i);
  }
  const saved = await sharp(raw, { raw: { width, height, channels: 3 } })
    .tiff({ compression: "jpeg", quality: 60 })
    .toBuffer();
  writeFileSync(file, withTags(saved, entriesOf(bytes, [33550, 33922, 34735])));
}

interface TagEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

/** Entries of the first directory of a little-endian TIFF, with their bytes. */
function entriesOf(bytes: Buffer, tags: readonly number[] | null): TagEntry[] {
  const at = bytes.readUInt32LE(4);
  const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 12: 8 };
  return Array.from({ length: bytes.readUInt16LE(at) }, (_, i) => {
    const entry = at + 2 + 12 * i;
    const [tag, type, count] = [
      bytes.readUInt16LE(entry),
      bytes.readUInt16LE(entry + 2),
      bytes.readUInt32LE(entry + 4),
    ];
    const length = (sizes[type] ?? 1) * count;
    const from = length <= 4 ? entry + 8 : bytes.readUInt32LE(entry + 8);
    return { tag, type, count, data: bytes.subarray(from, from + length) };
  }).filter(({ tag }) => tags === null || tags.includes(tag));
}

/** Writes a second directory behind the file, the old one's entries and more, and points the header at it. */
function withTags(bytes: Buffer, more: readonly TagEntry[]): Buffer {
  const entries = [...entriesOf(bytes, null), ...more].sort((a, b) => a.tag - b.tag);
  const start = bytes.length + (bytes.length % 2);
  const directory = Buffer.alloc(2 + 12 * entries.length + 4);
  directory.writeUInt16LE(entries.length, 0);
  const tail: Buffer[] = [];
  let next = start + directory.length;
  entries.forEach(({ tag, type, count, data }, i) => {
    const at = 2 + 12 * i;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(count, at + 4);
    if (data.length <= 4) data.copy(directory, at + 8);
    else {
      directory.writeUInt32LE(next, at + 8);
      const padded = Buffer.alloc(data.length + (data.length % 2));
      data.copy(padded);
      tail.push(padded);
      next += padded.length;
    }
  });
  const out = Buffer.concat([bytes, Buffer.alloc(bytes.length % 2), directory, ...tail]);
  out.writeUInt32LE(start, 4);
  return out;
}

/** Reads a file of JSON, lets `edit` change it, and writes it back. */
function editJson<T>(path: string, edit: (value: T) => void): void {
  const value = JSON.parse(readFileSync(path, "utf8")) as T;
  edit(value);
  writeFileSync(path, JSON.stringify(value));
}

/** A polygon of the file of sites. */
export interface Drawn {
  id: string;
  properties: Record<string, unknown>;
  geometry: { coordinates: [number, number][][] };
}

/** What tests do with a small site on their workbench. */
export function siteOn(bench: () => Workbench) {
  return {
    bare: "site/scenes/2012-10-03",
    snowy: "site/scenes/2015-01-15",
    site: (settings = SMALL): void => void writeSite(bench().path("site"), settings),
    snow: (...more: readonly string[]) =>
      bench().run(["imagery", "snow", "site/scenes", "--sites", "site/sites.geojson", ...more]),
    editSites: (edit: (sites: { drawn_on?: string; features: Drawn[] }) => void): void =>
      editJson(bench().path("site/sites.geojson"), edit),
    editItem: (name: string, edit: (item: { properties: Record<string, unknown> }) => void): void =>
      editJson(bench().path(`${name}.json`), edit),
  };
}
