import { readFile } from "node:fs/promises";
import { sha256Hex } from "#kernel";
import { applyNote, type Exhibit, type ExhibitFacts, type ExhibitNote, parseAct } from "#record";
import { vaultError } from "./errors.ts";
import { exhibitPath } from "./preserve.ts";

/** The acts of a case as far as they are needed here; the store's acts are such. */
export interface ActLike {
  readonly kind: string;
  /** `null` when erased. */
  readonly value: { readonly [key: string]: unknown } | null;
}

/** An exhibit as all acts about it leave it. */
export interface KnownExhibit {
  readonly exhibit: Exhibit;
  /** Names under which the same bytes were handed in again, with what was said then. */
  readonly again: ReadonlyMap<string, Partial<ExhibitFacts>>;
}

/** The exhibits of a case by the SHA-256 of their bytes. */
export function exhibitsOf(acts: Iterable<ActLike>): Map<string, KnownExhibit> {
  const bySha256 = new Map<string, KnownExhibit>();
  const sha256Of = new Map<string, string>();
  for (const { kind, value } of acts) {
    if (value === null) continue;
    if (kind === "exhibit.add") {
      const parsed = parseAct("exhibit.add", value);
      if (!("ok" in parsed)) continue;
      const exhibit = parsed.ok;
      bySha256.set(exhibit.sha256, { exhibit, again: new Map() });
      sha256Of.set(exhibit.uid, exhibit.sha256);
    } else if (kind === "exhibit.note") {
      const note = value as unknown as ExhibitNote;
      const sha256 = sha256Of.get(note.uid);
      if (sha256 !== undefined) bySha256.set(sha256, noted(bySha256.get(sha256)!, note));
    }
  }
  return bySha256;
}

/** What is known of an exhibit after one more note. */
export function noted(known: KnownExhibit, note: ExhibitNote): KnownExhibit {
  const again = new Map(known.again);
  if (note.again !== undefined) again.set(note.again.name, note.again.said as Partial<ExhibitFacts>);
  return { exhibit: applyNote(known.exhibit, note), again };
}

/**
 * The next free id of a kind of item: `E13`, on the second device `E13b`.
 *
 * @param letter the kind's letter: `E`, `S`, `C`, ...
 * @param device the letters of this device's ledger; `a` is left out of ids
 */
export function nextId(acts: Iterable<ActLike>, letter: string, device: string): string {
  return makeId(letter, highestNumber(acts, letter, device) + 1, device);
}

/** The highest number that an id of this letter and device has ever had; 0 when there is none. */
export function highestNumber(acts: Iterable<ActLike>, letter: string, device: string): number {
  let highest = 0;
  for (const { value } of acts) {
    // What was erased keeps its id, so that no other item takes its place.
    const ids = [value?.["id"], ...(Array.isArray(value?.["ids"]) ? value["ids"] : [])];
    for (const id of ids) highest = Math.max(highest, numberOf(id, letter, device));
  }
  return highest;
}

export function makeId(letter: string, number: number, device: string): string {
  return `${letter}${number}${device === "a" ? "" : device}`;
}

/** The number in an id of this letter and device; 0 for any other. */
export function numberOf(id: unknown, letter: string, device: string): number {
  const match = typeof id === "string" ? /^([A-Z])([1-9][0-9]*)([a-z]*)$/.exec(id) : null;
  return match !== null && match[1] === letter && (match[3] || "a") === device ? Number(match[2]) : 0;
}

/**
 * The bytes of an exhibit, checked against its hash.
 *
 * @throws vault/missing-exhibit, vault/damaged-exhibit
 */
export async function readExhibit(caseDir: string, sha256: string): Promise<Uint8Array> {
  const brief = `${sha256.slice(0, 12)}...`;
  const bytes = await readFile(exhibitPath(caseDir, sha256)).catch((cause) => {
    throw vaultError("vault/missing-exhibit", {
      what: `Cannot read the exhibit ${brief}`,
      found: `its file in the vault answers ${(cause as NodeJS.ErrnoException).code ?? "an error"}`,
      unchanged: "Nothing was changed.",
      mend: "Restore the file from a backup, or collect the original again.",
      cause,
    });
  });
  const found = sha256Hex(bytes);
  if (found === sha256) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  throw vaultError("vault/damaged-exhibit", {
    what: `Cannot read the exhibit ${brief}`,
    found: `the bytes in the vault have the hash ${found.slice(0, 12)}...`,
    unchanged: "Nothing was changed.",
    mend: "Restore the file from a backup, or collect the original again.",
  });
}
