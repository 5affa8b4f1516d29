import { createHash, type Hash } from "node:crypto";
import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SnowmeltError } from "#kernel";
import { type Disk, writeAll, writeFailure } from "./disk.ts";
import { vaultError } from "./errors.ts";
import { briefName } from "./names.ts";
import { HEAD_BYTES } from "./sniff.ts";

const CHUNK = 1 << 20;
/** Dirty pages are pushed out while copying, so that the last sync has little left to do. */
const SYNC_EVERY = 64 << 20;

/** What is known of a stream of bytes once it was read to its end. */
export interface Taken {
  readonly sha256: string;
  readonly size: number;
  /** The first bytes. */
  readonly head: Uint8Array;
  /** Where the copy lies; `null` when none was asked for. */
  readonly temporary: string | null;
}

export interface TakenFile extends Taken {
  readonly modifiedMs: number;
  /** `null` where the disk keeps no such time. */
  readonly createdMs: number | null;
}

/** Where copies go before they have their name: a folder beside the vault, so that a rename suffices. */
export interface Workplace {
  readonly disk: Disk;
  /** `null`: read and hash only. */
  newFile(): string | null;
  /** Called with each number of bytes read. */
  onBytes(count: number): void;
}

/**
 * Reads a file once, to its end, hashing what it writes.
 *
 * @throws vault/unreadable, vault/not-a-file, vault/empty-file, vault/changed-while-read, vault/disk-full, vault/write-failed
 */
export async function takeFile(path: string, name: string, place: Workplace): Promise<TakenFile> {
  const handle = await openForReading(path, name);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw notAFile(name);
    if (before.size === 0n) throw emptyFile(name);
    const taken = await take(readChunks(handle, name, Number(before.size)), name, place);
    const after = await handle.stat({ bigint: true });
    if (!isSameState(before, after) || BigInt(taken.size) !== before.size) {
      await discard(taken);
      throw changed(name, before.size, BigInt(taken.size));
    }
    return { ...taken, modifiedMs: Number(before.mtimeNs / 1_000_000n), createdMs: bornAt(before) };
  } finally {
    await handle.close();
  }
}

/** As `takeFile`, for bytes that come from standard input or out of an archive. Ending early means the stream throws. */
export async function takeStream(stream: AsyncIterable<Uint8Array>, name: string, place: Workplace): Promise<Taken> {
  const taken = await take(stream, name, place);
  if (taken.size > 0) return taken;
  await discard(taken);
  throw emptyFile(name);
}

/** Removes a copy that is not wanted. */
export async function discard(taken: Taken): Promise<void> {
  if (taken.temporary !== null) await rm(taken.temporary, { force: true });
}

async function take(chunks: AsyncIterable<Uint8Array>, name: string, place: Workplace): Promise<Taken> {
  const temporary = place.newFile();
  if (temporary === null) return { ...(await digest(chunks, place, null)), temporary };
  // Read-only for all from the start; this handle may write all the same.
  const out = await open(temporary, "wx", 0o444).catch((error) => {
    throw writeFailure(error, briefName(name));
  });
  try {
    const result = await digest(
      chunks,
      place,
      async (bytes) => {
        await writeAll(place.disk, out, bytes).catch((error) => {
          throw writeFailure(error, briefName(name));
        });
      },
      () => place.disk.sync(out),
    );
    await place.disk.sync(out).catch((error) => {
      throw writeFailure(error, briefName(name));
    });
    await out.close();
    return { ...result, temporary };
  } catch (error) {
    await out.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Hashes while the last chunk is still being written and the next one read. */
async function digest(
  chunks: AsyncIterable<Uint8Array>,
  place: Workplace,
  write: ((bytes: Uint8Array) => Promise<void>) | null,
  sync?: () => Promise<void>,
): Promise<{ sha256: string; size: number; head: Uint8Array }> {
  const hash: Hash = createHash("sha256");
  const head: Buffer[] = [];
  let size = 0;
  let unsynced = 0;
  let writing: Promise<void> = Promise.resolve();
  let syncing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of chunks) {
      if (size < HEAD_BYTES) head.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - size)));
      await writing;
      if (write !== null) {
        writing = write(chunk);
        writing.catch(() => undefined);
      }
      hash.update(chunk);
      size += chunk.length;
      unsynced += chunk.length;
      place.onBytes(chunk.length);
      if (sync !== undefined && unsynced >= SYNC_EVERY) {
        await syncing;
        syncing = sync();
        syncing.catch(() => undefined);
        unsynced = 0;
      }
    }
  } finally {
    await Promise.allSettled([writing, syncing]);
  }
  await writing;
  await syncing;
  return { sha256: hash.digest("hex"), size, head: Buffer.concat(head) };
}

/**
 * Yields the file's bytes from three buffers in turn: one read ahead, one being hashed, one being written. A file of less
 * than a chunk takes one buffer and one read.
 */
async function* readChunks(handle: FileHandle, name: string, size: number): AsyncGenerator<Uint8Array> {
  const length = Math.min(CHUNK, size + 1);
  const buffers: Buffer[] = [];
  const read = (turn: number) => {
    buffers[turn % 3] ??= Buffer.allocUnsafeSlow(length);
    const pending = handle.read(buffers[turn % 3]!, 0, length, null);
    pending.catch(() => undefined);
    return pending;
  };
  let next = read(0);
  for (let turn = 0; ; turn++) {
    const { bytesRead } = await next.catch((error) => {
      throw unreadable(name, error);
    });
    if (bytesRead === 0) return;
    // The buffer has room for a byte more than the file had: short of that, its end was reached.
    const isLast = size < CHUNK && bytesRead === size;
    if (!isLast) next = read(turn + 1);
    yield buffers[turn % 3]!.subarray(0, bytesRead);
    if (isLast) return;
  }
}

async function openForReading(path: string, name: string): Promise<FileHandle> {
  // No waiting for the writer of a pipe, no following of a link put there after the folder was listed.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  try {
    return await open(path, flags);
  } catch (error) {
    throw unreadable(name, error);
  }
}

function isSameState(a: BigIntStats, b: BigIntStats): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino;
}

function bornAt(stats: BigIntStats): number | null {
  return stats.birthtimeNs > 0n ? Number(stats.birthtimeNs / 1_000_000n) : null;
}

/** What a failed open or read of an original means. */
export function unreadable(name: string, error: unknown): SnowmeltError {
  const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
  const what = `Cannot collect "${briefName(name)}"`;
  const unchanged = "Nothing was recorded for it.";
  if (code === "ENOENT" || code === "ENOTDIR") {
    return vaultError("vault/not-found", {
      what,
      found: "there is nothing of this name; a file or folder is needed",
      unchanged,
      mend: "Check the path, then run the command again.",
    });
  }
  if (code === "ELOOP") {
    return vaultError("vault/link-loop", {
      what,
      found: "it is a link that leads back to itself or was put in a file's place; a file is needed",
      unchanged,
      mend: "Name the file that is meant.",
    });
  }
  if (code === "ENAMETOOLONG") {
    return vaultError("vault/name-too-long", {
      what,
      found: `its name has ${name.length} characters, more than this disk takes`,
      unchanged,
      mend: `Rename a copy, or: snowmelt collect - --name "shorter name" < FILE`,
    });
  }
  return vaultError("vault/unreadable", {
    what,
    found: `the disk answered ${code}; read permission and a sound disk are needed`,
    unchanged,
    mend: "Make it readable for you, or copy what can be saved, and collect that.",
    cause: error,
  });
}

export function notAFile(name: string): SnowmeltError {
  return vaultError("vault/not-a-file", {
    what: `Cannot collect "${briefName(name)}"`,
    found: "it is a device, pipe or socket; a file is needed",
    unchanged: "Nothing was recorded for it.",
    mend: `Save its content to a file, or pipe it in: snowmelt collect - --name "name"`,
  });
}

function emptyFile(name: string): SnowmeltError {
  return vaultError("vault/empty-file", {
    what: `Cannot collect "${briefName(name)}"`,
    found: "it has 0 bytes; at least one is needed",
    unchanged: "Nothing was recorded for it.",
    mend: "Copy it again from where it came from, then collect it.",
  });
}

function changed(name: string, stated: bigint, read: bigint): SnowmeltError {
  return vaultError("vault/changed-while-read", {
    what: `Cannot collect "${briefName(name)}"`,
    found: `it changed while being read (${stated} bytes at first, ${read} read); a file at rest is needed`,
    unchanged: "Nothing was recorded for it.",
    mend: "Close what writes to it, or copy it, and collect that.",
  });
}

/** The place of an exhibit's bytes in a case. */
export function exhibitPath(caseDir: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`Cannot name an exhibit by "${sha256}": not a SHA-256`);
  return join(caseDir, "vault", "sha256", sha256.slice(0, 2), sha256);
}

/** Makes the vault's own folders; a copy that an earlier run left unfinished is removed. The writer lock must be held. */
export async function openWorkplace(caseDir: string, disk: Disk): Promise<string> {
  const vault = join(caseDir, "vault");
  const temporary = join(vault, "tmp");
  await mkdir(join(vault, "sha256"), { recursive: true });
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
  for (const folder of [vault, caseDir]) await disk.syncFolder(folder);
  return temporary;
}

/** Gives copies, whose bytes are durable, their names, and makes the names durable. */
export async function settle(caseDir: string, takens: readonly Taken[], disk: Disk): Promise<void> {
  const named = takens.flatMap(({ sha256, temporary }) =>
    temporary === null ? [] : [{ temporary, to: exhibitPath(caseDir, sha256) }],
  );
  const folders = new Set(named.map(({ to }) => dirname(to)));
  for (const folder of [...folders]) {
    if ((await mkdir(folder, { recursive: true })) !== undefined) folders.add(dirname(folder));
  }
  await inParallel(named, 16, ({ temporary, to }) => disk.rename(temporary, to));
  await inParallel([...folders], 16, (folder) => disk.syncFolder(folder));
}

/** Runs at most `limit` at once; waits for all; throws the first error in the order of the items. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const errors: { index: number; error: unknown }[] = [];
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      await run(items[index]!).catch((error) => errors.push({ index, error }));
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  errors.sort((a, b) => a.index - b.index);
  if (errors[0] !== undefined) throw errors[0].error;
}
