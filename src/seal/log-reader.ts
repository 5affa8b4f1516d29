import { parseCanonicalJson, toBase64 } from "#kernel";
import { noteKeyId } from "./checkpoint.ts";
import { digest } from "./digest.ts";
import { verifier } from "./ed25519.ts";
import { type Entry, isDay, keyName, MAX_ENTRY_BYTES, parseEntry, parseShortEntry } from "./entry.ts";
import { type Genesis, parseGenesis } from "./genesis.ts";
import { FIRST_PREV, MARKER_HEAD, type Marker, markerHash, parseMarker, verifyMarker } from "./marker.ts";
import { MerkleFrontier } from "./merkle-frontier.ts";
import { applyRosterEntry, firstRoster, isRosterKind, type Roster } from "./roster.ts";

/** A marker that was checked, and where its line ends. */
export interface CheckedMarker {
  readonly n: number;
  readonly line: string;
  readonly root: string;
  /** Offset of the byte after the marker's newline. */
  readonly end: number;
}

/** The first line that does not belong in a log. Lines count from 1, offsets are bytes from the start of the file. */
export interface LogFault {
  readonly offset: number;
  readonly line: number;
  readonly reason: string;
}

/** An entry with its own line, as bytes without the newline are hashed into the tree. */
export interface LoggedEntry {
  readonly entry: Entry;
  readonly line: string;
  readonly offset: number;
  readonly leafHash: Uint8Array;
}

export interface LogReaderOptions {
  /** Called with the entries of a group after its marker was checked, never before. */
  readonly onGroup?: (entries: readonly LoggedEntry[]) => void;
  /** Markers checked earlier in this process: an equal line needs no second check of its signature. */
  readonly known?: readonly CheckedMarker[];
}

/**
 * Reads a device's log byte by byte as it grows and checks everything that can be checked without the values: each line
 * canonical, sequence without gaps, every entry by the log's key, every marker's root, signature and chain.
 *
 * After the first fault it only looks whether signed markers of a larger log follow. If none does, what follows the last
 * good marker is the torn end of a write that was never acknowledged (`fault` says why it is not part of the log). If one
 * does, and the file ends with it, that is the damaged last group, or a group that a power cut tore in its middle: which,
 * only whoever knows what was acknowledged can tell (`signedEnd`). Otherwise something that had been acknowledged is
 * damaged (`isCorrupt`).
 */
export class LogReader {
  readonly #options: LogReaderOptions;
  readonly #markers: CheckedMarker[] = [];
  #genesis: Genesis | null = null;
  /** The key that signs now, and one that takes its place after the marker of the group that enrols it. */
  #signing: SigningKey = NOBODY;
  #nextSigning: SigningKey | null = null;
  #verifyCase: (message: string, signature: Uint8Array) => boolean = () => false;
  /** The keys at the last marker, and with the entries after it. */
  #committedRoster: Roster = [];
  #roster: Roster = [];

  /** The tree at the last marker, and with the entries after it. */
  #committed = new MerkleFrontier();
  #frontier = new MerkleFrontier();
  #pending: LoggedEntry[] = [];
  #lastDay = "";

  /** The unread rest of a line, after one byte of room for the leaf prefix. */
  #buffer = Buffer.alloc(1 << 17);
  #carried = 0;
  /** File offset of the first carried byte, and lines read before it. */
  #offset = 0;
  #lines = 0;
  #fault: LogFault | null = null;
  /** The last signed marker after the fault, and where its line ends. */
  #later: { readonly marker: Marker; readonly end: number } | null = null;
  /** Keys that took the log's key's place behind the fault. */
  #laterSigning: SigningKey[] = [];
  #isOfLaterVersion = false;

  constructor(options: LogReaderOptions = {}) {
    this.#options = options;
  }

  /** What the first entry says; `null` before it was read or when it is no genesis. */
  get genesis(): Genesis | null {
    return this.#genesis;
  }

  /** Entries up to the last marker. */
  get size(): number {
    return this.#committed.size;
  }

  /** The keys that this log tells of, up to its last marker. */
  get roster(): Roster {
    return this.#committedRoster;
  }

  /** The key that signs what is appended next. Call it once there is a marker. */
  get logKey(): Uint8Array {
    return logKeyOf(this.#committedRoster, this.#genesis!.device, this.size).key;
  }

  /** The key that signed the state of the first `n` entries. */
  logKeyAt(n: number): Uint8Array {
    return logKeyOf(this.#committedRoster, this.#genesis!.device, n - 1).key;
  }

  /** The Merkle tree's right edge at the last marker; a copy. */
  get frontier(): MerkleFrontier {
    return this.#committed.clone();
  }

  get markers(): readonly CheckedMarker[] {
    return this.#markers;
  }

  /** Offset of the byte after the last marker: where the log ends. */
  get end(): number {
    return this.#markers.at(-1)?.end ?? 0;
  }

  /** How the next marker has to name the last one. */
  get nextPrev(): string {
    const last = this.#markers.at(-1);
    return last === undefined ? FIRST_PREV : markerHash(last.line);
  }

  /** Bytes read so far. */
  get bytesRead(): number {
    return this.#offset + this.#carried;
  }

  get fault(): LogFault | null {
    if (this.#fault !== null || this.bytesRead === this.end) return this.#fault;
    const reason = this.#carried > 0 ? "the last line has no end" : "entries without a signed marker after them";
    return { offset: this.#carried > 0 ? this.#offset : this.end, line: this.#lines + 1, reason };
  }

  /** Whether damage lies before a signed marker, or so early that nothing can be trusted. */
  get isCorrupt(): boolean {
    return this.#markers.length === 0 || (this.#later !== null && this.signedEnd === null);
  }

  /** Entries that the marker counts which ends the file behind one damaged group; `null` without such. */
  get signedEnd(): number | null {
    const later = this.#later;
    return later?.marker.prev === this.nextPrev && later.end === this.bytesRead ? later.marker.n : null;
  }

  /** Whether the first line is an entry of a format after this one. */
  get isOfLaterVersion(): boolean {
    return this.#isOfLaterVersion;
  }

  /** Reads on. The chunk is not kept and not changed. */
  feed(chunk: Uint8Array): void {
    const end = 1 + this.#carried + chunk.length;
    if (end > this.#buffer.length) {
      const larger = Buffer.alloc(2 * end);
      this.#buffer.copy(larger, 0, 0, 1 + this.#carried);
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, 1 + this.#carried);
    const view = this.#buffer.subarray(0, end);
    let start = 1;
    for (;;) {
      const newline = view.indexOf(0x0a, start);
      if (newline < 0) break;
      this.#readLine(start, newline);
      this.#offset += newline + 1 - start;
      this.#lines += 1;
      start = newline + 1;
    }
    this.#carried = end - start;
    this.#buffer.copyWithin(1, start, end);
    if (this.#carried > MAX_ENTRY_BYTES) {
      this.#fail("the line is longer than 65,535 bytes");
      // Nothing in it will be read, but a marker may stand at its end.
      const drop = this.#carried - 1024;
      this.#buffer.copyWithin(1, 1 + drop, 1 + this.#carried);
      this.#carried -= drop;
      this.#offset += drop;
    }
  }

  /** Forgets what was read after the last marker; the next bytes fed are those at `end`. */
  rewind(): void {
    this.#frontier = this.#committed.clone();
    this.#roster = this.#committedRoster;
    this.#nextSigning = null;
    this.#pending = [];
    this.#carried = 0;
    this.#offset = this.end;
    this.#lines = this.size + this.#markers.length;
    this.#fault = null;
    this.#later = null;
    this.#laterSigning = [];
  }

  #readLine(start: number, newline: number): void {
    // One byte per unit: bytes above 0x7f cannot match a short entry or a marker, and are decoded properly below.
    const text = this.#buffer.toString("latin1", start, newline);
    const end = this.#offset + newline + 1 - start;
    if (this.#fault !== null) {
      this.#lookForMarker(text, end);
      return;
    }
    const isMarker = text.startsWith(MARKER_HEAD);
    const reason = isMarker ? this.#readMarker(text, end) : this.#readEntry(text, start, newline);
    if (reason === null) return;
    this.#fail(reason);
    this.#lookForMarker(text, end);
  }

  /** @returns why the line does not belong here, or `null`. */
  #readEntry(text: string, start: number, newline: number): string | null {
    let line = text;
    let entry = parseShortEntry(text, (day) => this.#isKnownDay(day));
    if (entry === null) {
      const bytes = this.#buffer.subarray(start, newline);
      line = bytes.toString();
      // Ill-formed UTF-8 decodes to U+FFFD, which encodes to other bytes.
      entry = Buffer.from(line).equals(bytes) ? parseEntry(line) : null;
    }
    if (entry === null && this.#lines === 0) this.#isOfLaterVersion = hasLaterVersion(line);
    if (entry === null) return "the line is neither a canonical entry nor a marker";
    const seq = this.#frontier.size;
    if (entry.seq !== seq) return `the entry says it is number ${entry.seq}, and stands at ${seq}`;
    if (seq === 0) this.#readGenesis(entry);
    if (this.#genesis === null) return "the log does not begin with a genesis entry";
    if (entry.by !== this.#signing.name) return "the entry is not by the key of this log";
    if (this.#nextSigning !== null) return "the entry stands behind a change of the log's key, in one group with it";
    if (isRosterKind(entry.kind)) {
      const reason = this.#readRoster(entry);
      if (reason !== null) return reason;
    }
    // The byte before the line is free (the last newline, or the room kept in front): there goes the leaf prefix.
    this.#buffer[start - 1] = 0x00;
    const leafHash = digest(this.#buffer.subarray(start - 1, newline));
    this.#frontier.append(leafHash);
    if (this.#options.onGroup !== undefined) this.#pending.push({ entry, line, offset: this.#offset, leafHash });
    return null;
  }

  #readGenesis(entry: Entry): void {
    this.#genesis = parseGenesis(entry);
    if (this.#genesis === null) return;
    this.#signing = signingKey(this.#genesis, this.#genesis.log);
    this.#verifyCase = verifier(this.#genesis.case);
    this.#roster = firstRoster(this.#genesis);
  }

  #readRoster(entry: Entry): string | null {
    const roster = applyRosterEntry(this.#roster, entry, this.#genesis!, this.#verifyCase);
    if (typeof roster === "string") return roster;
    this.#roster = roster;
    if (entry.kind === "key.rotate") this.#nextSigning = signingKey(this.#genesis!, roster.at(-1)!.key);
    return null;
  }

  #readMarker(line: string, end: number): string | null {
    const marker = parseMarker(line);
    if (marker === null) return "the line begins like a marker and is none";
    if (marker.n !== this.#frontier.size || marker.n === this.size) {
      return `the marker counts ${marker.n} entries where ${this.#frontier.size} stand`;
    }
    if (marker.prev !== this.nextPrev) return "the marker does not follow the one before it";
    if (marker.root !== toBase64(this.#frontier.root())) return "the marker's root is not that of the entries";
    const isKnown = this.#options.known?.[this.#markers.length]?.line === line;
    if (!isKnown && !this.#isSigned(marker)) return "the marker's signature does not hold";
    this.#markers.push({ n: marker.n, line, root: marker.root, end });
    this.#committed = this.#frontier.clone();
    this.#committedRoster = this.#roster;
    this.#signing = this.#nextSigning ?? this.#signing;
    this.#nextSigning = null;
    this.#options.onGroup?.(this.#pending);
    this.#pending = [];
    return null;
  }

  #lookForMarker(text: string, end: number): void {
    this.#lookForRotation(text);
    // A damaged newline may have joined the marker to the line before it.
    const marker = parseMarker(text.slice(Math.max(0, text.lastIndexOf(MARKER_HEAD))));
    if (marker === null || marker.n <= this.size) return;
    const isSigned = [this.#signing, ...this.#laterSigning].some((key) => this.#isSigned(marker, key));
    if (isSigned) this.#later = { marker, end };
  }

  /** Behind damage, a change of the log's key still says whose markers are to be looked for. */
  #lookForRotation(text: string): void {
    const entry = this.#genesis !== null && text.includes('"kind":"key.rotate"') ? parseEntry(text) : null;
    if (entry === null || entry.kind !== "key.rotate") return;
    const roster = applyRosterEntry(this.#roster, entry, this.#genesis!, this.#verifyCase);
    if (typeof roster !== "string") this.#laterSigning.push(signingKey(this.#genesis!, roster.at(-1)!.key));
  }

  #isSigned(marker: Marker, { keyId, verify }: SigningKey = this.#signing): boolean {
    return this.#genesis !== null && verifyMarker(marker, this.#genesis.origin, keyId, verify);
  }

  #isKnownDay(day: string): boolean {
    if (day !== this.#lastDay && !isDay(day)) return false;
    this.#lastDay = day;
    return true;
  }

  #fail(reason: string): void {
    this.#fault ??= { offset: this.#offset, line: this.#lines + 1, reason };
  }
}

/** What is needed to judge a marker. */
interface SigningKey {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly verify: (message: string, signature: Uint8Array) => boolean;
}

const NOBODY: SigningKey = { name: "", keyId: new Uint8Array(), verify: () => false };

function signingKey({ origin }: Genesis, key: Uint8Array): SigningKey {
  return { name: keyName(key), keyId: noteKeyId(origin, key), verify: verifier(key) };
}

/** The key of a log that signs entry number `seq`. */
function logKeyOf(roster: Roster, device: string, seq: number): Roster[number] {
  const own = roster.filter((known) => known.device === device);
  return own.find(({ rotatedAt }) => rotatedAt === null || seq <= rotatedAt)!;
}

function hasLaterVersion(line: string): boolean {
  const value = parseCanonicalJson(line)?.value;
  return value !== null && typeof value === "object" && "v" in value && Number(value.v) > 1;
}
