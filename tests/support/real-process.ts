import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const verbs = fileURLToPath(new URL("verbs.ts", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs commands in a process of their own, in which nothing is faked; only `env` and PATH are its environment. */
export function runReally(
  commands: readonly (readonly string[])[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): { readonly exit: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=source", "--import", tsx, verbs], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    input: JSON.stringify(commands),
    encoding: "utf8",
  });
  return { exit: status, said: `${stdout}${stderr}` };
}
