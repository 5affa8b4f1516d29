import { type Caveat, rounded } from "../caveat.ts";
import type { AnalysisPlan } from "../plan.ts";
import { sceneFrame, sceneSun } from "../scene/scene.ts";
import type { Site } from "../scene/sites.ts";
import { medianOf } from "../statistics/distributions.ts";
import type { Look } from "./look.ts";
import { meltShape } from "./melt-shape.ts";
import { type OtherExplanation, otherExplanations } from "./other-explanations.ts";
import { brightnessOf } from "./snow-pixels.ts";

/** Measures what bears on every other explanation, on the date on which the target is barest. */
export function explain(
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
