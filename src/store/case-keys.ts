import { join } from "node:path";
import type { Effects } from "#kernel";
import { type Genesis, LogReader } from "#seal";
import { assertSound } from "./corrupt.ts";
import { storeError } from "./errors.ts";
import { makeFolderDurably, realFiles, writeFileDurably } from "./files.ts";
import { sqliteGuards } from "./guard.ts";
import { deviceHere, keyFolder } from "./home.ts";
import { type CaseKeys, isKeyFileSealed, keyFileOf, openKeys, sealKeys } from "./key-file.ts";
import { layoutOf } from "./layout.ts";
import { noKey, unlockKeys } from "./open-writer.ts";
import { readLog } from "./read-log.ts";

export interface KeyOptions {
  readonly dir: string;
  readonly home: string;
  readonly effects: Effects;
}

/** A case's private keys, and what they belong to. */
export interface HeldKeys {
  readonly genesis: Genesis;
  readonly keys: CaseKeys;
}

/** What a case's ledger says of its keys. It needs no key, and no private values. @throws store/corrupt, store/unreadable */
export function readGenesis(dir: string): Genesis {
  return readWholeLog(dir).genesis!;
}

/** The private keys that this machine holds. @throws store/no-key, store/passphrase-needed, store/wrong-key */
export async function readCaseKeys(
  { dir, home }: KeyOptions,
  passphrase: () => Promise<string | null>,
): Promise<HeldKeys> {
  const folder = keyFolder(home, readGenesis(dir).origin);
  const device = deviceHere(realFiles, folder) ?? "a";
  const path = join(folder, keyFileOf(device));
  if (!realFiles.exists(path)) throw noKey(path);
  const genesis = currentKeys(dir, device);
  return { genesis, keys: await unlockKeys(realFiles, path, genesis, passphrase) };
}

/** Whether keys of a case are here, whose, and whether a passphrase protects them; `null` when they are not. */
export function lookForKeys({
  dir,
  home,
}: Omit<KeyOptions, "effects">): { readonly device: string; readonly isSealed: boolean } | null {
  const { origin } = readGenesis(dir);
  const folder = keyFolder(home, origin);
  const device = deviceHere(realFiles, folder);
  if (device === null) return null;
  return { device, isSealed: isKeyFileSealed(readText(join(folder, keyFileOf(device))), origin) === true };
}

/**
 * Puts a device's keys in place under a passphrase, in the stead of those that are there.
 *
 * @param device whose they are; device a's, when they are restored
 * @throws store/wrong-key when they are not those that the ledger names; store/empty-passphrase
 */
export function writeCaseKeys(
  { dir, home, effects }: KeyOptions,
  keys: CaseKeys,
  passphrase: string | null,
  device = "a",
): void {
  const genesis = currentKeys(dir, device);
  if (passphrase === "" || (passphrase === null && genesis.passphrase)) throw passphraseFirst();
  const text = sealKeys(keys, genesis.origin, passphrase, (count) => effects.randomBytes(count));
  if (openKeys(text, genesis.origin, passphrase, genesis) === null) throw otherKeys();
  const folder = keyFolder(home, genesis.origin);
  makeFolderDurably(realFiles, folder);
  writeFileDurably(realFiles, folder, keyFileOf(device), Buffer.from(text));
}

/** A log's genesis with the key that signs it now. */
function currentKeys(dir: string, device: string): Genesis {
  const reader = readWholeLog(dir, device);
  return { ...reader.genesis!, log: reader.logKey };
}

/**
 * Lets a machine that has no memory of a case begin one at the state the ledger is in. From then on it refuses older
 * states; whether a newer one exists elsewhere, it cannot know.
 *
 * @returns entries of the accepted state, or `null` when the machine has a memory already, which stays as it is
 */
export function acceptHead({ dir, home }: KeyOptions): number | null {
  const reader = readWholeLog(dir);
  const { origin, device } = reader.genesis!;
  const folder = keyFolder(home, origin);
  if (realFiles.exists(join(folder, "guard.sqlite"))) return null;
  makeFolderDurably(realFiles, folder);
  const guard = sqliteGuards.create(folder, realFiles);
  const last = reader.markers.at(-1)!;
  guard.set(device, { n: last.n, root: last.root });
  guard.flush();
  guard.close();
  return last.n;
}

function readWholeLog(dir: string, device = "a"): LogReader {
  const { ledger } = layoutOf(dir, device);
  const reader = new LogReader();
  readLog(realFiles, ledger, reader);
  assertSound(ledger, reader, () => null);
  return reader;
}

function readText(path: string): string {
  const fd = realFiles.open(path, "r");
  try {
    const bytes = new Uint8Array(realFiles.size(fd));
    realFiles.read(fd, bytes, 0);
    return Buffer.from(bytes).toString();
  } finally {
    realFiles.close(fd);
  }
}

function passphraseFirst() {
  return storeError("store/empty-passphrase", {
    what: "Cannot protect the keys",
    found: "there is no passphrase, and the case was made with one; needed: at least one character, better six words",
    unchanged: "The keys are as they were.",
    mend: "Run it at a terminal, or name a file that holds one.",
  });
}

function otherKeys() {
  return storeError("store/wrong-key", {
    what: "Cannot put the keys in place",
    found: "they do not belong to this case; needed: those that its ledger names",
    unchanged: "Nothing was changed.",
    mend: "Use the sheets of this case; each names it in its second line.",
  });
}
