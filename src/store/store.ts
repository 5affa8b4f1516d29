import type { Problem } from "#kernel";
import type { EntryProof, Roster } from "#seal";
import type { Act, NewAct } from "./act.ts";
import type { TornTail } from "./tail.ts";

/** A case's ledger with its private values. Reading needs no key; `unlock` comes before recording and signing. */
export interface Store {
  readonly dir: string;
  /** `snowmelt/` and 32 hex digits. */
  readonly origin: string;
  /** Letter of the device whose log this is. */
  readonly device: string;
  /** Recorded acts. */
  readonly size: number;
  readonly genesis: Act;
  /** Whether the keys were under a passphrase when the case was made. */
  readonly hasPassphrase: boolean;
  /** Bytes behind the last signed marker when the case was opened: a write that was never acknowledged. */
  readonly unreadBytes: number;
  /** What `unlock` moved out of the way: ends of writes that were never acknowledged. */
  readonly tornTails: readonly TornTail[];

  /**
   * The acts in order, each value checked against its commitment, in constant memory.
   *
   * @param to acts before this number only; all by default.
   * @throws store/corrupt at the act that does not hold.
   */
  acts(to?: number): Iterable<Act>;
  /** The signed ends of groups; a checkpoint exists at each `n`. */
  markers(): readonly { readonly n: number; readonly line: string }[];
  /** Checks every private value against its commitment and lists all that do not hold, and what was erased. */
  verifyPrivate(): { readonly checked: number; readonly erased: readonly number[]; readonly problems: Problem[] };
  /**
   * Takes the writer's lock, compares the ledger with the guard, opens the keys, moves torn ends away.
   *
   * @param passphrase asked only when the keys are under one.
   * @throws store/locked, store/no-key, store/no-guard, store/forked, store/corrupt, store/passphrase-needed,
   * store/wrong-key, store/disk-full, store/write-failed. Nothing is changed then.
   */
  unlock(passphrase: () => Promise<string | null>): Promise<void>;
  /**
   * Records acts. On return they are on the disk and signed. When it throws, none of them is part of the case, unless
   * the error says that this is not known, since the disk did not let them be taken back; when the process or the power
   * ends meanwhile, or then, the next `unlock` finds whole groups of 64 or nothing.
   *
   * @throws store/disk-full, store/write-failed, store/changed, store/read-only, store/too-large, store/bad-clock;
   * TypeError on a value that is not I-JSON; Error before `unlock`.
   */
  append(acts: readonly NewAct[]): Act[];
  /** The checkpoint at a marker (the last by default), a C2SP signed note. @throws RangeError where no marker is. */
  checkpoint(n?: number): string;
  /**
   * Proves an entry against the checkpoint at `n` and opens the leaves at the pointers (`/value/…`, `/t`, `/clk/…`).
   *
   * @throws RangeError on a pointer without a leaf, a number outside the log, or an erased act.
   */
  proveEntry(
    seq: number,
    n: number,
    pointers: readonly string[],
  ): { readonly proof: EntryProof; readonly tlogProof: string };
  /** 32 bytes each: the case's, and the one that signed the log's first `n` entries (all by default). */
  publicKeys(n?: number): readonly { readonly role: "log" | "case"; readonly raw: Uint8Array }[];
  /** The keys of the case, as the log of device a tells them. @throws store/corrupt, store/unreadable of that log */
  readonly roster: Roster;
  /** 32 bytes: the key that signs what is recorded next. */
  readonly logKey: Uint8Array;
  /** 32 bytes: the log key that is to take its place; made, and kept beside it, where there is none yet. Error before `unlock`. */
  nextLogKey(): Uint8Array;
  /** Whether the case key signed (`rosterMessage`, 64 bytes) that the next log key takes its place. Error before `unlock`. */
  isRotationSigned(signature: Uint8Array): boolean;
  /**
   * Puts the next log key in the place of the one that is there, by an entry that the old one signs.
   *
   * @param signature by the case key, where that lies elsewhere
   * @throws store/no-case-key; RangeError when the signature does not hold; what `append` throws
   */
  rotateLogKey(signature?: Uint8Array): void;
  /** Ed25519, 64 bytes. @throws store/no-case-key; Error before `unlock`. */
  sign(role: "log" | "case", bytes: Uint8Array): Uint8Array;
  /** RFC 6962 consistency proof between two checkpoints. @throws RangeError unless 0 < from <= to <= size */
  proveConsistency(from: number, to: number): readonly Uint8Array[];
  /**
   * Destroys the values and record keys of acts; their entries stay and verify. Record why before (`append`).
   *
   * @throws store/disk-full, store/write-failed; then the values are as they were.
   */
  erase(seqs: readonly number[]): void;
  /** Gives the lock back. Closing twice does nothing. */
  close(): void;
}
