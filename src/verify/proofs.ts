import { equalBytes, type Json, toHex } from "#kernel";
import {
  type Disclosure,
  type Entry,
  keyName,
  type Leaf,
  leafHash,
  parseCheckpoint,
  parseEntry,
  parseGenesis,
  parseTlogProof,
  verifyInclusion,
  verifyRecordProof,
} from "#seal";
import { type Bag, guarded, textOf } from "./bag-files.ts";
import { quote } from "./check-bag.ts";
import { checkRoster, disputesOf, type LogKeys, rosterNumbers } from "./roster.ts";
import { checkpointSignatures, type Ed25519 } from "./signatures.ts";

/** An entry that is proved, with its opened leaves by pointer below `/value`. */
export interface Proved {
  readonly seq: number;
  readonly entry: Entry;
  readonly leaves: ReadonlyMap<string, Leaf>;
}

export interface Proofs {
  /** By place in the log; what does not hold is not here. */
  readonly proved: ReadonlyMap<number, Proved>;
  /** Entries that change the keys. */
  readonly changes: ReadonlyMap<number, Proved>;
  readonly problems: readonly string[];
}

type Members = { readonly [key: string]: Json };

/** Section 3 of docs/formats/dossier.md, but for the checkpoint's signature: every pair under proofs/. */
export function readProofs(bag: Bag, logKeys: LogKeys): Proofs {
  const proved = new Map<number, Proved>();
  const changes = new Map<number, Proved>();
  const problems: string[] = [];
  const numbers = new Set<string>();
  for (const path of bag.files.keys()) {
    const match = /^proofs\/(0|[1-9]\d{0,15})\.(?:json|tlog-proof)$/.exec(path);
    if (match !== null) numbers.add(match[1]!);
  }
  const names = new Map<Uint8Array, string>();
  const nameAt = (seq: number): string | null => {
    const key = logKeys.at(seq);
    if (key === null) return null;
    const name = names.get(key) ?? keyName(key);
    names.set(key, name);
    return name;
  };
  const checkpoint = bag.files.has("checkpoint") ? textOf(bag, "checkpoint") : "";
  const state = { checkpoint, parsed: parseCheckpoint(checkpoint) };
  const all = [
    ...[...numbers].sort((a, b) => Number(a) - Number(b)).map((number) => ({ folder: "proofs", number, into: proved })),
    ...rosterNumbers(bag).map((number) => ({ folder: "keys", number: String(number), into: changes })),
  ];
  for (const { folder, number, into } of all) {
    problems.push(
      ...guarded(() => {
        const found = readProof(bag, folder, number, nameAt(Number(number)), state);
        if (typeof found === "string") return [`${folder}/${number}${found}`];
        into.set(found.seq, found);
        return [];
      }),
    );
  }
  return { proved, changes, problems };
}

/** @returns what is wrong, to be written behind the folder and number */
function readProof(
  bag: Bag,
  folder: string,
  number: string,
  by: string | null,
  { checkpoint, parsed }: { readonly checkpoint: string; readonly parsed: ReturnType<typeof parseCheckpoint> },
): Proved | string {
  const proof = readRecord(textOf(bag, `${folder}/${number}.json`));
  if (proof === null) return ".json is not written as proofs are";
  const seq = Number(number);
  const entry = parseEntry(proof.entry);
  if (entry === null) return ".json: its entry is no entry of a ledger";
  if (entry.seq !== seq || proof.index !== seq) return ".json proves another entry";
  if (by !== null && entry.by !== by) return ".json: the entry is not by the log key";
  if (!verifyRecordProof(proof, entry.c)) return ".json: an opened value is not what the entry commits to";
  const place = parseTlogProof(textOf(bag, `${folder}/${number}.tlog-proof`));
  if (place === null) return ".tlog-proof is no tlog-proof";
  if (place.index !== seq) return ".tlog-proof is of another entry";
  if (place.checkpoint !== checkpoint) return ".tlog-proof is against another checkpoint";
  if (parsed === null) return ".tlog-proof: the checkpoint is none";
  const leaf = leafHash(Buffer.from(proof.entry));
  if (!verifyInclusion(leaf, seq, parsed.size, place.hashes, parsed.root))
    return ".tlog-proof: the entry does not stand in the log";
  const leaves = new Map<string, Leaf>();
  for (const [, pointer, value] of proof.leaves) {
    if (!pointer.startsWith("/value/")) return `.json opens ${quote(pointer)}, which no dossier opens`;
    leaves.set(pointer.slice("/value".length), value as Leaf);
  }
  return { seq, entry, leaves };
}

interface RecordFile {
  readonly entry: string;
  readonly index: number;
  readonly hashes: readonly string[];
  readonly leaves: readonly Disclosure[];
}

/** Only what is written canonically is read; the hashes, most of a proof, are compared in one piece. */
function readRecord(text: string): RecordFile | null {
  try {
    const { entry, hashes, index, leaves } = JSON.parse(text) as Members;
    if (typeof entry !== "string" || typeof index !== "number" || !Array.isArray(hashes) || hashes.length === 0)
      return null;
    if (!Array.isArray(leaves) || !leaves.every((leaf) => Array.isArray(leaf) && typeof leaf[1] === "string"))
      return null;
    // Lists of scalars: here plain JSON is canonical, but for half surrogate pairs, which no entry and no leaf may hold.
    const written = `{"entry":${JSON.stringify(entry)},"hashes":["${hashes.join('","')}"],"index":${index},"leaves":${JSON.stringify(leaves)}}\n`;
    return written === text ? { entry, index, hashes, leaves: leaves as unknown as readonly Disclosure[] } : null;
  } catch {
    return null;
  }
}

/** The keys check: the log began with these keys or changed to them, and its key signed the checkpoint. */
export function checkKeys(
  bag: Bag,
  proofs: Proofs,
  caseKey: Uint8Array | null,
  logKey: Uint8Array | null,
  ed25519: Ed25519,
): { readonly problems: readonly string[]; readonly disputes: readonly string[] } {
  const problems: string[] = [];
  if (caseKey === null) problems.push("keys/case.pem holds no Ed25519 key that may be used");
  if (logKey === null) problems.push("keys/log.pem holds no Ed25519 key that may be used");
  const checkpoint = parseCheckpoint(textOf(bag, "checkpoint"));
  if (checkpoint === null) problems.push("checkpoint is no signed note");
  const signatures = checkpointSignatures(bag);
  const holds = signatures.every(({ key, message, signature }) => ed25519(key, message, signature) !== false);
  if (checkpoint !== null && logKey !== null && (signatures.length === 0 || !holds))
    problems.push("checkpoint is not signed by the log key");
  const first = proofs.proved.get(0);
  const genesis = first === undefined ? null : parseGenesis(first.entry);
  if (genesis === null) {
    problems.push("proofs/0.json: the log's beginning, which names the keys, is not proved");
    return { problems, disputes: [] };
  }
  if (first!.leaves.size > 0) problems.push("proofs/0.json opens a value, and the beginning of a log has none");
  if (checkpoint !== null && genesis.origin !== checkpoint.origin) problems.push("checkpoint is of another log");
  if (caseKey !== null && !equalBytes(genesis.case, caseKey))
    problems.push(`keys/case.pem is not the case key that the log began with (${toHex(genesis.case).slice(0, 16)}…)`);
  const roster = checkRoster(proofs.changes, genesis, caseKey, logKey, ed25519);
  return { problems: [...problems, ...roster.problems], disputes: disputesOf(roster.roster, proofs.proved) };
}
