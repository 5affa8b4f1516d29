import { parentPort, workerData } from "node:worker_threads";
import { type ReadColumns, type ReadPart, readPart } from "./read-large-csv.ts";

const given = workerData as ReadPart;
const columns: ReadColumns = readPart(given)
  .columns.filter((_, c) => c % given.parts === given.part)
  .map(({ codes, texts: { bytes, starts } }) => ({ codes, bytes, starts }));
parentPort!.postMessage(
  columns,
  columns.flatMap(({ codes, bytes, starts }) => [codes.buffer, bytes.buffer, starts.buffer] as ArrayBuffer[]),
);
