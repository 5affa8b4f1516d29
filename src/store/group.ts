import { canonicalJson } from "#kernel";
import {
  type Entry,
  formatEntry,
  formatMarker,
  keyName,
  type LogReader,
  leafHash,
  MAX_ENTRY_BYTES,
  type MarkerSigner,
  markerHash,
} from "#seal";
import type { NewAct } from "./act.ts";
import type { Moment } from "./clock.ts";
import { storeError } from "./errors.ts";
import { commitmentOf, formatPrivate, MAX_PRIVATE_BYTES, type PrivateRecord } from "./private-record.ts";

/** Entries a signed marker covers at most. */
export const GROUP_SIZE = 64;

/** The bytes to append for some acts, and the records they stand for. */
export interface Prepared {
  readonly records: readonly PrivateRecord[];
  readonly privateBytes: Uint8Array;
  /** A group each, with the marker that ends it. */
  readonly ledgerGroups: readonly Uint8Array[];
}

/**
 * Builds the lines of acts, in groups that each end with a signed marker. Nothing is written here, so an act that
 * cannot be recorded costs nothing.
 *
 * @throws store/too-large; TypeError on a value that is not I-JSON.
 */
export function prepareActs(
  acts: readonly NewAct[],
  reader: LogReader,
  signer: MarkerSigner,
  { t, clk }: Moment,
  newKey: () => Uint8Array,
): Prepared {
  const by = keyName(signer.publicKey);
  const day = t.slice(0, 10);
  const frontier = reader.frontier;
  let prev = reader.nextPrev;
  const records: PrivateRecord[] = [];
  const privateLines: string[] = [];
  const ledgerGroups: Uint8Array[] = [];
  let ledgerLines: string[] = [];
  for (const [at, act] of acts.entries()) {
    const seq = frontier.size;
    const record = { seq, key: newKey(), t, clk, value: act.value };
    const privateLine = formatPrivate(record);
    const line = writeEntry(act, { v: 1, seq, day, by, kind: act.kind, c: commitmentOf(record) });
    if (privateLine.length > MAX_PRIVATE_BYTES / 3 && Buffer.byteLength(privateLine) > MAX_PRIVATE_BYTES) {
      throw tooLarge(act.kind, "its private value has more than 64 MiB");
    }
    records.push(record);
    privateLines.push(privateLine);
    ledgerLines.push(line);
    frontier.append(leafHash(Buffer.from(line)));
    if (at === acts.length - 1 || (at + 1) % GROUP_SIZE === 0) {
      const marker = formatMarker(signer, frontier.size, frontier.root(), prev);
      prev = markerHash(marker);
      ledgerGroups.push(toLines([...ledgerLines, marker]));
      ledgerLines = [];
    }
  }
  return { records, privateBytes: toLines(privateLines), ledgerGroups };
}

function writeEntry(act: NewAct, entry: Entry): string {
  if (act.x === undefined) return formatEntry(entry);
  const whole = { ...entry, x: act.x };
  if (Buffer.byteLength(canonicalJson(whole)) > MAX_ENTRY_BYTES) {
    throw tooLarge(act.kind, "its public part makes a line of more than 65,535 bytes");
  }
  return formatEntry(whole);
}

function tooLarge(kind: string, found: string) {
  return storeError("store/too-large", {
    what: `Cannot record "${kind}"`,
    found: `${found}; needed: less`,
    unchanged: "Nothing was recorded.",
    mend: "Split it into several.",
  });
}

function toLines(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}
