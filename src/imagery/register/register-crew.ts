import { Worker } from "node:worker_threads";
import { threadStart } from "#kernel";
import { carryOut, type RegisterResult, type RegisterTask } from "./register-work.ts";

interface Job {
  readonly task: RegisterTask;
  readonly done: (result: unknown) => void;
  readonly failed: (cause: Error) => void;
}

/**
 * Carries out tasks in `workers` threads, or in this one when that is fewer than two. What a task gives does not depend on
 * where it runs; the pixels of an image go over to the thread and are empty here afterwards.
 */
export class RegisterCrew {
  readonly #threads: Worker[];
  readonly #idle: Worker[];
  readonly #waiting: Job[] = [];

  constructor(workers: number) {
    this.#threads = workers < 2 ? [] : Array.from({ length: workers }, startThread);
    this.#idle = [...this.#threads];
  }

  async run<T extends RegisterTask>(task: T): Promise<RegisterResult<T>> {
    if (this.#threads.length === 0) return carryOut(task) as RegisterResult<T>;
    return (await new Promise<unknown>((done, failed) => {
      this.#waiting.push({ task, done, failed });
      this.#next();
    })) as RegisterResult<T>;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #next(): void {
    const thread = this.#idle[0];
    const job = this.#waiting[0];
    if (thread === undefined || job === undefined) return;
    this.#idle.shift();
    this.#waiting.shift();
    thread.once("message", (result: unknown) => {
      thread.off("error", job.failed);
      this.#idle.push(thread);
      job.done(result);
      this.#next();
    });
    thread.once("error", job.failed);
    const { task } = job;
    const pixels = task.kind === "spectra" ? [task.image.values.buffer, task.image.valid.buffer] : [];
    thread.postMessage(task, pixels as ArrayBuffer[]);
  }
}

function startThread(): Worker {
  const { url, options } = threadStart(import.meta.url);
  return new Worker(url, options);
}
