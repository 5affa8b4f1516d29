import { canonicalJson, equalBytes, fromBase64, isWellFormed, type Json, toBase64 } from "#kernel";
import { digest, keyedHmac } from "./digest.ts";
import { merkleRoot } from "./merkle-hash.ts";
import { flatten, isLeaf, isPointer } from "./pointer.ts";

/** One opened leaf: its salt in base64, its JSON Pointer, its value. */
export type Disclosure = readonly [salt: string, pointer: string, value: Json];

/** What a stranger needs to check opened leaves against a commitment: them, and the hash of every leaf. */
export interface RecordProof {
  /** Sorted by pointer. */
  readonly leaves: readonly Disclosure[];
  /** base64, sorted by bytes; decoys are among them and cannot be told from leaves that stayed closed. */
  readonly hashes: readonly string[];
}

export const RECORD_KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Records of up to this many leaves all look alike in size; above, only the next power of two shows. */
const MIN_LEAVES = 16;

/**
 * The commitment to a value under its record's own random key: the Merkle root over the salted hashes of its leaves.
 * Without the key nothing can be guessed from it, and destroying the key erases the value.
 *
 * @param recordKey 32 random bytes, used for this value only.
 * @throws RangeError on a key of another length; TypeError on a value that is not I-JSON.
 */
export function commit(recordKey: Uint8Array, value: Json): { readonly root: Uint8Array } {
  return { root: merkleRoot(leavesOf(recordKey, value).hashes) };
}

/**
 * Opens the leaves at the named pointers, and nothing else.
 *
 * @throws RangeError when a pointer names no leaf of the value (containers with members are no leaves).
 */
export function disclose(recordKey: Uint8Array, value: Json, pointers: readonly string[]): RecordProof {
  const { disclosures, hashes } = leavesOf(recordKey, value);
  const leaves = [...new Set(pointers)].sort().map((pointer) => {
    const leaf = disclosures.get(pointer);
    if (leaf === undefined) throw new RangeError(`The record has no value at "${pointer}"`);
    return leaf;
  });
  return { leaves, hashes: hashes.map(toBase64) };
}

/**
 * Whether every opened leaf is one of the leaves that `c` commits to. Whatever is not exactly what `disclose` would
 * write is refused: order, doubles, loose base64, a number of hashes that is no power of two.
 *
 * @param c the commitment as it stands in the entry, base64.
 */
export function verifyRecordProof(proof: RecordProof, c: string): boolean {
  const hashes = proof.hashes.map(readHash);
  if (hashes.length < MIN_LEAVES || !Number.isInteger(Math.log2(hashes.length))) return false;
  for (const [at, hash] of hashes.entries()) {
    if (hash === null) return false;
    if (at > 0 && Buffer.compare(hashes[at - 1]!, hash) >= 0) return false;
  }
  const known = new Set(proof.hashes);
  for (const [at, leaf] of proof.leaves.entries()) {
    if (!isDisclosure(leaf) || !known.has(toBase64(leafOf(leaf)))) return false;
    if (at > 0 && proof.leaves[at - 1]![1] >= leaf[1]) return false;
  }
  const root = readHash(c);
  return root !== null && equalBytes(merkleRoot(hashes as Uint8Array[]), root);
}

function leavesOf(recordKey: Uint8Array, value: Json): { disclosures: Map<string, Disclosure>; hashes: Uint8Array[] } {
  if (recordKey.length !== RECORD_KEY_BYTES) throw new RangeError(`A record key has ${RECORD_KEY_BYTES} bytes`);
  const hmac = keyedHmac(recordKey);
  const disclosures = new Map<string, Disclosure>();
  const hashes: Uint8Array[] = [];
  for (const [pointer, leaf] of flatten(value)) {
    const salt = toBase64(hmac(pointer).subarray(0, SALT_BYTES));
    const disclosure: Disclosure = [salt, pointer, leaf];
    disclosures.set(pointer, disclosure);
    hashes.push(leafOf(disclosure));
  }
  let width = MIN_LEAVES;
  while (width < hashes.length) width *= 2;
  // No pointer begins with "d", so a decoy's derivation never meets a salt's.
  for (let at = 0; hashes.length < width; at += 1) hashes.push(hmac(`decoy\0${at}`));
  return { disclosures, hashes: hashes.sort(Buffer.compare) };
}

function leafOf([salt, pointer, value]: Disclosure): Uint8Array {
  return digest(`\0[${JSON.stringify(salt)},${canonicalJson(pointer)},${canonicalJson(value)}]`);
}

function isDisclosure(leaf: Disclosure): boolean {
  if (!Array.isArray(leaf) || leaf.length !== 3) return false;
  const [salt, pointer, value] = leaf as readonly unknown[];
  if (typeof salt !== "string" || fromBase64(salt)?.length !== SALT_BYTES) return false;
  if (typeof pointer !== "string" || !isPointer(pointer) || !isWellFormed(pointer)) return false;
  return isLeaf(value) && (typeof value !== "string" || isWellFormed(value));
}

/** Strict base64 of 32 bytes: the last sign before the padding has four bits of its own. */
const HASH_TEXT = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** A pattern, for a dossier has a hundred thousand hashes and more; it takes what `fromBase64` takes. */
function readHash(text: unknown): Uint8Array | null {
  return typeof text === "string" && HASH_TEXT.test(text) ? Buffer.from(text, "base64") : null;
}
