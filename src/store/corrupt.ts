import type { LogReader } from "#seal";
import { storeError } from "./errors.ts";

/**
 * Refuses a log in which damage lies before a signed marker.
 *
 * @throws store/corrupt, or store/unknown-version when the first line is of a later format.
 */
export function assertSound(path: string, reader: LogReader): void {
  if (!reader.isCorrupt) return;
  const { offset, line, reason } = reader.fault ?? { offset: 0, line: 1, reason: "the file is empty" };
  if (reader.genesis === null && reader.isOfLaterVersion) {
    throw storeError("store/unknown-version", {
      what: `Cannot open "${path}"`,
      found: "the ledger is of a later format; needed: format 1",
      unchanged: "Nothing was changed.",
      mend: "Install the newest snowmelt and run the same command again.",
    });
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
