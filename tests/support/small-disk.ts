import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** A small disk in memory, mounted somewhere; a test that needs one says so and passes over where mounting is not allowed. */
export interface SmallDisk {
  readonly path: string;
  remove(): void;
}

/** @returns `null` where mounting is not allowed; that is said on the console */
export function smallDisk(path: string, kilobytes: number): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  return mounted(path, [["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", path]]);
}

/** Makes a folder one that may only be read, also for root, until it is removed. `null` as above. */
export function readOnly(path: string): SmallDisk | null {
  return mounted(path, [
    ["--bind", path, path],
    ["-o", "remount,bind,ro", path],
  ]);
}

function mounted(path: string, calls: readonly (readonly string[])[]): SmallDisk | null {
  try {
    for (const args of calls) execFileSync("mount", args, { stdio: "ignore" });
  } catch {
    console.log("skipped: nothing may be mounted here");
    return null;
  }
  return { path, remove: () => void execFileSync("umount", ["-l", path], { stdio: "ignore" }) };
}
