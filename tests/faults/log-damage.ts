import { LogReader } from "../../src/seal/index.ts";
import { createStore } from "../../src/store/create-store.ts";
import { openStore } from "../../src/store/open-store.ts";
import { commitmentOf, parsePrivate } from "../../src/store/private-record.ts";
import { MemoryGuards } from "../../src/store/testing/memory-guards.ts";
import { SimulatedDisk } from "../../src/store/testing/simulated-disk.ts";
import { storeEffects } from "../../src/store/testing/store-effects.ts";
import { type Outcome, Tally } from "./outcome.ts";

const DIR = "/case";
const HOME = "/home";
/** Acts of each append: with the genesis and nine markers they make 72 lines. */
const APPENDS = [1, 2, 3, 5, 8, 13, 14, 16];
export const LINES = 72;

export interface MadeUpCase {
  readonly disk: SimulatedDisk;
  readonly guards: MemoryGuards;
  readonly ledger: Buffer;
  readonly privates: Buffer;
}

/** A case on a simulated disk with a log of 72 lines. */
export async function madeUpCase(): Promise<MadeUpCase> {
  const [disk, guards] = [new SimulatedDisk(), new MemoryGuards()];
  const place = { dir: DIR, home: HOME, files: disk, guards, effects: storeEffects("damage") };
  const store = createStore({ ...place, passphrase: null });
  for (const count of APPENDS) {
    store.append(
      Array.from({ length: count }, (_, at) => ({
        kind: "claim.accept",
        value: { name: `made up ${count}.${at}` },
        ...(at === 1 ? { x: { name: "é" } } : {}),
      })),
    );
  }
  store.close();
  return { disk, guards, ledger: contentOf(disk, "ledger"), privates: contentOf(disk, "private") };
}

export function contentOf(disk: SimulatedDisk, side: "ledger" | "private"): Buffer {
  const fd = disk.open(`${DIR}/${side}/a.jsonl`, "r");
  const bytes = Buffer.alloc(disk.size(fd));
  disk.read(fd, bytes, 0);
  disk.close(fd);
  return bytes;
}

function read(bytes: Uint8Array, known: LogReader): LogReader {
  const reader = new LogReader({ known: known.markers });
  reader.feed(bytes);
  return reader;
}

/** Cuts the log at every byte: what is read must be the groups that are whole, and nothing else. */
export async function everyTruncation(stride = 1): Promise<Outcome> {
  const tally = new Tally("truncation of a 72-line ledger at every byte");
  const { ledger } = await madeUpCase();
  const whole = read(ledger, new LogReader());
  for (let length = 0; length < ledger.length; length += stride) {
    tally.tried += 1;
    const reader = read(ledger.subarray(0, length), whole);
    const size = whole.markers.filter(({ end }) => end <= length).at(-1)?.n ?? 0;
    if (reader.size < size) tally.fail("lost", `cut at ${length}: ${reader.size} of ${size} entries`);
    // An empty file has no line that could be at fault.
    const isClean = length === 0 || whole.markers.some(({ end }) => end === length);
    const isRight = reader.size === size && reader.isCorrupt === (size === 0) && (reader.fault === null) === isClean;
    if (!isRight) tally.fail("corrupt", `cut at ${length}: ${JSON.stringify(reader.fault)}`);
    tally.see(reader.isCorrupt ? "refused" : isClean ? "whole groups" : "torn end");
  }
  return tally.outcome();
}

/** Flips single bits of the log: each must be seen, and nothing behind it be taken for true. */
export async function everyBitFlip(stride = 1): Promise<Outcome> {
  const tally = new Tally("every single-bit flip of a 72-line ledger");
  const { ledger } = await madeUpCase();
  const whole = read(ledger, new LogReader());
  for (let bit = 0; bit < ledger.length * 8; bit += stride) {
    tally.tried += 1;
    const at = bit >> 3;
    ledger[at]! ^= 1 << (bit & 7);
    const reader = read(ledger, whole);
    const before = whole.markers.filter(({ end }) => end <= at).at(-1)?.n ?? 0;
    const isSeen = reader.fault !== null && reader.size === before;
    // Damage to the last group cannot be told from a write that was cut off; the guard tells it, see `damagedStore`.
    const isInLastGroup = at >= whole.markers.at(-2)!.end;
    if (!isSeen || (!reader.isCorrupt && !isInLastGroup)) tally.fail("corrupt", `bit ${bit} was not noticed`);
    tally.see(reader.isCorrupt ? "refused by the reader" : "left to the guard");
    ledger[at]! ^= 1 << (bit & 7);
  }
  return tally.outcome();
}

/**
 * Puts damaged ledgers before the whole store: opening or unlocking refuses, and the bytes stay as they are.
 *
 * @param stride every how many bits and bytes; from 4,000 on, lines are left out as well
 */
export async function damagedStore(stride: number): Promise<Outcome> {
  const tally = new Tally("flips, cuts, lines left out, doubled, changed over: through open and unlock");
  const { ledger, disk, guards } = await madeUpCase();
  const lines = ledger.toString("latin1").split("\n").slice(0, -1);
  const join = (all: readonly string[]): Buffer => Buffer.from(all.map((line) => `${line}\n`).join(""), "latin1");
  const damaged: [string, Buffer][] = [];
  for (let bit = 0; bit < ledger.length * 8; bit += stride) {
    const copy = Buffer.from(ledger);
    copy[bit >> 3]! ^= 1 << (bit & 7);
    damaged.push([`bit ${bit}`, copy]);
  }
  for (let length = 0; length < ledger.length; length += stride)
    damaged.push([`cut at ${length}`, ledger.subarray(0, length)]);
  for (const [at, line] of lines.entries()) {
    if (stride > 4000 && at % 9 !== 8) continue;
    damaged.push([`line ${at} left out`, join(lines.toSpliced(at, 1))]);
    damaged.push([`line ${at} doubled`, join(lines.toSpliced(at, 0, line))]);
    damaged.push([`line ${at} with CR`, join(lines.with(at, `${line}\r`))]);
    damaged.push([`NUL before line ${at}`, join(lines.with(at, `\0${line}`))]);
    damaged.push([`a foreign line before line ${at}`, join(lines.toSpliced(at, 0, "{}"))]);
    if (at > 0) damaged.push([`line ${at} changed over`, join(lines.with(at, lines[at - 1]!).with(at - 1, line))]);
  }
  damaged.push(["a byte order mark", Buffer.concat([Buffer.from("\ufeff"), ledger])]);
  for (const [what, bytes] of damaged) {
    if (bytes.equals(ledger)) continue;
    tally.tried += 1;
    replace(disk, bytes);
    const code = await codeOf(disk, guards);
    if (code !== "store/corrupt" && code !== "store/forked" && code !== "store/unknown-version") {
      // Doubling the last line, or a line after it, leaves all that was signed: then it is a torn end.
      const isOnlyLonger = code === "none" && bytes.subarray(0, ledger.length).equals(ledger);
      if (!isOnlyLonger) tally.fail("corrupt", `${what}: ${code}`);
    } else if (!contentOf(disk, "ledger").equals(bytes)) {
      tally.fail("corrupt", `${what}: refused and changed`);
    }
    tally.see(code);
  }
  return tally.outcome();
}

/** Flips every bit of every private line: none passes for what the ledger commits to. */
export async function everyPrivateFlip(stride = 1): Promise<Outcome> {
  const tally = new Tally("every single-bit flip of the private values");
  const { ledger, privates } = await madeUpCase();
  const entries = ledger
    .toString()
    .split("\n")
    .filter((line) => line.startsWith('{"by"'));
  const commitments = entries.map((line) => (JSON.parse(line) as { c: string }).c);
  let start = 0;
  for (const [seq, c] of commitments.entries()) {
    const end = privates.indexOf(0x0a, start);
    const line = privates.subarray(start, end);
    for (let bit = seq % stride; bit < line.length * 8; bit += stride) {
      tally.tried += 1;
      line[bit >> 3]! ^= 1 << (bit & 7);
      const record = line.includes(0x0a) ? null : parsePrivate(line);
      const passes = record !== null && !("erased" in record) && record.seq === seq && commitmentOf(record) === c;
      if (passes) tally.fail("corrupt", `bit ${bit} of private line ${seq + 1}`);
      line[bit >> 3]! ^= 1 << (bit & 7);
    }
    start = end + 1;
  }
  return tally.outcome();
}

function replace(disk: SimulatedDisk, bytes: Uint8Array): void {
  const fd = disk.open(`${DIR}/ledger/a.jsonl`, "a");
  disk.truncate(fd, 0);
  disk.write(fd, bytes);
  disk.close(fd);
}

async function codeOf(files: SimulatedDisk, guards: MemoryGuards): Promise<string> {
  try {
    const store = openStore({ dir: DIR, home: HOME, files, guards, effects: storeEffects("again") });
    await store.unlock(() => Promise.resolve(null));
    store.close();
    return "none";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
