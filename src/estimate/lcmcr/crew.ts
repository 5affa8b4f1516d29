import { Worker } from "node:worker_threads";
import { threadStart } from "#kernel";
import type { OverlapTable } from "../table/overlap-table.ts";
import type { Chain } from "./chain.ts";
import type { LcmcrSettings } from "./settings.ts";
import { type Request, serve } from "./worker.ts";

/** Chains that go on when asked, wherever they run. */
export interface Crew {
  /** Draws of each chain, in the order of the chains. */
  draw(draws: number, thin: number): Promise<Float64Array[]>;
  close(): Promise<void>;
}

/**
 * Starts the chains in `workers` threads (0: in this one). Each chain has a random stream of its own, so the draws do not
 * depend on how many threads there are.
 */
export async function startCrew(table: OverlapTable, settings: LcmcrSettings, workers: number): Promise<Crew> {
  const all = Array.from({ length: settings.chains }, (_, chain) => chain);
  if (workers <= 0) {
    let chains: Chain[] = serve({ start: { table, settings, chains: all } }, []).chains;
    return {
      draw: async (draws, thin) => {
        const answer = serve({ draw: { draws, thin } }, chains);
        chains = answer.chains;
        return answer.draws;
      },
      close: async () => {},
    };
  }
  const count = Math.min(workers, settings.chains);
  const shares = Array.from({ length: count }, (_, w) => all.filter((chain) => chain % count === w));
  const threads = shares.map(startWorker);
  const askAll = (requestOf: (w: number) => Request): Promise<Float64Array[][]> =>
    Promise.all(threads.map((thread, w) => ask(thread, requestOf(w))));
  try {
    await askAll((w) => ({ start: { table, settings, chains: shares[w]! } }));
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.terminate()));
    throw error;
  }
  return {
    draw: async (draws, thin) => {
      const answers = await askAll(() => ({ draw: { draws, thin } }));
      return all.map((chain) => answers[chain % count]![Math.floor(chain / count)]!);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function startWorker(): Worker {
  const { url, options } = threadStart(import.meta.url);
  return new Worker(url, options);
}

function ask(thread: Worker, request: Request): Promise<Float64Array[]> {
  return new Promise((resolve, reject) => {
    const done = (answer: Float64Array[]) => {
      thread.off("error", fail);
      resolve(answer);
    };
    const fail = (error: Error) => {
      thread.off("message", done);
      reject(error);
    };
    thread.once("message", done);
    thread.once("error", fail);
    thread.postMessage(request);
  });
}
