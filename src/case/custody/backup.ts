import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { rm, stat, utimes } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { sha256Hex } from "#kernel";
import { openStore } from "#store";
import { copyWhole, syncFoldersOf } from "../durable-copy.ts";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { verifyCase } from "../verify.ts";

export interface BackupOptions extends CaseOptions {
  readonly to: string;
  readonly label: string;
}

export interface BackedUp {
  readonly n: number;
  readonly copied: number;
  readonly unchanged: number;
}

/** What a copy does not need: it is derived, and made again by `run`. */
const DERIVED = /^output(\/|$)/;

/**
 * Copies a case folder to another place, only what changed, and verifies the copy as a stranger would: every marker,
 * commitment and exhibit. The copy is a case like this one; on a machine that remembers a newer state it will be refused.
 * Keys are no part of it.
 *
 * @throws case/bad-backup when the place is inside the case, or holds another case or another history; case/backup-failed
 * when the copy does not verify
 */
export async function backUpCase(options: BackupOptions): Promise<BackedUp> {
  const { dir, home, effects, to, label, passphrase } = options;
  requireKnownFormat(dir);
  const target = resolve(effects.cwd, to);
  requirePlace(dir, target);
  const store = openStore({ dir, home, effects });
  try {
    // The lock: nobody writes while files are copied.
    await store.unlock(passphrase);
    requireSameHistory(dir, target, { home, effects });
    const n = store.size;
    const counts = await copyChanged(dir, target, effects);
    const report = await verifyCase({ dir: target, home, effects });
    if (report.outcome === "failed") throw failed(report.checks.flatMap(({ problems }) => problems));
    store.append([{ kind: "backup.make", value: { label, n, day: effects.now().toISOString().slice(0, 10) } }]);
    return { n, ...counts };
  } finally {
    store.close();
  }
}

function requirePlace(dir: string, target: string): void {
  const [inner, outer] = [real(target), real(dir)];
  if (inner !== outer && !inner.startsWith(outer + sep) && !outer.startsWith(inner + sep)) return;
  throw badBackup("the place is the case's own folder, or one inside or around it");
}

function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(real(dirname(path)), relative(dirname(path), path));
}

/** An older copy of this very ledger may be brought up to date; anything else stays as it is. */
function requireSameHistory(dir: string, target: string, given: Pick<CaseOptions, "home" | "effects">): void {
  if (!existsSync(target) || readdirSync(target).length === 0) return;
  if (!existsSync(join(target, "ledger"))) throw badBackup("the place holds other files");
  const [ours, theirs] = [openStore({ dir, ...given }), openStore({ dir: target, ...given })];
  try {
    if (ours.origin !== theirs.origin) throw badBackup("the place holds another case");
    const head = theirs.markers().at(-1)!;
    if (!ours.markers().some(({ line }) => line === head.line)) {
      throw badBackup(
        `the copy there has ${theirs.size} acts that are not all in this ledger: another history, keep both`,
      );
    }
  } finally {
    ours.close();
    theirs.close();
  }
}

async function copyChanged(dir: string, target: string, effects: CaseOptions["effects"]) {
  const paths = filesOf(dir).filter((path) => !DERIVED.test(path));
  let copied = 0;
  for (const [i, path] of paths.entries()) {
    effects.progress({ what: "copying", done: i, total: paths.length, unit: "files" });
    if (await copyOne(join(dir, path), join(target, path))) copied += 1;
  }
  const known = new Set(paths);
  for (const path of filesOf(target)) if (!known.has(path)) await rm(join(target, path), { force: true });
  syncFoldersOf(paths.map((path) => join(target, path)));
  return { copied, unchanged: paths.length - copied };
}

function filesOf(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** Same size and time are taken for the same file, except where the truth lies. @returns whether it was copied */
async function copyOne(from: string, to: string): Promise<boolean> {
  const [source, there] = [await stat(from), await stat(to).catch(() => null)];
  const looksSame = there !== null && there.size === source.size && Math.abs(there.mtimeMs - source.mtimeMs) < 2000;
  if (
    looksSame &&
    (from.includes(`${sep}vault${sep}`) || sha256Hex(readFileSync(from)) === sha256Hex(readFileSync(to)))
  ) {
    return false;
  }
  await copyWhole(from, to, (draft) => utimes(draft, source.atime, source.mtime));
  return true;
}

function badBackup(found: string): Error {
  return caseError("case/bad-backup", {
    what: "Cannot back up the case",
    found,
    unchanged: "Nothing was copied.",
    mend: "Name an empty folder, or an older copy of this case: snowmelt backup DIR",
  });
}

function failed(problems: readonly string[]): Error {
  return caseError("case/backup-failed", {
    what: "The copy does not verify",
    found: problems.slice(0, 3).join("; "),
    unchanged: "The case is as it was; the copy stays for you to look at, and is not recorded as a backup.",
    mend: "Check the case first: snowmelt verify; then the disk of the copy, then: snowmelt backup DIR",
  });
}
