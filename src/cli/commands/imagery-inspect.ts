import { inspectScenes } from "#imagery";
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
    const small = new Set(report.measurable.filter((m) => !m.measurable).map((m) => m.site));
    if (small.size > 0)
      lines.push(`Not measurable on some scene (fewer than 12 whole pixels inside): ${[...small].join(", ")}`);
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
