import { registerScenes, requireScenes, sceneRecord } from "#imagery";
import type { ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import {
  answer,
  progress,
  READING,
  REFERENCE,
  SCENES,
  SITES,
  sitesIfGiven,
  text,
  verb,
  WORKERS,
  withScenes,
  workersOf,
} from "./imagery-call.ts";

export const registerVerb = verb(
  "register",
  "Find how far each scene is displaced, or refuse to say.",
  [SCENES],
  [SITES, ...READING, REFERENCE, WORKERS],
  ["snowmelt imagery register site/scenes --sites site/sites.geojson"],
  register,
);

function sceneLines(
  scenes: readonly { scene: string; shiftPx: readonly [number, number] | null; sigmaPx: number | null }[],
): string[] {
  return scenes.map((s) =>
    s.shiftPx === null ? `${s.scene}  UNREGISTERED` : `${s.scene}  ${s.shiftPx[0]}, ${s.shiftPx[1]} px  ± ${s.sigmaPx}`,
  );
}

async function register(call: Invocation): Promise<ExitCode> {
  return await withScenes(call, async (folder) => {
    const scenes = requireScenes(folder, { date: false, count: 2 });
    const sites = sitesIfGiven(call);
    const r = await registerScenes(scenes, sites?.sites ?? [], {
      reference: text(call, "reference"),
      workers: workersOf(call),
      onProgress: progress(call, "registering"),
    });
    const closing =
      r.closure.triangles === 0
        ? "no triangle of pairs to check"
        : `${r.closure.triangles} triangles close within ${r.closure.medianPx} px (median), ${r.closure.p95Px} px (95 %)`;
    return answer(
      call,
      "register",
      { inputs: scenes.map(sceneRecord), sitesSha256: sites?.sha256 ?? null, ...r },
      [...sceneLines(r.scenes), closing],
      r.refusals,
      r.caveats,
    );
  });
}
