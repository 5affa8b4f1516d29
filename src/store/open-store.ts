import type { Effects } from "#kernel";
import { LogReader, MAX_ENTRY_BYTES, parseEntry, parseGenesis } from "#seal";
import { CaseStore } from "./case-store.ts";
import { assertSound } from "./corrupt.ts";
import { storeError } from "./errors.ts";
import { type Files, realFiles } from "./files.ts";
import { type Guards, sqliteGuards } from "./guard.ts";
import { deviceHere, keyFolder } from "./home.ts";
import { layoutOf } from "./layout.ts";
import { LineReader } from "./line-reader.ts";
import { readLog } from "./read-log.ts";
import type { Store } from "./store.ts";

export interface OpenOptions {
  /** The case folder. */
  readonly dir: string;
  /** The folder of keys and guards (see `resolveHome`); touched by `unlock`, and where the ledger's end leaves a doubt. */
  readonly home: string;
  readonly effects: Effects;
  readonly files?: Files;
  readonly guards?: Guards;
  /** How long `unlock` waits for another writer; 3 seconds by default. */
  readonly patienceMs?: number;
  /** The device whose log is meant; by default the one that this machine is. */
  readonly device?: string;
}

const PATIENCE_MS = 3000;

/**
 * Opens a case to read, by the log of the device that this machine is in it (of device a where it is none), and checks
 * that whole log. Values are checked as `acts` reads them.
 *
 * @throws store/not-found, store/corrupt, store/unreadable, store/unknown-version.
 */
export function openStore(options: OpenOptions): Store {
  const { dir, home, effects, files = realFiles, guards = sqliteGuards, patienceMs = PATIENCE_MS } = options;
  const device = options.device ?? deviceOf(files, dir, home);
  const layout = layoutOf(dir, device);
  if (!files.exists(layout.ledger)) {
    throw storeError("store/not-found", {
      what: `Cannot open the case in "${dir}"`,
      found: `there is no "${layout.ledger}"; needed: a case folder with its ledger`,
      unchanged: "Nothing was changed.",
      mend: "Stand in the case folder or name it with --case, or make one: snowmelt init DIR",
    });
  }
  const reader = new LogReader();
  readLog(files, layout.ledger, reader);
  assertSound(layout.ledger, reader, () => guards.peek(keyFolder(home, reader.genesis!.origin), device));
  return new CaseStore({ dir, home, layout, files, effects, guards, reader, writer: null, patienceMs });
}

/** Which of the case's devices this machine is: by the keys it holds, where their log is in the folder. */
function deviceOf(files: Files, dir: string, home: string): string {
  const origin = originOf(files, layoutOf(dir, "a").ledger);
  const here = origin === null ? null : deviceHere(files, keyFolder(home, origin));
  return here !== null && files.exists(layoutOf(dir, here).ledger) ? here : "a";
}

/** The case's name, from the first line of a log; `null` where that is not to be read. What is wrong then, reading the log tells. */
function originOf(files: Files, path: string): string | null {
  try {
    const fd = files.open(path, "r");
    try {
      const line = new LineReader(files, fd, MAX_ENTRY_BYTES).next();
      const entry = line === null ? null : parseEntry(Buffer.from(line).toString());
      return entry === null ? null : (parseGenesis(entry)?.origin ?? null);
    } finally {
      files.close(fd);
    }
  } catch {
    return null;
  }
}
