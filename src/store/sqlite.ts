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

/** SQLite's own result codes that speak of the disk (sqlite.org/rescode.html). */
const DISK_CODES: Readonly<Record<number, string>> = {
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
};

/** Name of what the disk did to a database, or `null` when an error is none of SQLite's or not about the disk. */
export function sqliteCode(error: unknown): string | null {
  return DISK_CODES[primaryCode(error)] ?? null;
}

/** Whether the database is in use by another process. */
export function isBusy(error: unknown): boolean {
  return [5, 6].includes(primaryCode(error));
}

function primaryCode(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
}
