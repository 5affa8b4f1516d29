import { join } from "node:path";
import type { Files } from "./files.ts";
import { keyFileOf } from "./key-file.ts";
import { DEVICE_LETTERS } from "./layout.ts";

/**
 * The folder of keys and guards: SNOWMELT_HOME, or `snowmelt` in the user's configuration folder.
 *
 * @returns `null` when the environment names no home at all.
 */
export function resolveHome(
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): string | null {
  if (env["SNOWMELT_HOME"]) return env["SNOWMELT_HOME"];
  if (platform === "win32") return env["APPDATA"] ? join(env["APPDATA"], "snowmelt") : null;
  if (env["XDG_CONFIG_HOME"]) return join(env["XDG_CONFIG_HOME"], "snowmelt");
  return env["HOME"] ? join(env["HOME"], ".config", "snowmelt") : null;
}

/** Whose keys lie in a key folder: the letter of the device that this machine is in the case; `null` where none do. */
export function deviceHere(files: Pick<Files, "exists">, folder: string): string | null {
  return [...DEVICE_LETTERS].find((letter) => files.exists(join(folder, keyFileOf(letter)))) ?? null;
}

/** Where a case's keys and guard lie: a folder named by the hex of its origin. */
export function keyFolder(home: string, origin: string): string {
  return join(home, origin.slice(origin.indexOf("/") + 1));
}
