import type { PersonIds } from "./persons/person-ids.ts";
import { SHORT } from "./read/texts.ts";
import type { Records } from "./record-order.ts";

const SIZE = 1 << 18;
const [COMMA, LF, MINUS, POINT, ZERO] = [44, 10, 45, 46, 48];
// Every byte that makes `csvValue` quote somewhere, wherever it stands.
const IS_QUOTED = new Uint8Array(256);
for (const byte of Buffer.from('",\r\n=+@\t-')) IS_QUOTED[byte] = 1;

/** Lines of CSV as bytes: a text for each of millions of lines takes longer than all the rest. */
export class ByteLines {
  #bytes = Buffer.allocUnsafe(SIZE);
  #at = 0;

  /** Whether it is time to {@link take} the lines. */
  get isFull(): boolean {
    return this.#at >= SIZE / 2;
  }

  /** Adds the id of a record and a comma. */
  id({ copyId, idOf }: Pick<Records, "copyId" | "idOf">, record: number): void {
    this.#reserve(SHORT + 1);
    const [bytes, from] = [this.#bytes, this.#at];
    const to = copyId(record, bytes, from);
    let isPlain = to !== -1;
    for (let i = from; i < to && isPlain; i++) isPlain = IS_QUOTED[bytes[i]!] === 0;
    if (isPlain) this.#at = to;
    else this.#write(csvValue(idOf(record)));
    this.#bytes[this.#at++] = COMMA;
  }

  /** Adds the id of a record's person, and ends the line. */
  person({ copyPerson }: Pick<PersonIds, "copyPerson">, record: number): void {
    this.#reserve(SHORT);
    this.#at = copyPerson(record, this.#bytes, this.#at);
    this.#bytes[this.#at++] = LF;
  }

  /** Adds a text, and ends the line. */
  last(text: string): void {
    this.#write(text);
    this.#bytes[this.#at++] = LF;
  }

  /** Adds `value.toFixed(digits)` and a comma. */
  fixed(value: number, digits: number): void {
    const scaled = Math.abs(value) * 10 ** digits;
    const beyond = scaled - Math.floor(scaled);
    // Near the middle between two last digits the product's own rounding might tell; great numbers are rare.
    if (!(scaled < 1e9) || Math.abs(beyond - 0.5) < 1e-3) this.#write(value.toFixed(digits));
    else this.#digits(value < 0, Math.floor(scaled) + (beyond > 0.5 ? 1 : 0), digits);
    this.#bytes[this.#at++] = COMMA;
  }

  // `whole` with a point before its last `digits` digits, which are written from the last on.
  #digits(isNegative: boolean, whole: number, digits: number): void {
    this.#reserve(SHORT);
    const bytes = this.#bytes;
    if (isNegative) bytes[this.#at++] = MINUS;
    let length = digits + 2;
    for (let n = 10 ** (digits + 1); n <= whole; n *= 10) length++;
    const point = this.#at + length - digits - 1;
    let rest = whole;
    for (let i = this.#at + length - 1; i >= this.#at; i--) {
      if (i === point) continue;
      const tens = Math.floor(rest / 10);
      bytes[i] = ZERO + rest - 10 * tens;
      rest = tens;
    }
    bytes[point] = POINT;
    this.#at += length;
  }

  #write(text: string): void {
    // A letter makes up to three bytes.
    this.#reserve(3 * text.length + 1);
    this.#at += this.#bytes.write(text, this.#at);
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(2 * (this.#at + more));
    grown.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = grown;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafe(SIZE);
    this.#at = 0;
    return taken;
  }
}

/** A value of RFC 4180 CSV. What a spreadsheet would run as a formula is quoted, never changed; numbers below zero are none. */
export function csvValue(value: string): string {
  return /[",\r\n]|^[=+@\t]|^-(?!\d+(\.\d+)?$)/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
