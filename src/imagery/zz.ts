import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { registerScenes } from "./register/register-scenes.ts";
import { openSceneFolder, requireScenes } from "./scene/scene-folder.ts";
import { readSites } from "./scene/sites.ts";
import { PRESETS } from "./simulate/presets.ts";
import { simulate } from "./simulate/simulate.ts";

const [preset, out, gen] = process.argv.slice(2);
if (gen)
  for (const f of simulate(PRESETS[preset!]!)) {
    mkdirSync(dirname(`${out}/${f.path}`), { recursive: true });
    writeFileSync(`${out}/${f.path}`, f.bytes);
  }
const folder = openSceneFolder([`${out}/scenes`]);
console.log(folder.problems);
const scenes = requireScenes(folder, { date: true, count: 2 });
const sites = readSites(readFileSync(`${out}/sites.geojson`, "utf8"), "s");
const truth = JSON.parse(readFileSync(`${out}/truth.json`, "utf8"));
const t = process.cpuUsage();
const reg = await registerScenes(scenes, sites.sites);
console.log(
  "cpu",
  process.cpuUsage(t).user / 1e6,
  reg.closure,
  reg.refusals,
  reg.caveats,
  scenes.flatMap((s) => s.caveats),
);
reg.scenes.forEach((s, i) => {
  const tr = truth.scenes[i].shiftPx;
  console.log(
    s.scene,
    s.shiftPx,
    tr.map((v: number) => +v.toFixed(3)),
    s.sigmaPx,
    s.shiftPx && Math.hypot(s.shiftPx[0] - tr[0], s.shiftPx[1] - tr[1]).toFixed(3),
  );
});
console.log(
  reg.pairs
    .slice(0, 12)
    .map((p) => `${p.from}-${p.to} ${p.accepted} ${p.windowsAccepted}/${p.windows} ${p.reason ?? ""}`),
);
