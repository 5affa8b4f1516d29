/** The files of a bag by path, `/` between folders. */
export type BagFiles = ReadonlyMap<string, Uint8Array>;

/** A file that was too large to be held, by size and SHA-256 in lower-case hexadecimal. */
export interface Digested {
  readonly size: number;
  readonly sha256: string;
}

/** A bag as it was found: what can be held in memory, and what cannot. */
export interface Bag {
  readonly files: BagFiles;
  /** Exhibits that were hashed as they were read, and not kept. */
  readonly large: ReadonlyMap<string, Digested>;
  /** What lies in the folder or the zip and belongs in no bag: links, empty folders, stray bytes. */
  readonly strays: readonly string[];
  /** What could not be read here, and why: it may be as it should. */
  readonly unread: readonly string[];
}

/** Above this a tag file is not read: no dossier that this program makes comes near it. */
export const MAX_TAG_BYTES = 256 * 1024 * 1024;
/** Above this an exhibit is hashed and not kept. */
export const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** A bag of files that are all held. */
export function bagOf(files: BagFiles): Bag {
  return { files, large: new Map(), strays: [], unread: [] };
}

/** Paths of what could not be read. */
export function unreadPaths(bag: Bag): ReadonlySet<string> {
  return new Set(bag.unread.map((what) => what.split(":", 1)[0]!));
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A file's text. @throws Error when it is missing or no well-formed UTF-8 */
export function textOf(bag: Bag, path: string): string {
  const bytes = bag.files.get(path);
  if (bytes === undefined) throw new Error(`${path} is missing`);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Error(`${path} is no well-formed UTF-8`);
  }
}

/** Runs a check that may stumble over garbage: garbage is a problem like any other. */
export function guarded(check: () => readonly string[]): readonly string[] {
  try {
    return check();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
