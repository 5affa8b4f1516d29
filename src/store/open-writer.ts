import { join } from "node:path";
import type { Effects, SnowmeltError } from "#kernel";
import type { Genesis, LogReader } from "#seal";
import { assertSound, corrupt } from "./corrupt.ts";
import { storeError } from "./errors.ts";
import { type Files, readFully, readWhole, writeFileDurably } from "./files.ts";
import type { Guards, Head } from "./guard.ts";
import { keyFolder } from "./home.ts";
import { type CaseKeys, isKeyFileSealed, keyFileOf, openKeys, sealKeys } from "./key-file.ts";
import type { Layout } from "./layout.ts";
import { missingLine } from "./line-index.ts";
import { LineReader } from "./line-reader.ts";
import { MAX_PRIVATE_BYTES, parsePrivate } from "./private-record.ts";
import { openToRead, readLog } from "./read-log.ts";
import { cutTail, type TornTail } from "./tail.ts";
import { writeFailure } from "./write-error.ts";
import { Writer } from "./writer.ts";

export interface UnlockParts {
  readonly files: Files;
  readonly layout: Layout;
  readonly home: string;
  readonly effects: Effects;
  readonly guards: Guards;
  readonly reader: LogReader;
  readonly patienceMs: number;
}

/**
 * Becomes the writer of a log: lock, guard, keys, and only then recovery, so that whoever may not write changes nothing.
 * The errors are those of `Store.unlock`.
 */
export async function openWriter(
  parts: UnlockParts,
  passphrase: () => Promise<string | null>,
): Promise<{ writer: Writer; tornTails: TornTail[] }> {
  const { files, layout, home, effects, reader } = parts;
  const genesis = reader.genesis!;
  const folder = keyFolder(home, genesis.origin);
  const keyPath = join(folder, keyFileOf(genesis.device));
  if (!files.exists(keyPath)) throw noKey(keyPath);
  const guard = await parts.guards.take(folder, files, parts.patienceMs);
  try {
    const head = guard.head(genesis.device);
    catchUp(files, layout, reader, head);
    assertContains(layout, reader, head);
    let word: string | null = null;
    const asked = async (): Promise<string | null> => {
      word = await passphrase();
      return word;
    };
    const keys = await unlockKeys(files, keyPath, { ...genesis, log: reader.logKey }, asked);
    const { end: privateEnd, lastTime } = findPrivateEnd(files, layout, reader.size);
    const tornTails = cutTails(files, layout, reader, privateEnd);
    const saveKeys = (changed: CaseKeys): void => writeKeys(files, folder, genesis, changed, word, effects);
    const writer = new Writer({ files, layout, effects, guard, keys, saveKeys, reader, privateEnd, lastTime });
    return { writer, tornTails };
  } catch (error) {
    guard.close();
    throw writeFailure(`Cannot write to "${layout.ledger}"`, error);
  }
}

/** Reads what another writer appended since the case was opened. */
function catchUp(files: Files, layout: Layout, reader: LogReader, head: Head): void {
  const last = Buffer.from(`${reader.markers.at(-1)!.line}\n`);
  const fd = openToRead(files, layout.ledger);
  try {
    const there = new Uint8Array(last.length);
    const count = readFully(files, fd, there, reader.end - last.length);
    if (count < last.length || !last.equals(there)) {
      throw corrupt(layout.ledger, {
        offset: reader.end - last.length,
        reason: "the file changed since it was opened",
      });
    }
  } finally {
    files.close(fd);
  }
  reader.rewind();
  readLog(files, layout.ledger, reader);
  assertSound(layout.ledger, reader, () => head);
}

/** @throws store/forked, or store/corrupt when it is a damaged end that hides what was signed. */
function assertContains(layout: Layout, reader: LogReader, head: Head): void {
  if (head.n === 0) return;
  if (reader.markers.some(({ n, root }) => n === head.n && root === head.root)) return;
  const { fault } = reader;
  if (head.n > reader.size && fault !== null) {
    throw corrupt(layout.ledger, { ...fault, reason: `${fault.reason}; this machine signed ${head.n} entries` });
  }
  throw storeError("store/forked", {
    what: `Cannot go on with "${layout.ledger}"`,
    found: `the ledger has ${reader.size} entries and not the state of ${head.n} that this machine signed last`,
    unchanged: "Nothing was cut, recorded or signed.",
    mend: "Restore the newest copy of the case folder, then run the same command again.",
  });
}

/** Reads and opens a key file. @throws store/wrong-key, store/passphrase-needed */
export async function unlockKeys(
  files: Files,
  path: string,
  genesis: Genesis,
  passphrase: () => Promise<string | null>,
): Promise<CaseKeys> {
  const text = Buffer.from(readWhole(files, path)).toString();
  const isSealed = isKeyFileSealed(text, genesis.origin);
  // A case that says its keys are under a passphrase is not served keys that lie open.
  if (isSealed === null || (genesis.passphrase && !isSealed)) throw wrongKey(path);
  const given = isSealed ? await passphrase() : null;
  if (isSealed && given === null) throw passphraseNeeded(path);
  const keys = openKeys(text, genesis.origin, given, genesis);
  if (keys === null) throw wrongKey(path);
  return keys;
}

/** Puts a device's keys in place, whole or not at all. */
export function writeKeys(
  files: Files,
  folder: string,
  { origin, device }: Pick<Genesis, "origin" | "device">,
  keys: CaseKeys,
  passphrase: string | null,
  effects: Effects,
): void {
  const text = sealKeys(keys, origin, passphrase, (count) => effects.randomBytes(count));
  writeFileDurably(files, folder, keyFileOf(device), Buffer.from(text));
}

/** Where the private line of the last entry ends, and its claimed time. */
function findPrivateEnd(files: Files, layout: Layout, size: number): { end: number; lastTime: string } {
  const fd = openToRead(files, layout.private);
  try {
    const lines = new LineReader(files, fd, MAX_PRIVATE_BYTES);
    let last: Uint8Array | null = null;
    for (let line = 1; line <= size; line += 1) {
      last = lines.next();
      if (last === null) throw corrupt(layout.private, missingLine(line));
    }
    const record = last === null ? null : parsePrivate(last);
    if (record?.seq !== size - 1) {
      throw corrupt(layout.private, { line: size, reason: "the line does not belong to the last entry" });
    }
    return { end: lines.offset, lastTime: "t" in record ? record.t : "" };
  } finally {
    files.close(fd);
  }
}

function cutTails(files: Files, layout: Layout, reader: LogReader, privateEnd: number): TornTail[] {
  try {
    const tails = [
      cutTail(files, layout.privateFolder, layout.private, privateEnd),
      cutTail(files, layout.ledgerFolder, layout.ledger, reader.end),
    ];
    reader.rewind();
    return tails.filter((tail) => tail !== null);
  } catch (error) {
    throw writeFailure(`Cannot move the torn end of "${layout.ledger}" away`, error);
  }
}

export function noKey(path: string): SnowmeltError {
  return storeError("store/no-key", {
    what: "Cannot write to this case",
    found: `its keys are not at "${path}"; needed: the key folder from where the case was made`,
    unchanged: "Nothing was recorded.",
    mend: "Copy the key folder there, or set SNOWMELT_HOME to where it lies. Reading and verifying need no key.",
  });
}

function wrongKey(path: string): SnowmeltError {
  return storeError("store/wrong-key", {
    what: `Cannot open the keys in "${path}"`,
    found: "wrong passphrase, or a file that is damaged or of another case; needed: the case's own keys and passphrase",
    unchanged: "Nothing was recorded.",
    mend: "Run the same command again with the right passphrase, or restore the key file from its backup.",
  });
}

function passphraseNeeded(path: string): SnowmeltError {
  return storeError("store/passphrase-needed", {
    what: `Cannot open the keys in "${path}"`,
    found: "no passphrase was given; needed: the one the case was made with",
    unchanged: "Nothing was recorded.",
    mend: "Run it at a terminal, or add --passphrase-file FILE (or SNOWMELT_PASSPHRASE_FILE).",
  });
}
