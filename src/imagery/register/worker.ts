import { parentPort } from "node:worker_threads";
import { carryOut, type RegisterTask } from "./register-work.ts";

parentPort!.on("message", (task: RegisterTask) => parentPort!.postMessage(carryOut(task)));
