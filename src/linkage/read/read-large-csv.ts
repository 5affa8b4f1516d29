import { runThread } from "../kernel/run-thread.ts";
import { type Head, readCsv, readHead, readRows, tableBelow } from "./csv.ts";
import type { Rows, Table } from "./table.ts";

/** Bytes below which a second thread costs more than it saves. */
const LARGE = 8_000_000;
const LF = 10;

/** What a thread is given: it reads the rows that start from `head.at` on and before `stop`, as if that were a row's start. */
export interface ReadPart {
  readonly bytes: Uint8Array;
  readonly name: string;
  /** Lines are counted from where the part starts. */
  readonly head: Head;
  readonly stop: number;
}

/** Rows of a part; where the next one starts, and on which line. */
export interface PartRead {
  readonly rows: Rows;
  readonly at: number;
  readonly line: number;
}

/**
 * As `readCsv`, a large file cut into parts that threads read. A part that starts within a row, for the line's end before it stood
 * between quotes, is read again from where the rows before it end.
 *
 * @throws linkage/unreadable-list, linkage/worker
 */
export async function readLargeCsv(bytes: Uint8Array, name: string, threads: number): Promise<Table> {
  if (threads < 2 || bytes.length < LARGE) return readCsv(bytes, name);
  const head = readHead(bytes, name);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const cuts = Array.from({ length: threads - 1 }, (_, t) =>
    lineFrom(bytes, Math.floor((bytes.length * (t + 1)) / threads)),
  );
  const stops = [...cuts, bytes.length];
  const parts = cuts.map(
    (at, t): ReadPart => ({ bytes: shared, name, head: { ...head, at, line: 0 }, stop: stops[t + 1]! }),
  );
  const [first, ...others] = await Promise.all([
    Promise.resolve(stops[0]!).then((stop) => readRows(shared, name, head, stop)),
    ...parts.map((part) => runThread<PartRead>(import.meta.url, part)),
  ]);
  const { rows } = first;
  let { at, line } = first;
  others.forEach((part, t) => {
    if (at === cuts[t]) {
      rows.append(part.rows, line);
      [at, line] = [part.at, line + part.line];
    } else ({ at, line } = readRows(shared, name, { ...head, at, line }, stops[t + 1], rows));
  });
  return tableBelow(name, head, rows.finish());
}

// Where the first line begins that begins after `at`.
function lineFrom(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(LF, at);
  return end === -1 ? bytes.length : end + 1;
}
