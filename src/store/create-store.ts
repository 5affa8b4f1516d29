import { dirname } from "node:path";
import { type Effects, toBase64, toHex } from "#kernel";
import { GENESIS_KIND, generateKeys, LogReader, type SigningKeys, signer } from "#seal";
import type { NewAct } from "./act.ts";
import { CaseStore } from "./case-store.ts";
import { RunClock } from "./clock.ts";
import { storeError } from "./errors.ts";
import { type Files, makeFolderDurably, realFiles, writeFileDurably } from "./files.ts";
import { prepareActs } from "./group.ts";
import { type Guard, type Guards, sqliteGuards } from "./guard.ts";
import { keyFolder } from "./home.ts";
import { KEY_FILE, sealKeys } from "./key-file.ts";
import { layoutOf } from "./layout.ts";
import type { Store } from "./store.ts";
import { writeFailure } from "./write-error.ts";
import { Writer } from "./writer.ts";

export interface CreateOptions {
  readonly dir: string;
  readonly home: string;
  /** `null` leaves the keys in clear, and the genesis says so for ever. */
  readonly passphrase: string | null;
  readonly effects: Effects;
  readonly files?: Files;
  readonly guards?: Guards;
}

const DEVICE = "a";

/**
 * Makes a case's ledger with its genesis, its keys and its guard. The store comes back unlocked. The ledger is put in
 * place last, so what a crash leaves behind is a key folder of no case, and not a case without keys.
 *
 * @throws store/exists, store/empty-passphrase, store/disk-full, store/write-failed.
 */
export function createStore(options: CreateOptions): Store {
  const { dir, home, passphrase, effects, files = realFiles, guards = sqliteGuards } = options;
  const layout = layoutOf(dir, DEVICE);
  if (files.exists(layout.ledger)) throw exists(dir);
  if (passphrase === "") throw emptyPassphrase();
  const origin = `snowmelt/${toHex(effects.randomBytes(16))}`;
  const log = generateKeys(effects.randomBytes(32));
  const caseKeys = generateKeys(effects.randomBytes(32));
  const keys = { log: log.privateKey, case: caseKeys.privateKey };
  const folder = keyFolder(home, origin);
  let guard: Guard | undefined;
  try {
    makeFolderDurably(files, folder);
    const keyFile = sealKeys(keys, origin, passphrase, (count) => effects.randomBytes(count));
    writeFileDurably(files, folder, KEY_FILE, Buffer.from(keyFile));
    guard = guards.create(folder, files);
    makeFolderDurably(files, layout.ledgerFolder);
    makeFolderDurably(files, layout.privateFolder);
    const reader = new LogReader();
    const act = genesisAct(origin, log, caseKeys, passphrase !== null);
    const by = { origin, publicKey: log.publicKey, sign: signer(log.privateKey) };
    const moment = new RunClock(effects).read("");
    const prepared = prepareActs([act], reader, by, moment, () => effects.randomBytes(32));
    writeFileDurably(files, layout.privateFolder, layout.ledgerName, prepared.privateBytes);
    // Whoever made the case's own folder may not have synced the one above it.
    files.syncFolder(dirname(dir));
    const [ledgerBytes] = prepared.ledgerGroups as [Uint8Array];
    writeFileDurably(files, layout.ledgerFolder, layout.ledgerName, ledgerBytes);
    reader.feed(ledgerBytes);
    const privateEnd = prepared.privateBytes.length;
    const writer = new Writer({ files, layout, effects, guard, keys, reader, privateEnd, lastTime: moment.t });
    return new CaseStore({ dir, home, layout, files, effects, guards, reader, writer, patienceMs: 0 });
  } catch (error) {
    guard?.close();
    throw writeFailure(`Cannot make a case in "${dir}"`, error);
  }
}

function genesisAct(origin: string, log: SigningKeys, caseKeys: SigningKeys, passphrase: boolean): NewAct {
  const keys = { log: toBase64(log.publicKey), case: toBase64(caseKeys.publicKey) };
  return { kind: GENESIS_KIND, value: {}, x: { origin, device: DEVICE, ...keys, passphrase } };
}

function exists(dir: string) {
  return storeError("store/exists", {
    what: `Cannot make a case in "${dir}"`,
    found: "there is a ledger in it already; needed: a folder without one",
    unchanged: "Nothing was changed.",
    mend: "Choose another folder: snowmelt init DIR",
  });
}

function emptyPassphrase() {
  return storeError("store/empty-passphrase", {
    what: "Cannot protect the keys",
    found: "the passphrase is empty; needed: at least one character, better six words",
    unchanged: "No case was made.",
    mend: "Type one, or say --no-passphrase; the ledger will record that there is none.",
  });
}
