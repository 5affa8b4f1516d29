import { parentPort, workerData } from "node:worker_threads";
import { readRows } from "./csv.ts";
import type { PartRead, ReadPart } from "./read-large-csv.ts";

const { bytes, name, head, stop } = workerData as ReadPart;
const { rows, at, line } = readRows(bytes, name, head, stop);
const { columns, lines, problems } = rows.finish();
const plain = columns.map(({ codes, texts: { bytes, starts } }) => ({ codes, texts: { bytes, starts } }));
const read: PartRead = { rows: { columns: plain, lines, problems }, at, line };
parentPort!.postMessage(read, [
  lines.buffer,
  ...plain.flatMap(({ codes, texts }) => [codes.buffer, texts.bytes.buffer, texts.starts.buffer]),
] as ArrayBuffer[]);
