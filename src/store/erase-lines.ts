import { canonicalJson } from "#kernel";
import { type Files, writeAll } from "./files.ts";
import type { Layout } from "./layout.ts";
import { LineReader } from "./line-reader.ts";
import { MAX_PRIVATE_BYTES } from "./private-record.ts";

const ZEROS = new Uint8Array(1 << 18);

/**
 * Writes the private file anew without the values and record keys of some entries; each leaves a line that says so. A
 * reader sees the old file or the new one, also after a power cut. Then the old file's bytes are overwritten where they
 * lie, as far as the disk lets a program do that: a disk that copies on write, and flash, may keep them.
 *
 * @returns where the new file ends.
 */
export function eraseLines(files: Files, layout: Layout, seqs: ReadonlySet<number>): number {
  const fresh = `${layout.private}.new`;
  files.remove(fresh);
  const old = files.open(layout.private, "r+");
  try {
    const end = copyWithout(files, old, fresh, seqs);
    files.rename(fresh, layout.private);
    files.syncFolder(layout.privateFolder);
    for (let left = files.size(old); left > 0; left -= ZEROS.length) {
      writeAll(files, old, ZEROS.subarray(0, Math.min(left, ZEROS.length)));
    }
    files.syncData(old);
    return end;
  } finally {
    files.close(old);
  }
}

function copyWithout(files: Files, old: number, fresh: string, seqs: ReadonlySet<number>): number {
  const fd = files.open(fresh, "wx");
  let end = 0;
  try {
    const lines = new LineReader(files, old, MAX_PRIVATE_BYTES);
    for (let seq = 0; ; seq += 1) {
      const line = lines.next();
      if (line === null) break;
      const kept = seqs.has(seq) ? Buffer.from(canonicalJson({ erased: true, seq })) : line;
      const bytes = Buffer.concat([kept, Buffer.from("\n")]);
      writeAll(files, fd, bytes);
      end += bytes.length;
    }
    files.sync(fd);
  } finally {
    files.close(fd);
  }
  return end;
}
