import { equalBytes, sha256 } from "#kernel";
import { noteKeyId, parseCheckpoint, type TimestampProof, verifyConsistency } from "#seal";
import { type Bag, guarded, textOf } from "./bag-files.ts";
import type { BagInfo } from "./bag-info.ts";
import type { Beacon } from "./contents.ts";
import type { Check } from "./report.ts";
import type { LogKeys } from "./roster.ts";
import type { Ed25519, Signed } from "./signatures.ts";

/** Checks a reply of an authority for time stamps; a platform that cannot hands in `null` instead. */
export type StampOf = (
  reply: Uint8Array,
  digest: Uint8Array,
  roots: string,
) => TimestampProof | { readonly fault: string };

export interface Time {
  /** `null` when the dossier says nothing of time. */
  readonly check: Check | null;
  readonly unchecked: readonly string[];
  readonly incomplete: readonly string[];
}

const PART = /^time\/([1-9]\d{0,15})\.(tsr|note|pem|consistency)$/;

/** Section 8 of docs/formats/dossier.md: when the acts were recorded, by the word of others. */
export function checkTime(
  bag: Bag,
  info: BagInfo,
  logKeys: LogKeys,
  beacons: readonly Beacon[],
  ed25519: Ed25519,
  stampOf: StampOf | null,
): Time {
  const numbers = stampNumbers(bag);
  const bounds = beacons.map(
    ({ seq, published, words, source }) =>
      `acts after number ${seq} were recorded after ${published}, the day of: ${words} (${source})`,
  );
  const problems: string[] = [];
  for (const n of numbers) {
    problems.push(
      ...guarded(() => {
        const found = checkStamp(bag, info, logKeys.at(n - 1), n, ed25519, stampOf);
        if ("fault" in found) return [`time/${n}: ${found.fault}`];
        bounds.push(`the first ${n} acts were recorded before ${found.time}, says ${found.authority}`);
        return [];
      }),
    );
  }
  const isBlind = numbers.length > 0 && stampOf === null;
  if (numbers.length + beacons.length === 0) {
    return { check: null, unchecked: ["the time: the dossier carries no time stamps of others"], incomplete: [] };
  }
  return {
    check: {
      name: "time",
      proves: isBlind ? "when the acts were recorded" : bounds.join("; "),
      problems,
      isOpen: isBlind,
    },
    unchecked: ["who stamped the time: compare the certificates in time/ with those that the authority publishes"],
    incomplete: isBlind ? ["the time stamps: this platform cannot check them; verify.mjs can"] : [],
  };
}

/** Signatures of the checkpoints that were stamped, for platforms that have to ask for all of them first. */
export function stampedSignatures(bag: Bag, logKeys: LogKeys): readonly Signed[] {
  return stampNumbers(bag).flatMap((n) => {
    const logKey = logKeys.at(n - 1);
    return logKey === null ? [] : ownSignatures(bag, n, logKey);
  });
}

function stampNumbers(bag: Bag): readonly number[] {
  const found = [...bag.files.keys()].flatMap((path) => PART.exec(path)?.[1] ?? []);
  return [...new Set(found.map(Number))].sort((a, b) => a - b);
}

function ownSignatures(bag: Bag, n: number, logKey: Uint8Array): readonly Signed[] {
  const bytes = bag.files.get(`time/${n}.note`);
  const note = bytes === undefined ? null : parseCheckpoint(Buffer.from(bytes).toString());
  if (note === null) return [];
  const id = noteKeyId(note.origin, logKey);
  return note.signatures
    .filter(({ name, keyId }) => name === note.origin && equalBytes(keyId, id))
    .map(({ signature }) => ({ key: logKey, message: Buffer.from(note.body), signature }));
}

function checkStamp(
  bag: Bag,
  info: BagInfo,
  logKey: Uint8Array | null,
  n: number,
  ed25519: Ed25519,
  stampOf: StampOf | null,
): { readonly time: string; readonly authority: string } | { readonly fault: string } {
  const text = textOf(bag, `time/${n}.note`);
  const reply = bag.files.get(`time/${n}.tsr`);
  const roots = textOf(bag, `time/${n}.pem`);
  const [note, last] = [parseCheckpoint(text), parseCheckpoint(textOf(bag, "checkpoint"))];
  if (note === null || last === null || reply === undefined)
    return { fault: "a part of the time stamp is missing or none" };
  if (note.origin !== info.get("Snowmelt-Origin") || note.size !== n || n > last.size) {
    return { fault: "the note is no earlier checkpoint of this log" };
  }
  const signatures = logKey === null ? [] : ownSignatures(bag, n, logKey);
  const isSigned =
    signatures.length > 0 &&
    signatures.every(({ key, message, signature }) => ed25519(key, message, signature) !== false);
  if (!isSigned) return { fault: "the note is not signed by the log key" };
  const hashes = readHashes(textOf(bag, `time/${n}.consistency`));
  if (hashes === null || !verifyConsistency(n, last.size, hashes, note.root, last.root)) {
    return { fault: "the log of the note is not the beginning of this one" };
  }
  if (stampOf === null) return { time: "", authority: "" };
  return stampOf(reply, sha256(text), roots);
}

function readHashes(text: string): readonly Uint8Array[] | null {
  if (text === "") return [];
  const lines = text.endsWith("\n") ? text.slice(0, -1).split("\n") : [];
  const hashes = lines.map((line) =>
    /^[A-Za-z0-9+/]{43}=$/.test(line) ? new Uint8Array(Buffer.from(line, "base64")) : null,
  );
  const isStrict = hashes.every((hash, i) => hash !== null && Buffer.from(hash).toString("base64") === lines[i]);
  return lines.length > 0 && isStrict ? (hashes as Uint8Array[]) : null;
}
