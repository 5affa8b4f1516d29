import { createHash } from "node:crypto";
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { type Bag, type Digested, MAX_HELD_BYTES, MAX_TAG_BYTES } from "./bag-files.ts";
import { quote } from "./check-bag.ts";
import { readZip } from "./read-zip.ts";

/** Folders within folders: a dossier has three. */
const MAX_DEPTH = 8;
const CHUNK_BYTES = 1 << 20;

/** A dossier from its folder or its zip. @throws as node:fs when that cannot be opened */
export function openBag(path: string): Bag {
  return lstatSync(path).isFile() ? readZip(readFileSync(path)) : readFolder(path);
}

/** Every file of a folder. Links are not followed: a bag has none. A large exhibit is hashed and not kept. */
function readFolder(dir: string): Bag {
  const files = new Map<string, Uint8Array>();
  const large = new Map<string, Digested>();
  const [strays, unread]: [string[], string[]] = [[], []];
  const walk = (folder: string, prefix: string, depth: number): void => {
    const names = readdirSync(folder).sort();
    if (names.length === 0 && prefix !== "") strays.push(`${quote(prefix)} is an empty folder`);
    if (depth > MAX_DEPTH) strays.push(`${quote(prefix)} lies deeper than anything in a dossier`);
    else for (const name of names) read(join(folder, name), `${prefix}${name}`, depth);
  };
  const read = (path: string, name: string, depth: number): void => {
    try {
      const stat = lstatSync(path);
      if (stat.isDirectory()) walk(path, `${name}/`, depth + 1);
      else if (!stat.isFile()) strays.push(`${quote(name)} is no plain file`);
      else if (stat.size <= (name.startsWith("data/") ? MAX_HELD_BYTES : MAX_TAG_BYTES))
        files.set(name, readFileSync(path));
      else if (name.startsWith("data/")) large.set(name, digest(path));
      else unread.push(`${name}: it is larger than 256 MiB`);
    } catch (error) {
      unread.push(`${name}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    }
  };
  walk(dir, "", 0);
  return { files, large, strays, unread };
}

function digest(path: string): Digested {
  const fd = openSync(path, "r");
  try {
    const hash = createHash("sha256");
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let count = readSync(fd, chunk); count > 0; count = readSync(fd, chunk)) hash.update(chunk.subarray(0, count));
    return { size: fstatSync(fd).size, sha256: hash.digest("hex") };
  } finally {
    closeSync(fd);
  }
}
