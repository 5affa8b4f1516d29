import { readdirSync } from "node:fs";
import { type Genesis, LogReader, type Roster } from "#seal";
import type { Act } from "./act.ts";
import { assertSound } from "./corrupt.ts";
import { eraseLines } from "./erase-lines.ts";
import { type Files, makeFolderDurably, readFully, realFiles, writeFileDurably } from "./files.ts";
import { layoutOf } from "./layout.ts";
import { LineReader } from "./line-reader.ts";
import { MAX_PRIVATE_BYTES } from "./private-record.ts";
import { pairEntries, toAct } from "./read-acts.ts";
import { openToRead, readLog } from "./read-log.ts";
import { writeFailure } from "./write-error.ts";

/** The log of one device in a case folder, checked whole. */
export interface DeviceLog {
  readonly dir: string;
  readonly device: string;
  readonly genesis: Genesis;
  readonly size: number;
  readonly markers: readonly { readonly n: number; readonly line: string; readonly root: string }[];
  readonly roster: Roster;
  /** The key that signs it now. */
  readonly logKey: Uint8Array;
  /** Its acts in order, each value checked against its commitment. @throws store/corrupt at the act that does not hold */
  acts(): Iterable<Act>;
}

/** Letters of the devices whose logs lie in a case folder, in order. */
export function deviceLetters(dir: string, folder = "ledger"): readonly string[] {
  try {
    return readdirSync(`${dir}/${folder}`)
      .flatMap((name) => /^([a-z])\.jsonl$/.exec(name)?.[1] ?? [])
      .sort();
  } catch {
    return [];
  }
}

/** Reads a device's log. A torn end is left out. @throws store/corrupt, store/unreadable, store/unknown-version */
export function readDeviceLog(dir: string, device: string): DeviceLog {
  const layout = layoutOf(dir, device);
  const reader = new LogReader();
  readLog(realFiles, layout.ledger, reader);
  assertSound(layout.ledger, reader, () => null);
  return {
    dir,
    device,
    genesis: reader.genesis!,
    size: reader.size,
    markers: reader.markers,
    roster: reader.roster,
    logKey: reader.logKey,
    *acts() {
      for (const paired of pairEntries(realFiles, layout, reader, reader.size)) {
        yield toAct(paired, device, layout.private);
      }
    },
  };
}

/** Destroys values and record keys in the copy of another device's log that lies in a case folder. @throws store/disk-full, store/write-failed */
export function eraseDeviceValues(dir: string, device: string, seqs: readonly number[]): void {
  const layout = layoutOf(dir, device);
  try {
    eraseLines(realFiles, layout, new Set(seqs));
  } catch (error) {
    throw writeFailure(`Cannot erase ${seqs.length} value(s) in "${layout.private}"`, error);
  }
}

/** What stands in a device's two files, as lines that can be put in place elsewhere. */
export interface DeviceFiles {
  /** Up to the last marker. */
  readonly ledger: Uint8Array;
  /** One line an entry. */
  readonly privates: readonly Uint8Array[];
}

/** @throws store/unreadable */
export function readDeviceFiles(log: DeviceLog): DeviceFiles {
  const layout = layoutOf(log.dir, log.device);
  const privates: Uint8Array[] = [];
  const fd = openToRead(realFiles, layout.private);
  try {
    const lines = new LineReader(realFiles, fd, MAX_PRIVATE_BYTES);
    for (let line = lines.next(); line !== null && privates.length < log.size; line = lines.next()) {
      privates.push(Uint8Array.from(line));
    }
  } finally {
    realFiles.close(fd);
  }
  return { ledger: upToLastMarker(realFiles, log), privates };
}

function upToLastMarker(files: Files, log: DeviceLog): Uint8Array {
  const { ledger } = layoutOf(log.dir, log.device);
  const last = Buffer.from(`${log.markers.at(-1)!.line}\n`);
  const fd = openToRead(files, ledger);
  try {
    const bytes = Buffer.alloc(files.size(fd));
    readFully(files, fd, bytes, 0);
    return bytes.subarray(0, bytes.lastIndexOf(last) + last.length);
  } finally {
    files.close(fd);
  }
}

/**
 * Puts another device's log in its place in a case folder, values first, whole or not at all.
 *
 * @param under a folder within ledger/ and private/ for what is kept as evidence and read by nobody; with a name of its own
 * @throws store/disk-full, store/write-failed
 */
export function putDeviceFiles(
  dir: string,
  device: string,
  files: DeviceFiles,
  under?: { folder: string; name: string },
): void {
  const layout = layoutOf(dir, device);
  const name = under === undefined ? layout.ledgerName : under.name;
  const place = (folder: string): string => (under === undefined ? folder : `${folder}/${under.folder}`);
  const privates = Buffer.concat(files.privates.flatMap((line) => [line, Buffer.from("\n")]));
  try {
    for (const [folder, bytes] of [
      [place(layout.privateFolder), privates],
      [place(layout.ledgerFolder), files.ledger],
    ] as const) {
      makeFolderDurably(realFiles, folder);
      writeFileDurably(realFiles, folder, name, bytes);
    }
  } catch (error) {
    throw writeFailure(`Cannot put the log of device ${device} into "${dir}"`, error);
  }
}
