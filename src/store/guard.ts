import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { storeError } from "./errors.ts";
import { type Files, readWhole, writeAll } from "./files.ts";
import { type Database, isBusy, openDatabase, sqliteCode } from "./sqlite.ts";
import { writeFailure } from "./write-error.ts";

/** The last state of a log that this machine signed: its entries and the base64 Merkle root over them. */
export interface Head {
  readonly n: number;
  readonly root: string;
}

const NOTHING_SIGNED: Head = { n: 0, root: "" };
const FILE = "guard.sqlite";
const PID_FILE = "writer.pid";
const POLL_MS = 50;

/**
 * Writer lock and memory of what was signed. Heads are set after the ledger's bytes are on the disk, so the guard may
 * lag behind the ledger and never leads.
 */
export interface Guard {
  /** Of no entries when nothing was signed for the device yet. */
  head(device: string): Head;
  /** Survives the end of the process. */
  set(device: string, head: Head): void;
  /** Makes the heads that were set durable against a power cut. */
  flush(): void;
  close(): void;
}

/** Where guards are kept; tests keep them in memory beside a simulated disk. */
export interface Guards {
  /** Makes the guard of a new case and holds its lock. */
  create(folder: string, files: Files): Guard;
  /**
   * Takes the lock, waiting a little for another writer to end.
   *
   * @throws store/locked with the holder's process id; store/no-guard when the file is missing or damaged;
   * store/disk-full, store/write-failed.
   */
  take(folder: string, files: Files, patienceMs: number): Promise<Guard>;
  /** The head without taking the lock for longer than it takes to look; `null` when no sound guard is free to tell. */
  peek(folder: string, device: string): Head | null;
}

/**
 * A guard in one SQLite file outside the case: its lock is the kernel's, so it ends with the process however that ends;
 * and a case that is put back from a backup cannot take it back along.
 */
class SqliteGuard implements Guard {
  readonly #db: Database;
  readonly #pidPath: string;
  readonly #files: Files;

  constructor(db: Database, folder: string, files: Files) {
    this.#db = db;
    this.#pidPath = join(folder, PID_FILE);
    this.#files = files;
    tellPid(files, this.#pidPath);
  }

  head(device: string): Head {
    return headIn(this.#db, device);
  }

  set(device: string, head: Head): void {
    // The stand-in for node:sqlite on Node 20 does not finalize prepared statements when the database is closed, and
    // as long as one lives, so does the lock. What `exec` prepares ends with the call.
    this.#db.exec(
      `INSERT INTO head VALUES (${quote(device)}, ${Math.trunc(head.n)}, ${quote(head.root)})
       ON CONFLICT (device) DO UPDATE SET n = excluded.n, root = excluded.root`,
    );
  }

  flush(): void {
    this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  close(): void {
    try {
      this.#files.remove(this.#pidPath);
    } catch {
      // Only a courtesy: see `tellPid`.
    }
    this.#db.close();
  }
}

export const sqliteGuards: Guards = {
  create(folder, files) {
    const db = lock(join(folder, FILE));
    if (db === null) throw new Error(`The guard of a new case is locked: ${folder}`);
    db.exec("CREATE TABLE head (device TEXT PRIMARY KEY, n INTEGER NOT NULL, root TEXT NOT NULL) STRICT");
    const guard = new SqliteGuard(db, folder, files);
    // A ledger whose guard a power cut took could never be written to again.
    guard.flush();
    files.syncFolder(folder);
    return guard;
  },
  async take(folder, files, patienceMs) {
    const path = join(folder, FILE);
    if (!files.exists(path)) throw noGuard(path, "it is missing");
    for (let waited = 0; ; waited += POLL_MS) {
      const db = tryLock(path);
      if (db !== null) return new SqliteGuard(db, folder, files);
      if (waited >= patienceMs) throw locked(holder(folder, files));
      await sleep(POLL_MS);
    }
  },
  peek(folder, device) {
    const path = join(folder, FILE);
    let db: Database | null = null;
    try {
      db = existsSync(path) ? tryLock(path) : null;
      return db === null ? null : headIn(db, device);
    } catch {
      return null;
    } finally {
      db?.close();
    }
  },
};

function headIn(db: Database, device: string): Head {
  let head = NOTHING_SIGNED;
  // A function called per row, and not a prepared statement: see `set`.
  db.function("tell_head", (n: unknown, root: unknown) => {
    head = { n: Number(n), root: String(root) };
    return null;
  });
  db.exec(`SELECT tell_head(n, root) FROM head WHERE device = ${quote(device)}`);
  return head;
}

/** Leaves the process id for whoever finds the case locked. A disk that does not take it is no reason not to go on. */
function tellPid(files: Files, path: string): void {
  try {
    files.remove(path);
    const fd = files.open(path, "wx");
    try {
      writeAll(files, fd, Buffer.from(String(process.pid)));
    } finally {
      files.close(fd);
    }
  } catch {
    // The lock is the database's; the id is a courtesy.
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function tryLock(path: string): Database | null {
  let db: Database | null = null;
  try {
    db = lock(path);
    // A file without its table is as good as none: it knows nothing.
    db?.exec("SELECT n, root FROM head");
    return db;
  } catch (error) {
    db?.close();
    if (sqliteCode(error) !== null) throw writeFailure(`Cannot use the guard "${path}"`, error);
    throw noGuard(path, `it is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Opens with a lock that is held until the database is closed; `null` while another process holds it. */
function lock(path: string): Database | null {
  const db = openDatabase(path);
  try {
    db.exec("PRAGMA busy_timeout = 0");
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    db.exec("PRAGMA journal_mode = WAL");
    // NORMAL syncs at checkpoints only: a power cut may make the guard lag, which is allowed, and never breaks it.
    db.exec("PRAGMA synchronous = NORMAL");
    db.exec("BEGIN EXCLUSIVE");
    db.exec("COMMIT");
    return db;
  } catch (error) {
    db.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

function holder(folder: string, files: Files): string | null {
  try {
    const pid = Buffer.from(readWhole(files, join(folder, PID_FILE))).toString();
    return /^\d{1,10}$/.test(pid) ? pid : null;
  } catch {
    return null;
  }
}

function locked(pid: string | null) {
  return storeError("store/locked", {
    what: "Cannot write to this case",
    found: `another snowmelt is writing to it${pid === null ? "" : ` (process ${pid})`}; needed: nobody else`,
    unchanged: "Nothing was recorded.",
    mend: "Wait until it ends, then run the same command again.",
  });
}

function noGuard(path: string, found: string) {
  return storeError("store/no-guard", {
    what: `Cannot use the guard "${path}"`,
    found: `${found}; needed: the file that remembers what this machine signed last`,
    unchanged: "Nothing was recorded, nothing was signed.",
    mend: "Restore the folder it lies in from a backup. Reading and verifying work without it.",
  });
}
