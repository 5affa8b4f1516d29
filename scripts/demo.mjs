// Makes the example case in demo/sednaya-2017, publishes it, and verifies the dossier with the dossier's own verifier.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const demo = join(root, "demo");
const example = join(root, "examples", "sednaya-2017");
const dir = join(demo, "sednaya-2017");
const env = { ...process.env, SNOWMELT_HOME: join(demo, "home") };

rmSync(dir, { recursive: true, force: true });
rmSync(join(demo, "home"), { recursive: true, force: true });
mkdirSync(demo, { recursive: true });

step("Make a case", "init", dir, "--no-passphrase", "--quiet");
cpSync(join(example, "case.toml"), join(dir, "case.toml"));
cpSync(join(example, "hand"), join(dir, "hand"), { recursive: true });
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

const name = readdirSync(join(dir, "dossiers")).find((file) => !file.endsWith(".zip"));
const dossier = join(dir, "dossiers", name);
say("Verify, as a stranger would: with the one file that travels in the dossier");
run(process.execPath, [join(dossier, "verify.mjs"), dossier]);
console.log(`\nOpen ${relative(process.cwd(), join(dossier, "index.html"))} in a browser.`);

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
