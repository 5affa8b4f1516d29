import { baseReport, type Estimated, type EstimateReport, type Trace } from "../estimate-report.ts";
import type { Finding } from "../finding.ts";
import type { MethodContext } from "../methods/context.ts";
import { summarise } from "../methods/summarise.ts";
import type { MethodId } from "../settings.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import { combineReplicates } from "./combine.ts";
import { poolDraws } from "./draws.ts";

/** Draws that another program made, per replicate, as one interval; never a headline, for there are no chains to check. */
export function combineDraws(
  replicates: readonly { label: string; observed: number; draws: Float64Array }[],
  context: MethodContext,
): Estimated {
  const combination = combineReplicates(replicates, context.level);
  const pooled = summarise(poolDraws(replicates.map(({ draws }) => draws)), 0, context.level);
  const n = combination.observed;
  const refusals: Finding[] = [];
  const warnings: Finding[] = [];
  if (replicates.length < 2)
    refusals.push({
      code: "one-replicate",
      text: "One replicate says nothing about what imputation adds to the doubt.",
    });
  else if (replicates.length < 10)
    warnings.push({ code: "few-imputations", text: `${replicates.length} replicates; ten or more are advised.` });
  const table: OverlapTable = { lists: [], patterns: new Uint32Array(0), counts: new Float64Array(0), n };
  const report: EstimateReport = {
    ...baseReport(table, context),
    methods: [],
    headline: null,
    refusals: [
      ...refusals,
      {
        code: "draws-only",
        text: "Draws made elsewhere carry no chains to check; they are combined, not vouched for.",
      },
    ],
    warnings,
    combined: replicates.map(({ label, observed, draws }) => ({
      label,
      n: observed,
      estimate: summarise(draws, 0, context.level),
    })),
    combination: { ...combination, mixture: pooled },
  };
  return { report, traces: new Map<MethodId, Trace>() };
}
