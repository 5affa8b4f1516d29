import { averageGraphs, type TotalPrior } from "../dga/dga.ts";
import { summariseGrid } from "../dga/summary.ts";
import type { Finding } from "../finding.ts";
import { Uniforms } from "../math/uniforms.ts";
import { sayWhole } from "../say-whole.ts";
import { parseGrid, settingsOf } from "../settings.ts";
import type { MethodRunner } from "./context.ts";
import { SIMULATED } from "./summarise.ts";
import { TOO_FEW, tooMany, withoutEstimate } from "./without-estimate.ts";

/** Decomposable graphs averaged; the complete graph's weight is watched, for on it the missed are not identified. */
export const dgaMethod: MethodRunner = (table, context) => {
  const J = table.lists.length;
  if (J < 3 || J > 6)
    return withoutEstimate("dga", context, J < 3 ? TOO_FEW : tooMany("Graphs are averaged for 3 to 6 lists", J));
  const own = settingsOf(context.settings, "dga");
  const grid = parseGrid(String(own["grid"]));
  const delta = Number(own["delta"]) > 0 ? Number(own["delta"]) : 2 ** -J;
  const prior = parsePrior(String(own["prior"]));
  const options = { delta, prior, ...(grid === null ? {} : { grid }) };
  const result = averageGraphs(table, options);
  const s = summariseGrid(result, context.level);
  const warnings: Finding[] = [];
  const without = summariseGrid(averageGraphs(table, { ...options, withoutComplete: true }), context.level);
  if (result.completeWeight > 0.2) {
    warnings.push({
      code: "complete-graph",
      text: `The graph that links all lists holds ${(100 * result.completeWeight).toFixed(1)} % of the weight; on it the data say nothing about the missed. Without it the median is ${sayWhole(without.median)} (${sayWhole(without.lower)} to ${sayWhole(without.upper)}).`,
    });
  }
  if (result.endMass > 1e-4)
    warnings.push({ code: "grid-cut", text: "The grid ends where the posterior still has mass: extend --dga.grid." });
  const random = new Uniforms(context.seed, 101);
  const missed = Float64Array.from({ length: SIMULATED }, () => {
    let u = random.next();
    let g = 0;
    while (g < result.posterior.length - 1) {
      u -= result.posterior[g]!;
      if (u < 0) break;
      g++;
    }
    return Math.round(result.totals[g]! - table.n);
  });
  return {
    missed,
    result: {
      method: "dga",
      settings: { ...own, delta },
      estimate: { median: s.median, mean: s.mean, lower: s.lower, upper: s.upper, level: context.level },
      converged: true,
      diagnostics: null,
      warnings,
      details: {
        mode: s.mode,
        relativeBayes: s.relativeBayes,
        graphs: result.graphs,
        top: result.top.slice(0, 5),
        completeWeight: result.completeWeight,
        withoutComplete: without,
      },
    },
  };
};

function parsePrior(text: string): TotalPrior {
  const parts = text.split(",").map(Number);
  return parts.length === 2 && parts.every((x) => x > 0) ? { a: parts[0]!, b: parts[1]! } : "1/N";
}
