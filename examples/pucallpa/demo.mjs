// From eight Landsat composites to a dossier with a dated change. Called by scripts/demo.mjs.
import { join } from "node:path";

/** @param tools what scripts/demo.mjs hands over: `step(words, ...args)` runs snowmelt, `copy(from, to)` copies, `dir` is the case, `example` this folder */
export function pucallpa({ step, copy, dir, example }) {
  const scenes = join(example, "scenes");
  const facts = ["--facts", join(example, "facts.csv")];
  const sites = ["--sites", join(example, "sites.geojson")];
  step("Make a case", "init", dir, "--no-passphrase", "--quiet");
  copy(join(example, "case.toml"), join(dir, "case.toml"));
  step(
    "Preserve scenes and outlines",
    "collect",
    scenes,
    join(example, "sites.geojson"),
    ...facts,
    "--case",
    dir,
    "--quiet",
  );
  step(
    "Record the plan, then measure: the finding",
    ...["imagery", "timeline", scenes, ...sites, "--chosen-after-looking", "--case", dir],
  );
  step(
    "Draw the plates",
    ...["imagery", "plate", scenes, ...sites, "--show", "1985,2020", "--margin", "3000", "--case", dir],
    ...["--title", "Pucallpa, west side, 1985 and 2020"],
  );
  copy(join(example, "hand"), join(dir, "hand"));
  step("Record the text", "run", "--case", dir);
  step("Publish for the public", "publish", "--audience", "public", "--case", dir, "--quiet");
}
