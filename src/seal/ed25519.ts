import {
  createPrivateKey,
  createPublicKey,
  sign as cryptoSign,
  verify as cryptoVerify,
  type KeyObject,
} from "node:crypto";

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
const SEED_BYTES = 32;

// RFC 8410: the DER that stands before the 32 bytes of an Ed25519 public key (SPKI) and of a private key (PKCS#8).
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** An Ed25519 key pair (RFC 8032): the public key as 32 bytes, the private key as PKCS#8 DER. */
export interface SigningKeys {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/**
 * The key pair of a seed.
 *
 * @param seed 32 cryptographically random bytes; they are the private key.
 * @throws RangeError on a seed of another length.
 */
export function generateKeys(seed: Uint8Array): SigningKeys {
  if (seed.length !== SEED_BYTES) throw new RangeError(`An Ed25519 seed has ${SEED_BYTES} bytes, not ${seed.length}`);
  const privateKey = new Uint8Array(Buffer.concat([PKCS8_HEAD, seed]));
  return { publicKey: publicKeyOf(privateKey), privateKey };
}

/** The 32-byte public key of a PKCS#8 private key. @throws Error when the bytes are no Ed25519 private key. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  const key = readPrivateKey(privateKey);
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(SPKI_HEAD.length));
}

function readPrivateKey(privateKey: Uint8Array): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" });
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError(`Not an Ed25519 key: ${key.asymmetricKeyType}`);
  return key;
}

/** A function that signs with this key; 64 bytes a signature. @throws as `publicKeyOf`. */
export function signer(privateKey: Uint8Array): (message: Uint8Array | string) => Uint8Array {
  const key = readPrivateKey(privateKey);
  return (message) => new Uint8Array(cryptoSign(null, toBytes(message), key));
}

/** One signature. Sign many by `signer`, which reads the key once. */
export function sign(privateKey: Uint8Array, message: Uint8Array | string): Uint8Array {
  return signer(privateKey)(message);
}

/**
 * A function that verifies by this key, by OpenSSL's rules (the one definition of validity here; Ed25519 verifiers
 * disagree on edge cases). Keys should have passed `isAcceptablePublicKey` when they were enrolled.
 */
export function verifier(publicKey: Uint8Array): (message: Uint8Array | string, signature: Uint8Array) => boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return () => false;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: "der", type: "spki" });
  return (message, signature) =>
    signature.length === SIGNATURE_BYTES && cryptoVerify(null, toBytes(message), key, signature);
}

/** Whether the signature is of this message by this key. Check many by `verifier`, which reads the key once. */
export function verify(publicKey: Uint8Array, message: Uint8Array | string, signature: Uint8Array): boolean {
  return verifier(publicKey)(message, signature);
}

/** The public key as a PEM file that openssl reads. */
export function publicKeyPem(publicKey: Uint8Array): string {
  const body = Buffer.concat([SPKI_HEAD, publicKey]).toString("base64");
  return `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
}

/** Reads what `publicKeyPem` writes, and nothing looser; `null` otherwise. */
export function readPublicKeyPem(pem: string): Uint8Array | null {
  const body = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n$/.exec(pem)?.[1];
  if (body === undefined) return null;
  const der = Buffer.from(body, "base64");
  const publicKey = new Uint8Array(der.subarray(SPKI_HEAD.length));
  return publicKey.length === PUBLIC_KEY_BYTES && publicKeyPem(publicKey) === pem ? publicKey : null;
}

function toBytes(message: Uint8Array | string): Uint8Array {
  return typeof message === "string" ? Buffer.from(message) : message;
}
