import { isAbsolute, relative } from "node:path";
import { SnowmeltError } from "#kernel";
import { cliError } from "./errors.ts";

/**
 * What the disk refused, told as any other error, where the room that met it did not tell it better: a derived file
 * that finds no room, a file that cannot be read. `null` for what is a bug of ours.
 */
export function toldByTheSystem(error: unknown, cwd: string): SnowmeltError | null {
  if (error instanceof SnowmeltError || !(error instanceof Error)) return null;
  const code = codeOf(error);
  if (code === null) return null;
  const path = "path" in error && typeof error.path === "string" ? error.path : null;
  const shown = path === null ? "a file" : `"${isAbsolute(path) ? relative(cwd, path) || "." : path}"`;
  const isFull = ["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"].includes(code);
  return cliError(isFull ? "cli/disk-full" : "cli/disk-failed", {
    what: `Cannot go on with ${shown}`,
    found: isFull ? `the disk is full (${code})` : `the disk answered ${code}; a file that can be used is needed`,
    unchanged: "What was recorded before stays recorded; nothing half-recorded is left.",
    mend: isFull
      ? "Free some room and run the same command again; it continues."
      : "Check the disk, and who may read and write there, and run the same command again; it continues.",
    cause: error,
  });
}

/** SQLite's codes for what the disk did (sqlite.org/rescode.html): read-only, I/O error, full, cannot open. */
const SQLITE: Readonly<Record<number, string>> = {
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
};

function codeOf(error: Error): string | null {
  if ("errcode" in error) return SQLITE[Number(error.errcode) & 0xff] ?? null;
  const isCall = "syscall" in error && "code" in error && typeof error.code === "string";
  return isCall && /^E[A-Z0-9]+$/.test(error.code as string) ? (error.code as string) : null;
}
