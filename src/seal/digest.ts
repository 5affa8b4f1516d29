import { hash } from "node:crypto";

/** Bytes of a SHA-256 digest. */
export const HASH_BYTES = 32;

/**
 * SHA-256 in one call; strings are hashed as UTF-8. The one-shot form costs a third of a streaming hash at 65 bytes, and asking it
 * for a text half as much again: for each buffer Node asks the system for memory of its own.
 */
export function digest(bytes: Uint8Array | string): Uint8Array {
  return Buffer.from(hash("sha256", bytes, "binary"), "latin1");
}

const BLOCK_BYTES = 64;

/**
 * HMAC-SHA-256 (RFC 2104) bound to one key of at most 64 bytes: a record derives some twenty values from its key.
 *
 * @throws RangeError on a longer key, which RFC 2104 would hash first.
 */
export function keyedHmac(key: Uint8Array): (message: string) => Uint8Array {
  if (key.length > BLOCK_BYTES) throw new RangeError(`HMAC key of ${key.length} bytes: at most ${BLOCK_BYTES}`);
  const inner = Buffer.alloc(BLOCK_BYTES + 256);
  inner.fill(0x36, 0, BLOCK_BYTES);
  const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);
  outer.fill(0x5c, 0, BLOCK_BYTES);
  for (const [at, byte] of key.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (message) => {
    const length = Buffer.byteLength(message);
    let first: Uint8Array;
    if (length <= inner.length - BLOCK_BYTES) {
      inner.write(message, BLOCK_BYTES);
      first = digest(inner.subarray(0, BLOCK_BYTES + length));
    } else {
      first = digest(Buffer.concat([inner.subarray(0, BLOCK_BYTES), Buffer.from(message)]));
    }
    outer.set(first, BLOCK_BYTES);
    return digest(outer);
  };
}
