import { SnowmeltError } from "#kernel";
import { storeError } from "./errors.ts";
import { systemCode } from "./files.ts";
import { sqliteCode } from "./sqlite.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"]);
const UNCHANGED = "Nothing of it was recorded; what was recorded before is on the disk.";

/**
 * What a failed write means for the person; an error that does not come from the system is our bug and comes back as it
 * is, and so does one that was told already.
 */
export function writeFailure(what: string, error: unknown, unchanged = UNCHANGED): unknown {
  if (error instanceof SnowmeltError) return error;
  const code = sqliteCode(error) ?? systemCode(error);
  if (!/^(E[A-Z0-9]+|SQLITE_[A-Z]+)$/.test(code)) return error;
  if (FULL.has(code)) {
    return storeError("store/disk-full", {
      what,
      found: `the disk is full (${code}); needed: room for what is to be recorded`,
      unchanged,
      mend: "Free some room and run the same command again.",
      cause: error,
    });
  }
  return storeError("store/write-failed", {
    what,
    found: `the disk answered ${code}; needed: a disk that takes what is written`,
    unchanged,
    mend: "Check the disk and who may write to it, then run the same command again.",
    cause: error,
  });
}
