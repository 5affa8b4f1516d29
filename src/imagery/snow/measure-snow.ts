import { type Caveat, type Refusal, rounded } from "../caveat.ts";
import { type AnalysisPlan, type MeasureOptions, planHash, stratumOf } from "../plan.ts";
import { placementOf, type Registration, registerScenes } from "../register/register-scenes.ts";
import type { Scene } from "../scene/scene.ts";
import type { Sites } from "../scene/sites.ts";
import { explain } from "./explain.ts";
import { type Look, lookAt } from "./look.ts";
import { type MeltTest, testMelt } from "./melt-test.ts";
import type { OtherExplanation } from "./other-explanations.ts";
import { type OutlineSpread, outlineSpread } from "./outline-spread.ts";
import { readWithoutSwir } from "./read-without-swir.ts";

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
  readonly outline: readonly OutlineSpread[];
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
  options: MeasureOptions = {},
): Promise<SnowResult> {
  const registration =
    options.registration ?? (await registerScenes(scenes, sites.sites, { reference: plan.reference }));
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
      text: `${strong === 1 ? "One control is" : `${strong} controls are`} far barer than the neighbours: if heated, they hide what is looked for; say so in the sites and plan anew.`,
    });
}

/** The finding in one sentence, with its n, its p and what p could be at best. */
function stateFinding(plan: AnalysisPlan, test: MeltTest | null): string {
  if (test === null) return `Whether roof ${plan.target} carries less snow than its neighbours could not be measured.`;
  const days = test.dates.map((d) => d.slice(0, 10));
  const which = test.rank === 1 ? "is the barest" : `ranks ${test.rank} of ${test.n + 1} for bareness`;
  return (
    `One roof of ${test.n + 1} like roofs, ${plan.target}, ${which} over ${days.length} snow date${days.length === 1 ? "" : "s"} (${days.join(", ")}): ` +
    `p = ${test.selectionP.toFixed(3)}, the smallest possible with ${test.n} controls being ${test.attainableP.toFixed(3)}` +
    (test.beforeAfter === null
      ? "."
      : `; its change since ${plan.claimedStart} ranks ${test.beforeAfter.rank} of ${test.beforeAfter.n + 1} (p = ${test.beforeAfter.selectionP.toFixed(3)}).`)
  );
}
