import type { Finding } from "../finding.ts";
import { logGammaDraw } from "../math/draw.ts";
import { Uniforms } from "../math/uniforms.ts";
import { sampleCoverage } from "../simple/coverage.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import type { MethodContext, MethodRunner } from "./context.ts";
import { summarise, withPoint } from "./summarise.ts";
import { TOO_FEW, withoutEstimate } from "./without-estimate.ts";

/** Sample coverage: the high-coverage form where coverage allows it, else one step. */
export const coverageMethod: MethodRunner = (table, context) => {
  if (table.lists.length < 3) return withoutEstimate("coverage", context, TOO_FEW);
  const found = sampleCoverage(table);
  const warnings: Finding[] = [];
  if (!(found.coverage > 0.55)) {
    warnings.push({
      code: "low-coverage",
      text: `The lists cover ${(100 * found.coverage).toFixed(0)} % of the chances to be listed; above 55 % is asked for.`,
    });
  }
  const total = found.coverage > 0.55 ? found.highCoverage : found.oneStep;
  if (!Number.isFinite(total) || total < table.n)
    return withoutEstimate("coverage", context, {
      code: "not-identifiable",
      text: "The overlaps give no finite coverage estimate.",
    });
  const totals = resampleTotals(table, context, 105, (t) => {
    const f = sampleCoverage(t);
    return found.coverage > 0.55 ? f.highCoverage : f.oneStep;
  });
  const missed = totals.map((x) => Math.max(0, x - table.n));
  return {
    missed,
    result: {
      method: "coverage",
      settings: { resamples: 500 },
      estimate: withPoint(summarise(missed, table.n, context.level), total),
      converged: true,
      diagnostics: null,
      warnings,
      details: { ...found },
    },
  };
};

/** Totals of 500 Poisson-like resamples of the pattern counts (gamma weights keep every pattern in). */
function resampleTotals(
  table: OverlapTable,
  context: MethodContext,
  stream: number,
  total: (t: OverlapTable) => number,
): Float64Array {
  const random = new Uniforms(context.seed, stream);
  const totals: number[] = [];
  for (let b = 0; b < 500; b++) {
    const counts = table.counts.map((count) => Math.exp(logGammaDraw(random, count)));
    const value = total({ ...table, counts, n: counts.reduce((a, c) => a + c, 0) });
    if (Number.isFinite(value)) totals.push(value);
  }
  return Float64Array.from(totals);
}
