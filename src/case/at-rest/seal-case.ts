import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson, sha256Hex, toHex } from "#kernel";
import { openStore, realFiles } from "#store";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { encryptFile, encryptText } from "./age-files.ts";
import { destroy } from "./destroy.ts";
import { makeIdentity } from "./identity.ts";
import { doorOf, plainFiles, type SealedFile, type SealedLayout, sealedLayout } from "./layout.ts";
import { writeWhole } from "./write-whole.ts";

export interface Sealing {
  /** Files that were encrypted now; the others had not changed. */
  readonly encrypted: number;
  /** Plain files that were removed. */
  readonly removed: number;
}

/**
 * Makes a case one that can be sealed: an identity beside its keys, its recipient in the case.
 *
 * @param others age recipients who can open it too
 */
export async function enableSealing(
  options: Pick<CaseOptions, "dir" | "home" | "effects"> & { readonly passphrase: string | null },
  others: readonly string[] = [],
): Promise<void> {
  const { dir, home, effects, passphrase } = options;
  const store = openStore({ dir, home, effects });
  const { origin } = store;
  store.close();
  const layout = sealedLayout(dir);
  mkdirSync(layout.folder, { recursive: true, mode: 0o700 });
  const all = [await makeIdentity(home, origin, passphrase), ...others];
  writeWhole(layout.recipients, all.map((recipient) => `${recipient}\n`).join(""));
}

/**
 * Closes a case: everything but the ledger is encrypted under sealed/, then the plain files are overwritten and removed.
 * Only what changed since it was last closed is encrypted again. Interrupted, the same command finishes it: plain files
 * go only when all of them are encrypted and on the disk.
 *
 * @throws case/opening when an opening was interrupted; store/locked while another writes
 */
export async function sealCase(options: CaseOptions): Promise<Sealing> {
  const { dir, home, effects, passphrase } = options;
  const layout = sealedLayout(dir);
  const door = doorOf(dir);
  if (door === "closed") return { encrypted: 0, removed: 0 };
  if (door === "closing") return { encrypted: 0, removed: removePlain(dir, layout) };
  if (door === "opening") throw interrupted();
  if (door === "never sealed") await enableSealing({ dir, home, effects, passphrase: await passwordOf(options) });
  // Nobody may be writing while the files are copied.
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(passphrase);
    const encrypted = await encryptChanged(dir, layout, effects);
    return { encrypted, removed: removePlain(dir, layout) };
  } finally {
    store.close();
  }
}

/** The passphrase for a new identity: the case's own, and none where the case has none. */
async function passwordOf({ dir, home, effects, passphrase }: CaseOptions): Promise<string | null> {
  const store = openStore({ dir, home, effects });
  try {
    if (!store.hasPassphrase) return null;
    // The word must be right before it protects anything.
    await store.unlock(passphrase);
    return await passphrase();
  } finally {
    store.close();
  }
}

async function encryptChanged(dir: string, layout: SealedLayout, effects: CaseOptions["effects"]): Promise<number> {
  const recipients = recipientsOf(dir);
  const before = new Map(readOpenIndex(layout).map((file) => [file.path, file]));
  const files: SealedFile[] = [];
  const paths = plainFiles(dir);
  let encrypted = 0;
  for (const [i, path] of paths.entries()) {
    effects.progress({ what: "encrypting", done: i, total: paths.length, unit: "files" });
    const known = before.get(path);
    const full = join(dir, path);
    if (known !== undefined && isUnchanged(full, known, layout)) {
      files.push(known);
      continue;
    }
    const name = `${toHex(effects.randomBytes(16))}.age`;
    files.push({ path, name, ...(await encryptFile(full, join(layout.folder, name), recipients)) });
    encrypted += 1;
  }
  const index = canonicalJson({ v: 1, files: files.map((file) => ({ ...file })) });
  writeWhole(layout.index, await encryptText(index, recipients));
  realFiles.syncFolder(layout.folder);
  writeWhole(layout.closing, canonicalJson(files.map(({ name }) => name)));
  return encrypted;
}

/** Who can open what is sealed in a case folder; empty when it was never sealed. */
export function recipientsOf(dir: string): readonly string[] {
  const { recipients } = sealedLayout(dir);
  if (!existsSync(recipients)) return [];
  return readFileSync(recipients, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("age1"));
}

function isUnchanged(full: string, known: SealedFile, layout: SealedLayout): boolean {
  if (statSync(full).size !== known.size || !existsSync(join(layout.folder, known.name))) return false;
  return sha256Hex(readFileSync(full)) === known.sha256;
}

/** The index as it stands while the case is open; empty when it was never closed. */
export function readOpenIndex(layout: SealedLayout): readonly SealedFile[] {
  if (!existsSync(layout.open)) return [];
  return (JSON.parse(readFileSync(layout.open, "utf8")) as { files: SealedFile[] }).files;
}

/** Removes the plain files, then age files that the index no longer names, then the mark that this is under way. */
function removePlain(dir: string, layout: SealedLayout): number {
  const names = new Set(JSON.parse(readFileSync(layout.closing, "utf8")) as string[]);
  const paths = plainFiles(dir);
  for (const path of paths) destroy(join(dir, path));
  for (const path of paths) removeEmptyAbove(dir, path);
  for (const name of readdirSync(layout.folder)) {
    const isStray = /^[0-9a-f]{32}\.age(\.new)?$/.test(name) && !names.has(name);
    if (isStray) rmSync(join(layout.folder, name));
  }
  destroy(layout.open);
  realFiles.syncFolder(dir);
  rmSync(layout.closing);
  return paths.length;
}

/** While a case is open: removes the encrypted copies of files that are gone or have changed. @returns what it did, in words */
export function dropSealedCopies(dir: string): readonly string[] {
  const layout = sealedLayout(dir);
  const stale = readOpenIndex(layout).filter(
    (file) => !existsSync(join(dir, file.path)) || !isUnchanged(join(dir, file.path), file, layout),
  );
  for (const { name } of stale) destroy(join(layout.folder, name));
  // Until the case is closed again, what is left of the encrypted side is not whole and must not be opened.
  if (stale.length > 0) destroy(layout.index);
  return stale.length === 0 ? [] : [`${stale.length} encrypted copies under sealed/`];
}

function removeEmptyAbove(dir: string, path: string): void {
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    const full = join(dir, folder);
    if (!existsSync(full) || readdirSync(full).length > 0) return;
    rmdirSync(full);
  }
}

function interrupted(): Error {
  return caseError("case/opening", {
    what: "Cannot close the case",
    found: "an opening was interrupted, so the plain files may be incomplete",
    unchanged: "Nothing was changed; the encrypted files are whole.",
    mend: "Finish it first: snowmelt open",
  });
}
