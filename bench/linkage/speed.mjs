// Snowmelt, Splink's plan on DuckDB and, where a Python with it is named, Splink itself: same list, same rules, one after the other.
// Usage: node bench/linkage/speed.mjs LIST.csv [FOLDER=/tmp/snowmelt-bench] [PYTHON]   (needs a build, and GNU time as /usr/bin/time)
// Scores with a model that was trained before, and once more with training; prints seconds, CPU seconds and peak memory.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KEEP, MAP, RULES } from "./rules.mjs";

const [list, folder = "/tmp/snowmelt-bench", python] = process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
mkdirSync(folder, { recursive: true });
const rules = RULES.flatMap((rule) => ["--block", rule.join(" + ")]);
const snowmelt = (out, ...more) => [
  process.execPath,
  here("../../bin/snowmelt.mjs"),
  "link",
  list,
  "--map",
  MAP,
  ...rules,
  "--max-pairs",
  "4000000000",
  "--keep",
  String(KEEP),
  "--out",
  join(folder, out),
  "--json",
  "--workers",
  "2",
  ...more,
];
const runs = [
  ["Snowmelt, with training", snowmelt("trained")],
  ["Snowmelt, model given", snowmelt("given", "--model", join(folder, "trained/model.json"))],
  [
    "Splink's plan on DuckDB, model given",
    [
      process.execPath,
      here("splink-plan.mjs"),
      list,
      join(folder, "trained/model.json"),
      join(folder, "splink-plan.csv"),
    ],
  ],
  ...(python === undefined
    ? []
    : [["Splink, model given", [python, here("splink_run.py"), list, join(folder, "splink.csv")]]]),
];
process.stdout.write("program | pairs | wall s | CPU s | peak MB\n--- | --- | --- | --- | ---\n");
for (const [name, [program, ...words]] of runs) {
  const ran = spawnSync("/usr/bin/time", ["-f", "TIMED %e %U %S %M", program, ...words], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const [, wall, user, system, peak] = /TIMED (\S+) (\S+) (\S+) (\S+)/.exec(ran.stderr) ?? [];
  const pairs = /"pairs":\s*(\d+)/.exec(ran.stdout)?.[1] ?? "";
  process.stdout.write(
    `${name} | ${pairs} | ${wall} | ${(Number(user) + Number(system)).toFixed(1)} | ${Math.round(Number(peak) / 1000)}\n`,
  );
  if (ran.status !== 0) process.stdout.write(`${ran.stderr.slice(-2000)}\n`);
}
