import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import {
  BAND_ROLES,
  type BandRole,
  type Caveat,
  givenRegistration,
  imageryError,
  openSceneFolder,
  type Refusal,
  type Registration,
  readSites,
  referenceScene,
  registerScenes,
  requireScenes,
  type Scene,
  type SceneFolder,
  type Sites,
} from "#imagery";
import { EXIT, type ExitCode, type Problem } from "#kernel";
import type { Command, Invocation } from "../command.ts";
import { gdalConverter } from "./imagery-gdal.ts";

const FORMAT = "snowmelt-imagery/1";

/** Arguments and options that several of the verbs share. */
export const SCENES = { name: "scenes", about: "folder of GeoTIFFs with their STAC items, or files", variadic: true };
export const SITES = {
  flags: "--sites <file>",
  about: "GeoJSON of polygons with roles target, control, snow-reference, stable, exclude",
};
export const READING = [
  {
    flags: "--bands <roles>",
    about: `roles of the bands where no STAC item says: ${BAND_ROLES.join(", ")}`,
  },
  {
    flags: "--gdal",
    about:
      "let gdal_translate convert what this reader cannot read (JPEG 2000, NITF, ...); version and hashes are recorded",
  },
  { flags: "--gdal-out <dir>", about: "keep the converted files there" },
];
export const REFERENCE = { flags: "--reference <id>", about: "scene that the others are registered against" };
const TARGET = { flags: "--target <id>", about: "polygon to examine, when there are several targets" };
export const WORKERS = {
  flags: "--workers <n>",
  about: "threads; the result does not depend on them (default: one a core, at most 4)",
};
const REGISTRATION = {
  flags: "--registration <file>",
  about: "what register --json found for these scenes and polygons, so that it is not sought again",
};
/** What every measurement of a polygon is told. */
export const MEASURING = [SITES, ...READING, REFERENCE, REGISTRATION, WORKERS, TARGET];

export function verb(
  name: string,
  summary: string,
  args: Command["arguments"],
  options: Command["options"],
  examples: readonly string[],
  run: (call: Invocation) => Promise<ExitCode>,
): Command {
  return { name, summary, arguments: args, options, examples, run };
}

/** An option's value when it was given with one. */
export function text(call: Invocation, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === "string" ? value : undefined;
}

export function wrong(what: string, found: string, mend: string): never {
  throw imageryError("imagery/bad-settings", {
    what,
    found,
    unchanged: "Nothing was measured and no file was written.",
    mend,
  });
}

export function numbers(call: Invocation, name: string, count: number): number[] | undefined {
  const given = text(call, name);
  if (given === undefined) return undefined;
  const values = given.split(",").map((v) => (v.trim() === "" ? Number.NaN : Number(v)));
  if (values.length !== count || values.some((v) => !Number.isFinite(v)))
    wrong(
      `Cannot use --${flagOf(name)} "${given}"`,
      `needs ${count} number${count === 1 ? "" : "s, with a comma"}`,
      "snowmelt imagery --help",
    );
  return values;
}

export function list<T extends string>(call: Invocation, name: string, allowed: readonly T[]): T[] | undefined {
  const given = text(call, name)
    ?.split(",")
    .map((w) => w.trim());
  const strange = given?.filter((w) => !allowed.includes(w as T)) ?? [];
  if (strange.length > 0)
    wrong(
      `Cannot use --${flagOf(name)}`,
      `"${strange.join(", ")}" is not among ${allowed.join(", ")}`,
      "snowmelt imagery --help",
    );
  return given as T[] | undefined;
}

function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
}

/** A path as given, from the folder one stands in. */
export function pathOf(call: Invocation, path: string): string {
  return resolve(call.effects.cwd, path);
}

/** Opens scenes for the length of one call. @throws imagery/bad-scenes when not one file of them is a scene */
export async function withScenes<T>(call: Invocation, use: (folder: SceneFolder) => Promise<T>): Promise<T> {
  const bands = list<BandRole>(call, "bands", BAND_ROLES);
  const keep = text(call, "gdalOut");
  const gdal =
    call.options["gdal"] === true || keep !== undefined
      ? gdalConverter(keep === undefined ? null : pathOf(call, keep), call.effects.env)
      : null;
  try {
    const folder = openSceneFolder(call.args, {
      cwd: call.effects.cwd,
      ...(bands === undefined ? {} : { bands }),
      ...(gdal === null ? {} : { convert: gdal.convert }),
    });
    try {
      if (folder.scenes.length === 0) throw noScenes(call.args, folder);
      return await use(folder);
    } finally {
      folder.close();
    }
  } finally {
    gdal?.close();
  }
}

function noScenes(paths: readonly string[], folder: SceneFolder): Error {
  const problems: readonly Problem[] = [
    ...folder.problems,
    ...folder.ignored.map((file) => ({ file, message: "is not named as an image and was not looked at" })),
  ];
  return imageryError("imagery/bad-scenes", {
    what: `Cannot use "${paths.join(" ")}"`,
    found: `no usable scene in it; ${problems.length === 0 ? "it is empty" : `${problems.length} problem${problems.length === 1 ? "" : "s"}, listed above`}`,
    unchanged: "Nothing was measured and no file was written.",
    mend: "Give a folder of GeoTIFFs (with their STAC items), or the files; --gdal converts JPEG 2000, NITF and other formats.",
    problems,
  });
}

export function sitesOf(call: Invocation): Sites {
  const file = text(call, "sites");
  if (file === undefined) wrong("Cannot measure", "no polygons were given", "--sites sites.geojson");
  return readSitesFile(call, file);
}

export function sitesIfGiven(call: Invocation): Sites | null {
  const file = text(call, "sites");
  return file === undefined ? null : readSitesFile(call, file);
}

function readSitesFile(call: Invocation, file: string): Sites {
  return readSites(readGiven(call, file, "Give the path of a GeoJSON of polygons."), file);
}

export interface PlacedScenes {
  /** With a date. */
  readonly scenes: readonly Scene[];
  readonly sites: Sites;
  readonly registration: Registration;
}

/** Opens the dated scenes of a call with its polygons, and finds where each scene lies against the reference. */
export function withPlacedScenes<T>(call: Invocation, use: (placed: PlacedScenes) => Promise<T>): Promise<T> {
  return withScenes(call, async (folder) => {
    const scenes = requireScenes(folder, { date: true, count: 1 });
    const sites = sitesOf(call);
    const registration = await registrationOf(call, scenes, sites, text(call, "reference"));
    return await use({ scenes, sites, registration });
  });
}

/** Where each scene lies: read from the file that was given, else sought. @throws imagery/registration-differs */
export async function registrationOf(
  call: Invocation,
  scenes: readonly Scene[],
  sites: Sites,
  reference: string | undefined,
): Promise<Registration> {
  const file = text(call, "registration");
  if (file === undefined)
    return await registerScenes(scenes, sites.sites, {
      reference,
      workers: workersOf(call),
      onProgress: progress(call, "registering"),
    });
  const said = readGiven(call, file, "Give a file that register --json made.");
  return givenRegistration(said, file, scenes, sites, referenceScene(scenes, sites.sites, reference).id);
}

/** Beyond these they wait for the one that reads, and each holds an image in memory. */
const MOST_WORKERS = 4;

export function workersOf(call: Invocation): number {
  const given = numbers(call, "workers", 1)?.[0] ?? Math.min(MOST_WORKERS, availableParallelism());
  if (!Number.isInteger(given) || given < 1)
    wrong(`Cannot use ${given} threads`, "needs a whole number from 1", "--workers 2");
  return given;
}

/** The text of a file that an option names. */
export function readGiven(call: Invocation, file: string, mend: string): string {
  try {
    return readFileSync(pathOf(call, file), "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return wrong(`Cannot read "${file}"`, code === "ENOENT" ? "there is no such file" : message, mend);
  }
}

export function progress(call: Invocation, what: string): (done: number, total: number) => void {
  return (done, total) => call.effects.progress({ what, done, total, unit: "scenes" });
}

/** What `--json` prints, and what is preserved inside a case. */
export function documentOf(verbName: string, document: object): object {
  return { format: FORMAT, verb: verbName, ...document };
}

/** One JSON document, or lines for a person; refusals and caveats are printed either way. */
export function answer(
  call: Invocation,
  verbName: string,
  document: object,
  lines: readonly string[],
  refusals: readonly Refusal[],
  caveats: readonly Caveat[],
): ExitCode {
  if (call.json) call.effects.out(`${JSON.stringify(documentOf(verbName, document))}\n`);
  else {
    for (const line of lines) call.effects.out(`${line}\n`);
    for (const line of refusalLines(refusals)) call.effects.out(`${line}\n`);
    for (const c of caveats)
      call.effects.out(`caveat ${c.code}${c.scene === undefined ? "" : ` (${c.scene})`}: ${c.text}\n`);
  }
  return refusals.length > 0 ? EXIT.partly : EXIT.done;
}

/** What is refused for one scene with the same words stands once, with all its polygons. */
function refusalLines(refusals: readonly Refusal[]): string[] {
  const alike = new Map<string, Refusal[]>();
  for (const r of refusals) {
    const key = JSON.stringify([r.code, r.scene, r.text]);
    alike.set(key, [...(alike.get(key) ?? []), r]);
  }
  return [...alike.values()].map((group) => {
    const { code, scene, text } = group[0]!;
    const sites = group.flatMap((r) => r.site ?? []).join(", ");
    return [`refused ${code}`, [scene, sites].filter(Boolean).join(" "), text].filter(Boolean).join(": ");
  });
}
