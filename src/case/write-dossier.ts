import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Dossier } from "#publish";
import { realFiles, writeAll, writeFailure, writeFileDurably } from "#store";

/**
 * Puts a dossier in its place, as a folder and as a zip beside it. Every byte and name is on the disk before the folder
 * takes its name, so it stands there whole or not at all, also after a power cut.
 *
 * @throws store/disk-full, store/write-failed; nothing of it has its place then
 */
export function writeDossier({ folder, zip, dossier }: { folder: string; zip: string; dossier: Dossier }): void {
  const draft = `${folder}.new`;
  const former = `${folder}.old`;
  try {
    rmSync(draft, { recursive: true, force: true });
    const folders = new Set([draft]);
    for (const { path, bytes } of dossier.files) {
      const full = join(draft, ...path.split("/"));
      mkdirSync(dirname(full), { recursive: true });
      for (let above = dirname(full); above !== draft; above = dirname(above)) folders.add(above);
      writeDurably(full, bytes);
    }
    for (const inner of folders) realFiles.syncFolder(inner);
    // A rename takes the place of a file, not of a folder with files in it.
    rmSync(former, { recursive: true, force: true });
    if (realFiles.exists(folder)) renameSync(folder, former);
    renameSync(draft, folder);
    writeFileDurably(realFiles, dirname(zip), zip.slice(dirname(zip).length + 1), dossier.zip);
    // Copies can be made again; what proves them stands already.
    const copies = `${folder}.copies`;
    for (const old of [copies, `${copies}.new`]) rmSync(old, { recursive: true, force: true });
    for (const { path, bytes } of dossier.copies) {
      const full = join(`${copies}.new`, ...path.split("/"));
      mkdirSync(dirname(full), { recursive: true });
      writeDurably(full, bytes);
    }
    if (dossier.copies.length > 0) renameSync(`${copies}.new`, copies);
    rmSync(former, { recursive: true, force: true });
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw writeFailure(`Cannot write "${folder}"`, error, "Nothing was recorded as published.");
  }
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, "wx");
  try {
    writeAll(realFiles, fd, bytes);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
