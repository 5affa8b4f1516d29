import { measureTimeline } from "#imagery";
import type { ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import { MEASURING, progress, SCENES, verb } from "./imagery-call.ts";
import { PLANNED, planned } from "./imagery-planned.ts";

export const timelineVerb = verb(
  "timeline",
  "Date the change of a target against its controls.",
  [SCENES],
  [...MEASURING, ...PLANNED],
  ["snowmelt imagery timeline site/scenes --sites site/sites.geojson"],
  timeline,
);

async function timeline(call: Invocation): Promise<ExitCode> {
  return await planned(
    call,
    "timeline",
    (plan, scenes, sites, registration) =>
      measureTimeline(plan, scenes, sites, { registration, onProgress: progress(call, "reading sites") }),
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
