import { type LoggedEntry, LogReader, MerkleTree } from "#seal";
import { corrupt } from "./corrupt.ts";
import { type Files, readFully } from "./files.ts";
import type { Layout } from "./layout.ts";
import { LineReader } from "./line-reader.ts";
import { MAX_PRIVATE_BYTES } from "./private-record.ts";
import { openToRead, readLog } from "./read-log.ts";

/**
 * Where each act's lines lie and the whole Merkle tree: what proofs need. Built by one pass over both files when the
 * first proof is asked for, and grown from there.
 */
export class LineIndex {
  readonly tree = new MerkleTree();
  readonly #files: Files;
  readonly #layout: Layout;
  readonly #reader: LogReader;
  /** Offset and length of each entry's line, one after the other. */
  readonly #entries: number[] = [];
  /** Offset of each private line, and the end of the last. */
  readonly #privates: number[] = [0];

  constructor(files: Files, layout: Layout, main: LogReader) {
    this.#files = files;
    this.#layout = layout;
    this.#reader = new LogReader({ known: main.markers, onGroup: (group) => this.#add(group) });
  }

  /** Reads up to where `main` stands. @throws store/corrupt when the file is no longer what `main` read. */
  grow(main: LogReader): void {
    if (this.tree.size === main.size) return;
    readLog(this.#files, this.#layout.ledger, this.#reader, main.end);
    if (this.#reader.markers.at(-1)?.line !== main.markers.at(-1)?.line) {
      throw corrupt(this.#layout.ledger, this.#reader.fault ?? { reason: "the file changed since it was opened" });
    }
    this.#indexPrivates();
  }

  entryLine(seq: number): string {
    const [offset, length] = this.#entries.slice(2 * seq, 2 * seq + 2) as [number, number];
    return Buffer.from(this.#read(this.#layout.ledger, offset, length)).toString();
  }

  privateLine(seq: number): Uint8Array {
    const [offset, end] = this.#privates.slice(seq, seq + 2) as [number, number];
    return this.#read(this.#layout.private, offset, end - 1 - offset);
  }

  #add(group: readonly LoggedEntry[]): void {
    for (const { line, offset, leafHash } of group) {
      this.tree.append(leafHash);
      this.#entries.push(offset, Buffer.byteLength(line));
    }
  }

  #indexPrivates(): void {
    const fd = openToRead(this.#files, this.#layout.private);
    try {
      const lines = new LineReader(this.#files, fd, MAX_PRIVATE_BYTES, this.#privates.at(-1)!);
      while (this.#privates.length <= this.tree.size) {
        if (lines.next() === null) throw corrupt(this.#layout.private, missingLine(this.#privates.length));
        this.#privates.push(lines.offset);
      }
    } finally {
      this.#files.close(fd);
    }
  }

  #read(path: string, offset: number, length: number): Uint8Array {
    const fd = openToRead(this.#files, path);
    try {
      const bytes = new Uint8Array(length);
      readFully(this.#files, fd, bytes, offset);
      return bytes;
    } finally {
      this.#files.close(fd);
    }
  }
}

/** The place of a private line that is not there. */
export function missingLine(line: number) {
  return { line, reason: "the line that belongs to this entry is missing or longer than 64 MiB" };
}
