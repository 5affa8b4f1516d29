/** Bytes of the longest text that is copied. */
export const SHORT = 256;

/** Distinct texts by code, kept as UTF-8 bytes; code 0 is the empty text. */
export class Texts {
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  static #decoder = new TextDecoder();

  /** Text `code` is `bytes[starts[code], starts[code + 1])`. */
  constructor(bytes: Uint8Array, starts: Int32Array) {
    this.size = starts.length - 1;
    this.bytes = bytes;
    this.starts = starts;
  }

  /** Writes a text as UTF-8 to `into[at..]` and gives where it ends; -1 when it is longer than {@link SHORT}. */
  copy(code: number, into: Uint8Array, at: number): number {
    const [from, to] = [this.starts[code]!, this.starts[code + 1]!];
    if (to - from > SHORT) return -1;
    const bytes = this.bytes;
    for (let i = from; i < to; i++) into[at++] = bytes[i]!;
    return at;
  }

  text(code: number): string {
    const [from, to] = [this.starts[code]!, this.starts[code + 1]!];
    const bytes = this.bytes;
    // Short texts of ASCII, as ids are, need no decoder.
    if (to - from <= 24) {
      let text = "";
      let at = from;
      while (at < to && bytes[at]! < 128) text += String.fromCharCode(bytes[at++]!);
      if (at === to) return text;
    }
    return Texts.#decoder.decode(bytes.subarray(from, to));
  }

  /** Whether a text is of ASCII letters and signs alone; of other scripts nothing is said. */
  hasNoDigit(code: number): boolean {
    const to = this.starts[code + 1]!;
    for (let at = this.starts[code]!; at < to; at++) {
      const byte = this.bytes[at]!;
      if (byte > 127 || (byte >= 48 && byte <= 57)) return false;
    }
    return true;
  }

  /** The whole number below 10^15 that a text writes without leading zeros; NaN when it is none. */
  wholeNumber(code: number): number {
    const [from, to] = [this.starts[code]!, this.starts[code + 1]!];
    if (to === from || to - from > 15 || (this.bytes[from] === 48 && to - from > 1)) return Number.NaN;
    let value = 0;
    for (let at = from; at < to; at++) {
      const digit = this.bytes[at]! - 48;
      if (digit < 0 || digit > 9) return Number.NaN;
      value = value * 10 + digit;
    }
    return value;
  }
}
