import { canonicalJson, type Json, sha256Hex } from "#kernel";
import { imageryError } from "./errors.ts";
import { referenceScene } from "./register/reference.ts";
import type { Registration } from "./register/register-scenes.ts";
import { isDay } from "./scene/day.ts";
import type { Scene } from "./scene/scene.ts";
import type { Site, Sites } from "./scene/sites.ts";

export const STRATA = ["material", "pitch", "aspect", "height", "shading"] as const;
export type Stratum = (typeof STRATA)[number];

/** What will be measured and by which rule, fixed before a pixel is looked at. Plain JSON, to be recorded as an act. */
export interface AnalysisPlan {
  readonly schema: "snowmelt-imagery-plan/1";
  readonly verb: "snow" | "timeline";
  readonly target: string;
  readonly controls: readonly string[];
  /** Roofs known to be heated: shown as positive controls, never compared. */
  readonly heated: readonly string[];
  readonly groundReferences: readonly string[];
  readonly strata: readonly Stratum[];
  readonly statistic: string;
  readonly dates: { readonly groundSnowAtLeast: number; readonly roofsVisibleAtLeast: number } | null;
  /** From when the target is said to be in use; splits the dates into before and after. */
  readonly claimedStart: string | null;
  /** How many roofs were looked at before this one became the target; all of them when chosen after looking. */
  readonly candidates: number;
  readonly chosenAfterLooking: boolean;
  readonly reference: string;
  readonly seed: number;
  readonly sites: { readonly file: string; readonly sha256: string };
  readonly scenes: readonly {
    readonly id: string;
    readonly sha256: string;
    readonly time: string | null;
    readonly stacSha256: string | null;
  }[];
}

export interface PlanOptions {
  readonly verb: "snow" | "timeline";
  readonly target?: string | undefined;
  readonly strata?: readonly Stratum[] | undefined;
  readonly claimedStart?: string | null | undefined;
  readonly candidates?: number | undefined;
  readonly chosenAfterLooking?: boolean | undefined;
  readonly reference?: string | undefined;
  readonly groundSnowAtLeast?: number | undefined;
  readonly roofsVisibleAtLeast?: number | undefined;
  readonly seed?: number | undefined;
}

/** How a plan is carried out. */
export interface MeasureOptions {
  /** Where the scenes lie; sought with the plan's reference when it is not given. */
  readonly registration?: Registration;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Makes the plan from metadata alone: no pixel is read.
 *
 * @throws imagery/no-such-site, imagery/bad-sites (no target, no control), imagery/bad-settings
 */
export function planAnalysis(scenes: readonly Scene[], sites: Sites, options: PlanOptions): AnalysisPlan {
  const targets = sites.sites.filter((s) => s.role === "target");
  const target =
    options.target === undefined
      ? targets.length === 1
        ? targets[0]
        : undefined
      : sites.sites.find((s) => s.id === options.target);
  if (target === undefined) {
    throw imageryError("imagery/no-such-site", {
      what: options.target === undefined ? "Cannot choose the target" : `Cannot take "${options.target}" as target`,
      found: `the sites hold ${targets.length} with role target: ${targets.map((s) => s.id).join(", ") || "none"}`,
      unchanged: "Nothing was measured.",
      mend: `--target ${(targets[0] ?? sites.sites[0])?.id ?? "ID"}`,
    });
  }
  const controls = sites.sites.filter((s) => s.role === "control" && s.id !== target.id && !s.heated);
  const problems = [];
  if (controls.length === 0)
    problems.push({ file: sites.file, message: `no polygon with role "control": nothing to compare the target with` });
  if (options.verb === "snow" && !sites.sites.some((s) => s.role === "snow-reference")) {
    problems.push({
      file: sites.file,
      message: `no polygon with role "snow-reference" (flat open ground): whether it had snowed cannot be told without looking at roofs`,
    });
  }
  if (problems.length > 0) {
    throw imageryError("imagery/bad-sites", {
      what: `Cannot plan a comparison for "${target.id}"`,
      found: `${problems.length} problem${problems.length === 1 ? "" : "s"}, listed above`,
      unchanged: "Nothing was measured.",
      mend: "Draw the polygons named and give their roles, then run again.",
      problems,
    });
  }
  const start = options.claimedStart ?? null;
  const candidates = options.chosenAfterLooking === true ? controls.length + 1 : (options.candidates ?? 1);
  const wrong: string[] = [];
  if (start !== null && !isDay(start)) wrong.push(`the claimed start "${start}" is not a day like 2013-06-01`);
  if (!Number.isInteger(candidates) || candidates < 1 || candidates > controls.length + 1) {
    wrong.push(`candidates is ${candidates}; needs 1 to ${controls.length + 1} (target and controls)`);
  }
  if (wrong.length > 0) {
    throw imageryError("imagery/bad-settings", {
      what: "Cannot plan the analysis",
      found: wrong.join("; "),
      unchanged: "Nothing was measured.",
      mend: "snowmelt imagery snow --help",
      problems: wrong.map((message) => ({ message })),
    });
  }
  return {
    schema: "snowmelt-imagery-plan/1",
    verb: options.verb,
    target: target.id,
    controls: controls.map((s) => s.id),
    heated: sites.sites.filter((s) => s.heated && s.id !== target.id).map((s) => s.id),
    groundReferences: sites.sites.filter((s) => s.role === "snow-reference").map((s) => s.id),
    strata: options.strata ?? ["material", "pitch"],
    statistic: options.verb === "snow" ? "rank-of-mean-anomaly-1" : "one-change-student-t4-1",
    dates:
      options.verb === "snow"
        ? {
            groundSnowAtLeast: options.groundSnowAtLeast ?? 0.8,
            roofsVisibleAtLeast: options.roofsVisibleAtLeast ?? 0.6,
          }
        : null,
    claimedStart: start,
    candidates,
    chosenAfterLooking: options.chosenAfterLooking === true,
    reference: referenceScene(scenes, [target], options.reference).id,
    seed: options.seed ?? 1,
    sites: { file: baseName(sites.file), sha256: sites.sha256 },
    scenes: scenes.map((s) => ({
      id: s.id,
      sha256: s.sha256,
      time: s.time?.earliest ?? null,
      stacSha256: s.stac?.sha256 ?? null,
    })),
  };
}

/** SHA-256 of the plan's canonical JSON: what to record before measuring. */
export function planHash(plan: AnalysisPlan): string {
  return sha256Hex(new TextEncoder().encode(canonicalJson(plan as unknown as Json)));
}

/** @throws imagery/plan-differs when an earlier plan is not the one about to be carried out; the differences are listed */
export function requireSamePlan(recorded: AnalysisPlan, now: AnalysisPlan): void {
  if (planHash(recorded) === planHash(now)) return;
  const keys = new Set([...Object.keys(recorded), ...Object.keys(now)]) as Set<keyof AnalysisPlan>;
  const differing = [...keys].filter(
    (k) => canonicalJson((recorded[k] ?? null) as Json) !== canonicalJson((now[k] ?? null) as Json),
  );
  throw imageryError("imagery/plan-differs", {
    what: "Cannot carry out the recorded plan",
    found: `these parts differ from it: ${differing.join(", ")}`,
    unchanged: "Nothing was measured.",
    mend: "Use the recorded inputs and options, or record a new plan with --plan-only.",
    problems: differing.map((k) => ({ message: `${k}: recorded ${short(recorded[k])}, now ${short(now[k])}` })),
  });
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}

/** Key of the cell in which roofs may be exchanged for one another. */
export function stratumOf(site: Site, strata: readonly Stratum[]): string {
  const pitch = site.pitchDeg ?? (site.roof === "flat" ? 0 : null);
  return strata
    .map((s) => {
      switch (s) {
        case "material":
          return site.material ?? "?";
        case "pitch":
          return pitch === null ? "?" : pitch < 5 ? "flat" : pitch < 20 ? "low" : "steep";
        case "aspect":
          // Two sides of one ridge belong together: directions are taken modulo 180 degrees.
          return pitch === 0
            ? "flat"
            : site.azimuthDeg === null
              ? "?"
              : `${(Math.round((((site.azimuthDeg % 180) + 180) % 180) / 45) % 4) * 45}`;
        case "height":
          return site.heightM === null ? "?" : site.heightM < 4 ? "low" : site.heightM < 9 ? "middle" : "tall";
        default:
          return site.shading ?? "open";
      }
    })
    .join("|");
}
