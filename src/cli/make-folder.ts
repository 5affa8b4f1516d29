import { existsSync, mkdirSync, rmdirSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { cliError } from "./errors.ts";

/**
 * Makes a folder that a person named, level by level below the deepest that exists: Node's own way of making all levels at once never
 * returns where the system refuses a name as if a parent were missing (/proc). Gives what takes the made levels away again while they are empty.
 *
 * @throws cli/cannot-write
 */
export function makeFolder(path: string, mode = 0o777): () => void {
  const missing: string[] = [];
  for (let at = path; !existsSync(at); at = dirname(at)) missing.unshift(at);
  const made: string[] = [];
  const unmake = (): void => {
    for (const folder of made.splice(0).reverse()) rmdirSync(folder);
  };
  try {
    if (!statSync(missing.length === 0 ? path : dirname(missing[0]!)).isDirectory())
      throw new Error("a file stands where a folder is needed");
    for (const folder of missing) {
      mkdirSync(folder, { mode });
      made.push(folder);
    }
  } catch (cause) {
    unmake();
    throw cliError("cli/cannot-write", {
      what: `Cannot make the folder "${basename(path)}"`,
      found: cause instanceof Error ? cause.message : String(cause),
      unchanged: "Nothing was written.",
      mend: "Give a folder that can be made and written to.",
      cause,
    });
  }
  return unmake;
}
