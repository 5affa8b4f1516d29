import { storeError } from "./errors.ts";
import { systemCode } from "./files.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** What a failed write means for the person; an error without a system code is our bug and comes back as it is. */
export function writeFailure(what: string, error: unknown): unknown {
  const code = systemCode(error);
  if (!/^E[A-Z0-9]+$/.test(code)) return error;
  if (FULL.has(code)) {
    return storeError("store/disk-full", {
      what,
      found: `the disk is full (${code}); needed: room for what is to be recorded`,
      unchanged: "Nothing of it was recorded; what was recorded before is on the disk.",
      mend: "Free some room and run the same command again.",
      cause: error,
    });
  }
  return storeError("store/write-failed", {
    what,
    found: `the disk answered ${code}; needed: a disk that takes what is written`,
    unchanged: "Nothing of it was recorded; what was recorded before is on the disk.",
    mend: "Check the disk and who may write to it, then run the same command again.",
    cause: error,
  });
}
