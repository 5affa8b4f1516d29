import { rmSync } from "node:fs";
import { copyFile, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolderDurably, realFiles } from "#store";

/** Copies a file whole or not at all: another name first, its bytes on the disk, then its own name. `syncFoldersOf` makes that durable. */
export async function copyWhole(from: string, to: string, prepare?: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${to}.new`;
  makeFolderDurably(realFiles, dirname(to));
  await rm(draft, { force: true });
  // Who stops the program leaves no half copy behind.
  const remove = (): void => rmSync(draft, { force: true });
  process.once("exit", remove);
  try {
    await copyFile(from, draft);
    const handle = await open(draft, "r");
    await handle.sync().finally(() => handle.close());
    await prepare?.(draft);
    await rename(draft, to);
  } finally {
    process.off("exit", remove);
  }
}

/** Makes the names of files durable in the folders they stand in. */
export function syncFoldersOf(paths: readonly string[]): void {
  for (const folder of new Set(paths.map((path) => dirname(path)))) realFiles.syncFolder(folder);
}
