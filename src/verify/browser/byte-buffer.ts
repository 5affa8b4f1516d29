const HEX = "0123456789abcdef";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** What stands for Node's Buffer in verify.html: as much of it as checking takes. */
export class ByteBuffer extends Uint8Array {
  static override from(
    data: ArrayLike<number> | Iterable<number> | ArrayBufferLike | string,
    encoding?: unknown,
    length?: unknown,
  ): ByteBuffer {
    if (data instanceof ArrayBuffer) return new ByteBuffer(data, Number(encoding ?? 0), length as number | undefined);
    if (typeof data !== "string") return new ByteBuffer([...(data as Iterable<number>)]);
    if (encoding === "hex") return fromHex(data);
    if (encoding === "base64") return fromBase64(data);
    if (encoding === "latin1") return new ByteBuffer([...data].map((sign) => sign.charCodeAt(0)));
    const bytes = new TextEncoder().encode(data);
    return new ByteBuffer(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  static alloc(length: number): ByteBuffer {
    return new ByteBuffer(length);
  }

  static byteLength(text: string): number {
    return new TextEncoder().encode(text).length;
  }

  static concat(parts: readonly Uint8Array[]): ByteBuffer {
    const whole = new ByteBuffer(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  static compare(a: Uint8Array, b: Uint8Array): number {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      if (a[at] !== b[at]) return a[at]! < b[at]! ? -1 : 1;
    }
    return Math.sign(a.length - b.length);
  }

  equals(other: Uint8Array): boolean {
    return ByteBuffer.compare(this, other) === 0;
  }

  override toString(encoding: unknown = "utf8"): string {
    if (encoding === "hex") return [...this].map((byte) => HEX[byte >> 4]! + HEX[byte & 15]!).join("");
    if (encoding === "base64") return toBase64(this);
    if (encoding === "latin1") return String.fromCharCode(...this);
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(this);
  }
}

/** Up to the first pair that is none, as Node reads it. */
function fromHex(text: string): ByteBuffer {
  const pairs = /^(?:[0-9a-fA-F]{2})*/.exec(text)![0].match(/../g) ?? [];
  return new ByteBuffer(pairs.map((pair) => Number.parseInt(pair, 16)));
}

/** What is no base64 is passed over; whoever needs strict base64 compares with what is written of it. */
function fromBase64(text: string): ByteBuffer {
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  for (const sign of text) {
    const value = BASE64.indexOf(sign);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return new ByteBuffer(bytes);
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += BASE64[bits >> 18]! + BASE64[(bits >> 12) & 63]!;
    text += left > 1 ? BASE64[(bits >> 6) & 63]! : "=";
    text += left > 2 ? BASE64[bits & 63]! : "=";
  }
  return text;
}
