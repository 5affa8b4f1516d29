import { canonicalJson, equalBytes, fromBase64, parseCanonicalJson, toBase64 } from "#kernel";
import { checkpointBody, noteKeyId } from "./checkpoint.ts";
import { digest, HASH_BYTES } from "./digest.ts";
import { SIGNATURE_BYTES } from "./ed25519.ts";

/** The signed line that ends a group of entries in a log. */
export interface Marker {
  /** Entries before this line. */
  readonly n: number;
  /** base64 SHA-256 of the previous marker's line; of 32 zero bytes before the first. */
  readonly prev: string;
  /** base64 Merkle root over the `n` entries. */
  readonly root: string;
  /** base64 of key id and Ed25519 signature over the checkpoint text of (origin, n, root). */
  readonly sig: string;
}

/** Every marker line begins with this, and no entry line does. */
export const MARKER_HEAD = '{"n":';
const MAX_MARKER_BYTES = 512;

/** What the first marker of a log names as its predecessor. */
export const FIRST_PREV = toBase64(new Uint8Array(HASH_BYTES));

/** How the next marker names this one. */
export function markerHash(line: string): string {
  return toBase64(digest(line));
}

/** What signs a marker: who, with which key id, how. */
export interface MarkerSigner {
  readonly origin: string;
  readonly publicKey: Uint8Array;
  sign(message: string): Uint8Array;
}

export function formatMarker(by: MarkerSigner, n: number, root: Uint8Array, prev: string): string {
  const signature = by.sign(checkpointBody(by.origin, n, root));
  const sig = toBase64(new Uint8Array([...noteKeyId(by.origin, by.publicKey), ...signature]));
  return canonicalJson({ n, prev, root: toBase64(root), sig });
}

/** Reads a marker line; `null` unless it is byte for byte what `formatMarker` writes. The signature is not checked. */
export function parseMarker(line: string): Marker | null {
  if (line.length > MAX_MARKER_BYTES || !line.startsWith(MARKER_HEAD)) return null;
  const value = parseCanonicalJson(line)?.value;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const marker = value as unknown as Marker;
  if (Object.keys(marker).join(",") !== "n,prev,root,sig") return null;
  if (!Number.isSafeInteger(marker.n) || marker.n < 1) return null;
  if (!isBytes(marker.prev, HASH_BYTES) || !isBytes(marker.root, HASH_BYTES)) return null;
  return isBytes(marker.sig, 4 + SIGNATURE_BYTES) ? marker : null;
}

/** Checks a marker's signature for a log; `verify` is bound to the log's key. */
export function verifyMarker(
  marker: Marker,
  origin: string,
  keyId: Uint8Array,
  verify: (message: string, signature: Uint8Array) => boolean,
): boolean {
  const sig = fromBase64(marker.sig);
  const root = fromBase64(marker.root);
  if (sig === null || root === null || !equalBytes(sig.subarray(0, 4), keyId)) return false;
  return verify(checkpointBody(origin, marker.n, root), sig.subarray(4));
}

function isBytes(value: unknown, length: number): boolean {
  return typeof value === "string" && fromBase64(value)?.length === length;
}
