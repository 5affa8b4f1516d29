/** Standard base64 (RFC 4648 section 4) with padding. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/**
 * Strict base64: only what `toBase64` would write is read. Loose decoders ignore unused bits, white space and missing
 * padding, and then two texts stand for one signature.
 *
 * @returns `null` when the text is not strict base64.
 */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? new Uint8Array(bytes) : null;
}

/** base64url without padding (RFC 4648 section 5), used where a value stands in a file name or an HTML id. */
export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");
}
