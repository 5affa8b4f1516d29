// SYNTHETIC: from generated scenes to a dossier whose one finding says "one roof of ...". Called by scripts/demo.mjs.
import { join } from "node:path";

/** @param tools what scripts/demo.mjs hands over: `step(words, ...args)` runs snowmelt, `copy(from, to)` copies, `dir` is the case, `example` this folder */
export function roofSnow({ step, copy, dir, example, work }) {
  const site = join(work, "roof-snow-site");
  const scenes = join(site, "scenes");
  const facts = ["--facts", join(example, "facts.csv")];
  const sites = ["--sites", join(site, "sites.geojson")];
  step("Generate the scenes (synthetic)", "imagery", "simulate", "roof-snow", "--out", site);
  step("Make a case", "init", dir, "--no-passphrase", "--quiet");
  copy(join(example, "case.toml"), join(dir, "case.toml"));
  step(
    "Preserve scenes and outlines",
    "collect",
    scenes,
    join(site, "sites.geojson"),
    ...facts,
    "--case",
    dir,
    "--quiet",
  );
  step("Say what can be measured, without reading a pixel", "imagery", "inspect", scenes, ...sites);
  step(
    "Record the plan, then measure: the finding",
    ...["imagery", "snow", scenes, ...sites, "--claimed-start", "2013-06-01", "--case", dir],
  );
  step(
    "Draw the plates",
    ...["imagery", "plate", scenes, ...sites, "--show", "2013-01-10,2015-01-15", "--case", dir],
    ...["--title", "Building 16 (synthetic)", "--title-ar", "المبنى 16 (اصطناعي)"],
    ...["--statement", "Heat came through this roof on the days with snow. An image cannot say what heat is for."],
    ...["--word", "likely", "--analyst", "first analyst", "--rule", "rank-of-mean-anomaly-1", "--margin", "45"],
  );
  copy(join(example, "hand"), join(dir, "hand"));
  step("Record the argument and the text", "run", "--case", dir);
  step("Weigh it", "assess", "--case", dir);
  step("Publish for the public", "publish", "--audience", "public", "--case", dir, "--quiet");
}
