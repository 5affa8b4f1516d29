import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { sha256HexOf } from "#kernel";

/** Random access to bytes; the only thing a raster is read from, so that engines can be handed memory or a file. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  /** Exactly `length` bytes, or fewer when the source ends; written into `into` when that is given and large enough. */
  read(offset: number, length: number, into?: Uint8Array): Uint8Array;
  close(): void;
}

/** Bytes that are already in memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length)),
    close: () => {},
  };
}

/** A file, opened for reading; call `close` when done. `name` is what messages call it. @throws the system's error when it cannot be opened */
export function fileSource(path: string, name = path): ByteSource {
  const fd = openSync(path, "r");
  const size = fstatSync(fd).size;
  let open = true;
  return {
    name,
    size,
    read(offset, length, into) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const bytes = into !== undefined && into.length >= wanted ? into.subarray(0, wanted) : new Uint8Array(wanted);
      let done = 0;
      while (done < wanted) {
        const n = readSync(fd, bytes, done, wanted - done, offset + done);
        if (n === 0) return bytes.subarray(0, done);
        done += n;
      }
      return bytes;
    },
    close() {
      if (open) closeSync(fd);
      open = false;
    },
  };
}

/** Little enough to stay in the second cache between reading and hashing. */
const HASHED_BYTES = 2 ** 18;

/** Lower-case hexadecimal SHA-256 of all of a source, which may be larger than memory. */
export function sourceSha256(source: ByteSource): string {
  const room = new Uint8Array(Math.min(HASHED_BYTES, source.size));
  function* parts(): Generator<Uint8Array> {
    for (let at = 0; at < source.size; at += HASHED_BYTES) yield source.read(at, HASHED_BYTES, room);
  }
  return sha256HexOf(parts());
}

/** The same of a file. @throws the system's error when it cannot be read */
export function fileSha256(path: string): string {
  const source = fileSource(path);
  try {
    return sourceSha256(source);
  } finally {
    source.close();
  }
}
