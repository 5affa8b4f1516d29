import type { Caveat, Refusal } from "../caveat.ts";
import { normalisationOf } from "../radiometry/normalise.ts";
import type { Registration } from "../register/register-scenes.ts";
import type { Site, Sites } from "../scene/sites.ts";
import { medianOf } from "../statistics/distributions.ts";
import { keepReading, type Look } from "./look.ts";
import { brightness, brightnessOf, readSnowUnmixed } from "./snow-pixels.ts";

/** Scenes without short-wave infrared: ground first, by contrast between dates, then roofs by unmixing. */
export async function readWithoutSwir(
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
        text: "Too few unchanged pixels (or too loosely related, or one band only) to bring the bare date to this date's light: bare roofs are taken as they are.",
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
