import { statSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { cliError } from "./errors.ts";

/** Writes a file that a person named. @throws cli/cannot-write */
export function writeNamed(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    throw cliError("cli/cannot-write", {
      what: `Cannot write "${basename(path)}"`,
      found: cause instanceof Error ? cause.message : String(cause),
      unchanged: "No file was changed.",
      mend: "Give a place that can be written to.",
      cause,
    });
  }
}

/** Refuses a place where no file can stand. To be asked before the work, so that hours of it are not lost. @throws cli/cannot-write */
export function checkPlace(path: string): void {
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (folder?.isDirectory() && !isFolder) return;
  throw cliError("cli/cannot-write", {
    what: `Cannot write "${basename(path)}"`,
    found: isFolder
      ? "it is a folder; needs a name for a file"
      : `there is no folder "${basename(dirname(path))}" for it`,
    unchanged: "Nothing was written.",
    mend: isFolder ? "Give the name of a file in it." : "Make the folder, or give a place in one that is there.",
  });
}

/**
 * Refuses places where results would take the place of what they are made from: the same file by any path, link or spelling.
 * To be asked before the work, so that nothing is lost to it.
 *
 * @throws cli/cannot-write
 */
export function keepInputs(cwd: string, inputs: readonly string[], targets: readonly string[]): void {
  const identity = (path: string): string | null => {
    try {
      const { dev, ino } = statSync(resolve(cwd, path), { bigint: true });
      return `${dev} ${ino}`;
    } catch {
      return null; // what is not there is told by whoever reads or writes it
    }
  };
  const kept = new Set(inputs.map(identity));
  kept.delete(null);
  const taken = targets.find((target) => kept.has(identity(target)));
  if (taken === undefined) return;
  throw cliError("cli/cannot-write", {
    what: `Cannot write "${basename(taken)}"`,
    found: "it is one of the files that are read; a result needs a file of its own",
    unchanged: "No file was changed.",
    mend: "Give another name or folder for the result.",
  });
}
