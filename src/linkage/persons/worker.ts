import { parentPort, workerData } from "node:worker_threads";
import { type PersonsPart, personLines } from "./persons-csv.ts";

const lines = personLines(workerData as PersonsPart);
parentPort!.postMessage(
  lines,
  lines.map(({ buffer }) => buffer as ArrayBuffer),
);
