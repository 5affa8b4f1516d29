import { Worker } from "node:worker_threads";
import { threadStart } from "#kernel";
import type { Compiled } from "../plan/compiled.ts";
import { Executor } from "./executor.ts";
import type { PackedRows } from "./packed-rows.ts";
import { workerFailure } from "./run-thread.ts";
import type { Task, TaskResult } from "./task.ts";

/** What tasks are about. */
export interface Work {
  readonly data: Compiled;
  readonly rows: PackedRows;
}

/** Runs tasks on `workers` threads (0 or 1 with little work: in this thread), which begin to load at once. Results come back in the order of the tasks. */
export class Pool {
  readonly #workers: readonly Worker[];
  #onResult: (worker: Worker, id: number, result: TaskResult) => void = () => {};
  #onFailure: (cause: Error) => void = () => {};
  #failure: Error | null = null;
  #own: Executor | null = null;

  constructor(workers: number) {
    this.#workers = workers <= 1 ? [] : Array.from({ length: workers }, () => this.#start());
  }

  /** Gives what the tasks are about, before the first. */
  give(work: Work): void {
    if (this.#workers.length === 0) this.#own = new Executor(work.data, work.rows);
    for (const worker of this.#workers) worker.postMessage({ work });
  }

  /** @throws linkage/worker when a thread dies */
  async run(tasks: readonly Task[], onDone: (done: number) => void = () => {}): Promise<TaskResult[]> {
    if (this.#own !== null) {
      return tasks.map((task, i) => {
        const result = this.#own!.run(task);
        onDone(i + 1);
        return result;
      });
    }
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
      if (this.#failure !== null) reject(this.#failure);
      for (const worker of this.#workers) give(worker);
    });
    return results;
  }

  #start(): Worker {
    const { url, options } = threadStart(import.meta.url);
    const worker = new Worker(url, options);
    const fail = (cause: unknown): void => {
      this.#failure ??= workerFailure(cause);
      this.#onFailure(this.#failure);
    };
    worker.on("message", ({ id, result }: { id: number; result: TaskResult }) => this.#onResult(worker, id, result));
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`exit code ${code}`)));
    return worker;
  }

  async close(): Promise<void> {
    this.#onFailure = () => {};
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
