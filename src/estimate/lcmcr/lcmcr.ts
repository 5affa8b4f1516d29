import { type Diagnostics, diagnose } from "../diagnostics/diagnose.ts";
import { quantileOfSorted } from "../math/quantile.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import { TRACES } from "./chain.ts";
import { startCrew } from "./crew.ts";
import type { LcmcrSettings } from "./settings.ts";

/** Draws of the latent-class model, per chain, with what they say about themselves. */
export interface LcmcrDraws {
  /** Totals N, one array a chain. */
  readonly totals: readonly Float64Array[];
  /** Classes in use, per chain. */
  readonly classes: readonly Float64Array[];
  readonly diagnostics: Diagnostics;
  readonly sweeps: number;
}

/**
 * Runs the chains in rounds until R-hat and effective sample sizes meet the aims or the rounds are used up.
 * The decision rests on all draws so far, so it is the same for any number of workers.
 */
export async function runLcmcr(
  table: OverlapTable,
  settings: LcmcrSettings,
  workers = settings.chains,
  onRound?: (round: number) => void,
): Promise<LcmcrDraws> {
  const crew = await startCrew(table, settings, workers);
  try {
    let kept: Float64Array[] = Array.from({ length: settings.chains }, () => new Float64Array(0));
    let look = 1;
    for (let round = 1; ; round++) {
      kept = (await crew.draw(settings.draws, settings.thin)).map((draws, c) => join(kept[c]!, draws));
      onRound?.(round);
      if (round < look) continue;
      const totals = kept.map((draws) => pick(draws, 0).map((missed) => table.n + missed));
      const diagnostics = diagnose(totals, table.n, Math.floor(settings.cap * table.n));
      const reached = progress(diagnostics, totals, settings);
      if ((reached < 1 || diagnostics.rhat >= settings.aimRhat) && round < settings.rounds) {
        // Looking at all draws so far costs as much as a round; the next look is when the aims may be met, by what was seen.
        const next = Math.ceil(round / Math.min(reached, 0.8));
        look = Math.min(settings.rounds, Math.max(round + 1, Math.min(2 * round, next)));
        continue;
      }
      const sweeps = settings.burn + round * settings.draws * settings.thin;
      return { totals, classes: kept.map((draws) => pick(draws, 2)), diagnostics, sweeps };
    }
  } finally {
    await crew.close();
  }
}

/** How much of the draws that the aims need are made: 1 or more when they are met. Errors fall with the root of the draws. */
export function progress(
  { essBulk, essTail, mcse }: Diagnostics,
  totals: readonly Float64Array[],
  { aimEss, aimError }: LcmcrSettings,
): number {
  const ordered = Float64Array.from(totals.flatMap((chain) => [...chain])).sort();
  const [lower, upper] = [quantileOfSorted(ordered, 0.025), quantileOfSorted(ordered, 0.975)];
  const error = Math.max(mcse.lower / lower, mcse.upper / upper);
  return Math.min(essBulk / aimEss, essTail / Math.min(aimEss, 400), (aimError / Math.max(error, 1e-12)) ** 2);
}

export function join(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function pick(draws: Float64Array, trace: number): Float64Array {
  return Float64Array.from({ length: draws.length / TRACES.length }, (_, i) => draws[i * TRACES.length + trace]!);
}
