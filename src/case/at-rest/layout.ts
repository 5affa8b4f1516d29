import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Where a case's encrypted side lies. All of it may be copied and stored anywhere. */
export interface SealedLayout {
  readonly folder: string;
  /** age recipients, one a line; the case's own first. */
  readonly recipients: string;
  /** What lies behind the random names, encrypted like the rest. */
  readonly index: string;
  /** The index in clear, while the case is open. */
  readonly open: string;
  /** Stands while an opening is under way. */
  readonly opening: string;
  /** Stands while plain files are being removed: everything in it is encrypted and on the disk. */
  readonly closing: string;
}

export function sealedLayout(dir: string): SealedLayout {
  const folder = join(dir, "sealed");
  const at = (name: string): string => join(folder, name);
  return {
    folder,
    recipients: at("recipients.txt"),
    index: at("index.age"),
    open: at("open.json"),
    opening: at("opening"),
    closing: at("closing"),
  };
}

/** A file as the index tells it. */
export interface SealedFile {
  /** Path in the case folder, with `/`. */
  readonly path: string;
  /** Name of its age file under sealed/. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export type CaseDoor = "never sealed" | "open" | "closed" | "opening" | "closing";

/** Whether a case's plain files are there to work with. */
export function doorOf(dir: string): CaseDoor {
  const layout = sealedLayout(dir);
  if (!existsSync(layout.recipients)) return "never sealed";
  if (existsSync(layout.closing)) return "closing";
  if (existsSync(layout.opening)) return "opening";
  return existsSync(join(dir, "case.toml")) ? "open" : "closed";
}

/**
 * The files that must not lie about in clear, relative to the case folder, sorted. The ledger stays: it holds commitments,
 * days and kinds, so that a closed case can still be witnessed, copied and checked for length.
 */
export function plainFiles(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/^(ledger|sealed)\//.test(path) && path !== ".gitignore")
    .sort();
}
