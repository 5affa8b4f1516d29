import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { caseError } from "./errors.ts";

/**
 * The case folder: the one named, else the nearest at or above `cwd` that holds a case.toml.
 *
 * @throws case/not-found
 */
export function findCase(cwd: string, named: string | undefined): string {
  if (named !== undefined) {
    const dir = resolve(cwd, named);
    if (existsSync(join(dir, "case.toml"))) return dir;
    throw notFound(`"${named}" holds no case.toml`);
  }
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    if (existsSync(join(dir, "case.toml"))) return dir;
    if (dirname(dir) === dir) throw notFound("neither this folder nor one above it holds a case.toml");
  }
}

function notFound(found: string): Error {
  return caseError("case/not-found", {
    what: "Cannot find a case",
    found,
    unchanged: "Nothing was done.",
    mend: "Name it: --case DIR, or make one: snowmelt init DIR",
  });
}
