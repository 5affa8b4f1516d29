import { constants } from "node:fs";
import { type FileHandle, open, rename, statfs } from "node:fs/promises";
import { SnowmeltError } from "#kernel";
import { vaultError } from "./errors.ts";

/** The writes of the vault, so that tests can let a disk run full or fail. */
export interface Disk {
  /** Writes some of the bytes; returns how many, as the system call does. */
  write(handle: FileHandle, bytes: Uint8Array): Promise<number>;
  /** Makes a file's bytes durable. */
  sync(handle: FileHandle): Promise<void>;
  /** Bytes free for us on the disk that holds the folder. */
  freeBytes(folder: string): Promise<number>;
  rename(from: string, to: string): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(path: string): Promise<void>;
}

export const realDisk: Disk = {
  write: async (handle, bytes) => (await handle.write(bytes, 0, bytes.length, null)).bytesWritten,
  sync: (handle) => handle.datasync(),
  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  rename,
  async syncFolder(path) {
    // Windows opens no folders; there the file system journals names itself.
    if (process.platform === "win32") return;
    const handle = await open(path, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/** Writes all bytes: a full disk may answer with a short write and no error. */
export async function writeAll(disk: Disk, handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const written = await disk.write(handle, bytes.subarray(done));
    if (written === 0) throw Object.assign(new Error("a write took no byte"), { code: "ENOSPC" });
    done += written;
  }
}

/** What a failed write to the vault means. Errors of ours pass unchanged. */
export function writeFailure(error: unknown, name: string): SnowmeltError {
  if (error instanceof SnowmeltError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
  const isFull = code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
  return vaultError(isFull ? "vault/disk-full" : "vault/write-failed", {
    what: `Cannot preserve "${name}"`,
    found: isFull ? `the disk of the case is full (${code})` : `the disk of the case answered ${code}`,
    unchanged: "What was recorded before stays; of this file and those after it nothing is recorded.",
    mend: isFull
      ? "Free some room and run the same command again; it continues."
      : "Check the disk and run the same command again; it continues.",
    cause: error,
  });
}
