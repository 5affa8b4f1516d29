import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** Files above this size are named and not searched. */
const LARGEST = 256 * 1024 * 1024;

/**
 * The files of a folder that hold one of the words in their bytes, in UTF-8 or UTF-16, or as JSON escapes them; sorted,
 * relative to the folder. Compressed and encrypted files are bytes like any other: what they hold inside is not seen.
 */
export function filesHolding(dir: string, words: readonly string[]): readonly string[] {
  const needles = [...new Set(words.flatMap(formsOf))];
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => {
      const name = relative(dir, path).replaceAll("\\", "/");
      if (statSync(path).size > LARGEST) return [`${name} (too large to be searched)`];
      const bytes = readFileSync(path);
      return needles.some((needle) => bytes.includes(needle)) ? [name] : [];
    })
    .sort();
}

function formsOf(word: string): readonly Buffer[] {
  const escaped = JSON.stringify(word).slice(1, -1);
  return [Buffer.from(word), Buffer.from(word.normalize("NFD")), Buffer.from(word, "utf16le"), Buffer.from(escaped)];
}
