import { createRequire } from "node:module";
import type { DatabaseSync } from "@photostructure/sqlite";

type DatabaseClass = typeof DatabaseSync;
export type Database = InstanceType<DatabaseClass>;

let loaded: DatabaseClass | undefined;

/**
 * Opens an SQLite database through the `node:sqlite` interface: Node's own where there is one (22.13 and later), the
 * package of the same interface before that.
 */
export function openDatabase(path: string): Database {
  loaded ??= loadClass();
  return new loaded(path);
}

function loadClass(): DatabaseClass {
  const own = quietly(() => process.getBuiltinModule("node:sqlite" as string)) as unknown;
  if (own !== undefined) return (own as { DatabaseSync: DatabaseClass }).DatabaseSync;
  const require = createRequire(import.meta.url);
  return (require("@photostructure/sqlite") as { DatabaseSync: DatabaseClass }).DatabaseSync;
}

/** Node prints once that its sqlite is experimental, on the stderr that belongs to the person at the terminal. */
function quietly<T>(load: () => T): T {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return load();
  } finally {
    process.emitWarning = warn;
  }
}
