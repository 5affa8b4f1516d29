import { resolve } from "node:path";
import { openStore } from "#store";
import { type Collected, collect, factsForAll, overlay, readFacts } from "#vault";
import type { CaseOptions } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";

export { type Collected, collectTemplate } from "#vault";

export interface CollectCaseOptions extends CaseOptions {
  /** Files, folders, or `-` for standard input. */
  readonly paths: readonly string[];
  /** A table of facts (`snowmelt collect --template`). */
  readonly factsFile?: string | undefined;
  /** Facts said for every file; the table's cells go before them. */
  readonly facts: Parameters<typeof factsForAll>[0];
  readonly dryRun: boolean;
  readonly unpack: boolean;
  readonly stdinName?: string | undefined;
}

/**
 * Preserves files as exhibits of a case. A dry run needs neither key nor lock.
 *
 * @throws vault/bad-facts before anything is opened, and what `collect` and the store throw
 */
export async function collectCase(options: CollectCaseOptions): Promise<Collected> {
  const { dir, home, effects, paths, dryRun, unpack, stdinName } = options;
  requireKnownFormat(dir);
  const forAll = factsForAll(options.facts);
  const table = options.factsFile;
  const facts = table === undefined ? forAll : overlay(await readFacts(resolve(effects.cwd, table), table), forAll);
  const store = openStore({ dir, home, effects });
  try {
    if (!dryRun) await store.unlock(options.passphrase);
    const name = stdinName === undefined ? {} : { stdinName };
    return await collect(paths, { store, facts, dryRun, unpack, ...name }, effects);
  } finally {
    store.close();
  }
}
