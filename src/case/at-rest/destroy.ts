import { chmodSync, closeSync, existsSync, fdatasyncSync, openSync, rmSync, statSync, writeSync } from "node:fs";

const ZEROS = new Uint8Array(1 << 20);

/** Overwrites a file where it lies, as far as the disk lets a program do that, and removes it. */
export function destroy(path: string): void {
  if (!existsSync(path)) return;
  chmodSync(path, 0o600);
  const fd = openSync(path, "r+");
  try {
    for (let left = statSync(path).size; left > 0; ) left -= writeSync(fd, ZEROS, 0, Math.min(left, ZEROS.length));
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
  rmSync(path);
}
