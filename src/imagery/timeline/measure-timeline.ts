import { type Caveat, type Refusal, rounded } from "../caveat.ts";
import { isRefusal, siteSamples } from "../measure/site-samples.ts";
import { type AnalysisPlan, type MeasureOptions, planHash } from "../plan.ts";
import { placementOf, type Registration, registerScenes } from "../register/register-scenes.ts";
import { BAND_ROLES, type Scene, sceneMs } from "../scene/scene.ts";
import { sceneAround } from "../scene/scene-around.ts";
import type { Sites } from "../scene/sites.ts";
import { readSnowSwir } from "../snow/snow-pixels.ts";
import { binomialTail } from "../statistics/distributions.ts";
import { againstControls } from "./against-controls.ts";
import { components, noiseOf } from "./components.ts";
import { type DatedChange, dateChange, SUPPORT } from "./date-change.ts";
import { siteFeatures } from "./site-features.ts";

export interface TimelineChange {
  readonly bayesFactor: number;
  readonly supported: boolean;
  readonly between: readonly [string, string];
  readonly median: string;
  readonly absentOn: string;
  readonly presentOn: string;
  /** Probability by gap between dates. */
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly probability: number }[];
  readonly step: readonly number[];
}

export interface TimelineResult {
  readonly plan: AnalysisPlan;
  readonly planSha256: string;
  readonly registration: Registration;
  readonly dates: readonly {
    readonly scene: string;
    readonly at: string;
    readonly used: boolean;
    readonly reason: string | null;
  }[];
  readonly features: readonly string[];
  /** By scene used: the target's features minus the median departure of the controls from their own levels. */
  readonly series: readonly { readonly scene: string; readonly values: readonly number[] }[];
  readonly change: TimelineChange | null;
  readonly secondChange: TimelineChange | null;
  readonly placebo: {
    readonly n: number;
    readonly p: number;
    readonly attainableP: number;
    readonly controlsSupported: number;
    readonly factors: readonly { readonly site: string; readonly bayesFactor: number }[];
  };
  readonly statement: string;
  readonly refusals: readonly Refusal[];
  readonly caveats: readonly Caveat[];
}

/** Dates the change of the target against its controls, and puts every control to the same test. */
export async function measureTimeline(
  plan: AnalysisPlan,
  scenes: readonly Scene[],
  sites: Sites,
  options: MeasureOptions = {},
): Promise<TimelineResult> {
  const registration =
    options.registration ?? (await registerScenes(scenes, sites.sites, { reference: plan.reference }));
  const refusals: Refusal[] = [...registration.refusals];
  const caveats: Caveat[] = [...scenes.flatMap((s) => s.caveats), ...registration.caveats];
  const by = new Map(sites.sites.map((s) => [s.id, s]));
  const ids = [plan.target, ...plan.controls];
  const roles = BAND_ROLES.filter((r) => scenes.every((s) => s.roles.includes(r)));
  const dates: { scene: string; at: string; used: boolean; reason: string | null }[] = [];
  const rows: { scene: Scene; values: Map<string, readonly number[]> }[] = [];
  let features: readonly string[] = [];
  for (const [i, scene] of scenes.entries()) {
    options.onProgress?.(i, scenes.length);
    const at = scene.time!.earliest;
    const skip = (reason: string): void => {
      dates.push({ scene: scene.id, at, used: false, reason });
    };
    const placement = placementOf(registration, scene.id);
    if (placement === null) {
      skip("not registered");
      continue;
    }
    const near = await sceneAround(
      scene,
      [...ids, ...plan.groundReferences].map((id) => by.get(id)!),
      placement,
    );
    const values = new Map<string, readonly number[]>();
    for (const id of ids) {
      const site = by.get(id)!;
      const got = await siteSamples(near, site, placement, roles, scenes.find((s) => s.id === site.drawnOn) ?? null);
      if (isRefusal(got)) refusals.push(got);
      else {
        const f = siteFeatures(got);
        features = f.names;
        values.set(id, f.values);
      }
    }
    if (!values.has(plan.target)) skip("the target is not measurable");
    else if (values.size < 2) skip("no control is measurable");
    else if (await snowLies(near, placement, sites, plan)) skip("snow on the ground: all roofs look alike");
    else {
      dates.push({ scene: scene.id, at, used: true, reason: null });
      rows.push({ scene, values });
    }
  }
  const times = rows.map((r) => sceneMs(r.scene)!);
  const series = new Map(
    ids.map((id) => [
      id,
      againstControls(
        rows.map((r) => r.values),
        id,
        plan.controls,
        features.length,
      ),
    ]),
  );
  const noise = noiseOf(
    [...series.values()].slice(1).filter((s) => s !== null),
    features.length,
  );
  const target = series.get(plan.target) ?? null;
  const dated = target === null ? null : dateChange(times, components(target, noise), noise === null ? 0 : 1);
  const factors = plan.controls.flatMap((id) => {
    const own = series.get(id);
    const found = own == null ? null : dateChange(times, components(own, noise), noise === null ? 0 : 1);
    return found === null ? [] : [{ site: id, bayesFactor: found.bayesFactor }];
  });
  const asStrong = dated === null ? 0 : factors.filter((f) => f.bayesFactor >= dated.bayesFactor).length;
  if (dated === null)
    refusals.push({
      code: "too-few-dates",
      site: plan.target,
      text: `${rows.length} usable dates; five are needed to date a change.`,
    });
  const change = dated === null ? null : describeChange(dated, rows, 0);
  const second =
    dated?.supported === true && target !== null
      ? secondChange(dated, rows, times, components(target, noise), noise === null ? 0 : 1)
      : null;
  if (second !== null && change !== null && second.supported) {
    const opposite =
      second.step[0] !== undefined &&
      change.step[0] !== undefined &&
      Math.sign(second.step[0]) === -Math.sign(change.step[0]);
    caveats.push({
      code: opposite ? "change-reverses" : "second-change",
      site: plan.target,
      text: opposite
        ? "A second change goes back the other way: a passing cover, demolition, or two scenes whose dates are swapped."
        : "There is a second change: clearing and building, or stages of building.",
    });
  }
  if (plan.chosenAfterLooking) {
    caveats.push({
      code: "target-chosen-after-looking",
      site: plan.target,
      text: "The target was chosen after looking at the images: that it changes was known, and only the dates are a finding; p among the controls says nothing about it.",
    });
  }
  const fired = factors.filter((f) => f.bayesFactor > SUPPORT).length;
  if (fired > 0) caveats.push(controlsChange(fired, factors.length));
  return {
    plan,
    planSha256: planHash(plan),
    registration,
    dates,
    features,
    series:
      target === null ? [] : rows.map((r, i) => ({ scene: r.scene.id, values: target.map((f) => rounded(f[i]!, 5)) })),
    change,
    secondChange: second,
    placebo: {
      n: factors.length,
      p: (asStrong + 1) / (factors.length + 1),
      attainableP: 1 / (factors.length + 1),
      controlsSupported: fired,
      factors: factors.map((f) => ({ site: f.site, bayesFactor: rounded(f.bayesFactor, 3) })),
    },
    statement: stateFinding(plan.target, change, second, factors.length, asStrong),
    refusals,
    caveats,
  };
}

/** Share of unchanged polygons that may pass the factor, measured by simulation: docs/measured/imagery.md. */
const FALSE_SHARE = 0.05;

/** What controls that change say of the factor: whether noise alone would let so many pass it. */
function controlsChange(fired: number, n: number): Caveat {
  const chance = binomialTail(fired, n, FALSE_SHARE);
  const reading =
    chance < 0.05
      ? "The factor is too easily passed on these scenes, or the controls did change: trust the rank among the controls, and not the factor."
      : "So many may pass by chance; the rank among the controls says more than the factor.";
  return {
    code: "controls-change-too",
    text: `${fired} of ${n} controls change as well by the same test, where ${FALSE_SHARE} of unchanged ones are expected to at most (${fired} or more have probability ${chance.toFixed(3)}). ${reading}`,
  };
}

async function snowLies(
  scene: Scene,
  placement: { shiftPx: readonly [number, number]; sigmaPx: number },
  sites: Sites,
  plan: AnalysisPlan,
): Promise<boolean> {
  if (!["green", "nir", "swir16"].every((r) => scene.roles.includes(r as never))) return false;
  for (const id of plan.groundReferences) {
    const site = sites.sites.find((s) => s.id === id)!;
    const got = await siteSamples(scene, site, placement, ["green", "red", "nir", "swir16"], null);
    if (!isRefusal(got) && readSnowSwir(got).fraction > 0.3) return true;
  }
  return false;
}

function describeChange(
  dated: DatedChange,
  rows: readonly { readonly scene: Scene }[],
  offset: number,
): TimelineChange {
  const at = (i: number, end: "earliest" | "latest"): string => rows[offset + i]!.scene.time![end];
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return {
    bayesFactor: rounded(dated.bayesFactor, 3),
    supported: dated.supported,
    between: [day(dated.intervalMs[0]), day(dated.intervalMs[1])],
    median: day(dated.medianMs),
    absentOn: at(dated.absentOn, "earliest"),
    presentOn: at(dated.presentOn, "latest"),
    gaps: dated.gaps.map((probability, g) => ({ from: at(g, "earliest"), to: at(g + 1, "latest"), probability })),
    step: dated.step,
  };
}

/** The same search on either side of the first change; the stronger is kept when it is supported. */
function secondChange(
  first: DatedChange,
  rows: readonly { readonly scene: Scene }[],
  times: readonly number[],
  parts: readonly (readonly number[])[],
  minScale: number,
): TimelineChange | null {
  const best = first.gaps.indexOf(Math.max(...first.gaps));
  const sides = [
    [0, best + 1],
    [best + 1, times.length],
  ] as const;
  const found = sides.flatMap(([from, to]) => {
    const dated = dateChange(
      times.slice(from, to),
      parts.map((p) => p.slice(from, to)),
      minScale,
    );
    return dated === null || !dated.supported ? [] : [{ dated, from }];
  });
  const strongest = found.sort((a, b) => b.dated.bayesFactor - a.dated.bayesFactor)[0];
  return strongest === undefined ? null : describeChange(strongest.dated, rows, strongest.from);
}

function stateFinding(
  target: string,
  change: TimelineChange | null,
  second: TimelineChange | null,
  n: number,
  asStrong: number,
): string {
  if (change === null) return `When ${target} changed could not be measured.`;
  const placebo = `${asStrong} of ${n} controls change as strongly by the same test (p = ${((asStrong + 1) / (n + 1)).toFixed(3)}, the smallest possible being ${(1 / (n + 1)).toFixed(3)})`;
  if (!change.supported)
    return `No change of ${target} is supported (Bayes factor ${change.bayesFactor}, 19 needed); ${placebo}.`;
  const day = (at: string): string => at.slice(0, 10);
  if (second === null)
    return `${target}: absent on ${day(change.absentOn)}, present on ${day(change.presentOn)}; with 90 % probability it changed between ${change.between[0]} and ${change.between[1]}; ${placebo}.`;
  const [early, late] = change.between[0] <= second.between[0] ? [change, second] : [second, change];
  return (
    `${target} changed twice: as at first on ${day(early.absentOn)}, as at last from ${day(late.presentOn)} on; with 90 % probability first between ` +
    `${early.between[0]} and ${early.between[1]} and again between ${late.between[0]} and ${late.between[1]}, as clearing and building would; ${placebo}.`
  );
}
