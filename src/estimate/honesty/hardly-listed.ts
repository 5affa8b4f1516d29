import { fitLoglinear } from "../loglinear/fit.ts";
import { normalQuantile } from "../math/normal.ts";
import { listSizes, type OverlapTable } from "../table/overlap-table.ts";
import { type BestPairs, bestPairs } from "./best-pairs.ts";

/** Persons whom every list had a small share of the usual chance to hold: how many of them the lists cannot rule out. */
export interface HardlyListed {
  /** Their chance on each list beside what the list holds of all others. */
  readonly share: number;
  /** At most so many, listed or not. */
  readonly persons: number;
  /** All persons when there are so many, by the model of pairs that fits best. */
  readonly total: number;
}

const SHARES = [1 / 2, 1 / 4, 1 / 8];
const STEPS = 200;
const HALVINGS = 14;

/**
 * How many such persons could be in the population and leave the lists as they are. Next to the model of pairs that fits best (BIC)
 * stands a class of E persons whom list j holds with chance share n_j / N, independently; the largest E that a one-sided test at
 * `level` does not reject (profile likelihood, by expectation and maximisation) is the bound. It says what the overlaps cannot
 * exclude, never that such persons exist.
 *
 * @returns one entry for each share from which the class can be told apart; empty outside 3 to 6 lists and where no model fits
 */
export function hardlyListed(
  table: OverlapTable,
  level: number,
  pairs: BestPairs | null = bestPairs(table),
): HardlyListed[] {
  if (pairs === null) return [];
  const fall = normalQuantile(level) ** 2 / 2;
  return SHARES.flatMap((share) => {
    const rates = listSizes(table).map((size) => (share * size) / pairs.fit.total);
    const cells = pairs.counts.map((_, cell) =>
      rates.reduce((product, rate, j) => product * (cell & (1 << j) ? rate : 1 - rate), 1),
    );
    const unlisted = cells[0]!;
    const most = table.n / (1 - unlisted);
    const best = fitBeside(pairs, cells, null);
    if (best === null) return [];
    const isOpen = (persons: number) => (fitBeside(pairs, cells, persons)?.log ?? -Infinity) > best.log - fall;
    let [within, beyond] = [best.persons, most];
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (within + beyond) / 2;
      if (isOpen(middle)) within = middle;
      else beyond = middle;
    }
    const missed = fitBeside(pairs, cells, within)?.missed;
    return missed === undefined ? [] : [{ share, persons: within, total: table.n + missed + within * unlisted }];
  });
}

/**
 * The model of pairs beside a class of `persons` (as many as fit best when `null`) who are spread over the cells as `cells` says. In turn each
 * count is shared out between the two, and the model is fitted to its share.
 */
function fitBeside({ counts, room, fit }: BestPairs, cells: Float64Array, persons: number | null) {
  let missed = fit.missed;
  let means = fit.fitted;
  let many = persons ?? counts.reduce((sum, count) => sum + count, 0) / 10;
  let log = -Infinity;
  for (let step = 0; step < STEPS; step++) {
    const own = counts.map((count, x) => (x === 0 ? 0 : (count * means[x]!) / (means[x]! + many * cells[x]!)));
    if (persons === null) many = own.reduce((sum, part, x) => sum + counts[x]! - part, 0) / (1 - cells[0]!);
    const next = fitLoglinear(own, fit.terms, room);
    if (next === null || !next.converged) return null;
    means = next.fitted;
    missed = next.missed;
    let found = 0;
    for (let x = 1; x < counts.length; x++) {
      const mean = means[x]! + many * cells[x]!;
      found += counts[x]! * Math.log(mean) - mean;
    }
    if (found - log < 1e-4) return { log: found, persons: many, missed };
    log = found;
  }
  return { log, persons: many, missed };
}
