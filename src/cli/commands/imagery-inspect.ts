import { inspectScenes, MIN_PIXELS } from "#imagery";
import { EXIT, type ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import { answer, READING, SCENES, SITES, sitesIfGiven, verb, withScenes } from "./imagery-call.ts";

export const inspectVerb = verb(
  "inspect",
  "List scenes and say what can be measured on them, without reading pixels.",
  [SCENES],
  [SITES, ...READING],
  ["snowmelt imagery inspect site/scenes --sites site/sites.geojson"],
  inspect,
);

async function inspect(call: Invocation): Promise<ExitCode> {
  return await withScenes(call, async (folder) => {
    const report = inspectScenes(folder, sitesIfGiven(call));
    const lines = report.scenes.map(
      (s) =>
        `${s.id}  ${s.earliest ?? "no date"}  ${s.sensor ?? "sensor unknown"}  ${s.width} x ${s.height}  ${s.gsdM[0]} m  EPSG:${s.epsg}  ${s.bands.map((b) => b ?? "-").join(",")}`,
    );
    for (const m of report.measurable)
      lines.push(`${m.scene}  ${m.site}  ${m.pixels} whole pixels inside: ${m.measurable ? "" : "not "}measurable`);
    if (report.measurable.some((m) => !m.measurable))
      lines.push(`A polygon needs ${MIN_PIXELS} whole pixels inside its outline to be measured.`);
    for (const file of report.ignored) lines.push(`not looked at: ${file}`);
    for (const p of report.problems) lines.push(`problem: ${p.file ?? ""}: ${p.message}`);
    const code = answer(
      call,
      "inspect",
      report,
      lines,
      [],
      report.scenes.flatMap((s) => s.caveats),
    );
    return report.problems.length > 0 ? EXIT.partly : code;
  });
}
