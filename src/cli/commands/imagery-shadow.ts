import { recordScenes } from "#case";
import {
  isDay,
  measureShadow,
  placementOf,
  type Refusal,
  type ShadowResult,
  sceneRecord,
  shadowFinding,
  timeFromShadow,
} from "#imagery";
import type { ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import { answer, documentOf, MEASURING, numbers, SCENES, text, verb, withPlacedScenes, wrong } from "./imagery-call.ts";
import { caseOf, NO_RECORD, recordFinding } from "./imagery-case.ts";

/** Roles of polygons in which something may stand. */
const BUILT: ReadonlySet<string> = new Set(["target", "control", "exclude"]);

export const shadowVerb = verb(
  "shadow",
  "Measure heights from cast shadows, or the time of day from a known height.",
  [{ ...SCENES, optional: true }],
  [
    ...MEASURING,
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
    NO_RECORD,
  ],
  [
    "snowmelt imagery shadow site/scenes --sites site/sites.geojson",
    "snowmelt imagery shadow --height 14,0.2 --length 22,0.5 --direction 339,2 --day 2015-01-15 --place 36.3289,33.665",
  ],
  shadow,
);

/** The reverse: from a known height to the times of a day. */
function timeOfDay(call: Invocation, height: readonly number[]): ExitCode {
  const length = numbers(call, "length", 2);
  const place = numbers(call, "place", 2);
  const direction = numbers(call, "direction", 2);
  const day = text(call, "day");
  if (length === undefined || place === undefined || day === undefined)
    wrong(
      "Cannot tell the time of day",
      "--height also needs --length, --day and --place",
      "snowmelt imagery shadow --help",
    );
  const impossible = [
    isDay(day) ? null : `--day "${day}" is no day like 2015-01-15`,
    height.every((v) => v > 0) ? null : "--height needs metres and their standard deviation, both above 0",
    length.every((v) => v > 0) ? null : "--length needs metres and their standard deviation, both above 0",
    direction === undefined || (Math.abs(direction[0]!) <= 360 && direction[1]! > 0)
      ? null
      : "--direction needs degrees from true north and a standard deviation above 0",
    Math.abs(place[0]!) <= 180 && Math.abs(place[1]!) <= 90 ? null : "--place needs longitude and latitude in degrees",
  ].filter((problem) => problem !== null);
  if (impossible.length > 0)
    wrong("Cannot tell the time of day", impossible.join("; "), "snowmelt imagery shadow --help");
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
  const refusals: Refusal[] =
    result.windows.length === 0
      ? [
          {
            code: "no-fitting-time",
            text: "No time of that day fits: day, place, height, length or direction is wrong.",
          },
        ]
      : [];
  const lines = result.windows.map((w) => `${w.from} to ${w.to}, best ${w.best}`);
  return answer(call, "shadow", { ...result, refusals, caveats: [] }, lines, refusals, []);
}

async function shadow(call: Invocation): Promise<ExitCode> {
  const height = numbers(call, "height", 2);
  if (height !== undefined) return timeOfDay(call, height);
  if (call.args.length === 0)
    wrong(
      "Cannot measure a shadow",
      "neither scenes nor a known height were given",
      "snowmelt imagery shadow site/scenes --sites site/sites.geojson",
    );
  const inCase = caseOf(call);
  return await withPlacedScenes(call, async ({ scenes: all, sites, registration }) => {
    const only = text(call, "scene");
    const target = text(call, "target");
    const slope = numbers(call, "slope", 1)?.[0];
    const slopeSd = numbers(call, "slopeSd", 1)?.[0];
    if (Math.abs(slope ?? 0) > 45 || !((slopeSd ?? 1) >= 0 && (slopeSd ?? 1) <= 45))
      wrong(
        "Cannot use --slope and --slope-sd",
        "needs degrees: a slope from -45 to 45, its deviation from 0 to 45",
        "--slope 2 --slope-sd 1",
      );
    if (only !== undefined && !all.some((s) => s.id === only))
      wrong(`Cannot measure on "${only}"`, `the scenes are ${all.map((s) => s.id).join(", ")}`, "--scene ID");
    const measured = sites.sites.filter((s) => (target === undefined ? s.role === "target" : s.id === target));
    if (measured.length === 0)
      wrong(
        "Cannot measure a shadow",
        target === undefined
          ? "no polygon has the role target"
          : `no polygon "${target}"; there are ${sites.sites.map((s) => s.id).join(", ")}`,
        "--target ID",
      );
    const results: ShadowResult[] = [];
    const refusals: Refusal[] = [...registration.refusals];
    for (const scene of all.filter((s) => only === undefined || s.id === only)) {
      const placement = placementOf(registration, scene.id);
      if (placement === null) continue;
      for (const site of measured) {
        results.push(
          await measureShadow(scene, site, placement, {
            ...(slope === undefined ? {} : { slopeDeg: slope }),
            ...(slopeSd === undefined ? {} : { slopeSdDeg: slopeSd }),
            neighbours: sites.sites.filter(({ id, role }) => id !== site.id && BUILT.has(role)),
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
    const caveats = [...registration.caveats, ...results.flatMap((r) => r.caveats)];
    const document = {
      inputs: all.map(sceneRecord),
      sitesSha256: sites.sha256,
      registration,
      results,
      refusals,
      caveats,
    };
    const inputs = [
      { id: sites.file.replace(/^.*[/\\]/, ""), sha256: sites.sha256 },
      ...all.map(({ id, sha256 }) => ({ id, sha256 })),
    ];
    const findings = [...new Set(results.map((r) => r.site))].map((site) => {
      const own = results.filter((r) => r.site === site);
      return shadowFinding(
        site,
        inputs,
        own,
        own.flatMap((r) => r.refusals),
      );
    });
    if (inCase !== null) {
      const ids = await recordScenes(inCase, all, sites);
      for (const finding of findings) {
        const whole = documentOf("shadow", { ...document, finding });
        const made = await recordFinding(inCase, `shadow-${finding.target}.json`, whole, "shadow", {
          names: [...ids, sites.file],
          sha256: inputs.map((input) => input.sha256),
        });
        lines.push(`Recorded as finding ${made.finding}, read in ${made.exhibit}.`);
      }
    }
    return answer(call, "shadow", { ...document, findings }, lines, refusals, caveats);
  });
}
