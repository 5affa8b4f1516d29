import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from "yauzl";
import { SnowmeltError } from "#kernel";
import { vaultError, type vaultErrors } from "./errors.ts";
import { briefName, clashKey, refuseMemberPath, refuseName } from "./names.ts";

/** What one archive, with those inside it, may cost. */
export const CAPS = { bytes: 10 * 2 ** 30, entries: 100_000, ratio: 200, depth: 3 } as const;
/** Below this many bytes a ratio says nothing: an empty log file packs a thousandfold. */
const RATIO_FROM = 1 << 20;

/** What is left of the caps for an archive and those inside it. */
export interface Budget {
  bytes: number;
  entries: number;
}

export function newBudget(): Budget {
  return { bytes: CAPS.bytes, entries: CAPS.entries };
}

export interface Member {
  /** Path inside the archive. */
  readonly path: string;
  readonly size: number;
  /** EDTF; without zone when the archive keeps local time only; `null` when it keeps none. */
  readonly modified: string | null;
  /** Its bytes; throws vault/member-damaged when they are not what the archive states. */
  open(): AsyncIterable<Uint8Array>;
}

export interface OpenArchive {
  readonly members: readonly Member[];
  readonly refused: readonly SnowmeltError[];
  close(): void;
}

/**
 * Reads a zip archive's directory and checks all of it before any member is unpacked. Nothing is ever written to a path
 * that a member names: members go to the vault under their hashes, and their paths are kept as names only.
 *
 * @param name the archive's name, for messages
 * @throws vault/archive-broken, vault/archive-too-big
 */
export async function openArchive(path: string, name: string, budget: Budget): Promise<OpenArchive> {
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true };
  const zip = await openPromise(path, options).catch((error) => {
    throw broken(name, error);
  });
  try {
    // The count that an archive states may lie; this only saves the reading of one that does not.
    if (zip.entryCount > budget.entries) throw tooBig(name, `it states ${zip.entryCount} entries`);
    const entries = await readDirectory(zip, name, budget);
    await checkEnd(path, zip.readEntryCursor, name);
    checkCost(entries, name, budget);
    await checkOverlaps(zip, entries, name);
    return { ...sortMembers(zip, entries, name), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof SnowmeltError ? error : broken(name, error);
  }
}

async function readDirectory(zip: ZipFile, name: string, budget: Budget): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (--budget.entries < 0) throw tooBig(name, `it holds above ${CAPS.entries} entries`);
    entries.push(entry);
  }
  return entries;
}

/** Behind the last entry that is stated must stand the end record, plain or ZIP64, and not an entry that nobody would see. */
async function checkEnd(path: string, position: number, name: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, position);
    const mark = bytesRead === 4 ? buffer.readUInt32LE(0) : 0;
    if (mark !== 0x06054b50 && mark !== 0x06064b50) throw broken(name, new Error("it holds more than it states"));
  } finally {
    await handle.close();
  }
}

function checkCost(entries: readonly Entry[], name: string, budget: Budget): void {
  let packed = 0;
  let unpacked = 0;
  for (const entry of entries) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (isBomb(entry.compressedSize, entry.uncompressedSize)) {
      throw tooBig(name, `a member inflates from ${entry.compressedSize} to ${entry.uncompressedSize} bytes`);
    }
  }
  if (isBomb(packed, unpacked)) throw tooBig(name, `it inflates from ${packed} to ${unpacked} bytes`);
  if (unpacked > budget.bytes) throw tooBig(name, `it holds ${unpacked} bytes`);
  // yauzl ends a member that has more bytes than stated, so what is stated here is what will be read.
  budget.bytes -= unpacked;
}

function isBomb(packed: number, unpacked: number): boolean {
  return unpacked > RATIO_FROM && unpacked > packed * CAPS.ratio;
}

/** Members that share bytes make a small archive large ("A better zip bomb", Fifield 2019), or hide one in another. */
async function checkOverlaps(zip: ZipFile, entries: readonly Entry[], name: string): Promise<void> {
  const ranges: (readonly [start: number, end: number])[] = [];
  for (const entry of entries) {
    const local = await zip.readLocalFileHeaderPromise(entry);
    if (!local.fileName.equals(entry.fileNameRaw))
      throw broken(name, new Error("its two directories name different files"));
    ranges.push([entry.relativeOffsetOfLocalHeader, local.fileDataStart + entry.compressedSize]);
  }
  ranges.sort((a, b) => a[0] - b[0]);
  for (const [index, [start]] of ranges.entries()) {
    if (index > 0 && start < ranges[index - 1]![1]) throw broken(name, new Error("two of its members share bytes"));
  }
}

function sortMembers(zip: ZipFile, entries: readonly Entry[], name: string): Omit<OpenArchive, "close"> {
  const members: Member[] = [];
  const refused: SnowmeltError[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const path = nameOf(entry);
    const whole = `${name}/${path}`;
    const refusal =
      refuseName(whole) ??
      (path.endsWith("/") && entry.uncompressedSize === 0 ? null : refuseMember(entry, path, whole));
    if (refusal !== null) refused.push(refusal);
    else if (!path.endsWith("/")) {
      const key = clashKey(path);
      if (seen.has(key)) {
        refused.push(
          memberError(
            "vault/member-clash",
            whole,
            "another member has this name, or one that differs only in case or accents",
          ),
        );
      } else {
        seen.add(key);
        members.push({
          path,
          size: entry.uncompressedSize,
          modified: modifiedOf(entry),
          open: () => readMember(zip, entry, whole),
        });
      }
    }
  }
  return { members, refused };
}

/** Whether an entry is a plain file by the mode that Unix archivers store; archives of other systems store none. */
function refuseMember(entry: Entry, path: string, whole: string): SnowmeltError | null {
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  const isUnix = entry.versionMadeBy >>> 8 === 3 || kind === 0o120000;
  if (isUnix && kind === 0o120000) return memberError("vault/member-path", whole, "it is a link");
  if (isUnix && kind !== 0 && kind !== 0o100000)
    return memberError("vault/member-path", whole, "it is a device, pipe or folder with bytes");
  const reason = refuseMemberPath(path);
  if (reason !== null) return memberError("vault/member-path", whole, `its path ${reason}`);
  if (entry.isEncrypted()) return memberError("vault/member-locked", whole, "it is encrypted");
  if (!entry.canDecodeFileData())
    return memberError("vault/member-locked", whole, `it is packed by method ${entry.compressionMethod}`);
  return null;
}

async function* readMember(zip: ZipFile, entry: Entry, whole: string): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      sum = crc32(chunk as Buffer, sum);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw memberError("vault/member-damaged", whole, "its bytes do not unpack to the size it states", error);
  }
  if (sum !== entry.crc32 >>> 0)
    throw memberError("vault/member-damaged", whole, "its checksum differs from the one it states");
}

/** Many archivers write UTF-8 without saying so; only what is not UTF-8 is read as the old code page. */
function nameOf(entry: Entry): string {
  const flag = isUtf8(entry.fileNameRaw) ? entry.generalPurposeBitFlag | 0x800 : entry.generalPurposeBitFlag;
  return getFileNameLowLevel(flag, entry.fileNameRaw, entry.extraFields, true);
}

/** The extended time stamp (0x5455) is UTC; the DOS fields are the local time of a place nobody wrote down. */
function modifiedOf(entry: Entry): string | null {
  const extended = entry.extraFields.find(({ id, data }) => id === 0x5455 && data.length >= 5 && (data[0]! & 1) === 1);
  if (extended !== undefined) return `${new Date(extended.data.readInt32LE(1) * 1000).toISOString().slice(0, 19)}Z`;
  const [date, time] = [entry.lastModFileDate, entry.lastModFileTime];
  const parts = [1980 + (date >>> 9), (date >>> 5) & 15, date & 31, time >>> 11, (time >>> 5) & 63, (time & 31) * 2];
  const [year, month, day, hour, minute, second] = parts.map((part) => String(part).padStart(2, "0"));
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  // 1980-01-01 00:00 is what archivers write when they are told to keep no time.
  return date <= 33 || Number.isNaN(Date.parse(`${text}Z`)) ? null : text;
}

function memberError(
  code: "vault/member-path" | "vault/member-clash" | "vault/member-locked" | "vault/member-damaged",
  whole: string,
  found: string,
  cause?: unknown,
): SnowmeltError {
  return vaultError(code, {
    what: `Cannot collect "${briefName(whole)}"`,
    found: `${found}; a plain member of a sound archive is needed`,
    unchanged: "Nothing was recorded for it; its archive is kept as it is.",
    mend: "Unpack the archive yourself into a folder, then collect the folder.",
    cause,
  });
}

function archiveError(code: keyof typeof vaultErrors, name: string, found: string, cause?: unknown): SnowmeltError {
  return vaultError(code, {
    what: `Cannot unpack "${briefName(name)}"`,
    found,
    unchanged: "The archive is kept as one exhibit; of its members none is recorded.",
    mend: "Unpack it yourself into a folder, then collect the folder.",
    cause,
  });
}

function tooBig(name: string, found: string): SnowmeltError {
  const caps = `at most ${CAPS.entries} entries, ${CAPS.bytes / 2 ** 30} GiB and ${CAPS.ratio} times are unpacked`;
  return archiveError("vault/archive-too-big", name, `${found}; ${caps}`);
}

function broken(name: string, error: unknown): SnowmeltError {
  const reason = error instanceof Error ? error.message.toLowerCase() : "it cannot be read";
  return archiveError("vault/archive-broken", name, `${briefName(reason)}; a sound zip archive is needed`, error);
}

export function tooDeep(name: string): SnowmeltError {
  return archiveError("vault/archive-too-deep", name, `it lies more than ${CAPS.depth} archives deep`);
}
