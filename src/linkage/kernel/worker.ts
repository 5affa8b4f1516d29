import { parentPort } from "node:worker_threads";
import { Executor } from "./executor.ts";
import type { Work } from "./pool.ts";
import type { Task } from "./task.ts";

let executor: Executor | null = null;
parentPort!.on("message", (message: { work: Work } | { id: number; task: Task }) => {
  if ("work" in message) {
    executor = new Executor(message.work.data, message.work.rows);
    return;
  }
  const result = executor!.run(message.task);
  parentPort!.postMessage({ id: message.id, result }, [
    result.patterns.buffer,
    result.counts.buffer,
    result.a.buffer,
    result.b.buffer,
    result.pattern.buffer,
    result.weight.buffer,
    result.byRule.buffer,
  ] as ArrayBuffer[]);
});
