import { Worker } from "node:worker_threads";
import { threadStart } from "#kernel";
import type { Compiled } from "../plan/compiled.ts";
import { Executor } from "./executor.ts";
import type { PackedRows } from "./packed-rows.ts";
import { workerFailure } from "./run-thread.ts";
import type { Task, TaskResult } from "./task.ts";

/** Runs tasks on `workers` threads (0 or 1 with little work: in this thread). Results come back in the order of the tasks. */
export class Pool {
  readonly #data: Compiled;
  readonly #rows: PackedRows;
  readonly #count: number;
  #workers: Worker[] = [];
  #onResult: (worker: Worker, id: number, result: TaskResult) => void = () => {};
  #onFailure: (cause: Error) => void = () => {};
  #own: Executor | null = null;

  constructor(data: Compiled, rows: PackedRows, workers: number) {
    this.#data = data;
    this.#rows = rows;
    this.#count = workers;
  }

  /** @throws linkage/worker when a thread dies */
  async run(tasks: readonly Task[], onDone: (done: number) => void = () => {}): Promise<TaskResult[]> {
    if (this.#count <= 1) {
      this.#own ??= new Executor(this.#data, this.#rows);
      return tasks.map((task, i) => {
        const result = this.#own!.run(task);
        onDone(i + 1);
        return result;
      });
    }
    while (this.#workers.length < this.#count) this.#workers.push(this.#start());
    const results: TaskResult[] = new Array(tasks.length);
    let [next, done] = [0, 0];
    await new Promise<void>((resolve, reject) => {
      const give = (worker: Worker): void => {
        if (next < tasks.length) {
          const id = next++;
          worker.postMessage({ id, task: tasks[id] });
        } else if (done === tasks.length) resolve();
      };
      this.#onResult = (worker, id, result) => {
        results[id] = result;
        onDone(++done);
        give(worker);
      };
      this.#onFailure = reject;
      for (const worker of this.#workers) give(worker);
    });
    return results;
  }

  #start(): Worker {
    const worker = startWorker({ data: this.#data, rows: this.#rows });
    worker.on("message", ({ id, result }: { id: number; result: TaskResult }) => this.#onResult(worker, id, result));
    worker.on("error", (cause) => this.#onFailure(workerFailure(cause)));
    worker.on("exit", (code) => this.#onFailure(workerFailure(new Error(`exit code ${code}`))));
    return worker;
  }

  async close(): Promise<void> {
    this.#onFailure = () => {};
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
    this.#workers = [];
  }
}

function startWorker(workerData: { data: Compiled; rows: PackedRows }): Worker {
  const { url, options } = threadStart(import.meta.url);
  return new Worker(url, { ...options, workerData });
}
