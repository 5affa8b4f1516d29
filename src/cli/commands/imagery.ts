import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type AnalysisPlan,
  BAND_ROLES,
  type BandRole,
  type Caveat,
  findingRecord,
  imageryError,
  inspectScenes,
  makePlate,
  measureShadow,
  measureSnow,
  measureTimeline,
  openSceneFolder,
  PRESETS,
  PROBABILITY_WORDS,
  placementOf,
  planAnalysis,
  planHash,
  type Refusal,
  readSites,
  registerScenes,
  requireSamePlan,
  requireScenes,
  type Scene,
  type SceneFolder,
  type SimulationSettings,
  type Sites,
  STRATA,
  type Stratum,
  sceneRecord,
  simulate,
  timeFromShadow,
} from "#imagery";
import { EXIT, type ExitCode } from "#kernel";
import type { Command, Invocation } from "../command.ts";

const FORMAT = "snowmelt-imagery/1";
const SCENES = { name: "scenes", about: "folder of GeoTIFFs with their STAC items, or files", variadic: true };
const SITES = {
  flags: "--sites <file>",
  about: "GeoJSON of polygons with roles target, control, snow-reference, stable, exclude",
};
const BANDS = {
  flags: "--bands <roles>",
  about: `roles of the bands where no STAC item says: ${BAND_ROLES.join(", ")}`,
};
const REFERENCE = { flags: "--reference <id>", about: "scene that the others are registered against" };
const TARGET = { flags: "--target <id>", about: "polygon to examine, when there are several targets" };
const PLANNED = [
  { flags: "--plan-only", about: "print the plan, to be recorded before measuring, and stop; no pixel is read" },
  { flags: "--plan <file>", about: "carry out this recorded plan, or refuse when anything differs from it" },
  { flags: "--chosen-after-looking", about: "say that the target was chosen after looking at the images" },
  { flags: "--candidates <n>", about: "how many buildings were considered before this one was chosen" },
];

export const imageryCommand: Command = {
  name: "imagery",
  summary: "Measure what scenes over a site show, and what they cannot.",
  examples: [
    "snowmelt imagery simulate roof-snow --out site",
    "snowmelt imagery snow site/scenes --sites site/sites.geojson",
  ],
  arguments: [],
  options: [],
  verbs: [
    verb(
      "inspect",
      "List scenes and say what can be measured on them, without reading pixels.",
      [SCENES],
      [SITES, BANDS],
      ["snowmelt imagery inspect site/scenes --sites site/sites.geojson"],
      inspect,
    ),
    verb(
      "register",
      "Find how far each scene is displaced, or refuse to say.",
      [SCENES],
      [SITES, BANDS, REFERENCE],
      ["snowmelt imagery register site/scenes --sites site/sites.geojson"],
      register,
    ),
    verb(
      "timeline",
      "Date the change of a target against its controls.",
      [SCENES],
      [SITES, BANDS, REFERENCE, TARGET, ...PLANNED],
      ["snowmelt imagery timeline site/scenes --sites site/sites.geojson"],
      timeline,
    ),
    verb(
      "snow",
      "Compare the snow on one roof with its neighbours'.",
      [SCENES],
      [
        SITES,
        BANDS,
        REFERENCE,
        TARGET,
        {
          flags: "--claimed-start <date>",
          about: "day from which the building is said to be in use; splits dates into before and after",
        },
        {
          flags: "--strata <fields>",
          about: `compare only roofs alike in these: ${STRATA.join(", ")} (default material,pitch)`,
        },
        ...PLANNED,
      ],
      ["snowmelt imagery snow site/scenes --sites site/sites.geojson --claimed-start 2013-06-01"],
      snow,
    ),
    verb(
      "shadow",
      "Measure heights from cast shadows, or the time of day from a known height.",
      [{ ...SCENES, optional: true }],
      [
        SITES,
        BANDS,
        REFERENCE,
        TARGET,
        { flags: "--scene <id>", about: "only this scene" },
        {
          flags: "--slope <degrees>",
          about: "slope of the ground along the shadow, rising away from the building positive",
        },
        { flags: "--slope-sd <degrees>", about: "its standard deviation (default 1)" },
        { flags: "--height <metres,sd>", about: "reverse: known height" },
        { flags: "--length <metres,sd>", about: "reverse: length of its shadow" },
        { flags: "--direction <degrees,sd>", about: "reverse: direction foot to tip, from true north" },
        { flags: "--day <date>", about: "reverse: day" },
        { flags: "--place <lon,lat>", about: "reverse: place" },
      ],
      [
        "snowmelt imagery shadow site/scenes --sites site/sites.geojson",
        "snowmelt imagery shadow --height 14,0.2 --length 22,0.5 --direction 339,2 --day 2015-01-15 --place 36.3289,33.665",
      ],
      shadow,
    ),
    verb(
      "plate",
      "Draw plates: the same ground before and after, with and without marks, as SVG, PNG and PDF.",
      [SCENES],
      [
        SITES,
        BANDS,
        REFERENCE,
        TARGET,
        { flags: "--show <ids>", about: "one or two scene ids, like 2011-10-03,2015-01-15" },
        { flags: "--out <dir>", about: "folder to write to" },
        { flags: "--title <text>", about: "English title" },
        { flags: "--title-ar <text>", about: "Arabic title" },
        { flags: "--word <word>", about: `probability word: ${Object.keys(PROBABILITY_WORDS).join(", ")}` },
        { flags: "--analyst <name>", about: "who labelled it" },
        { flags: "--rule <id>", about: "rule of the label" },
        { flags: "--statement <text>", about: "sentence under the plate" },
        { flags: "--margin <metres>", about: "ground around the target (default 40)" },
      ],
      ["snowmelt imagery plate site/scenes --sites site/sites.geojson --show 2011-10-03,2015-01-15 --out plates"],
      plate,
    ),
    verb(
      "simulate",
      "Make a synthetic site with scenes, polygons and the truth.",
      [{ name: "settings", about: `a preset (${Object.keys(PRESETS).join(", ")}) or a JSON file of settings` }],
      [
        { flags: "--out <dir>", about: "folder to write to" },
        { flags: "--seed <n>", about: "other seed" },
      ],
      ["snowmelt imagery simulate roof-snow --out site"],
      runSimulate,
    ),
  ],
  run: async () => EXIT.usage,
};

function verb(
  name: string,
  summary: string,
  args: Command["arguments"],
  options: Command["options"],
  examples: readonly string[],
  run: (call: Invocation) => Promise<ExitCode>,
): Command {
  return { name, summary, arguments: args, options, examples, run };
}

function text(call: Invocation, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === "string" ? value : undefined;
}

function wrong(what: string, found: string, mend: string): never {
  throw imageryError("imagery/bad-settings", {
    what,
    found,
    unchanged: "Nothing was measured and no file was written.",
    mend,
  });
}

function numbers(call: Invocation, name: string, count: number): number[] | undefined {
  const given = text(call, name);
  if (given === undefined) return undefined;
  const values = given.split(",").map((v) => (v.trim() === "" ? Number.NaN : Number(v)));
  if (values.length !== count || values.some((v) => !Number.isFinite(v)))
    wrong(
      `Cannot use --${name} "${given}"`,
      `needs ${count} number${count === 1 ? "" : "s, with a comma"}`,
      "snowmelt imagery --help",
    );
  return values;
}

function list<T extends string>(call: Invocation, name: string, allowed: readonly T[]): T[] | undefined {
  const given = text(call, name)
    ?.split(",")
    .map((w) => w.trim());
  const strange = given?.filter((w) => !allowed.includes(w as T)) ?? [];
  if (strange.length > 0)
    wrong(
      `Cannot use --${name}`,
      `"${strange.join(", ")}" is not among ${allowed.join(", ")}`,
      "snowmelt imagery --help",
    );
  return given as T[] | undefined;
}

/** Opens scenes for the length of one call. */
async function withScenes<T>(call: Invocation, use: (folder: SceneFolder) => Promise<T>): Promise<T> {
  const bands = list<BandRole>(call, "bands", BAND_ROLES);
  const folder = openSceneFolder(call.args, bands === undefined ? {} : { bands });
  try {
    return await use(folder);
  } finally {
    folder.close();
  }
}

function sitesOf(call: Invocation): Sites {
  const file = text(call, "sites");
  if (file === undefined) wrong("Cannot measure", "no polygons were given", "--sites sites.geojson");
  return readSitesFile(file);
}

function readSitesFile(file: string): Sites {
  try {
    return readSites(readFileSync(file, "utf8"), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      wrong(`Cannot read "${file}"`, "there is no such file", "Give the path of a GeoJSON of polygons.");
    throw error;
  }
}

function progress(call: Invocation, what: string): (done: number, total: number) => void {
  return (done, total) => call.effects.progress({ what, done, total, unit: "scenes" });
}

/** One JSON document, or lines for a person; refusals and caveats are printed either way. */
function answer(
  call: Invocation,
  verb: string,
  document: object,
  lines: readonly string[],
  refusals: readonly Refusal[],
  caveats: readonly Caveat[],
): ExitCode {
  if (call.json) call.effects.out(`${JSON.stringify({ format: FORMAT, verb, ...document })}\n`);
  else {
    call.effects.out(`${lines.join("\n")}\n`);
    for (const r of refusals)
      call.effects.out(`refused ${r.code}: ${[r.scene, r.site].filter(Boolean).join(" ")}: ${r.text}\n`);
    for (const c of caveats)
      call.effects.out(`caveat ${c.code}${c.scene === undefined ? "" : ` (${c.scene})`}: ${c.text}\n`);
  }
  return refusals.length > 0 ? EXIT.partly : EXIT.done;
}

async function inspect(call: Invocation): Promise<ExitCode> {
  return await withScenes(call, async (folder) => {
    const file = text(call, "sites");
    const report = inspectScenes(folder, file === undefined ? null : readSitesFile(file));
    const lines = report.scenes.map(
      (s) =>
        `${s.id}  ${s.earliest ?? "no date"}  ${s.sensor ?? "sensor unknown"}  ${s.width} x ${s.height}  ${s.gsdM[0]} m  EPSG:${s.epsg}  ${s.bands.map((b) => b ?? "-").join(",")}`,
    );
    const small = new Set(report.measurable.filter((m) => !m.measurable).map((m) => m.site));
    if (small.size > 0)
      lines.push(`Not measurable on some scene (fewer than 12 whole pixels inside): ${[...small].join(", ")}`);
    for (const p of report.problems) lines.push(`problem: ${p.file ?? ""}: ${p.message}`);
    const code = answer(
      call,
      "inspect",
      report,
      lines,
      [],
      report.scenes.flatMap((s) => s.caveats),
    );
    return report.problems.length > 0 ? EXIT.partly : code;
  });
}

function sceneLines(
  scenes: readonly { scene: string; shiftPx: readonly [number, number] | null; sigmaPx: number | null }[],
): string[] {
  return scenes.map((s) =>
    s.shiftPx === null ? `${s.scene}  UNREGISTERED` : `${s.scene}  ${s.shiftPx[0]}, ${s.shiftPx[1]} px  ± ${s.sigmaPx}`,
  );
}

async function register(call: Invocation): Promise<ExitCode> {
  return await withScenes(call, async (folder) => {
    const scenes = requireScenes(folder, { date: false, count: 2 });
    const file = text(call, "sites");
    const sites = file === undefined ? [] : readSitesFile(file).sites;
    const r = await registerScenes(scenes, sites, {
      reference: text(call, "reference"),
      onProgress: progress(call, "registering"),
    });
    const closing =
      r.closure.triangles === 0
        ? "no triangle of pairs to check"
        : `${r.closure.triangles} triangles close within ${r.closure.medianPx} px (median), ${r.closure.p95Px} px (95 %)`;
    return answer(
      call,
      "register",
      { inputs: scenes.map(sceneRecord), ...r },
      [...sceneLines(r.scenes), closing],
      r.refusals,
      r.caveats,
    );
  });
}

/** Plan first; then either stop, or compare with the recorded one, then measure. */
async function planned<R extends { statement: string; refusals: readonly Refusal[]; caveats: readonly Caveat[] }>(
  call: Invocation,
  verbName: "snow" | "timeline",
  measure: (plan: AnalysisPlan, scenes: readonly Scene[], sites: Sites) => Promise<R>,
  lines: (result: R) => string[],
): Promise<ExitCode> {
  return await withScenes(call, async (folder) => {
    const scenes = requireScenes(folder, { date: true, count: 2 });
    const sites = sitesOf(call);
    const plan = planAnalysis(scenes, sites, {
      verb: verbName,
      target: text(call, "target"),
      reference: text(call, "reference"),
      claimedStart: text(call, "claimedStart") ?? null,
      strata: list<Stratum>(call, "strata", STRATA),
      candidates: numbers(call, "candidates", 1)?.[0],
      chosenAfterLooking: call.options["chosenAfterLooking"] === true,
    });
    if (call.options["planOnly"] === true) {
      call.effects.out(`${JSON.stringify(plan)}\n`);
      call.effects.say(`Plan SHA-256 ${planHash(plan)}; record it before measuring.\n`);
      return EXIT.done;
    }
    const recorded = text(call, "plan");
    if (recorded !== undefined) requireSamePlan(JSON.parse(readFileSync(recorded, "utf8")) as AnalysisPlan, plan);
    const result = await measure(plan, scenes, sites);
    const caveats =
      recorded === undefined
        ? [
            ...result.caveats,
            {
              code: "plan-not-recorded",
              text: "No plan recorded before was given: this analysis cannot show that its rules were fixed before the pixels were seen.",
            },
          ]
        : result.caveats;
    return answer(
      call,
      verbName,
      { inputs: scenes.map(sceneRecord), ...result, caveats, finding: findingRecord(plan, { ...result, caveats }) },
      [result.statement, ...lines(result)],
      result.refusals,
      caveats,
    );
  });
}

async function snow(call: Invocation): Promise<ExitCode> {
  return await planned(
    call,
    "snow",
    (plan, scenes, sites) => measureSnow(plan, scenes, sites, { onProgress: progress(call, "reading roofs") }),
    (r) => [
      ...r.values
        .filter((v) => v.site === r.plan.target)
        .map(
          (v) =>
            `${v.scene}  snow on ${(100 * v.fraction).toFixed(1)} % ± ${(100 * v.sigma).toFixed(1)} of the roof (n = ${v.n} pixels, ${v.method})`,
        ),
      ...(r.test === null
        ? []
        : [
            `At most ${(100 * r.test.meltShareUpper).toFixed(1)} % of unheated roofs melt so much (95 %): likelihood ratio heat to no heat at most ${r.test.likelihoodRatioAtMost.toFixed(1)}.`,
          ]),
      ...(r.test?.fisher == null
        ? []
        : [
            r.test.fisher.stands
              ? `Fisher over dates: p = ${r.test.fisher.p}.`
              : `Fisher over dates: struck through, roofs differ lastingly (upper bound of their correlation ${r.test.fisher.iccUpper}).`,
          ]),
      ...r.otherExplanations.map(
        (e) => `other explanation ${e.id} (${e.bearing}): ${e.text} ${JSON.stringify(e.measured)}`,
      ),
    ],
  );
}

async function timeline(call: Invocation): Promise<ExitCode> {
  return await planned(
    call,
    "timeline",
    (plan, scenes, sites) => measureTimeline(plan, scenes, sites, { onProgress: progress(call, "reading sites") }),
    (r) => [
      ...r.dates.filter((d) => !d.used).map((d) => `not used: ${d.scene}: ${d.reason}`),
      ...(r.change === null
        ? []
        : r.change.gaps
            .filter((g) => g.probability >= 0.01)
            .map((g) => `${g.from.slice(0, 10)} to ${g.to.slice(0, 10)}  ${(100 * g.probability).toFixed(1)} %`)),
      ...(r.secondChange === null
        ? []
        : [`second change between ${r.secondChange.between[0]} and ${r.secondChange.between[1]}`]),
    ],
  );
}

async function shadow(call: Invocation): Promise<ExitCode> {
  const height = numbers(call, "height", 2);
  if (height !== undefined) {
    const length = numbers(call, "length", 2);
    const place = numbers(call, "place", 2);
    const direction = numbers(call, "direction", 2);
    const day = text(call, "day");
    if (length === undefined || place === undefined || day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day))
      wrong(
        "Cannot tell the time of day",
        "--height also needs --length, --day and --place",
        "snowmelt imagery shadow --help",
      );
    const result = timeFromShadow({
      day,
      lon: place[0]!,
      lat: place[1]!,
      heightM: height[0]!,
      heightSdM: height[1]!,
      lengthM: length[0]!,
      lengthSdM: length[1]!,
      shadowAzimuthDeg: direction?.[0] ?? null,
      shadowAzimuthSdDeg: direction?.[1] ?? 2,
    });
    return answer(
      call,
      "shadow",
      result,
      result.windows.length === 0
        ? ["No time of that day fits: day, place, height or length is wrong."]
        : result.windows.map((w) => `${w.from} to ${w.to}, best ${w.best}`),
      [],
      [],
    );
  }
  return await withScenes(call, async (folder) => {
    const all = requireScenes(folder, { date: true, count: 1 });
    const sites = sitesOf(call);
    const registration = await registerScenes(all, sites.sites, { reference: text(call, "reference") });
    const only = text(call, "scene");
    const target = text(call, "target");
    const slope = numbers(call, "slope", 1)?.[0];
    const slopeSd = numbers(call, "slopeSd", 1)?.[0];
    const results = [];
    const refusals: Refusal[] = [...registration.refusals];
    for (const scene of all.filter((s) => only === undefined || s.id === only)) {
      const placement = placementOf(registration, scene.id);
      if (placement === null) continue;
      for (const site of sites.sites.filter((s) => (target === undefined ? s.role === "target" : s.id === target))) {
        results.push(
          await measureShadow(scene, site, placement, {
            ...(slope === undefined ? {} : { slopeDeg: slope }),
            ...(slopeSd === undefined ? {} : { slopeSdDeg: slopeSd }),
          }),
        );
      }
    }
    for (const r of results) refusals.push(...r.refusals);
    const lines = results.map((r) =>
      r.height === null
        ? `${r.scene}  ${r.site}  not measurable`
        : `${r.scene}  ${r.site}  ${r.height.heightM} m ± ${r.height.sdM} (68 %: ${r.height.intervalM[0]} to ${r.height.intervalM[1]}), n = ${r.profiles.length} profiles`,
    );
    return answer(
      call,
      "shadow",
      { inputs: all.map(sceneRecord), sitesSha256: sites.sha256, registration, results, refusals },
      lines,
      refusals,
      results.flatMap((r) => r.caveats),
    );
  });
}

async function plate(call: Invocation): Promise<ExitCode> {
  const out = text(call, "out");
  if (out === undefined) wrong("Cannot draw plates", "no folder to write to", "--out plates");
  return await withScenes(call, async (folder) => {
    const all = requireScenes(folder, { date: true, count: 1 });
    const sites = sitesOf(call);
    const ids = text(call, "show")?.split(",") ?? [all[0]!.id, ...(all.length > 1 ? [all.at(-1)!.id] : [])];
    const scenes = ids.map(
      (id) =>
        all.find((s) => s.id === id) ??
        wrong(`Cannot show "${id}"`, `the scenes are ${all.map((s) => s.id).join(", ")}`, "--show ID,ID"),
    );
    if (scenes.length > 2)
      wrong("Cannot draw plates", `${scenes.length} scenes were given`, "--show ID,ID   (one or two)");
    const wanted = text(call, "target") ?? sites.sites.find((s) => s.role === "target")?.id;
    const site = sites.sites.find((s) => s.id === wanted);
    if (site === undefined) wrong("Cannot draw plates", `no polygon "${wanted ?? "with role target"}"`, "--target ID");
    const word = text(call, "word");
    if (word !== undefined && PROBABILITY_WORDS[word] === undefined)
      wrong(
        `Cannot use the word "${word}"`,
        "it has no agreed range",
        `--word "likely"   (${Object.keys(PROBABILITY_WORDS).join(", ")})`,
      );
    const registration = await registerScenes(all, sites.sites, { reference: text(call, "reference") });
    const made = await makePlate({
      scenes,
      sites,
      target: site.id,
      registration,
      version: "0.1.0",
      marginM: numbers(call, "margin", 1)?.[0] ?? 40,
      statement: text(call, "statement") ?? null,
      title: { en: text(call, "title") ?? site.name.en ?? site.id, ar: text(call, "titleAr") ?? site.name.ar },
      label: {
        en: site.name.en ?? site.id,
        ar: site.name.ar,
        word: word ?? null,
        analyst: text(call, "analyst") ?? null,
        rule: text(call, "rule") ?? null,
      },
    });
    mkdirSync(out, { recursive: true });
    for (const f of made.files) writeFileSync(join(out, f.name), f.bytes);
    const { refusals } = registration;
    return answer(
      call,
      "plate",
      { out, manifest: made.manifest, refusals, caveats: made.caveats },
      made.files.map((f) => join(out, f.name)),
      refusals,
      made.caveats,
    );
  });
}

async function runSimulate(call: Invocation): Promise<ExitCode> {
  const out = text(call, "out");
  const which = call.args[0]!;
  if (out === undefined) wrong("Cannot simulate", "no folder to write to", "--out site");
  const settings = PRESETS[which] ?? settingsFile(which);
  const seed = numbers(call, "seed", 1)?.[0];
  const written: string[] = [];
  for (const file of simulate(seed === undefined ? settings : { ...settings, seed })) {
    const path = join(out, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
    written.push(path);
  }
  return answer(
    call,
    "simulate",
    { out, files: written, synthetic: true },
    [`${written.length} files under ${out}. SYNTHETIC: they show no real place and no real event.`],
    [],
    [],
  );
}

function settingsFile(path: string): Partial<SimulationSettings> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Partial<SimulationSettings>;
  } catch (error) {
    return wrong(
      `Cannot simulate "${path}"`,
      `neither a preset (${Object.keys(PRESETS).join(", ")}) nor a JSON file: ${(error as Error).message}`,
      "snowmelt imagery simulate roof-snow --out site",
    );
  }
}
