import type { Effects } from "#kernel";
import { generateKeys, type LogReader, type MarkerSigner, publicKeyOf, sign, signer } from "#seal";
import type { NewAct } from "./act.ts";
import { RunClock } from "./clock.ts";
import { eraseLines } from "./erase-lines.ts";
import { storeError } from "./errors.ts";
import { type Files, writeAll } from "./files.ts";
import { prepareActs } from "./group.ts";
import type { Guard } from "./guard.ts";
import type { CaseKeys } from "./key-file.ts";
import type { Layout } from "./layout.ts";
import type { PrivateRecord } from "./private-record.ts";
import { writeFailure } from "./write-error.ts";

/** What a writer holds: the lock, the keys, and the files as far as they are known to be good. */
export interface WriterParts {
  readonly files: Files;
  readonly layout: Layout;
  readonly effects: Effects;
  readonly guard: Guard;
  readonly keys: CaseKeys;
  /** Puts changed keys in place of those that lie in the key folder. */
  readonly saveKeys: (keys: CaseKeys) => void;
  readonly reader: LogReader;
  readonly privateEnd: number;
  /** Claimed time of the last act, to notice a clock that went back. */
  readonly lastTime: string;
}

/** What may be said when a failed write could not be taken back: a whole group may stand on the disk. */
const UNCERTAIN =
  "What was recorded before is on the disk. Whether these acts are shows when the case is opened next: snowmelt status";

/** The one who appends to a device's log, from `unlock` to `close`. */
export class Writer {
  readonly #parts: WriterParts;
  #keys: CaseKeys;
  #signLog: (message: Uint8Array | string) => Uint8Array;
  readonly #clock: RunClock;
  #privateEnd: number;
  #lastTime: string;
  #fds: { readonly private: number; readonly ledger: number } | null;
  #guardLags = false;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#keys = parts.keys;
    this.#signLog = signer(parts.keys.log);
    this.#clock = new RunClock(parts.effects);
    this.#privateEnd = parts.privateEnd;
    this.#lastTime = parts.lastTime;
    this.#fds = this.#open();
    this.#setGuard();
  }

  sign(role: "log" | "case", bytes: Uint8Array): Uint8Array {
    if (role === "log") return this.#signLog(bytes);
    if (this.#keys.case === null) throw noCaseKey("Cannot sign for the case");
    return sign(this.#keys.case, bytes);
  }

  /** The log key that is to take this one's place; made where there is none yet. It lies beside this one from then on. */
  nextKey(): Uint8Array {
    const { next } = this.#keys;
    if (next !== undefined) return publicKeyOf(next);
    const { publicKey, privateKey } = generateKeys(this.#parts.effects.randomBytes(32));
    this.#parts.saveKeys({ ...this.#keys, next: privateKey });
    this.#keys = { ...this.#keys, next: privateKey };
    return publicKey;
  }

  /**
   * Puts the next log key in the old one's place, by the act that enrols it. Both lie side by side while it is written, and
   * the ledger tells which of the two counts, so no moment leaves the log without a key.
   */
  rotate(act: NewAct): void {
    const { next, ...keys } = this.#keys;
    if (next === undefined) throw new Error("There is no next key");
    this.append([act]);
    this.#keys = { ...keys, log: next };
    this.#signLog = signer(next);
    this.#parts.saveKeys(this.#keys);
  }

  /** Appends acts as `Store.append` promises; returns their private records. */
  append(acts: readonly NewAct[]): readonly PrivateRecord[] {
    const { reader, effects } = this.#parts;
    const fds = this.#fds;
    if (fds === null) throw readOnly();
    const genesis = reader.genesis!;
    const by: MarkerSigner = { origin: genesis.origin, publicKey: reader.logKey, sign: this.#signLog };
    const moment = this.#clock.read(this.#lastTime);
    const prepared = prepareActs(acts, reader, by, moment, () => effects.randomBytes(32));
    this.#assertUnchanged(fds);
    try {
      this.#write(fds.private, prepared.privateBytes);
      // Each group is on the disk before the next begins: were two under way at a power cut, the later could outlive
      // the earlier, and a signed marker behind a hole is what damage to the record looks like.
      for (const group of prepared.ledgerGroups) this.#write(fds.ledger, group);
    } catch (error) {
      const what = `Cannot record ${acts.length} act(s) in "${this.#parts.layout.ledger}"`;
      throw writeFailure(what, error, this.#rollBack() ? undefined : UNCERTAIN);
    }
    for (const group of prepared.ledgerGroups) reader.feed(group);
    if (reader.fault !== null) throw new Error(`The ledger does not read back: ${reader.fault.reason}`);
    this.#privateEnd += prepared.privateBytes.length;
    this.#lastTime = moment.t;
    this.#setGuard();
    return prepared.records;
  }

  /** Writes the private file anew without the values of some acts. */
  erase(seqs: ReadonlySet<number>): void {
    const { files, layout } = this.#parts;
    const fds = this.#fds;
    if (fds === null) throw readOnly();
    this.#assertUnchanged(fds);
    this.#fds = null;
    this.#closeFiles(fds);
    try {
      this.#privateEnd = eraseLines(files, layout, seqs);
    } catch (error) {
      throw writeFailure(`Cannot erase ${seqs.size} value(s) in "${layout.private}"`, error);
    }
    this.#fds = this.#open();
  }

  /** Makes the guard durable; called before anything signed may leave the machine. */
  flushGuard(): void {
    try {
      if (this.#guardLags) this.#setGuard();
      this.#parts.guard.flush();
    } catch (error) {
      throw writeFailure("Cannot write the guard", error);
    }
  }

  close(): void {
    if (this.#fds !== null) this.#closeFiles(this.#fds);
    this.#fds = null;
    try {
      this.#parts.guard.flush();
    } catch {
      // The guard may lag; the ledger itself is on the disk.
    }
    this.#parts.guard.close();
  }

  /** The private value is on the disk before its entry is, so no signed entry can lack its value. */
  #write(fd: number, bytes: Uint8Array): void {
    writeAll(this.#parts.files, fd, bytes);
    this.#parts.files.syncData(fd);
  }

  #assertUnchanged(fds: { readonly private: number; readonly ledger: number }): void {
    const { files, layout, reader } = this.#parts;
    const places = [
      [layout.private, files.size(fds.private), this.#privateEnd],
      [layout.ledger, files.size(fds.ledger), reader.end],
    ] as const;
    for (const [path, size, expected] of places) {
      if (size === expected) continue;
      throw storeError("store/changed", {
        what: `Cannot record in "${path}"`,
        found: `the file has ${size} bytes; needed: the ${expected} it had when this command took the lock`,
        unchanged: "Nothing was recorded.",
        mend: "Find out which program writes to the case folder (a synchroniser?), then: snowmelt verify",
      });
    }
  }

  /**
   * After a failed write nothing is known of what stands behind the last marker, and a second fdatasync on the same
   * handle would claim success for pages the kernel has dropped. So: new handles, cut, sync; or no more writing.
   *
   * @returns whether the files are as they were.
   */
  #rollBack(): boolean {
    const { files, layout, reader } = this.#parts;
    const old = this.#fds!;
    this.#fds = null;
    this.#closeFiles(old);
    try {
      for (const [path, end] of [
        [layout.ledger, reader.end],
        [layout.private, this.#privateEnd],
      ] as const) {
        const fd = files.open(path, "r+");
        try {
          files.truncate(fd, end);
          files.syncData(fd);
        } finally {
          files.close(fd);
        }
      }
      this.#fds = this.#open();
      return true;
    } catch {
      // Stays without handles: `append` refuses from here on, and the next `unlock` recovers.
      return false;
    }
  }

  #open() {
    const { files, layout } = this.#parts;
    return { private: files.open(layout.private, "a"), ledger: files.open(layout.ledger, "a") };
  }

  #closeFiles(fds: { readonly private: number; readonly ledger: number }): void {
    for (const fd of [fds.private, fds.ledger]) {
      try {
        this.#parts.files.close(fd);
      } catch {
        // A handle that failed before may fail to close; what matters was synced or is cut.
      }
    }
  }

  #setGuard(): void {
    const last = this.#parts.reader.markers.at(-1)!;
    try {
      this.#parts.guard.set(this.#parts.reader.genesis!.device, { n: last.n, root: last.root });
      this.#guardLags = false;
    } catch {
      // The acts are recorded and signed; a guard that lags only protects less until the next write.
      this.#guardLags = true;
    }
  }
}

/** A device that joined lacks the case's key. */
export function noCaseKey(what: string): Error {
  return storeError("store/no-case-key", {
    what,
    found: "this device joined the case, and holds the key of its own log only; needed: the case key",
    unchanged: "Nothing was signed.",
    mend: "Do it on device a, after: snowmelt merge FOLDER-OF-THIS-DEVICE. If device a is lost: snowmelt keys restore, in a copy of its folder",
  });
}

function readOnly() {
  return storeError("store/read-only", {
    what: "Cannot record in this case",
    found: "an earlier write failed and could not be taken back; needed: a new start from the last signed state",
    unchanged: "Nothing was recorded.",
    mend: "Check the disk, then run the command again; it starts by recovering.",
  });
}
