import type { Files } from "./files.ts";

const CHUNK_BYTES = 1 << 18;

/** Reads the lines of a file one after the other, in the memory of the longest. */
export class LineReader {
  readonly #files: Files;
  readonly #fd: number;
  readonly #maxLine: number;
  #buffer = Buffer.alloc(CHUNK_BYTES);
  #start = 0;
  #end = 0;
  /** File offset of `#buffer[#start]`. */
  #offset: number;

  constructor(files: Files, fd: number, maxLine: number, offset = 0) {
    this.#files = files;
    this.#fd = fd;
    this.#maxLine = maxLine;
    this.#offset = offset;
  }

  /** Offset of the next line. */
  get offset(): number {
    return this.#offset;
  }

  /** The next line without its newline, valid until the next call; `null` when no whole line is left, or it is too long. */
  next(): Uint8Array | null {
    let from = this.#start;
    for (;;) {
      const newline = this.#buffer.subarray(0, this.#end).indexOf(0x0a, from);
      if (newline >= 0) {
        const line = this.#buffer.subarray(this.#start, newline);
        this.#offset += newline + 1 - this.#start;
        this.#start = newline + 1;
        return line;
      }
      from = this.#end - this.#start;
      if (from > this.#maxLine || !this.#fill()) return null;
    }
  }

  #fill(): boolean {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    if (this.#end === this.#buffer.length) {
      const larger = Buffer.alloc(2 * this.#buffer.length);
      this.#buffer.copy(larger);
      this.#buffer = larger;
    }
    const count = this.#files.read(this.#fd, this.#buffer.subarray(this.#end), this.#offset + this.#end);
    this.#end += count;
    return count > 0;
  }
}
