import { equalBytes, fromBase64, toHex } from "#kernel";
import {
  applyRosterEntry,
  type Entry,
  firstRoster,
  type Genesis,
  parseEntry,
  parseGenesis,
  type Roster,
  readRosterChange,
  rosterMessage,
} from "#seal";
import { type Bag, textOf } from "./bag-files.ts";
import type { Proved } from "./proofs.ts";
import { type Ed25519, keyOf, type Signed } from "./signatures.ts";

/** The log key by place in the log, as the files under keys/ say. Whether they may be believed, `checkRoster` says. */
export interface LogKeys {
  /** The key by which the entry of this number is, and that signed the state which ends with it; `null` where none can be read. */
  at(seq: number): Uint8Array | null;
}

/** Numbers of the entries under keys/, ascending. */
export function rosterNumbers(bag: Bag): readonly number[] {
  const found = [...bag.files.keys()].flatMap(
    (path) => /^keys\/([1-9]\d{0,15})\.(?:json|tlog-proof)$/.exec(path)?.[1] ?? [],
  );
  return [...new Set(found.map(Number))].sort((a, b) => a - b);
}

/** Reads which key signed which part of the log. Where the key never changed, keys/log.pem signed all of it. */
export function readLogKeys(bag: Bag): LogKeys {
  const last = keyOf(bag, "log");
  const changes = rosterNumbers(bag).flatMap((seq) => {
    const entry = entryOf(bag, `keys/${seq}.json`);
    const read = entry?.kind === "key.rotate" ? readRosterChange(entry) : null;
    return read === null ? [] : [{ seq, key: fromBase64(read.change.x.key)! }];
  });
  if (changes.length === 0) return { at: () => last };
  const keys = [genesisOf(bag)?.log ?? null, ...changes.map(({ key }) => key)];
  return { at: (seq) => keys[changes.filter((change) => change.seq < seq).length]! };
}

/** The case key's signatures under the changes of the keys. */
export function rosterSignatures(bag: Bag): readonly Signed[] {
  const [key, genesis] = [keyOf(bag, "case"), genesisOf(bag)];
  if (key === null || genesis === null) return [];
  return rosterNumbers(bag).flatMap((seq) => {
    const entry = entryOf(bag, `keys/${seq}.json`);
    const read = entry === null ? null : readRosterChange(entry);
    if (read === null) return [];
    return [{ key, message: Buffer.from(rosterMessage(genesis.origin, read.change)), signature: read.sig }];
  });
}

/** Follows the changes of the keys from the beginning of the log: each signed by the case key, the last leads to keys/log.pem. */
export function checkRoster(
  changes: ReadonlyMap<number, Proved>,
  genesis: Genesis,
  caseKey: Uint8Array | null,
  logKey: Uint8Array | null,
  ed25519: Ed25519,
): { readonly problems: readonly string[]; readonly roster: Roster } {
  const problems: string[] = [];
  let roster = firstRoster(genesis);
  const isSigned = (message: string, signature: Uint8Array): boolean =>
    caseKey !== null && ed25519(caseKey, Buffer.from(message), signature) !== false;
  for (const [seq, { entry, leaves }] of [...changes].sort(([a], [b]) => a - b)) {
    if (leaves.size > 0) problems.push(`keys/${seq}.json opens a value, and a change of the keys has none to open`);
    const next = applyRosterEntry(roster, entry, genesis, isSigned);
    if (typeof next === "string") problems.push(`keys/${seq}.json: ${next}`);
    else roster = next;
  }
  const now = roster.find(({ device, rotatedAt }) => device === genesis.device && rotatedAt === null)!;
  if (logKey !== null && !equalBytes(now.key, logKey)) {
    const how = changes.size === 0 ? "that the log began with" : "that the changes under keys/ lead to";
    problems.push(`keys/log.pem is not the log key ${how} (${toHex(now.key).slice(0, 16)}…)`);
  }
  return { problems, roster };
}

/** What is told of keys that somebody else may have used: entries of the dossier that rest on them. */
export function disputesOf(roster: Roster, proved: ReadonlyMap<number, Proved>): readonly string[] {
  return roster.flatMap(({ name, device, revoked, role }) => {
    if (revoked?.since == null || role !== "log") return [];
    const { since } = revoked;
    const isDisputed = ({ entry }: Proved): boolean =>
      entry.day >= since && (entry.by === name || deviceOf(entry) === device);
    const seqs = [...proved.values()].filter(isDisputed).map(({ seq }) => seq);
    const shown =
      seqs.length === 0 ? "none of them is shown here" : `here: ${seqs.map((seq) => `proofs/${seq}`).join(", ")}`;
    return [
      `entries under the key ${name} of device ${device} from ${since} on: it counts as compromised since; ${shown}`,
    ];
  });
}

/** The device from whose log an entry was taken over. */
function deviceOf({ x }: Entry): string | null {
  const from = x?.["from"];
  const isObject = typeof from === "object" && from !== null && !Array.isArray(from);
  return isObject ? String((from as { readonly device?: unknown }).device) : null;
}

function genesisOf(bag: Bag): Genesis | null {
  const entry = entryOf(bag, "proofs/0.json");
  return entry === null ? null : parseGenesis(entry);
}

/** The entry in a proof's file, before anything is checked. */
function entryOf(bag: Bag, path: string): Entry | null {
  try {
    const { entry } = JSON.parse(textOf(bag, path)) as { readonly entry?: unknown };
    return typeof entry === "string" ? parseEntry(entry) : null;
  } catch {
    return null;
  }
}
