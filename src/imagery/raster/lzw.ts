/**
 * TIFF LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, most significant bit first, one code earlier than GIF.
 *
 * A table entry is the string that was put out last plus one byte, and both stand side by side in the output already:
 * so the table holds (start, length) pairs into the output and no string is ever built.
 *
 * @returns bytes written, at most `out.length`; what would not fit is left out.
 */
export function lzwDecode(input: Uint8Array, out: Uint8Array): number {
  const start = new Int32Array(4098);
  const length = new Int32Array(4098);
  const limit = out.length;
  const end = input.length;
  let next = 258;
  let bits = 9;
  let held = 0;
  let heldBits = 0;
  let at = 0;
  let pos = 0;
  let previousStart = -1;
  let previousLength = 0;
  for (;;) {
    if (heldBits < bits) {
      if (at + 1 < end) {
        // At most 11 bits are held: two more bytes fit.
        held = ((held & 0xfff) << 16) | (input[at]! << 8) | input[at + 1]!;
        at += 2;
        heldBits += 16;
      } else {
        while (heldBits < bits) {
          if (at >= end) return pos;
          held = ((held & 0xffff) << 8) | input[at++]!;
          heldBits += 8;
        }
      }
    }
    heldBits -= bits;
    const code = (held >>> heldBits) & ((1 << bits) - 1);
    if (code < 256) {
      if (pos >= limit) return pos;
      out[pos] = code;
      if (previousStart >= 0 && next < 4097) {
        start[next] = previousStart;
        length[next++] = previousLength + 1;
      }
      previousStart = pos++;
      previousLength = 1;
    } else if (code === 256) {
      next = 258;
      bits = 9;
      previousStart = -1;
      continue;
    } else if (code === 257) {
      return pos;
    } else {
      if (previousStart < 0 || code > next) return pos;
      // The entry being made now: its last byte is the first byte of the string itself (KwKwK).
      let from = code === next ? previousStart : start[code]!;
      let count = code === next ? previousLength + 1 : length[code]!;
      if (next < 4097) {
        start[next] = previousStart;
        length[next++] = previousLength + 1;
      }
      if (pos + count > limit) count = limit - pos;
      previousStart = pos;
      previousLength = count;
      const stop = pos + count;
      while (pos < stop) out[pos++] = out[from++]!;
      if (pos >= limit) return pos;
    }
    if (next + 1 >= 1 << bits && bits < 12) bits++;
  }
}

/** Encodes with the same dialect; used by the writer. */
export function lzwEncode(input: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(input.length * 1.6) + 16);
  let pos = 0;
  let held = 0;
  let heldBits = 0;
  let bits = 9;
  const put = (code: number): void => {
    held = (held << bits) | code;
    heldBits += bits;
    while (heldBits >= 8) {
      heldBits -= 8;
      out[pos++] = (held >>> heldBits) & 0xff;
    }
    held &= (1 << heldBits) - 1;
  };
  const table = new Map<number, number>();
  let next = 258;
  put(256);
  let prefix = -1;
  for (const byte of input) {
    if (prefix < 0) {
      prefix = byte;
      continue;
    }
    const key = prefix * 256 + byte;
    const known = table.get(key);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    put(prefix);
    table.set(key, next++);
    if (next + 1 > 1 << bits && bits < 12) bits++;
    if (next >= 4094) {
      put(256);
      table.clear();
      next = 258;
      bits = 9;
    }
    prefix = byte;
  }
  if (prefix >= 0) {
    put(prefix);
    next++;
    if (next + 1 > 1 << bits && bits < 12) bits++;
  }
  put(257);
  if (heldBits > 0) out[pos++] = (held << (8 - heldBits)) & 0xff;
  return out.subarray(0, pos);
}
