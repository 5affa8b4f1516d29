import type { LogReader } from "#seal";
import { storeError } from "./errors.ts";
import type { Head } from "./guard.ts";

/**
 * Refuses a log in which something that had been acknowledged is damaged. Where only the last group is, and its marker
 * stands behind the damage, the guard decides: a group that this machine did not remember as signed was being written
 * when the power was cut, and its sectors came to the disk out of their order.
 *
 * @param headOf asked in that case only; `null` where nothing remembers what was signed, and then the log is refused.
 * @throws store/corrupt, or store/unknown-version when the first line is of a later format.
 */
export function assertSound(path: string, reader: LogReader, headOf: () => Head | null): void {
  const { signedEnd } = reader;
  if (!reader.isCorrupt && signedEnd === null) return;
  const { offset, line, reason } = reader.fault ?? { offset: 0, line: 1, reason: "the file is empty" };
  if (reader.genesis === null && reader.isOfLaterVersion) {
    throw storeError("store/unknown-version", {
      what: `Cannot open "${path}"`,
      found: "the ledger is of a later format; needed: format 1",
      unchanged: "Nothing was changed.",
      mend: "Install the newest snowmelt and run the same command again.",
    });
  }
  if (signedEnd !== null) {
    const head = headOf();
    if (head !== null && head.n <= reader.size) return;
  }
  throw corrupt(path, { offset, line, reason });
}

/** The one error for recorded bytes that are not as they were recorded. */
export function corrupt(path: string, at: { offset?: number; line?: number; reason: string }) {
  const place = at.offset === undefined ? `line ${at.line}` : `byte ${at.offset} (line ${at.line})`;
  return storeError("store/corrupt", {
    what: `Cannot trust "${path}"`,
    found: `at ${place}: ${at.reason}; needed: the bytes that were recorded`,
    unchanged: "Nothing was cut or repaired.",
    mend: "Keep this copy for inspection, and restore the file from a backup. Then: snowmelt verify",
    problems: [{ message: at.reason, file: path, ...(at.line === undefined ? {} : { line: at.line }) }],
  });
}
