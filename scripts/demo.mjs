// Makes an example case under demo/, publishes it, and verifies the dossier with the dossier's own verifier.
// npm run demo               the case of the briefing, from texts
// npm run demo -- kosovo-1999  four lists and their overlaps, to a total
// npm run demo -- whole-chain  invented lists, linked in ten ways, to a total
// npm run demo -- roof-snow  scenes of a synthetic compound
// npm run demo -- pucallpa   a city that grows, from public Landsat images
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { pucallpa } from "../examples/pucallpa/demo.mjs";
import { roofSnow } from "../examples/roof-snow/demo.mjs";
import { wholeChain } from "../examples/whole-chain/demo.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const demo = join(root, "demo");
const EXAMPLES = {
  "sednaya-2017": fromEvidence,
  "kosovo-1999": fromEvidence,
  "whole-chain": wholeChain,
  "roof-snow": roofSnow,
  pucallpa,
};
const name = process.argv[2] ?? "sednaya-2017";
if (!Object.hasOwn(EXAMPLES, name)) {
  console.error(`There is no example "${name}"; there are ${Object.keys(EXAMPLES).join(", ")}.`);
  process.exit(2);
}
const example = join(root, "examples", name);
const dir = join(demo, name);
const home = join(demo, name === "sednaya-2017" ? "home" : `${name}-home`);
const env = { ...process.env, SNOWMELT_HOME: home };

rmSync(dir, { recursive: true, force: true });
rmSync(home, { recursive: true, force: true });
mkdirSync(demo, { recursive: true });

const copy = (from, to) => cpSync(from, to, { recursive: true });
EXAMPLES[name]({ step, copy, dir, example, work: demo });

const published = readdirSync(join(dir, "dossiers")).find((file) => !file.endsWith(".zip"));
const dossier = join(dir, "dossiers", published);
say("Verify, as a stranger would: with the one file that travels in the dossier");
run(process.execPath, [join(dossier, "verify.mjs"), dossier]);
console.log(`\nOpen ${relative(process.cwd(), join(dossier, "index.html"))} in a browser.`);

/** Evidence and hand files as they lie in the example: texts or tables, claims, figures, judgements. */
function fromEvidence({ step, dir, example }) {
  step("Make a case", "init", dir, "--no-passphrase", "--quiet");
  copy(join(example, "case.toml"), join(dir, "case.toml"));
  copy(join(example, "hand"), join(dir, "hand"));
  step(
    "Preserve the evidence",
    "collect",
    join(example, "evidence"),
    "--facts",
    join(example, "facts.csv"),
    "--case",
    dir,
  );
  step("Record sources, claims, figures, judgements and the text", "run", "--case", dir);
  step("Publish for the public", "publish", "--audience", "public", "--case", dir, "--quiet");
}

function step(what, ...args) {
  say(what);
  run(process.execPath, [join(root, "bin", "snowmelt.mjs"), ...args]);
}

function say(what) {
  console.log(`\n== ${what}`);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
