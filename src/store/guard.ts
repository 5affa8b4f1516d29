import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { storeError } from "./errors.ts";
import { type Files, readWhole, writeAll } from "./files.ts";
import { type Database, openDatabase } from "./sqlite.ts";

/** The last state of a log that this machine signed: its entries and the base64 Merkle root over them. */
export interface Head {
  readonly n: number;
  readonly root: string;
}

const FILE = "guard.sqlite";
const PID_FILE = "writer.pid";
const POLL_MS = 50;

/**
 * Writer lock and memory of what was signed, in one SQLite file outside the case: its lock is the kernel's, so it ends
 * with the process however that ends; and a case that is put back from a backup cannot take it back along.
 *
 * Heads are set after the ledger's bytes are on the disk, so the guard may lag behind the ledger and never leads. `set`
 * survives the end of the process, `flush` also a power cut.
 */
export class Guard {
  readonly #db: Database;
  readonly #pidPath: string;
  readonly #files: Files;

  private constructor(db: Database, folder: string, files: Files) {
    this.#db = db;
    this.#pidPath = join(folder, PID_FILE);
    this.#files = files;
    files.remove(this.#pidPath);
    const fd = files.open(this.#pidPath, "wx");
    try {
      writeAll(files, fd, Buffer.from(String(process.pid)));
    } finally {
      files.close(fd);
    }
  }

  /** Makes the guard of a new case and holds its lock. */
  static create(folder: string, files: Files): Guard {
    const db = lock(join(folder, FILE));
    if (db === null) throw new Error(`The guard of a new case is locked: ${folder}`);
    db.exec("CREATE TABLE head (device TEXT PRIMARY KEY, n INTEGER NOT NULL, root TEXT NOT NULL) STRICT");
    return new Guard(db, folder, files);
  }

  /**
   * Takes the lock, waiting a little for another writer to end.
   *
   * @throws store/locked with the holder's process id; store/no-guard when the file is missing or damaged.
   */
  static async take(folder: string, files: Files, patienceMs: number): Promise<Guard> {
    const path = join(folder, FILE);
    if (!files.exists(path)) throw noGuard(path, "it is missing");
    for (let waited = 0; ; waited += POLL_MS) {
      const db = tryLock(path);
      if (db !== null) return new Guard(db, folder, files);
      if (waited >= patienceMs) break;
      await sleep(POLL_MS);
    }
    const pid = holder(folder, files);
    throw storeError("store/locked", {
      what: "Cannot write to this case",
      found: `another snowmelt is writing to it${pid === null ? "" : ` (process ${pid})`}; needed: nobody else`,
      unchanged: "Nothing was recorded.",
      mend: "Wait until it ends, then run the same command again.",
    });
  }

  head(device: string): Head | null {
    let head: Head | null = null;
    // A function called per row, and not a prepared statement: see `set`.
    this.#db.function("tell_head", (n: unknown, root: unknown) => {
      head = { n: Number(n), root: String(root) };
      return null;
    });
    this.#db.exec(`SELECT tell_head(n, root) FROM head WHERE device = ${quote(device)}`);
    return head;
  }

  set(device: string, head: Head): void {
    // The stand-in for node:sqlite on Node 20 does not finalize prepared statements when the database is closed, and
    // as long as one lives, so does the lock. What `exec` prepares ends with the call.
    this.#db.exec(
      `INSERT INTO head VALUES (${quote(device)}, ${Math.trunc(head.n)}, ${quote(head.root)})
       ON CONFLICT (device) DO UPDATE SET n = excluded.n, root = excluded.root`,
    );
  }

  /** Makes the heads that were set durable against a power cut. */
  flush(): void {
    this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  close(): void {
    this.#files.remove(this.#pidPath);
    this.#db.close();
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

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  return code === 5 || code === 6;
}

function holder(folder: string, files: Files): string | null {
  try {
    const pid = Buffer.from(readWhole(files, join(folder, PID_FILE))).toString();
    return /^\d{1,10}$/.test(pid) ? pid : null;
  } catch {
    return null;
  }
}

function noGuard(path: string, found: string) {
  return storeError("store/no-guard", {
    what: `Cannot use the guard "${path}"`,
    found: `${found}; needed: the file that remembers what this machine signed last`,
    unchanged: "Nothing was recorded, nothing was signed.",
    mend: "Restore the folder it lies in from a backup. Reading and verifying work without it.",
  });
}
