import { runThread } from "../kernel/run-thread.ts";
import { readCsv } from "./csv.ts";
import type { Table } from "./table.ts";
import { Texts } from "./texts.ts";

/** Bytes below which a second thread costs more than it saves. */
const LARGE = 8_000_000;

/** What a thread is given: it walks over the whole file and keeps every column whose number leaves `part` over `parts`. */
export interface ReadPart {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly part: number;
  readonly parts: number;
}

/** The columns a thread kept, without what cannot be sent. */
export type ReadColumns = readonly {
  readonly codes: Int32Array;
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
}[];

/** As `readCsv`, the columns of a large file shared out among threads. @throws linkage/unreadable-list, linkage/worker */
export async function readLargeCsv(bytes: Uint8Array, name: string, threads: number): Promise<Table> {
  if (threads < 2 || bytes.length < LARGE) return readCsv(bytes, name);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const parts = Array.from({ length: threads }, (_, part): ReadPart => ({ bytes: shared, name, part, parts: threads }));
  const [table, ...others] = await Promise.all([
    Promise.resolve(parts[0]!).then(readPart),
    ...parts.slice(1).map((part) => runThread<ReadColumns>(import.meta.url, part)),
  ]);
  const columns = table.columns.map((column, c) => {
    if (c % threads === 0) return column;
    const { codes, bytes, starts } = others[(c % threads) - 1]![Math.floor(c / threads)]!;
    return { name: column.name, codes, texts: new Texts(bytes, starts) };
  });
  return { ...table, columns };
}

export function readPart({ bytes, name, part, parts }: ReadPart): Table {
  return readCsv(bytes, name, (column) => column % parts === part);
}
