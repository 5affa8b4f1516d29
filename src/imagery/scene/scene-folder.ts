import { readdirSync, readFileSync, statSync } from "node:fs";
import { type Problem, SnowmeltError, sha256Hex } from "#kernel";
import type { Caveat } from "../caveat.ts";
import { imageryError } from "../errors.ts";
import { type ByteSource, fileSource, sourceSha256 } from "../raster/byte-source.ts";
import type { Converted, GdalStep } from "../raster/gdal-step.ts";
import { openTiff, type Tiff } from "../raster/tiff.ts";
import { findProjection } from "./projection.ts";
import { type BandRole, type Scene, type SceneTime, sceneCentre } from "./scene.ts";
import { readStacItem, type StacAsset, type StacItem } from "./stac-item.ts";
import { sunPosition } from "./sun.ts";

export interface SceneFolder {
  readonly scenes: readonly Scene[];
  /** What could not be used, each with its file. */
  readonly problems: readonly Problem[];
  /** Files of a folder that are neither named as images nor items: listed, not looked at. */
  readonly ignored: readonly string[];
  close(): void;
}

export interface FolderOptions {
  /** Roles of the bands for rasters whose STAC item does not say, like ["green", "red", "nir", "swir16"]. */
  readonly bands?: readonly BandRole[];
  /** Folder that relative paths start from; default: the one the process stands in. */
  readonly cwd?: string;
  /** Makes a TIFF out of a file that this room cannot read. @throws imagery/convert-failed */
  readonly convert?: (file: string) => Converted;
}

const IMAGE = /\.(tiff?|jp2|j2k|ntf|nitf|img|jpe?g|png)$/i;

/**
 * Opens every TIFF of a folder (or the files given) with the STAC items beside them. The only place of this room, with
 * the reader of sites, that touches the disk for input. Problems are gathered, never thrown one by one.
 */
export function openSceneFolder(paths: readonly string[], options: FolderOptions = {}): SceneFolder {
  const problems: Problem[] = [];
  const at = (path: string): string => locate(path, options.cwd);
  const listed = paths.map((path) => listFiles(path, at, problems));
  const files = [...new Set(listed.flatMap((l) => l.files))].sort(compareCodeUnits);
  // A file that is named by itself is opened whatever it is called; the bytes say what it is.
  const named = new Set(listed.flatMap((l) => (l.isFolder ? [] : l.files)));
  const items = readItems(files, at, problems);
  const masks = new Map<string, string>();
  for (const { file, item } of items) {
    for (const asset of item.assets) if (asset.roles.includes("cloud")) masks.set(besides(file, asset.href), file);
  }
  const sources: ByteSource[] = [];
  const scenes: Scene[] = [];
  const ids = new Set<string>();
  const ignored: string[] = [];
  for (const file of files) {
    if (/\.(geo)?json$/i.test(file) || masks.has(file)) continue;
    if (!IMAGE.test(file) && !named.has(file)) {
      ignored.push(file);
      continue;
    }
    try {
      const opened = open(file, at, options, sources);
      const scene = describe(file, opened, items, files, sources, options, problems);
      if (scene === null) continue;
      const copy = scenes.find((s) => s.sha256 === scene.sha256);
      if (copy !== undefined) problems.push({ file, message: `the same bytes as ${copy.file}: one scene counts once` });
      else if (ids.has(scene.id)) problems.push({ file, message: `a second scene with the id "${scene.id}"` });
      else scenes.push(scene);
      ids.add(scene.id);
    } catch (error) {
      if (error instanceof SnowmeltError) problems.push({ file, message: `${error.text.found} (${error.code})` });
      else problems.push({ file, message: (error as Error).message });
    }
  }
  scenes.sort(
    (a, b) => compareCodeUnits(a.time?.earliest ?? "9999", b.time?.earliest ?? "9999") || compareCodeUnits(a.id, b.id),
  );
  return {
    scenes,
    problems,
    ignored,
    close: () => {
      for (const source of sources) source.close();
    },
  };
}

/** Order of UTF-16 code units: the same on every machine. */
function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Throws `imagery/bad-scenes` (or `imagery/mixed-projections`) with all problems, when there is any. */
export function requireScenes(
  folder: SceneFolder,
  needs: { readonly date: boolean; readonly count: number },
): readonly Scene[] {
  const problems = [...folder.problems];
  if (needs.date) {
    for (const scene of folder.scenes) {
      if (scene.time === null) {
        problems.push({ file: scene.file, message: "no date: neither a STAC item nor TIFF DateTime states one" });
      }
    }
  }
  const systems = new Map<number, string[]>();
  for (const scene of folder.scenes) {
    systems.set(scene.projection.epsg, [...(systems.get(scene.projection.epsg) ?? []), scene.file]);
  }
  if (systems.size > 1) {
    for (const [epsg, files] of systems) for (const file of files) problems.push({ file, message: `in EPSG:${epsg}` });
  }
  if (problems.length > 0) {
    const mixed = systems.size > 1;
    throw imageryError(mixed ? "imagery/mixed-projections" : "imagery/bad-scenes", {
      what: "Cannot use these scenes together",
      found: mixed
        ? `they are in ${systems.size} projections: ${[...systems.keys()].map((e) => `EPSG:${e}`).join(", ")}; one is needed`
        : `${problems.length} problem${problems.length === 1 ? "" : "s"}, listed above`,
      unchanged: "Nothing was measured and no file was written.",
      mend: mixed
        ? `gdalwarp -t_srs EPSG:${commonest(systems)} scene.tif warped.tif   (one system for all)`
        : "Mend or move out the files listed, then run again.",
      problems,
    });
  }
  if (folder.scenes.length < needs.count) {
    throw imageryError("imagery/bad-scenes", {
      what: "Cannot compare scenes",
      found: `${folder.scenes.length} usable; at least ${needs.count} needed`,
      unchanged: "Nothing was measured and no file was written.",
      mend: "Put the scenes (TIFF with their STAC items) into one folder and give its path.",
    });
  }
  return folder.scenes;
}

/** The system that most scenes are in; of equals, the first met. */
function commonest(systems: ReadonlyMap<number, readonly string[]>): number {
  return [...systems].reduce((best, each) => (each[1].length > best[1].length ? each : best))[0];
}

interface Opened {
  readonly tiff: Tiff;
  readonly source: ByteSource;
  readonly conversion: GdalStep | null;
}

/** The file itself, or what GDAL made of it when that is asked for and the file is of another kind. */
function open(file: string, at: (path: string) => string, options: FolderOptions, sources: ByteSource[]): Opened {
  const source = fileSource(at(file), file);
  sources.push(source);
  try {
    return { tiff: openTiff(source), source, conversion: null };
  } catch (error) {
    const isForeign =
      error instanceof SnowmeltError &&
      (error.code === "imagery/not-a-tiff" || error.code === "imagery/unsupported-tiff");
    if (!isForeign || options.convert === undefined) throw error;
    const converted = options.convert(at(file));
    const made = fileSource(converted.file, file);
    sources.push(made);
    return { tiff: openTiff(made), source: made, conversion: converted.step };
  }
}

function locate(path: string, cwd: string | undefined): string {
  return cwd === undefined || /^([/\\]|[A-Za-z]:)/.test(path) ? path : `${cwd}/${path}`;
}

function listFiles(
  path: string,
  at: (path: string) => string,
  problems: Problem[],
): { readonly isFolder: boolean; readonly files: readonly string[] } {
  try {
    if (!statSync(at(path)).isDirectory()) return { isFolder: false, files: [path] };
    const files = readdirSync(at(path), { withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => `${path.replace(/[/\\]+$/, "")}/${e.name}`);
    return { isFolder: true, files };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    problems.push({
      file: path,
      message: code === "ENOENT" ? "there is no such file or folder" : `cannot be opened: ${message}`,
    });
    return { isFolder: false, files: [] };
  }
}

/** Items among the files given, and for single TIFFs the JSON of the same name. */
function readItems(
  files: readonly string[],
  at: (path: string) => string,
  problems: Problem[],
): { file: string; sha256: string; item: StacItem }[] {
  const wanted = new Set(files.filter((f) => /\.json$/i.test(f)));
  for (const file of files) {
    const beside = file.replace(IMAGE, ".json");
    if (beside !== file && !wanted.has(beside)) {
      try {
        if (statSync(at(beside)).isFile()) wanted.add(beside);
      } catch {
        // No item beside this scene: what it would have said stays unknown.
      }
    }
  }
  const items: { file: string; sha256: string; item: StacItem }[] = [];
  for (const file of wanted) {
    const bytes = readFileSync(at(file));
    const item = readStacItem(new TextDecoder().decode(bytes), file, problems);
    if (item !== null) items.push({ file, sha256: sha256Hex(bytes), item });
  }
  return items;
}

/** Path of an asset, whose href is relative to its item. */
function besides(itemFile: string, href: string): string {
  const folder = itemFile.replace(/[^/\\]*$/, "");
  return folder + href.replace(/^\.\//, "");
}

function describe(
  file: string,
  { tiff, source, conversion }: Opened,
  items: readonly { file: string; sha256: string; item: StacItem }[],
  files: readonly string[],
  sources: ByteSource[],
  options: FolderOptions,
  problems: Problem[],
): Scene | null {
  const stem = file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  let found: { file: string; sha256: string; item: StacItem } | null = null;
  let asset: StacAsset | null = null;
  for (const entry of items) {
    for (const candidate of entry.item.assets) {
      if (besides(entry.file, candidate.href) === file) {
        found = entry;
        asset = candidate;
      }
    }
  }
  const before = problems.length;
  if (tiff.geo.affine === null)
    problems.push({ file, message: "not georeferenced: no pixel scale and tie point, no matrix" });
  const epsg = tiff.geo.epsg ?? found?.item.epsg ?? null;
  if (epsg === null) problems.push({ file, message: "states no EPSG code of its projection" });
  const projection = epsg === null ? null : findProjection(epsg);
  if (epsg !== null && projection === null) {
    problems.push({
      file,
      message: `EPSG:${epsg} is not built in; warp with gdalwarp -t_srs first (imagery/unknown-projection)`,
    });
  }
  const caveats: Caveat[] = [];
  if (found?.item.epsg != null && tiff.geo.epsg !== null && found.item.epsg !== tiff.geo.epsg) {
    problems.push({ file, message: `the image says EPSG:${tiff.geo.epsg}, its STAC item EPSG:${found.item.epsg}` });
  }
  const roles = bandRoles(tiff, asset, options);
  if (roles === null) {
    problems.push({
      file,
      message: `has ${tiff.bands} bands and nothing says which is which; give --bands, like --bands green,red,nir,swir16`,
    });
  }
  if (problems.length > before) return null;
  const fromTiff = tiffTime(tiff.dateTime);
  const time = found?.item.time ?? fromTiff;
  const at = (path: string): string => locate(path, options.cwd);
  const sha256 = conversion?.inputSha256 ?? sourceSha256(source);
  const maskAsset = found?.item.assets.find((a) => a.roles.includes("cloud"));
  const clouds =
    maskAsset === undefined ? null : openMask(besides(found!.file, maskAsset.href), at, files, tiff, sources, problems);
  const scene: Scene = {
    id: found?.item.id ?? stem,
    file,
    sha256,
    stac: found === null ? null : { file: found.file, sha256: found.sha256 },
    time,
    sensor: found?.item.sensor ?? null,
    license: found?.item.license ?? null,
    synthetic: found?.item.synthetic ?? false,
    projection: projection!,
    affine: tiff.geo.affine!,
    raster: tiff,
    roles: roles!,
    scale: roles!.map((_, i) => asset?.bands[i]?.scale ?? 1),
    offset: roles!.map((_, i) => asset?.bands[i]?.offset ?? 0),
    calibrated: asset?.bands.some((b) => b.scale !== null) ?? false,
    view: found?.item.view ?? null,
    sunStated: found?.item.sun ?? null,
    clouds,
    conversion,
    caveats,
  };
  if (tiff.image.compression === 7 || tiff.image.compression === 50001) {
    caveats.push({
      code: "lossy",
      scene: scene.id,
      text: "The image is stored with lossy compression: it is not what the sensor delivered, and small differences between pixels may be of the compression.",
    });
  }
  checkTimes(scene, fromTiff, caveats);
  return scene;
}

function openMask(
  file: string,
  at: (path: string) => string,
  files: readonly string[],
  tiff: Tiff,
  sources: ByteSource[],
  problems: Problem[],
) {
  if (!files.includes(file)) {
    problems.push({ file, message: "named as cloud mask by a STAC item but not found" });
    return null;
  }
  const source = fileSource(at(file), file);
  sources.push(source);
  const mask = openTiff(source);
  if (mask.width !== tiff.width || mask.height !== tiff.height) {
    problems.push({
      file,
      message: `cloud mask of ${mask.width} x ${mask.height} pixels for a scene of ${tiff.width} x ${tiff.height}`,
    });
    return null;
  }
  return { file, raster: mask, sha256: sourceSha256(source) };
}

function bandRoles(tiff: Tiff, asset: StacAsset | null, options: FolderOptions): readonly (BandRole | null)[] | null {
  const stated = asset?.bands.map((b) => b.role) ?? [];
  if (stated.some((r) => r !== null)) return Array.from({ length: tiff.bands }, (_, i) => stated[i] ?? null);
  if (options.bands !== undefined) return Array.from({ length: tiff.bands }, (_, i) => options.bands![i] ?? null);
  if (tiff.bands === 1) return ["pan"];
  if (tiff.image.photometric === 2 || tiff.image.photometric === 6) {
    return Array.from({ length: tiff.bands }, (_, i) => (["red", "green", "blue"] as const)[i] ?? null);
  }
  return null;
}

/** TIFF DateTime has no zone; satellites' ground segments write UTC, and the caveat says it is taken so. */
function tiffTime(text: string | null): SceneTime | null {
  const m = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text ?? "");
  if (m === null) return null;
  const at = `${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`;
  return Number.isFinite(Date.parse(at)) ? { earliest: at, latest: at, statedBy: "tiff" } : null;
}

/** A date that does not fit the file's own stamp, or a sun that does not stand where the time puts it. */
function checkTimes(scene: Scene, fromTiff: SceneTime | null, caveats: Caveat[]): void {
  if (scene.time === null) return;
  if (scene.time.statedBy === "tiff") {
    caveats.push({
      code: "date-from-tiff",
      scene: scene.id,
      text: "The date is TIFF DateTime, taken as UTC; no STAC item states it.",
    });
  } else if (fromTiff !== null) {
    const apart = Math.abs(Date.parse(scene.time.earliest) - Date.parse(fromTiff.earliest)) / 3600000;
    if (scene.time.earliest === scene.time.latest && apart > 1 / 60) {
      caveats.push({
        code: "dates-disagree",
        scene: scene.id,
        text: `The STAC item says ${scene.time.earliest}, the image file itself ${fromTiff.earliest}. One of them is wrong; no finding should rest on this date before that is cleared up.`,
      });
    }
  }
  if (scene.sunStated !== null && scene.time.earliest === scene.time.latest) {
    const [lon, lat] = sceneCentre(scene);
    const sun = sunPosition(Date.parse(scene.time.earliest), lon, lat);
    const turn = Math.abs(((scene.sunStated.azimuthDeg - sun.azimuth + 540) % 360) - 180);
    const rise = Math.abs(scene.sunStated.elevationDeg - sun.elevation);
    if (rise > 1 || turn * Math.cos((sun.elevation * Math.PI) / 180) > 1.5) {
      caveats.push({
        code: "sun-disagrees-with-time",
        scene: scene.id,
        text: `At the stated time the sun stands at azimuth ${sun.azimuth.toFixed(1)}, elevation ${sun.elevation.toFixed(1)} degrees; the item states ${scene.sunStated.azimuthDeg.toFixed(1)} and ${scene.sunStated.elevationDeg.toFixed(1)}. Time, place or angles are wrong.`,
      });
    }
  }
}
