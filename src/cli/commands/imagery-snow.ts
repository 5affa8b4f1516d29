import { measureSnow, STRATA } from "#imagery";
import type { ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import { MEASURING, progress, SCENES, verb } from "./imagery-call.ts";
import { PLANNED, planned } from "./imagery-planned.ts";

export const snowVerb = verb(
  "snow",
  "Compare the snow on one roof with its neighbours'.",
  [SCENES],
  [
    ...MEASURING,
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
);

async function snow(call: Invocation): Promise<ExitCode> {
  return await planned(
    call,
    "snow",
    (plan, scenes, sites, registration) =>
      measureSnow(plan, scenes, sites, { registration, onProgress: progress(call, "reading roofs") }),
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
