import { parentPort, workerData } from "node:worker_threads";
import type { Compiled } from "../plan/compiled.ts";
import { Executor } from "./executor.ts";
import type { PackedRows } from "./packed-rows.ts";
import type { Task } from "./task.ts";

const { data, rows } = workerData as { data: Compiled; rows: PackedRows };
const executor = new Executor(data, rows);
parentPort!.on("message", ({ id, task }: { id: number; task: Task }) => {
  const result = executor.run(task);
  parentPort!.postMessage({ id, result }, [
    result.patterns.buffer,
    result.counts.buffer,
    result.a.buffer,
    result.b.buffer,
    result.pattern.buffer,
    result.weight.buffer,
    result.byRule.buffer,
  ] as ArrayBuffer[]);
});
