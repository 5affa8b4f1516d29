import { canonicalJson, type Json, sha256Hex } from "#kernel";
import type { Caveat, Refusal } from "./caveat.ts";
import { rounded } from "./caveat.ts";
import { type AnalysisPlan, planHash } from "./plan.ts";
import type { GdalStep } from "./raster/gdal-step.ts";
import { type Scene, sceneFrame, sceneSun } from "./scene/scene.ts";
import type { ShadowResult } from "./shadow/measure-shadow.ts";

/** A scene as a plain value to be recorded: hashes of its files and what is known of how it was taken. */
export interface SceneValue {
  readonly schema: "snowmelt-imagery-scene/1";
  readonly id: string;
  readonly sha256: string;
  readonly stacSha256: string | null;
  readonly cloudSha256: string | null;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly sensor: string | null;
  readonly license: string | null;
  readonly synthetic: boolean;
  readonly epsg: number;
  readonly width: number;
  readonly height: number;
  readonly gsdM: readonly [number, number];
  readonly bands: readonly (string | null)[];
  readonly sun: { readonly azimuthDeg: number; readonly elevationDeg: number; readonly origin: "computed" } | null;
  readonly offNadirDeg: number | null;
  readonly conversion: GdalStep | null;
  readonly caveats: readonly Caveat[];
}

export function sceneRecord(scene: Scene): SceneValue {
  const frame = sceneFrame(scene);
  const sun = sceneSun(scene);
  return {
    schema: "snowmelt-imagery-scene/1",
    id: scene.id,
    sha256: scene.sha256,
    stacSha256: scene.stac?.sha256 ?? null,
    cloudSha256: scene.clouds?.sha256 ?? null,
    earliest: scene.time?.earliest ?? null,
    latest: scene.time?.latest ?? null,
    sensor: scene.sensor,
    license: scene.license,
    synthetic: scene.synthetic,
    epsg: scene.projection.epsg,
    width: scene.raster.width,
    height: scene.raster.height,
    gsdM: [rounded(frame.gsdXM, 4), rounded(frame.gsdYM, 4)],
    bands: scene.roles,
    sun:
      sun === null
        ? null
        : { azimuthDeg: rounded(sun.azimuth, 3), elevationDeg: rounded(sun.elevation, 3), origin: "computed" },
    offNadirDeg: scene.view?.offNadirDeg ?? null,
    conversion: scene.conversion,
    caveats: scene.caveats,
  };
}

/** A finding as a plain value to be recorded: the sentence, what it rests on, and the whole result behind it. */
export interface FindingValue {
  readonly schema: "snowmelt-imagery-finding/1";
  readonly verb: "snow" | "timeline" | "shadow";
  readonly target: string;
  readonly statement: string;
  readonly planSha256: string | null;
  readonly inputs: readonly { readonly id: string; readonly sha256: string }[];
  readonly resultSha256: string;
  /** For `assess`: a likelihood ratio heat : no heat is at most this; null when the verb gives none. */
  readonly likelihoodRatioAtMost: number | null;
  readonly otherExplanations: readonly { readonly id: string; readonly text: string; readonly bearing: string }[];
  readonly refusals: readonly Refusal[];
  readonly caveats: readonly Caveat[];
}

/** A height as a finding: one sentence over all scenes, with its refusals and caveats. No plan goes before it. */
export function shadowFinding(
  target: string,
  inputs: FindingValue["inputs"],
  results: readonly ShadowResult[],
  refusals: readonly Refusal[],
): FindingValue {
  const measured = results.flatMap((r) => (r.height === null ? [] : [{ scene: r.scene, height: r.height }]));
  const each = measured.map(
    ({ scene, height }) =>
      `${height.heightM} m ± ${height.sdM} (1 sd; ${height.intervalM[0]} to ${height.intervalM[1]} m) on ${scene}`,
  );
  return {
    schema: "snowmelt-imagery-finding/1",
    verb: "shadow",
    target,
    statement:
      each.length === 0
        ? `The height of ${target} could not be measured from its shadow.`
        : `By its shadow, ${target} stands ${each.join(", ")} above the ground.`,
    planSha256: null,
    inputs,
    resultSha256: digestOf(results),
    likelihoodRatioAtMost: null,
    otherExplanations: [],
    refusals,
    caveats: results.flatMap((r) => r.caveats),
  };
}

function digestOf(result: unknown): string {
  return sha256Hex(new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(result)) as Json)));
}

export function findingRecord(
  plan: AnalysisPlan,
  result: {
    readonly statement: string;
    readonly refusals: readonly Refusal[];
    readonly caveats: readonly Caveat[];
    readonly test?: { readonly likelihoodRatioAtMost: number } | null;
    readonly otherExplanations?: FindingValue["otherExplanations"];
  },
): FindingValue {
  return {
    schema: "snowmelt-imagery-finding/1",
    verb: plan.verb,
    target: plan.target,
    statement: result.statement,
    planSha256: planHash(plan),
    inputs: [
      { id: plan.sites.file, sha256: plan.sites.sha256 },
      ...plan.scenes.map((s) => ({ id: s.id, sha256: s.sha256 })),
    ],
    resultSha256: digestOf(result),
    likelihoodRatioAtMost: result.test?.likelihoodRatioAtMost ?? null,
    otherExplanations: (result.otherExplanations ?? []).map(({ id, text, bearing }) => ({ id, text, bearing })),
    refusals: result.refusals,
    caveats: result.caveats,
  };
}
