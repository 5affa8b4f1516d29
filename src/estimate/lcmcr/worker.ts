import { parentPort } from "node:worker_threads";
import type { OverlapTable } from "../table/overlap-table.ts";
import { Chain } from "./chain.ts";
import type { LcmcrSettings } from "./settings.ts";

/** What the runner asks of a worker: make some chains, or go on with them. */
export type Request =
  | {
      readonly start: {
        readonly table: OverlapTable;
        readonly settings: LcmcrSettings;
        readonly chains: readonly number[];
      };
    }
  | { readonly draw: { readonly draws: number; readonly thin: number } };

let chains: Chain[] = [];

/** Carries a request out; used within a worker and, when none may be had, without. */
export function serve(request: Request, own: Chain[]): { readonly chains: Chain[]; readonly draws: Float64Array[] } {
  if ("start" in request) {
    const { table, settings } = request.start;
    const made = request.start.chains.map((chain) => new Chain(table, settings, chain));
    for (const chain of made) chain.burn(settings.burn);
    return { chains: made, draws: [] };
  }
  return { chains: own, draws: own.map((chain) => chain.draw(request.draw.draws, request.draw.thin)) };
}

parentPort?.on("message", (request: Request) => {
  const answer = serve(request, chains);
  chains = answer.chains;
  parentPort?.postMessage(
    answer.draws,
    answer.draws.map((draws) => draws.buffer as ArrayBuffer),
  );
});
