import { fromBase64, toBase64 } from "#kernel";
import { verifyCheckpoint } from "./checkpoint.ts";
import { HASH_BYTES } from "./digest.ts";
import { verifyInclusion } from "./merkle-proof.ts";

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
/** A path in a tree of 2^53 leaves. */
const MAX_HASHES = 53;

/** A C2SP tlog-proof as read, before anything is checked. */
export interface TlogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
}

/** A proof in one file (C2SP tlog-proof@v1, without extra data) that a leaf is in the log at a checkpoint. */
export function formatTlogProof(index: number, hashes: readonly Uint8Array[], checkpoint: string): string {
  const path = hashes.map((hash) => `${toBase64(hash)}\n`).join("");
  return `${FIRST_LINE}\nindex ${index}\n${path}\n${checkpoint}`;
}

/** Reads what `formatTlogProof` writes; `null` on anything else. The `extra` line is not taken: nothing signs it. */
export function parseTlogProof(text: string): TlogProof | null {
  const end = text.indexOf("\n\n");
  const [first, indexLine, ...path] = end < 0 ? [] : text.slice(0, end).split("\n");
  const index = /^index (0|[1-9]\d{0,15})$/.exec(indexLine ?? "")?.[1];
  if (first !== FIRST_LINE || index === undefined || path.length > MAX_HASHES) return null;
  const hashes = path.map(fromBase64);
  if (!Number.isSafeInteger(Number(index)) || hashes.some((hash) => hash?.length !== HASH_BYTES)) return null;
  return { index: Number(index), hashes: hashes as Uint8Array[], checkpoint: text.slice(end + 2) };
}

/**
 * Whether the leaf is in the log of this origin and key.
 *
 * @returns where it stands, and in which state of the log; `null` when the proof does not hold.
 */
export function verifyTlogProof(
  text: string,
  leafHash: Uint8Array,
  origin: string,
  publicKey: Uint8Array,
): { readonly index: number; readonly size: number; readonly root: Uint8Array } | null {
  const proof = parseTlogProof(text);
  const state = proof === null ? null : verifyCheckpoint(proof.checkpoint, origin, publicKey);
  if (proof === null || state === null) return null;
  return verifyInclusion(leafHash, proof.index, state.size, proof.hashes, state.root)
    ? { index: proof.index, ...state }
    : null;
}
