import { equalBytes } from "#kernel";
import { isAcceptablePublicKey, noteKeyId, parseCheckpoint, readPublicKeyPem } from "#seal";
import { type Bag, textOf } from "./bag-files.ts";
import { SIGNATURE, TAG_MANIFEST } from "./check-bag.ts";
import { stampedSignatures } from "./check-time.ts";
import { readLogKeys, rosterSignatures } from "./roster.ts";

/** Says whether an Ed25519 signature is of a message by a key; `null` where this platform cannot tell. */
export type Ed25519 = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | null;

/** One signature to check. Browsers check without waiting for an answer, so they ask for all of them first. */
export interface Signed {
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** The keys of a bag; `null` for one that is missing, badly written, or on which verifiers disagree. */
export function keyOf(bag: Bag, role: "case" | "log"): Uint8Array | null {
  try {
    const key = readPublicKeyPem(textOf(bag, `keys/${role}.pem`));
    return key !== null && isAcceptablePublicKey(key) ? key : null;
  } catch {
    return null;
  }
}

/** Every signature of a bag that matters: the case key's over the tag manifest and the changes of keys, the log key's over the checkpoints. */
export function signaturesOf(bag: Bag): readonly Signed[] {
  return [
    ...bagSignature(bag),
    ...checkpointSignatures(bag),
    ...rosterSignatures(bag),
    ...stampedSignatures(bag, readLogKeys(bag)),
  ];
}

export function bagSignature(bag: Bag): readonly Signed[] {
  const key = keyOf(bag, "case");
  const [message, signature] = [bag.files.get(TAG_MANIFEST), bag.files.get(SIGNATURE)];
  return key === null || message === undefined || signature === undefined ? [] : [{ key, message, signature }];
}

/** The signature lines in the log's own name and key id. */
export function checkpointSignatures(bag: Bag): readonly Signed[] {
  const key = keyOf(bag, "log");
  const checkpoint = bag.files.has("checkpoint") ? readCheckpoint(bag) : null;
  if (key === null || checkpoint === null) return [];
  const { origin, body } = checkpoint;
  const id = noteKeyId(origin, key);
  return checkpoint.signatures
    .filter(({ name, keyId }) => name === origin && equalBytes(keyId, id))
    .map(({ signature }) => ({ key, message: Buffer.from(body), signature }));
}

/** Names on the checkpoint's other signature lines. */
export function otherSigners(bag: Bag): readonly string[] {
  const key = keyOf(bag, "log");
  const checkpoint = readCheckpoint(bag);
  if (checkpoint === null) return [];
  const id = key === null ? null : noteKeyId(checkpoint.origin, key);
  return checkpoint.signatures
    .filter(({ name, keyId }) => name !== checkpoint.origin || id === null || !equalBytes(keyId, id))
    .map(({ name }) => name);
}

function readCheckpoint(bag: Bag): ReturnType<typeof parseCheckpoint> {
  try {
    return parseCheckpoint(textOf(bag, "checkpoint"));
  } catch {
    return null;
  }
}
