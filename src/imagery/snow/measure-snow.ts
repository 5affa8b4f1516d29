import { Random } from "#kernel";
import { type Caveat, type Refusal, rounded } from "../caveat.ts";
import { isRefusal, type SiteSamples, siteSamples } from "../measure/site-samples.ts";
import { type AnalysisPlan, planHash, stratumOf } from "../plan.ts";
import { normalisationOf } from "../radiometry/normalise.ts";
import { placementOf, type Registration, registerScenes } from "../register/register-scenes.ts";
import { type Placement, pixelsInside } from "../scene/pixels.ts";
import { BAND_ROLES, type BandRole, type Scene, sceneFrame, sceneSun } from "../scene/scene.ts";
import type { Site, Sites } from "../scene/sites.ts";
import { medianOf } from "../statistics/distributions.ts";
import { meltShape } from "./melt-shape.ts";
import { type MeltTest, testMelt } from "./melt-test.ts";
import { type OtherExplanation, otherExplanations } from "./other-explanations.ts";
import { brightness, brightnessOf, readSnowSwir, readSnowUnmixed, type SnowReading } from "./snow-pixels.ts";

export interface RoofValue {
  readonly scene: string;
  readonly site: string;
  readonly fraction: number;
  readonly sigma: number;
  readonly n: number;
  readonly unknown: number;
  readonly method: string;
}

export interface SnowDate {
  readonly scene: string;
  readonly at: string;
  readonly groundSnow: number | null;
  readonly groundPixels: number;
  readonly roofsVisible: number;
  readonly informative: boolean;
  readonly reason: string | null;
}

export interface SnowResult {
  readonly plan: AnalysisPlan;
  readonly planSha256: string;
  readonly registration: Registration;
  readonly dates: readonly SnowDate[];
  readonly values: readonly RoofValue[];
  readonly stratum: string;
  readonly controlsInStratum: readonly string[];
  readonly test: MeltTest | null;
  /** Spread of the target's fraction when its outline is redrawn 200 times with the drawer's own doubt, by scene. */
  readonly outline: readonly {
    readonly scene: string;
    readonly low: number;
    readonly high: number;
    readonly drawingSdM: number;
  }[];
  readonly otherExplanations: readonly OtherExplanation[];
  readonly statement: string;
  readonly refusals: readonly Refusal[];
  readonly caveats: readonly Caveat[];
}

/** Words that go with every result: heat is not purpose. */
export const HEAT_IS_NOT_PURPOSE =
  "Missing snow speaks of heat, or of one of the other explanations listed; it does not say what the heat is for. A boiler room, kitchen, laundry, generator, workshop or crematorium would look alike (likelihood ratio about 1 between them).";

/** Measures a planned comparison. Scenes come in opened; the plan should have been recorded before. */
export async function measureSnow(
  plan: AnalysisPlan,
  scenes: readonly Scene[],
  sites: Sites,
  options: { readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<SnowResult> {
  const registration = await registerScenes(scenes, sites.sites, { reference: plan.reference });
  const refusals: Refusal[] = [...registration.refusals];
  const caveats: Caveat[] = [...scenes.flatMap((s) => s.caveats), ...registration.caveats];
  const by = new Map(sites.sites.map((s) => [s.id, s]));
  const roofs = [plan.target, ...plan.controls, ...plan.heated].map((id) => by.get(id)!);
  const grounds = plan.groundReferences.map((id) => by.get(id)!);
  const looks: Look[] = [];
  for (const [i, scene] of scenes.entries()) {
    const placement = placementOf(registration, scene.id);
    if (placement !== null) looks.push(await lookAt(scene, placement, roofs, grounds, scenes, refusals));
    options.onProgress?.(i + 1, scenes.length);
  }
  await readWithoutSwir(looks, roofs, registration, sites, refusals, caveats);
  const dates = looks.map((look) => judgeDate(look, plan, roofs.length - plan.heated.length));
  const values: RoofValue[] = looks.flatMap((look) =>
    [...look.readings].map(([site, r]) => ({
      scene: look.scene.id,
      site,
      fraction: rounded(r.fraction, 4),
      sigma: rounded(r.sigma, 4),
      n: r.pixels,
      unknown: r.unknown,
      method: r.method,
    })),
  );
  const target = by.get(plan.target)!;
  const stratum = stratumOf(target, plan.strata);
  const controls = plan.controls.filter((id) => stratumOf(by.get(id)!, plan.strata) === stratum);
  const informative = looks.filter((_, i) => dates[i]!.informative);
  const test =
    controls.length === 0
      ? null
      : testMelt(
          {
            dates: informative.map((l) => l.scene.time!.earliest),
            roofs: [plan.target, ...controls],
            target: plan.target,
            fraction: [plan.target, ...controls].map((id) =>
              informative.map((l) => l.readings.get(id)?.fraction ?? null),
            ),
          },
          { candidates: Math.min(plan.candidates, controls.length + 1), claimedStart: plan.claimedStart },
        );
  if (controls.length === 0)
    refusals.push({
      code: "no-controls",
      site: plan.target,
      text: `No control shares the target's stratum (${stratum}): nothing it can be compared with.`,
    });
  else if (test === null)
    refusals.push({
      code: "no-informative-date",
      site: plan.target,
      text: "On no date does snow lie on the ground with the target and enough controls in view.",
    });
  addCaveats(caveats, plan, test, controls.length);
  const outline = informative.flatMap((look) => outlineSpread(look, target, plan.seed));
  return {
    plan,
    planSha256: planHash(plan),
    registration,
    dates,
    values,
    stratum,
    controlsInStratum: controls,
    test,
    outline,
    otherExplanations: explain(plan, target, looks, informative, controls, caveats),
    statement: stateFinding(plan, test),
    refusals,
    caveats,
  };
}

interface Look {
  readonly scene: Scene;
  readonly samples: ReadonlyMap<string, SiteSamples>;
  readonly grounds: readonly SiteSamples[];
  readonly readings: Map<string, SnowReading>;
  readonly swir: boolean;
  groundSnow: number | null;
  readonly groundPixels: number;
}

async function lookAt(
  scene: Scene,
  placement: Placement,
  roofs: readonly Site[],
  grounds: readonly Site[],
  scenes: readonly Scene[],
  refusals: Refusal[],
): Promise<Look> {
  const roles: readonly BandRole[] = BAND_ROLES.filter((r) => scene.roles.includes(r));
  const swir = roles.includes("swir16") && roles.includes("nir") && (roles.includes("green") || roles.includes("red"));
  const samples = new Map<string, SiteSamples>();
  const open: SiteSamples[] = [];
  for (const site of [...roofs, ...grounds]) {
    const drawnOn = scenes.find((s) => s.id === site.drawnOn) ?? null;
    const got = await siteSamples(scene, site, placement, roles, drawnOn);
    if (isRefusal(got)) refusals.push(got);
    else if (grounds.includes(site)) open.push(got);
    else samples.set(site.id, got);
  }
  const readings = new Map<string, SnowReading>();
  let groundSnow: number | null = null;
  if (swir) {
    for (const [id, s] of samples) keepReading(readSnowSwir(s), id, scene, readings, refusals);
    const ground = open.map((s) => readSnowSwir(s));
    const n = ground.reduce((sum, g) => sum + g.pixels, 0);
    if (n > 0) groundSnow = ground.reduce((sum, g) => sum + (g.pixels === 0 ? 0 : g.fraction * g.pixels), 0) / n;
  }
  return {
    scene,
    samples,
    grounds: open,
    readings,
    swir,
    groundSnow,
    groundPixels: open.reduce((s, o) => s + o.pixels.length, 0),
  };
}

function keepReading(
  reading: SnowReading,
  site: string,
  scene: Scene,
  readings: Map<string, SnowReading>,
  refusals: Refusal[],
): void {
  if (reading.pixels < 12 || reading.unknown > reading.pixels) {
    refusals.push({
      code: "in-shade",
      scene: scene.id,
      site,
      text: `${reading.unknown} of its pixels lie in shade; ${reading.pixels} are left.`,
    });
  } else readings.set(site, reading);
}

/** Scenes without short-wave infrared: ground first, by contrast between dates, then roofs by unmixing. */
async function readWithoutSwir(
  looks: Look[],
  roofs: readonly Site[],
  registration: Registration,
  sites: Sites,
  refusals: Refusal[],
  caveats: Caveat[],
): Promise<void> {
  const plain = looks.filter((l) => !l.swir);
  if (plain.length === 0) return;
  const levels = looks.map((l) => medianOf(l.grounds.flatMap((g) => [...g.pixels].map((at) => brightness(g, at)))));
  const low = Math.min(...levels.filter((v) => !Number.isNaN(v)));
  const high = Math.max(...levels.filter((v) => !Number.isNaN(v)));
  if (!(high > 2 * low)) {
    for (const look of plain)
      refusals.push({
        code: "no-snow-contrast",
        scene: look.scene.id,
        text: "Open ground is never twice as bright on one date as on another: without short-wave infrared, snow cannot be told from bright ground.",
      });
    return;
  }
  const edge = (low + high) / 2;
  looks.forEach((look) => {
    if (look.swir) return;
    const all = look.grounds.flatMap((g) => [...g.pixels].map((at) => brightness(g, at)));
    look.groundSnow = all.length === 0 ? null : all.filter((v) => v > edge).length / all.length;
  });
  const bareLook = looks.find((l) => (l.groundSnow ?? 1) < 0.05);
  if (bareLook === undefined) {
    for (const look of plain)
      refusals.push({
        code: "no-bare-date",
        scene: look.scene.id,
        text: "No scene without snow to take the bare roofs from; without short-wave infrared none can be unmixed.",
      });
    return;
  }
  caveats.push({
    code: "no-swir",
    text: `${plain.length} scenes have no short-wave infrared: snow is unmixed between each roof bare (${bareLook.scene.id}) and the day's snow on open ground.`,
  });
  for (const look of plain) {
    if ((look.groundSnow ?? 0) < 0.8) continue;
    const snow = look.grounds.flatMap((g) => [...g.pixels].map((at) => brightness(g, at))).filter((v) => v > edge);
    if (snow.length < 200) {
      refusals.push({
        code: "no-snow-end-member",
        scene: look.scene.id,
        text: `${snow.length} snow pixels on flat open ground; 200 needed for the colour of that day's snow.`,
      });
      continue;
    }
    const level = medianOf(snow);
    const spread = 1.4826 * medianOf(snow.map((v) => Math.abs(v - level)));
    const gain = await normalisationOf(bareLook.scene, look.scene, registration, sites.sites);
    if (gain === null)
      caveats.push({
        code: "not-normalised",
        scene: look.scene.id,
        text: "Too few unchanged pixels (or too loosely related) to bring the bare date to this date's light: bare roofs are taken as they are.",
      });
    for (const roof of roofs) {
      const samples = look.samples.get(roof.id);
      const bare = bareLook.samples.get(roof.id);
      if (samples === undefined || bare === undefined) continue;
      const b = brightnessOf(bare);
      const reading = readSnowUnmixed(samples, {
        snow: level,
        snowSd: spread,
        bare: gain === null ? b.median : gain.apply(b.median),
        bareSd: b.sd,
      });
      if (reading === null)
        refusals.push({
          code: "white-roof",
          scene: look.scene.id,
          site: roof.id,
          text: "The bare roof is as bright as snow: without short-wave infrared the two cannot be told apart.",
        });
      else keepReading(reading, roof.id, look.scene, look.readings, refusals);
    }
  }
}

/** A date counts by its ground and by how many roofs are in view, never by what the target looks like. */
function judgeDate(look: Look, plan: AnalysisPlan, roofs: number): SnowDate {
  const rule = plan.dates!;
  const seen = [plan.target, ...plan.controls].filter((id) => look.readings.has(id)).length / roofs;
  const reason =
    look.groundSnow === null
      ? "no open ground in view"
      : look.groundSnow < rule.groundSnowAtLeast
        ? `snow on ${Math.round(100 * look.groundSnow)} % of open ground`
        : seen < rule.roofsVisibleAtLeast
          ? `${Math.round(100 * seen)} % of roofs in view`
          : null;
  return {
    scene: look.scene.id,
    at: look.scene.time!.earliest,
    groundSnow: look.groundSnow === null ? null : rounded(look.groundSnow, 4),
    groundPixels: look.groundPixels,
    roofsVisible: rounded(seen, 4),
    informative: reason === null,
    reason,
  };
}

function addCaveats(caveats: Caveat[], plan: AnalysisPlan, test: MeltTest | null, controls: number): void {
  caveats.push({ code: "heat-is-not-purpose", text: HEAT_IS_NOT_PURPOSE });
  if (plan.chosenAfterLooking)
    caveats.push({
      code: "target-chosen-after-looking",
      text: "The target was chosen after looking at the roofs: p is corrected for a choice among all of them and can prove nothing by itself.",
    });
  if (test === null) return;
  if (controls < 19)
    caveats.push({
      code: "few-controls",
      text: `With ${test.n} controls p cannot come out below ${test.attainableP.toFixed(3)}, whatever the roofs look like. The t value is model-based.`,
    });
  if (test.controlsAsBare > 0)
    caveats.push({
      code: "controls-as-bare",
      text: `${test.controlsAsBare} of ${test.n} controls are as bare as the target: they may be heated too, or bareness is ordinary here.`,
    });
  const strong = test.statistic.filter((s) => s.roof !== plan.target && s.value > 4).length;
  if (strong > 0)
    caveats.push({
      code: "controls-stand-out",
      text: `${strong} controls are far barer than their neighbours: if they are heated they hide what is looked for; say so in the sites and plan anew.`,
    });
}

/** The target read again inside 200 outlines, moved and bent by the drawer's own doubt. */
function outlineSpread(look: Look, target: Site, seed: number): SnowResult["outline"] {
  const samples = look.samples.get(target.id);
  const reading = look.readings.get(target.id);
  if (samples === undefined || reading === undefined || target.drawingSdM === 0) return [];
  const { gsdXM } = sceneFrame(look.scene);
  const sd = target.drawingSdM / gsdXM;
  const random = new Random(seed, 77);
  const full = new Map<number, number>();
  samples.pixels.forEach((at, i) => {
    full.set(at, reading.map[i]!);
  });
  const draws: number[] = [];
  for (let k = 0; k < 200; k++) {
    const [mx, my] = [sd * random.normal(), sd * random.normal()];
    const open = samples.ring
      .slice(0, -1)
      .map(([x, y]): [number, number] => [x + mx + 0.5 * sd * random.normal(), y + my + 0.5 * sd * random.normal()]);
    const ring = [...open, open[0]!];
    let sum = 0;
    let n = 0;
    for (const at of pixelsInside(ring, samples.shrinkPx, samples.width, samples.height)) {
      const v = full.get(at);
      if (v !== undefined && !Number.isNaN(v)) {
        sum += v;
        n++;
      }
    }
    if (n >= 12) draws.push(sum / n);
  }
  if (draws.length < 100) return [];
  draws.sort((a, b) => a - b);
  return [
    {
      scene: look.scene.id,
      low: rounded(draws[Math.floor(0.025 * draws.length)]!, 4),
      high: rounded(draws[Math.floor(0.975 * draws.length)]!, 4),
      drawingSdM: target.drawingSdM,
    },
  ];
}

function explain(
  plan: AnalysisPlan,
  target: Site,
  looks: readonly Look[],
  informative: readonly Look[],
  controls: readonly string[],
  caveats: readonly Caveat[],
): OtherExplanation[] {
  const after = informative.filter(
    (l) => plan.claimedStart === null || Date.parse(l.scene.time!.earliest) >= Date.parse(plan.claimedStart),
  );
  // The date on which the target is barest shows best how it is bare.
  const shown = [...after]
    .filter((l) => l.readings.has(plan.target))
    .sort((a, b) => a.readings.get(plan.target)!.fraction - b.readings.get(plan.target)!.fraction)[0];
  const reading = shown?.readings.get(plan.target);
  const samples = shown?.samples.get(plan.target);
  const shape = reading === undefined || samples === undefined ? null : meltShape(samples, reading);
  const bareDate = looks.find((l) => (l.groundSnow ?? 1) < 0.05);
  const bareOf = (id: string): number | null => {
    const s = bareDate?.samples.get(id);
    return s === undefined ? null : rounded(brightnessOf(s).median, 4);
  };
  const sun = shown === undefined ? null : sceneSun(shown.scene);
  const fractions = controls.map((id) => shown?.readings.get(id)?.fraction).filter((f): f is number => f !== undefined);
  const centre = medianOf(fractions);
  return otherExplanations({
    shape,
    sunAzimuthGridDeg: sun === null ? null : sun.azimuth - sceneFrame(shown!.scene).convergenceDeg,
    pitchDeg: target.pitchDeg ?? (target.roof === "flat" ? 0 : null),
    stratumByPitch: plan.strata.includes("pitch"),
    bareBrightness: bareOf(plan.target),
    controlBrightness: controls.map(bareOf).filter((b): b is number => b !== null),
    heated: plan.heated.flatMap((id) => {
      const f = shown?.readings.get(id)?.fraction;
      return f === undefined ? [] : [{ site: id, value: centre - f }];
    }),
    target: reading === undefined ? 0 : centre - reading.fraction,
    controlsWithBarePatches: fractions.filter((f) => f < 0.9).length,
    controls: fractions.length,
    unknownShare: reading === undefined ? 0 : rounded(reading.unknown / (reading.pixels + reading.unknown), 4),
    hasCloudMask: shown?.scene.clouds != null,
    cloudShare: rounded(samples?.cloudShare ?? 0, 4),
    groundSnow: shown?.groundSnow == null ? null : rounded(shown.groundSnow, 4),
    doubtfulScenes: new Set(
      caveats
        .filter((c) => c.code === "dates-disagree" || c.code === "sun-disagrees-with-time" || c.code === "lossy")
        .map((c) => c.scene),
    ).size,
  });
}

/** The finding in one sentence, with its n, its p and what p could be at best. */
function stateFinding(plan: AnalysisPlan, test: MeltTest | null): string {
  if (test === null) return `Whether roof ${plan.target} carries less snow than its neighbours could not be measured.`;
  const days = test.dates.map((d) => d.slice(0, 10));
  const which = test.rank === 1 ? "is the barest" : `ranks ${test.rank} of ${test.n + 1} for bareness`;
  return (
    `Roof ${plan.target} ${which} among ${test.n + 1} like roofs over ${days.length} snow date${days.length === 1 ? "" : "s"} (${days.join(", ")}): ` +
    `p = ${test.selectionP.toFixed(3)}, the smallest possible with ${test.n} controls being ${test.attainableP.toFixed(3)}` +
    (test.beforeAfter === null
      ? "."
      : `; its change since ${plan.claimedStart} ranks ${test.beforeAfter.rank} of ${test.beforeAfter.n + 1} (p = ${test.beforeAfter.selectionP.toFixed(3)}).`)
  );
}
