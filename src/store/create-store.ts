import { dirname } from "node:path";
import { type Effects, toBase64, toHex } from "#kernel";
import { GENESIS_KIND, type Genesis, generateKeys, LogReader, signer } from "#seal";
import type { NewAct } from "./act.ts";
import { CaseStore } from "./case-store.ts";
import { RunClock } from "./clock.ts";
import { storeError } from "./errors.ts";
import { type Files, makeFolderDurably, realFiles, writeFileDurably } from "./files.ts";
import { prepareActs } from "./group.ts";
import { type Guard, type Guards, sqliteGuards } from "./guard.ts";
import { keyFolder } from "./home.ts";
import type { CaseKeys } from "./key-file.ts";
import { layoutOf } from "./layout.ts";
import { writeKeys } from "./open-writer.ts";
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

/**
 * Makes a case's ledger with its genesis, its keys and its guard. The store comes back unlocked. The ledger is put in
 * place last, so what a crash leaves behind is a key folder of no case, and not a case without keys.
 *
 * @throws store/exists, store/empty-passphrase, store/disk-full, store/write-failed.
 */
export function createStore(options: CreateOptions): Store {
  const { dir, effects } = options;
  if ((options.files ?? realFiles).exists(layoutOf(dir, "a").ledger)) throw exists(dir);
  const origin = `snowmelt/${toHex(effects.randomBytes(16))}`;
  const log = generateKeys(effects.randomBytes(32));
  const caseKeys = generateKeys(effects.randomBytes(32));
  const genesis = { origin, device: "a", log: log.publicKey, case: caseKeys.publicKey };
  return beginLog(options, genesis, { log: log.privateKey, case: caseKeys.privateKey });
}

export interface JoinOptions extends CreateOptions {
  /** The case as the log of device a names it. */
  readonly of: Pick<Genesis, "origin" | "case">;
  readonly device: string;
}

/**
 * Begins the log of one more device in a copy of the case, with a key of its own and without the case's key.
 *
 * @throws store/exists when the copy has such a log; store/empty-passphrase, store/disk-full, store/write-failed
 */
export function joinStore(options: JoinOptions): Store {
  const { dir, effects, device, of } = options;
  if ((options.files ?? realFiles).exists(layoutOf(dir, device).ledger)) throw exists(dir);
  const log = generateKeys(effects.randomBytes(32));
  const genesis = { origin: of.origin, device, log: log.publicKey, case: of.case };
  return beginLog(options, genesis, { log: log.privateKey, case: null });
}

function beginLog(options: CreateOptions, genesis: Omit<Genesis, "passphrase">, keys: CaseKeys): Store {
  const { dir, home, passphrase, effects, files = realFiles, guards = sqliteGuards } = options;
  if (passphrase === "") throw emptyPassphrase();
  const layout = layoutOf(dir, genesis.device);
  const folder = keyFolder(home, genesis.origin);
  let guard: Guard | undefined;
  try {
    makeFolderDurably(files, folder);
    const saveKeys = (changed: CaseKeys): void => writeKeys(files, folder, genesis, changed, passphrase, effects);
    saveKeys(keys);
    guard = guards.create(folder, files);
    makeFolderDurably(files, layout.ledgerFolder);
    makeFolderDurably(files, layout.privateFolder);
    const reader = new LogReader();
    const act = genesisAct({ ...genesis, passphrase: passphrase !== null });
    const by = { origin: genesis.origin, publicKey: genesis.log, sign: signer(keys.log) };
    const moment = new RunClock(effects).read("");
    const prepared = prepareActs([act], reader, by, moment, () => effects.randomBytes(32));
    writeFileDurably(files, layout.privateFolder, layout.ledgerName, prepared.privateBytes);
    // Whoever made the case's own folder may not have synced the one above it.
    files.syncFolder(dirname(dir));
    const [ledgerBytes] = prepared.ledgerGroups as [Uint8Array];
    writeFileDurably(files, layout.ledgerFolder, layout.ledgerName, ledgerBytes);
    reader.feed(ledgerBytes);
    const privateEnd = prepared.privateBytes.length;
    const writer = new Writer({
      files,
      layout,
      effects,
      guard,
      keys,
      saveKeys,
      reader,
      privateEnd,
      lastTime: moment.t,
    });
    return new CaseStore({ dir, home, layout, files, effects, guards, reader, writer, patienceMs: 0 });
  } catch (error) {
    guard?.close();
    throw writeFailure(`Cannot make a case in "${dir}"`, error);
  }
}

function genesisAct({ log, case: caseKey, ...rest }: Genesis): NewAct {
  return { kind: GENESIS_KIND, value: {}, x: { ...rest, log: toBase64(log), case: toBase64(caseKey) } };
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
