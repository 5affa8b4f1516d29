import { Worker } from "node:worker_threads";
import { threadStart } from "#kernel";
import { linkageError } from "../errors.ts";

/**
 * Runs the module `worker` beside the caller in a thread of its own and gives the one message it sends.
 *
 * @param caller `import.meta.url` of the module that starts the thread
 * @throws linkage/worker when the thread dies
 */
export function runThread<T>(caller: string, workerData: unknown): Promise<T> {
  const { url, options } = threadStart(caller);
  const worker = new Worker(url, { ...options, workerData });
  return new Promise((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", (cause) => reject(workerFailure(cause)));
    worker.on("exit", (code) => reject(workerFailure(new Error(`exit code ${code}`))));
  });
}

export function workerFailure(cause: unknown): Error {
  return linkageError("linkage/worker", {
    what: "Cannot finish comparing",
    found: `a worker thread stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
    unchanged: "No result was written.",
    mend: "Run again with --workers 1; if that stops too, there was not enough memory: use --memory and tighter rules.",
    cause,
  });
}
