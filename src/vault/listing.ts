import { isUtf8 } from "node:buffer";
import type { Dirent } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { SnowmeltError } from "#kernel";
import { vaultError } from "./errors.ts";
import { briefName, refuseName } from "./names.ts";
import { notAFile, unreadable } from "./preserve.ts";

/** A file that is to come in. */
export interface Listed {
  /** Relative to the collected folder, `/` between parts. */
  readonly name: string;
  /** `null`: standard input. */
  readonly path: string | null;
  /** Bytes when listed; 0 for standard input. */
  readonly size: number;
}

export interface Listing {
  readonly files: readonly Listed[];
  readonly refused: readonly SnowmeltError[];
}

/**
 * Lists the files under the given paths, each folder in the order of its names' UTF-16 units. What cannot be collected is
 * listed as refused; nothing is left out silently. A link given as a path is followed, links inside a folder are not.
 *
 * @param paths files, folders, or `-` for standard input; relative ones count from `cwd`
 * @param caseDir its own folders are refused
 */
export async function listFiles(
  paths: readonly string[],
  options: { readonly cwd: string; readonly caseDir: string; readonly stdinName: string },
): Promise<Listing> {
  const files: Listed[] = [];
  const refused: SnowmeltError[] = [];
  const caseDir = await realpath(options.caseDir);

  const visit = async (path: string, name: string): Promise<void> => {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) throw link(name);
    refuseOwn(path, caseDir, name);
    if (stats.isDirectory()) {
      for (const entry of await entriesOf(path))
        await attempt(join(path, entry.name), `${name}/${entry.name}`, entry.isUtf8);
    } else if (stats.isFile()) files.push({ name, path, size: stats.size });
    else throw notAFile(name);
  };
  const attempt = async (path: string, name: string, nameIsUtf8: boolean): Promise<void> => {
    try {
      const refusal = refuseName(nameIsUtf8 ? name : `${name}\ufffd`);
      if (refusal !== null) throw refusal;
      await visit(path, name);
    } catch (error) {
      refused.push(error instanceof SnowmeltError ? error : unreadable(name, error));
    }
  };

  for (const given of paths) {
    if (given === "-") {
      const refusal = refuseName(options.stdinName);
      if (refusal === null) files.push({ name: options.stdinName, path: null, size: 0 });
      else refused.push(refusal);
      continue;
    }
    const base = basename(resolve(options.cwd, given));
    try {
      const path = await realpath(resolve(options.cwd, given));
      if ((await stat(path)).isDirectory()) {
        // The folder's own name is left out: for "." it may be a person's.
        refuseOwn(path, caseDir, base);
        for (const entry of await entriesOf(path)) await attempt(join(path, entry.name), entry.name, entry.isUtf8);
      } else {
        await attempt(path, base, true);
      }
    } catch (error) {
      refused.push(error instanceof SnowmeltError ? error : unreadable(base, error));
    }
  }
  return { files, refused };
}

async function entriesOf(folder: string): Promise<{ readonly name: string; readonly isUtf8: boolean }[]> {
  const entries: Dirent<Buffer>[] = await readdir(folder, { withFileTypes: true, encoding: "buffer" });
  return entries
    .map(({ name }) => ({ name: name.toString("utf8"), isUtf8: isUtf8(name) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The case's own folders hold what was collected, and its secrets; the folder of the case holds them. */
function refuseOwn(path: string, caseDir: string, name: string): void {
  const own = ["ledger", "private", "vault", "output", "dossiers"].map((folder) => join(caseDir, folder));
  if (!isInside(caseDir, path) && !own.some((folder) => isInside(path, folder))) return;
  throw vaultError("vault/inside-case", {
    what: `Cannot collect "${briefName(name)}"`,
    found: "it is the case's own folder or holds it; a folder outside of the case is needed",
    unchanged: "Nothing was recorded for it.",
    mend: "Name the files or folders to collect, for example: snowmelt collect ../from-the-field",
  });
}

function link(name: string): SnowmeltError {
  return vaultError("vault/link", {
    what: `Cannot collect "${briefName(name)}"`,
    found: "it is a link inside a folder, and those are not followed; a file is needed",
    unchanged: "Nothing was recorded for it.",
    mend: "Name the file it points to.",
  });
}
