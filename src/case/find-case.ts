import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { doorOf, sealedLayout } from "./at-rest/layout.ts";
import { caseError } from "./errors.ts";

/**
 * The case folder to work in: the one named, else the nearest at or above `cwd` that holds a case.
 *
 * @throws case/not-found; case/closed, case/opening, case/closing when its files are not there to work with
 */
export function findCase(cwd: string, named: string | undefined): string {
  const dir = findCaseFolder(cwd, named);
  const door = doorOf(dir);
  if (door === "closed" || door === "opening" || door === "closing") throw notOpen(door);
  return dir;
}

/** As `findCase`, for whoever opens and closes cases. @throws case/not-found */
export function findCaseFolder(cwd: string, named: string | undefined): string {
  const isCase = (dir: string): boolean =>
    existsSync(join(dir, "case.toml")) || existsSync(sealedLayout(dir).recipients);
  if (named !== undefined) {
    const dir = resolve(cwd, named);
    if (isCase(dir)) return dir;
    throw notFound(`"${named}" holds no case.toml`);
  }
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    if (isCase(dir)) return dir;
    if (dirname(dir) === dir) throw notFound("neither this folder nor one above it holds a case.toml");
  }
}

function notOpen(door: "closed" | "opening" | "closing"): Error {
  const found = {
    closed: "its files are encrypted; needed: an open case",
    opening: "opening it was interrupted, so its files may be incomplete",
    closing: "closing it was interrupted while plain files were being removed",
  };
  return caseError(`case/${door}`, {
    what: "Cannot work in this case",
    found: found[door],
    unchanged: "Nothing was done.",
    mend: door === "closing" ? "Finish it: snowmelt seal; then: snowmelt open" : "Open it: snowmelt open",
  });
}

function notFound(found: string): Error {
  return caseError("case/not-found", {
    what: "Cannot find a case",
    found,
    unchanged: "Nothing was done.",
    mend: "Name it: --case DIR, or make one: snowmelt init DIR",
  });
}
