import type { LogReader } from "#seal";
import { storeError } from "./errors.ts";
import { type Files, systemCode } from "./files.ts";

const CHUNK_BYTES = 1 << 18;

/** Feeds a log to a reader from where the reader stands, up to an offset or the end of the file. */
export function readLog(files: Files, path: string, reader: LogReader, upTo = Number.POSITIVE_INFINITY): void {
  const fd = openToRead(files, path);
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    while (reader.bytesRead < upTo) {
      const room = chunk.subarray(0, Math.min(CHUNK_BYTES, upTo - reader.bytesRead));
      const count = files.read(fd, room, reader.bytesRead);
      if (count === 0) break;
      reader.feed(room.subarray(0, count));
    }
  } catch (error) {
    throw systemCode(error) === "" ? error : unreadable(path, error);
  } finally {
    files.close(fd);
  }
}

/** @throws store/unreadable */
export function openToRead(files: Files, path: string): number {
  try {
    return files.open(path, "r");
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, cause: unknown) {
  return storeError("store/unreadable", {
    what: `Cannot read "${path}"`,
    found: `${systemCode(cause) || String(cause)}; needed: a file that can be read`,
    unchanged: "Nothing was changed.",
    mend: "Make the file readable for you, or restore it from a backup.",
    cause,
  });
}
