import { equalBytes, fromBase64, toBase64 } from "#kernel";
import { digest, HASH_BYTES } from "./digest.ts";
import { verify } from "./ed25519.ts";
import type { Marker } from "./marker.ts";

/** A C2SP checkpoint (tlog-checkpoint in a signed-note) as read, before any signature is checked. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed text, with its last newline. */
  readonly body: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

const MAX_CHECKPOINT_BYTES = 65_536;
const ED25519_TYPE = 0x01;

/** The key id of an Ed25519 key in a signed note: SHA-256(name || LF || 0x01 || key)[:4] (C2SP signed-note). */
export function noteKeyId(name: string, publicKey: Uint8Array): Uint8Array {
  return digest(new Uint8Array([...Buffer.from(`${name}\n`), ED25519_TYPE, ...publicKey])).slice(0, 4);
}

/** The text of a checkpoint that is signed. */
export function checkpointBody(origin: string, size: number, root: Uint8Array): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The checkpoint of a marker: it carries the signature already, so no key is needed. */
export function noteFromMarker(origin: string, marker: Marker): string {
  return `${origin}\n${marker.n}\n${marker.root}\n\n\u2014 ${origin} ${marker.sig}\n`;
}

/**
 * Reads a checkpoint of three lines and its signature lines (the log's and, later, witnesses'); `null` on anything else,
 * extension lines among it. Nothing read may be trusted before `verifyCheckpoint`.
 */
export function parseCheckpoint(text: string): Checkpoint | null {
  if (text.length > MAX_CHECKPOINT_BYTES || /[\0-\x09\x0b-\x1f]/.test(text) || !text.isWellFormed()) return null;
  const match = /^([^\n+\s]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:\u2014 [^\n]+\n)+)$/u.exec(text);
  if (match === null) return null;
  const [, origin, sizeText, rootText, lines] = match as unknown as [string, string, string, string, string];
  const size = Number(sizeText);
  const root = fromBase64(rootText);
  const signatures = lines.slice(0, -1).split("\n").map(parseSignature);
  if (!Number.isSafeInteger(size) || root?.length !== HASH_BYTES || signatures.includes(null)) return null;
  return { origin, size, root, body: checkpointBody(origin, size, root), signatures: signatures as NoteSignature[] };
}

function parseSignature(line: string): NoteSignature | null {
  const match = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line);
  const bytes = match === null ? null : fromBase64(match[2]!);
  if (match === null || bytes === null || bytes.length < 5) return null;
  return { name: match[1]!, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/**
 * Whether a checkpoint is of this log and signed by its key. Every signature that claims to be the log's must hold;
 * those of others are not looked at.
 *
 * @returns what is proved, or `null`.
 */
export function verifyCheckpoint(
  text: string,
  origin: string,
  publicKey: Uint8Array,
): { readonly size: number; readonly root: Uint8Array } | null {
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === null || checkpoint.origin !== origin) return null;
  const keyId = noteKeyId(origin, publicKey);
  const own = checkpoint.signatures.filter(({ name, keyId: id }) => name === origin && equalBytes(id, keyId));
  const isSigned = own.length > 0 && own.every(({ signature }) => verify(publicKey, checkpoint.body, signature));
  return isSigned ? { size: checkpoint.size, root: checkpoint.root } : null;
}
