import { createCipheriv, createDecipheriv, scryptSync } from "node:crypto";
import { canonicalJson, equalBytes, fromBase64, type Json, parseCanonicalJson, toBase64 } from "#kernel";
import { publicKeyOf } from "#seal";

/** The private keys that a device holds, PKCS#8. `log` signs its ledger's markers, `case` dossiers and changes of the roster. */
export interface CaseKeys {
  readonly log: Uint8Array;
  /** `null` on a device that joined: the case key stays where the case was made. */
  readonly case: Uint8Array | null;
  /** A log key that is to take the place of `log`: which of the two counts, the ledger says. */
  readonly next?: Uint8Array;
}

/** Name of the file with a device's keys. */
export function keyFileOf(device: string): string {
  return device === "a" ? "keys.json" : `keys-${device}.json`;
}

const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** scrypt (RFC 7914): half a second and 128 MiB a guess. One profile, so a changed file cannot make guesses cheap. */
const SCRYPT = { N: 131_072, r: 8, p: 1 } as const;

/**
 * The key file's text: keys in ChaCha20-Poly1305 (RFC 8439) under a key that scrypt makes of the passphrase, with the
 * rest of the file as associated data; or in clear when the passphrase is `null`.
 */
export function sealKeys(
  keys: CaseKeys,
  origin: string,
  passphrase: string | null,
  randomBytes: (count: number) => Uint8Array,
): string {
  const clear = {
    ...(keys.case === null ? {} : { case: toBase64(keys.case) }),
    log: toBase64(keys.log),
    ...(keys.next === undefined ? {} : { next: toBase64(keys.next) }),
  };
  if (passphrase === null) return canonicalJson({ v: 1, origin, keys: clear });
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const head = headOf(origin, toBase64(salt), toBase64(nonce));
  const cipher = createCipheriv("chacha20-poly1305", stretch(passphrase, salt), nonce, { authTagLength: TAG_BYTES });
  const text = Buffer.from(canonicalJson(clear));
  cipher.setAAD(Buffer.from(canonicalJson(head)), { plaintextLength: text.length });
  const box = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return canonicalJson({ ...head, box: toBase64(box) });
}

/** Whether a key file needs a passphrase; `null` when the text is no key file of this origin. */
export function isKeyFileSealed(text: string, origin: string): boolean | null {
  const file = readObject(text);
  if (file?.["v"] !== 1 || file["origin"] !== origin) return null;
  return file["box"] !== undefined;
}

/**
 * Opens a key file.
 *
 * @param publicKeys the raw public keys that the ledger names, which the private ones must belong to.
 * @returns `null` when the passphrase is wrong, the file is damaged, or the keys are of another case. It does not say
 * which: that would tell a guesser something.
 */
export function openKeys(
  text: string,
  origin: string,
  passphrase: string | null,
  publicKeys: { readonly log: Uint8Array; readonly case: Uint8Array },
): CaseKeys | null {
  try {
    const file = readObject(text);
    const clear = passphrase === null ? file?.["keys"] : readObject(decrypt(file, origin, passphrase));
    if (file?.["v"] !== 1 || file["origin"] !== origin || clear === null || typeof clear !== "object") return null;
    const members = clear as { readonly [key: string]: Json };
    const logs = ["log", "next"].flatMap((name) => (members[name] === undefined ? [] : [bytesOf(members[name])]));
    const log = logs.find((key) => equalBytes(publicKeyOf(key), publicKeys.log));
    const caseKey = members["case"] === undefined ? null : bytesOf(members["case"]);
    const isOurs = caseKey === null || equalBytes(publicKeyOf(caseKey), publicKeys.case);
    if (log === undefined || !isOurs) return null;
    const next = logs.find((key) => key !== log && log === logs[0]);
    return { log, case: caseKey, ...(next === undefined ? {} : { next }) };
  } catch {
    return null;
  }
}

/** Opens the key file of an approver; `null` as in `openKeys`. Whether the key is enrolled, the roster tells. */
export function openApproverKey(text: string, origin: string, passphrase: string | null): Uint8Array | null {
  try {
    const file = readObject(text);
    const clear = passphrase === null ? file?.["keys"] : readObject(decrypt(file, origin, passphrase));
    if (file?.["v"] !== 1 || file["origin"] !== origin) return null;
    return bytesOf((clear as { readonly [key: string]: Json })["log"]);
  } catch {
    return null;
  }
}

function decrypt(file: { readonly [key: string]: Json } | null, origin: string, passphrase: string): string {
  const salt = bytesOf((file?.["kdf"] as { readonly [key: string]: Json } | undefined)?.["salt"]);
  const nonce = bytesOf(file?.["nonce"]);
  const box = bytesOf(file?.["box"]);
  const text = box.subarray(0, -TAG_BYTES);
  // One profile and one way to write it: a file that names another is not ours, and costs a guesser no less.
  const head = headOf(origin, toBase64(salt), toBase64(nonce));
  if (canonicalJson({ ...head, box: toBase64(box) }) !== canonicalJson(file)) throw new TypeError("Not our profile");
  const cipher = createDecipheriv("chacha20-poly1305", stretch(passphrase, salt), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(canonicalJson(head)), { plaintextLength: text.length });
  cipher.setAuthTag(box.subarray(-TAG_BYTES));
  return Buffer.concat([cipher.update(text), cipher.final()]).toString();
}

function headOf(origin: string, salt: string, nonce: string) {
  return { v: 1, origin, kdf: { name: "scrypt", ...SCRYPT, salt }, cipher: "chacha20-poly1305", nonce };
}

function stretch(passphrase: string, salt: Uint8Array): Uint8Array {
  // Keyboards differ in how they compose letters; NFC makes one text of them.
  return scryptSync(passphrase.normalize("NFC"), salt, 32, { ...SCRYPT, maxmem: 256 * 1024 * 1024 });
}

function readObject(text: string): { readonly [key: string]: Json } | null {
  const value = parseCanonicalJson(text)?.value;
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return isObject ? (value as { readonly [key: string]: Json }) : null;
}

function bytesOf(value: Json | undefined): Uint8Array {
  const bytes = typeof value === "string" ? fromBase64(value) : null;
  if (bytes === null) throw new TypeError("Not base64");
  return bytes;
}
