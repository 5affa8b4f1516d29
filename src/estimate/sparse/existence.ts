import type { Terms } from "../loglinear/model.ts";
import { rankOf } from "../math/cholesky.ts";
import { maximise } from "./simplex.ts";

/** 0: estimate exists and is identifiable; 1: does not exist; 2: not identifiable; 3: both. */
export type ExistenceCode = 0 | 1 | 2 | 3;

/**
 * Whether the extended maximum-likelihood estimate exists (Fienberg and Rinaldo 2012; as a linear programme in Chan, Silverman and
 * Vincent 2019: maximise s with A'x = t, x >= s) and is identifiable (A of full column rank).
 *
 * @param cells the cells that take part; @param counts all 2^J cells
 */
export function existenceCode(counts: Float64Array, cells: readonly number[], terms: Terms): ExistenceCode {
  const rows = terms.map((term) => Float64Array.from(cells, (cell) => ((cell & term) === term ? 1 : 0)));
  const totals = rows.map((row) => row.reduce((sum, x, i) => sum + x * counts[cells[i]!]!, 0));
  const deficient = rankOf(rows) < terms.length;
  const withSlack = rows.map((row) => {
    const line = new Float64Array(cells.length + 1);
    line.set(row);
    line[cells.length] = row.reduce((sum, x) => sum + x, 0);
    return line;
  });
  const gain = new Float64Array(cells.length + 1);
  gain[cells.length] = 1;
  const slack = maximise(withSlack, totals, gain);
  const missing = slack === null || slack <= 1e-7;
  return ((missing ? 1 : 0) + (deficient ? 2 : 0)) as ExistenceCode;
}
