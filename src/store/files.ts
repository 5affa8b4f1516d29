import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** Every call by which the store reaches a disk; tests hand in disks that fill up, fail or write short. */
export interface Files {
  /** `r` reads, `a` appends, `r+` is for cutting, `wx` makes a file that must not exist. New files get mode 0600. */
  open(path: string, flags: "r" | "a" | "r+" | "wx"): number;
  close(fd: number): void;
  /** Reads into the buffer from a position; returns the bytes read, 0 at the end. */
  read(fd: number, buffer: Uint8Array, position: number): number;
  /** May write less than it was given, as the system does on a full disk. */
  write(fd: number, bytes: Uint8Array): number;
  size(fd: number): number;
  truncate(fd: number, length: number): void;
  /** fdatasync: returns when the bytes and the length are on the disk. */
  syncData(fd: number): void;
  sync(fd: number): void;
  /** Makes renames and new names in a folder durable. */
  syncFolder(path: string): void;
  /** Makes a folder and those above it, for the owner only. */
  makeFolder(path: string): void;
  exists(path: string): boolean;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

export const realFiles: Files = {
  open: (path, flags) => openSync(path, flags, 0o600),
  close: closeSync,
  read: (fd, buffer, position) => readSync(fd, buffer, 0, buffer.length, position),
  write: (fd, bytes) => writeSync(fd, bytes),
  size: (fd) => fstatSync(fd).size,
  truncate: ftruncateSync,
  syncData: fdatasyncSync,
  sync: fsyncSync,
  syncFolder: (path) => {
    // Windows has no handle on a folder to sync; NTFS journals its names.
    if (process.platform === "win32") return;
    const fd = openSync(path, "r");
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  },
  makeFolder: (path) => void mkdirSync(path, { recursive: true, mode: 0o700 }),
  exists: existsSync,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
};

/**
 * Writes every byte. `write` returns short on a full disk without an error, and a program that does not look
 * acknowledges what is not there.
 *
 * @throws the system's error; ENOSPC also when the disk takes nothing more and does not say why.
 */
export function writeAll(files: Files, fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    const written = files.write(fd, bytes.subarray(done));
    if (written <= 0) throw Object.assign(new Error("ENOSPC: the disk takes no more bytes"), { code: "ENOSPC" });
    done += written;
  }
}

/** Makes a folder and those above it, and their names durable in the folders they stand in. */
export function makeFolderDurably(files: Files, path: string): void {
  const made: string[] = [];
  for (let missing = path; !files.exists(missing) && dirname(missing) !== missing; missing = dirname(missing)) {
    made.push(missing);
  }
  files.makeFolder(path);
  for (const folder of made.reverse()) files.syncFolder(dirname(folder));
}

/** Puts a whole file in place: a reader sees the old one or the new one, also after a power cut. */
export function writeFileDurably(files: Files, folder: string, name: string, bytes: Uint8Array): void {
  const path = `${folder}/${name}`;
  const temporary = `${path}.new`;
  files.remove(temporary);
  const fd = files.open(temporary, "wx");
  try {
    writeAll(files, fd, bytes);
    files.sync(fd);
  } finally {
    files.close(fd);
  }
  files.rename(temporary, path);
  files.syncFolder(folder);
}

/** A whole file in memory. @throws the system's error. */
export function readWhole(files: Files, path: string): Uint8Array {
  const fd = files.open(path, "r");
  try {
    const bytes = new Uint8Array(files.size(fd));
    const length = readFully(files, fd, bytes, 0);
    return bytes.subarray(0, length);
  } finally {
    files.close(fd);
  }
}

/** Fills the buffer from a position, as far as the file goes; returns the bytes read. */
export function readFully(files: Files, fd: number, buffer: Uint8Array, position: number): number {
  let done = 0;
  while (done < buffer.length) {
    const count = files.read(fd, buffer.subarray(done), position + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

/** The system's code of an error (`ENOSPC`, `EIO`), or "". */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
