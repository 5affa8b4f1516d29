import { basename, join } from "node:path";
import { sha256Hex } from "#kernel";
import { type Files, makeFolderDurably, readFully, writeFileDurably } from "./files.ts";

/** Bytes that were moved out of a file because the write they belong to was never acknowledged. */
export interface TornTail {
  /** Where they are kept. */
  readonly file: string;
  readonly bytes: number;
}

/**
 * Cuts a file at an offset and keeps what was behind it, in `torn/` beside it. The copy is on the disk before the cut;
 * a private file's tail stays under `private/`.
 *
 * @returns `null` when there was nothing behind the offset.
 */
export function cutTail(files: Files, folder: string, path: string, end: number): TornTail | null {
  const fd = files.open(path, "r+");
  try {
    const length = files.size(fd) - end;
    if (length <= 0) return null;
    const bytes = new Uint8Array(length);
    readFully(files, fd, bytes, end);
    const torn = join(folder, "torn");
    makeFolderDurably(files, torn);
    const name = `${basename(path, ".jsonl")}-${end}-${sha256Hex(bytes).slice(0, 8)}.bin`;
    writeFileDurably(files, torn, name, bytes);
    files.truncate(fd, end);
    files.syncData(fd);
    return { file: join(torn, name), bytes: length };
  } finally {
    files.close(fd);
  }
}
