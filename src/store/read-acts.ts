import { type LoggedEntry, LogReader } from "#seal";
import type { Act } from "./act.ts";
import { corrupt } from "./corrupt.ts";
import type { Files } from "./files.ts";
import type { Layout } from "./layout.ts";
import { missingLine } from "./line-index.ts";
import { LineReader } from "./line-reader.ts";
import { commitmentOf, MAX_PRIVATE_BYTES, type PrivateRecord, parsePrivate } from "./private-record.ts";
import { openToRead } from "./read-log.ts";

const CHUNK_BYTES = 1 << 18;

/** An entry beside its private line: the record, "erased", or what is wrong with it. */
export interface PairedEntry {
  readonly logged: LoggedEntry;
  readonly record: PrivateRecord | null;
  readonly fault: string | null;
}

/**
 * Streams a log and its private values side by side, in the memory of one group. The log is checked again as it is
 * read (signatures apart, where the marker is one that `main` checked), and every value against its commitment.
 *
 * @throws store/corrupt when the log is no longer what `main` read.
 */
export function* pairEntries(files: Files, layout: Layout, main: LogReader, to: number): Generator<PairedEntry> {
  let group: LoggedEntry[] = [];
  const reader = new LogReader({ known: main.markers, onGroup: (entries) => group.push(...entries) });
  const end = main.end;
  const log = openToRead(files, layout.ledger);
  try {
    const privates = openToRead(files, layout.private);
    try {
      const lines = new LineReader(files, privates, MAX_PRIVATE_BYTES);
      const chunk = new Uint8Array(CHUNK_BYTES);
      let done = 0;
      while (done < to) {
        const room = chunk.subarray(0, Math.min(CHUNK_BYTES, end - reader.bytesRead));
        const count = files.read(log, room, reader.bytesRead);
        reader.feed(room.subarray(0, count));
        for (const logged of group) {
          if (done === to) return;
          yield pair(logged, lines.next());
          done += 1;
        }
        group = [];
        const isOver = count === 0 || (reader.bytesRead === end && done < to);
        if (isOver) throw corrupt(layout.ledger, reader.fault ?? { reason: "the file changed since it was opened" });
      }
    } finally {
      files.close(privates);
    }
  } finally {
    files.close(log);
  }
}

function pair(logged: LoggedEntry, line: Uint8Array | null): PairedEntry {
  const seq = logged.entry.seq;
  if (line === null) return { logged, record: null, fault: missingLine(seq + 1).reason };
  const record = parsePrivate(line);
  if (record === null) return { logged, record, fault: "the line is not a canonical record" };
  if (record.seq !== seq) return { logged, record: null, fault: `the line says it belongs to entry ${record.seq}` };
  if ("erased" in record) return { logged, record: null, fault: null };
  if (commitmentOf(record) !== logged.entry.c) {
    return { logged, record: null, fault: "the value is not what the ledger's entry commits to" };
  }
  return { logged, record, fault: null };
}

/** The act of a paired entry. @throws store/corrupt when its private line has a fault. */
export function toAct({ logged, record, fault }: PairedEntry, device: string, path: string): Act {
  const { seq, day, by, kind, x } = logged.entry;
  if (fault !== null) throw corrupt(path, { line: seq + 1, reason: fault });
  return { seq, device, day, by, kind, value: record?.value ?? null, ...(x === undefined ? {} : { x }) };
}
