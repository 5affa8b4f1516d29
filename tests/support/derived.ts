import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openDatabase } from "../../src/store/index.ts";
import { runReally } from "./real-process.ts";

/** What a case derives, in a form that two cases can be compared in. */
export interface Derived {
  /** Bytes of every file under output/ but the index, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Every row of every table of the index, in an order of their own. */
  readonly rows: readonly string[];
}

export function derivedIn(dir: string): Derived {
  const files = new Map<string, string>();
  for (const [path, bytes] of filesIn(join(dir, "output"))) {
    if (!path.startsWith("index.sqlite")) files.set(path, bytes.toString("base64"));
  }
  const database = openDatabase(join(dir, "output", "index.sqlite"));
  const all = (sql: string): Record<string, unknown>[] => database.prepare(sql).all() as Record<string, unknown>[];
  const tables = all("select name from sqlite_master where type = 'table' order by name").map(({ name }) =>
    String(name),
  );
  const rows = tables.flatMap((table) =>
    all(`select * from "${table}"`).map((row) => `${table} ${JSON.stringify(row)}`),
  );
  database.close();
  return { files, rows: rows.sort() };
}

/** Every file under a folder by path, in order. */
export function filesIn(dir: string): ReadonlyMap<string, Buffer> {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [path.slice(dir.length + 1).replaceAll("\\", "/"), readFileSync(path)]));
}

export type Place = Readonly<Record<"TZ" | "LANG" | "LC_ALL", string>>;

/** A case that was made, run, published and run again in real processes, behind a passphrase. */
export class PublishedCase {
  readonly root = mkdtempSync(join(tmpdir(), "snowmelt-published-"));
  readonly dir = join(this.root, "case");
  readonly secret = { SNOWMELT_HOME: join(this.root, "home"), SNOWMELT_PASSPHRASE_FILE: join(this.root, "passphrase") };

  /** @param files by path: `hand/`, `case.toml`, `evidence/`, `facts.csv` */
  constructor(files: Readonly<Record<string, string | Buffer>>) {
    writeFileSync(this.secret.SNOWMELT_PASSPHRASE_FILE, "made up for a test\n");
    this.#really([["init", "case", "--name", "made for a test"]]);
    for (const [path, content] of Object.entries(files)) {
      const full = join(/^(hand\/|case\.toml$)/.test(path) ? this.dir : this.root, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
    this.#really([
      ["collect", "evidence", "--facts", "facts.csv", "--case", "case"],
      ["run", "--case", "case"],
      ["publish", "--audience", "public", "--case", "case"],
      ["run", "--case", "case"],
    ]);
  }

  #really(commands: readonly (readonly string[])[]): void {
    const env = { ...this.secret, TZ: "UTC", LANG: "en_US.UTF-8" };
    const { exit, said } = runReally(commands, { cwd: this.root, env });
    if (exit !== 0) throw new Error(said);
  }

  /** A copy somewhere else, without some of its folders. */
  copy(name: string, ...without: readonly string[]): string {
    const dir = join(this.root, name);
    cpSync(this.dir, dir, { recursive: true });
    for (const folder of without) rmSync(join(dir, folder), { recursive: true });
    return dir;
  }

  zips(dir = this.dir): ReadonlyMap<string, Buffer> {
    return new Map([...filesIn(join(dir, "dossiers"))].filter(([path]) => path.endsWith(".zip")));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
