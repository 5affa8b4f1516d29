import { sha256, toBase64 } from "#kernel";
import { generateKeys, type SigningKeys, signer } from "../ed25519.ts";
import { type Entry, formatEntry, keyName } from "../entry.ts";
import { GENESIS_KIND } from "../genesis.ts";
import { FIRST_PREV, formatMarker, type MarkerSigner, markerHash } from "../marker.ts";
import { MerkleFrontier } from "../merkle-frontier.ts";
import { leafHash } from "../merkle-hash.ts";

/** A log that is made up for tests: keys from words, commitments of nothing. */
export interface MadeUpLog {
  readonly origin: string;
  readonly keys: SigningKeys;
  readonly lines: readonly string[];
  readonly text: string;
}

export const ORIGIN = `snowmelt/${"5e".repeat(16)}`;
export const LOG_KEYS = generateKeys(sha256("log key of tests"));
export const CASE_KEYS = generateKeys(sha256("case key of tests"));

export const GENESIS_PUBLIC = {
  case: toBase64(CASE_KEYS.publicKey),
  device: "a",
  log: toBase64(LOG_KEYS.publicKey),
  origin: ORIGIN,
  passphrase: false,
} as const;

export function madeUpEntry(seq: number, given: Partial<Entry> = {}): Entry {
  const base = {
    v: 1,
    seq,
    day: "2026-01-02",
    by: keyName(LOG_KEYS.publicKey),
    c: toBase64(sha256(`value ${seq}`)),
  } as const;
  return seq === 0
    ? { ...base, kind: GENESIS_KIND, x: GENESIS_PUBLIC, ...given }
    : { ...base, kind: "claim.accept", ...given };
}

export const markerSigner: MarkerSigner = {
  origin: ORIGIN,
  publicKey: LOG_KEYS.publicKey,
  sign: signer(LOG_KEYS.privateKey),
};

/**
 * @param groups entries in each group, the genesis being the first of the first
 * @param entryAt what stands at a place instead of the usual entry
 */
export function madeUpLog(groups: readonly number[], entryAt: (seq: number) => Partial<Entry> = () => ({})): MadeUpLog {
  const frontier = new MerkleFrontier();
  const lines: string[] = [];
  let prev = FIRST_PREV;
  for (const count of groups) {
    for (let at = 0; at < count; at += 1) {
      const line = formatEntry(madeUpEntry(frontier.size, entryAt(frontier.size)));
      lines.push(line);
      frontier.append(leafHash(Buffer.from(line)));
    }
    const marker = formatMarker(markerSigner, frontier.size, frontier.root(), prev);
    prev = markerHash(marker);
    lines.push(marker);
  }
  return { origin: ORIGIN, keys: LOG_KEYS, lines, text: lines.map((line) => `${line}\n`).join("") };
}
