import type { Effects, Problem } from "#kernel";
import {
  disclose,
  type EntryProof,
  formatTlogProof,
  keyName,
  type LogReader,
  noteFromMarker,
  parseMarker,
  type Roster,
  rosterMessage,
  rotationTo,
  signRosterChange,
  verify,
} from "#seal";
import type { Act, NewAct } from "./act.ts";
import { corrupt } from "./corrupt.ts";
import { readDeviceLog } from "./device-log.ts";
import type { Files } from "./files.ts";
import type { Guards } from "./guard.ts";
import type { Layout } from "./layout.ts";
import { LineIndex } from "./line-index.ts";
import { openWriter } from "./open-writer.ts";
import { commitmentOf, committedValue, parsePrivate } from "./private-record.ts";
import { pairEntries, toAct } from "./read-acts.ts";
import type { Store } from "./store.ts";
import type { TornTail } from "./tail.ts";
import type { Writer } from "./writer.ts";

export interface CaseStoreParts {
  readonly dir: string;
  readonly home: string;
  readonly layout: Layout;
  readonly files: Files;
  readonly effects: Effects;
  readonly guards: Guards;
  /** Has read the log up to its end. */
  readonly reader: LogReader;
  readonly writer: Writer | null;
  readonly patienceMs: number;
}

/** The store over one device's files. */
export class CaseStore implements Store {
  readonly dir: string;
  readonly genesis: Act;
  readonly unreadBytes: number;
  readonly #parts: CaseStoreParts;
  readonly #reader: LogReader;
  #writer: Writer | null;
  #index: LineIndex | null = null;
  #tornTails: readonly TornTail[] = [];
  #firstRoster: Roster | null = null;

  constructor(parts: CaseStoreParts) {
    this.#parts = parts;
    this.dir = parts.dir;
    this.#reader = parts.reader;
    this.#writer = parts.writer;
    this.unreadBytes = parts.reader.bytesRead - parts.reader.end;
    const [genesis] = this.acts(1);
    this.genesis = genesis!;
  }

  get origin(): string {
    return this.#reader.genesis!.origin;
  }

  get device(): string {
    return this.#reader.genesis!.device;
  }

  get size(): number {
    return this.#reader.size;
  }

  get hasPassphrase(): boolean {
    return this.#reader.genesis!.passphrase;
  }

  get tornTails(): readonly TornTail[] {
    return this.#tornTails;
  }

  *acts(to: number = this.size): Generator<Act> {
    const { files, layout } = this.#parts;
    const upTo = Math.min(to, this.size);
    for (const paired of pairEntries(files, layout, this.#reader, upTo)) {
      yield toAct(paired, this.device, layout.private);
    }
  }

  markers(): readonly { readonly n: number; readonly line: string }[] {
    return this.#reader.markers;
  }

  verifyPrivate(): { checked: number; erased: number[]; problems: Problem[] } {
    const { files, layout } = this.#parts;
    const erased: number[] = [];
    const problems: Problem[] = [];
    let checked = 0;
    for (const { logged, record, fault } of pairEntries(files, layout, this.#reader, this.size)) {
      checked += 1;
      const { seq } = logged.entry;
      if (fault !== null) problems.push({ message: fault, file: layout.private, line: seq + 1 });
      else if (record === null) erased.push(seq);
    }
    return { checked, erased, problems };
  }

  async unlock(passphrase: () => Promise<string | null>): Promise<void> {
    if (this.#writer !== null) return;
    const { writer, tornTails } = await openWriter(this.#parts, passphrase);
    this.#writer = writer;
    this.#tornTails = tornTails;
  }

  append(acts: readonly NewAct[]): Act[] {
    const writer = this.#unlocked();
    if (acts.length === 0) return [];
    const records = writer.append(acts);
    const by = keyName(this.#reader.logKeyAt(this.size));
    return records.map(({ seq, t, value }, at) => {
      const { kind, x } = acts[at]!;
      return { seq, device: this.device, day: t.slice(0, 10), by, kind, value, ...(x === undefined ? {} : { x }) };
    });
  }

  get logKey(): Uint8Array {
    return this.#reader.logKey;
  }

  nextLogKey(): Uint8Array {
    return this.#unlocked().nextKey();
  }

  rotateLogKey(signature?: Uint8Array): void {
    const writer = this.#unlocked();
    const change = rotationTo(writer.nextKey());
    const x = signRosterChange(this.origin, change, (text) => signature ?? writer.sign("case", Buffer.from(text)));
    const isSigned = signature === undefined || this.isRotationSigned(signature);
    if (!isSigned) throw new RangeError("The change of the key is not signed by the case key");
    writer.rotate({ kind: change.kind, value: {}, x });
  }

  isRotationSigned(signature: Uint8Array): boolean {
    return verify(this.#reader.genesis!.case, rosterMessage(this.origin, rotationTo(this.nextLogKey())), signature);
  }

  checkpoint(n: number = this.size): string {
    this.#writer?.flushGuard();
    const marker = this.#reader.markers.find((candidate) => candidate.n === n);
    if (marker === undefined) throw new RangeError(`No checkpoint at ${n} entries`);
    return noteFromMarker(this.origin, parseMarker(marker.line)!);
  }

  proveEntry(seq: number, n: number, pointers: readonly string[]): { proof: EntryProof; tlogProof: string } {
    const { files, layout } = this.#parts;
    if (!(Number.isSafeInteger(seq) && seq >= 0 && seq < n)) throw new RangeError(`No entry ${seq} among ${n}`);
    this.#index ??= new LineIndex(files, layout, this.#reader);
    this.#index.grow(this.#reader);
    const record = parsePrivate(this.#index.privateLine(seq));
    if (record !== null && "erased" in record) throw new RangeError(`The value of entry ${seq} was erased`);
    const entry = this.#index.entryLine(seq);
    if (record === null || !entry.includes(`"c":"${commitmentOf(record)}"`)) {
      throw corrupt(layout.private, { line: seq + 1, reason: "the value is not what the ledger's entry commits to" });
    }
    const { leaves, hashes } = disclose(record.key, committedValue(record), pointers);
    const path = this.#index.tree.inclusionProof(seq, n);
    return { proof: { entry, index: seq, leaves, hashes }, tlogProof: formatTlogProof(seq, path, this.checkpoint(n)) };
  }

  proveConsistency(from: number, to: number): readonly Uint8Array[] {
    const { files, layout } = this.#parts;
    this.#index ??= new LineIndex(files, layout, this.#reader);
    this.#index.grow(this.#reader);
    return this.#index.tree.consistencyProof(from, to);
  }

  publicKeys(n: number = this.size): { role: "log" | "case"; raw: Uint8Array }[] {
    return [
      { role: "log", raw: this.#reader.logKeyAt(n) },
      { role: "case", raw: this.#reader.genesis!.case },
    ];
  }

  get roster(): Roster {
    if (this.device === "a") return this.#reader.roster;
    // Written by another command at the earliest; once is enough.
    this.#firstRoster ??= readDeviceLog(this.dir, "a").roster;
    return this.#firstRoster;
  }

  sign(role: "log" | "case", bytes: Uint8Array): Uint8Array {
    return this.#unlocked().sign(role, bytes);
  }

  erase(seqs: readonly number[]): void {
    this.#unlocked().erase(new Set(seqs));
    this.#index = null;
  }

  close(): void {
    this.#writer?.close();
    this.#writer = null;
  }

  #unlocked(): Writer {
    if (this.#writer === null) throw new Error("The store is not unlocked");
    return this.#writer;
  }
}
