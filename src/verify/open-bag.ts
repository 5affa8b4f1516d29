import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BagFiles } from "./verify-dossier.ts";

/** Every file of a folder by path. Links are not followed: a bag has none. @throws as node:fs when it cannot be read */
export function readFolder(dir: string): BagFiles {
  const files = new Map<string, Uint8Array>();
  const walk = (folder: string, prefix: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      const stat = lstatSync(path);
      if (stat.isDirectory()) walk(path, `${prefix}${name}/`);
      else files.set(`${prefix}${name}`, stat.isFile() ? readFileSync(path) : new Uint8Array());
    }
  };
  walk(dir, "");
  return files;
}
