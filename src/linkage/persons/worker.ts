import { parentPort, workerData } from "node:worker_threads";
import { hashPersons, type PersonsPart } from "./hash-persons.ts";

hashPersons(workerData as PersonsPart);
parentPort!.postMessage(null);
