import { inside, makeDer, readDer, readInteger, TAG } from "./der.ts";

const SHA256_OID = Buffer.from("608648016503040201", "hex");

/**
 * A time-stamp query (RFC 3161, 2.4.1) for a SHA-256 digest, which asks for the authority's certificate.
 *
 * @param digest 32 bytes: all that the authority learns.
 * @param nonce 8 random bytes; the reply has to repeat them.
 */
export function timestampRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const algorithm = makeDer(TAG.sequence, makeDer(TAG.oid, SHA256_OID), makeDer(TAG.null));
  return makeDer(
    TAG.sequence,
    makeDer(TAG.integer, Buffer.from([1])),
    makeDer(TAG.sequence, algorithm, makeDer(TAG.octetString, digest)),
    makeDer(TAG.integer, positive(nonce)),
    makeDer(TAG.boolean, Buffer.from([0xff])),
  );
}

/** The nonce of a query, in hex; `null` when it has none. @throws NotDer when the bytes are no query */
export function nonceOf(query: Uint8Array): string | null {
  const [, , ...rest] = inside(readDer(query), TAG.sequence);
  const nonce = rest.find(({ tag }) => tag === TAG.integer);
  return nonce === undefined ? null : readInteger(nonce);
}

/** Makes the bytes those of a positive DER integer. */
function positive(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const rest = bytes.subarray(start);
  return rest[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), rest]) : rest;
}
