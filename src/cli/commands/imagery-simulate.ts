import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PRESETS, type SimulationSettings, simulate } from "#imagery";
import type { ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import { makeFolder } from "../make-folder.ts";
import { answer, numbers, pathOf, readGiven, text, verb, wrong } from "./imagery-call.ts";

export const simulateVerb = verb(
  "simulate",
  "Make a synthetic site with scenes, polygons and the truth.",
  [{ name: "settings", about: `a preset (${Object.keys(PRESETS).join(", ")}) or a JSON file of settings` }],
  [
    { flags: "--out <dir>", about: "folder to write to" },
    { flags: "--seed <n>", about: "other seed" },
  ],
  ["snowmelt imagery simulate roof-snow --out site"],
  runSimulate,
);

async function runSimulate(call: Invocation): Promise<ExitCode> {
  const out = text(call, "out");
  const which = call.args[0]!;
  if (out === undefined) wrong("Cannot simulate", "no folder to write to", "--out site");
  requireEmpty(pathOf(call, out), out);
  const settings = PRESETS[which] ?? settingsFile(call, which);
  const seed = numbers(call, "seed", 1)?.[0];
  const written: string[] = [];
  for (const file of simulate(seed === undefined ? settings : { ...settings, seed })) {
    const path = join(out, file.path);
    const full = pathOf(call, path);
    makeFolder(dirname(full));
    writeFileSync(full, file.bytes);
    written.push(path);
  }
  return answer(
    call,
    "simulate",
    { out, files: written, synthetic: true },
    [`${written.length} files under ${out}. SYNTHETIC: they show no real place and no real event.`],
    [],
    [],
  );
}

/** Never writes over what is there: files of another site left beside the new ones would be measured as scenes of it. */
function requireEmpty(full: string, named: string): void {
  if (!existsSync(full)) return;
  const isFolder = statSync(full).isDirectory();
  if (isFolder && readdirSync(full).length === 0) return;
  wrong(
    `Cannot simulate into "${named}"`,
    isFolder ? "the folder is not empty" : "it is a file",
    "Name a folder that is not there yet: --out site-2",
  );
}

function settingsFile(call: Invocation, path: string): Partial<SimulationSettings> {
  const mend = "snowmelt imagery simulate roof-snow --out site";
  const presets = Object.keys(PRESETS).join(", ");
  if (!existsSync(pathOf(call, path)))
    wrong(`Cannot simulate "${path}"`, `neither a preset (${presets}) nor a file`, mend);
  let value: unknown;
  try {
    value = JSON.parse(readGiven(call, path, mend));
  } catch (error) {
    wrong(`Cannot simulate "${path}"`, `it is not JSON: ${(error as Error).message}`, mend);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value))
    wrong(`Cannot simulate "${path}"`, "it holds no object of settings", mend);
  return value as Partial<SimulationSettings>;
}
