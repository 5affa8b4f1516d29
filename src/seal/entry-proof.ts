import { type Disclosure, verifyRecordProof } from "./commitment.ts";
import { type Entry, keyName, parseEntry } from "./entry.ts";
import { leafHash } from "./merkle-hash.ts";
import { verifyTlogProof } from "./tlog-proof.ts";

/** What a dossier carries of one entry, beside its tlog-proof: the line, and the leaves that are opened. */
export interface EntryProof {
  readonly entry: string;
  readonly index: number;
  readonly leaves: readonly Disclosure[];
  readonly hashes: readonly string[];
}

/** What a checked entry proof shows. */
export interface ProvedEntry {
  readonly entry: Entry;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The first step of a check that did not hold. */
export type ProofFault = "entry" | "leaves" | "inclusion";

/**
 * Checks the whole way from opened leaves to the signed checkpoint: the leaves are what the entry commits to, the entry
 * stands at its place in the log, the log's key signed that state.
 */
export function verifyEntryProof(
  proof: EntryProof,
  tlogProof: string,
  origin: string,
  logKey: Uint8Array,
): ProvedEntry | ProofFault {
  const entry = parseEntry(proof.entry);
  if (entry === null || entry.seq !== proof.index || entry.by !== keyName(logKey)) return "entry";
  if (!verifyRecordProof(proof, entry.c)) return "leaves";
  const place = verifyTlogProof(tlogProof, leafHash(Buffer.from(proof.entry)), origin, logKey);
  if (place === null || place.index !== proof.index) return "inclusion";
  return { entry, size: place.size, root: place.root };
}
