import type { Effects } from "#kernel";
import { LogReader } from "#seal";
import { CaseStore } from "./case-store.ts";
import { assertSound } from "./corrupt.ts";
import { storeError } from "./errors.ts";
import { type Files, realFiles } from "./files.ts";
import { type Guards, sqliteGuards } from "./guard.ts";
import { keyFolder } from "./home.ts";
import { layoutOf } from "./layout.ts";
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
}

const PATIENCE_MS = 3000;
/** The log this machine writes; logs of other devices lie beside it. */
const DEVICE = "a";

/**
 * Opens a case to read and checks its whole log. Values are checked as `acts` reads them.
 *
 * @throws store/not-found, store/corrupt, store/unreadable, store/unknown-version.
 */
export function openStore(options: OpenOptions): Store {
  const { dir, home, effects, files = realFiles, guards = sqliteGuards, patienceMs = PATIENCE_MS } = options;
  const layout = layoutOf(dir, DEVICE);
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
  assertSound(layout.ledger, reader, () => guards.peek(keyFolder(home, reader.genesis!.origin), DEVICE));
  return new CaseStore({ dir, home, layout, files, effects, guards, reader, writer: null, patienceMs });
}
