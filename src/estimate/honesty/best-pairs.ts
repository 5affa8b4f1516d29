import { FitRoom, fitLoglinear, type LoglinearFit } from "../loglinear/fit.ts";
import { pairModels } from "../loglinear/model.ts";
import { denseCounts, type OverlapTable } from "../table/overlap-table.ts";

/** The model of dependent pairs of lists that fits best by BIC, with what it was fitted to. */
export interface BestPairs {
  readonly counts: Float64Array;
  readonly room: FitRoom;
  readonly fit: LoglinearFit;
}

/** `null` outside 3 to 6 lists and where no such model can be fitted. */
export function bestPairs(table: OverlapTable): BestPairs | null {
  const J = table.lists.length;
  if (J < 3 || J > 6) return null;
  const counts = denseCounts(table);
  const room = new FitRoom(J);
  let best: LoglinearFit | null = null;
  for (const terms of pairModels(J)) {
    const fit = fitLoglinear(counts, terms, room);
    if (fit?.converged && fit.logError < 20 && (best === null || fit.bic < best.bic)) best = fit;
  }
  return best === null ? null : { counts, room, fit: best };
}
