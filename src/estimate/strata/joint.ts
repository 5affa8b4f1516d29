import type { EstimateReport } from "../estimate-report.ts";
import type { Finding } from "../finding.ts";
import { type JointDraws, runJoint } from "../lcmcr/joint.ts";
import type { LcmcrSettings } from "../lcmcr/settings.ts";
import type { MethodContext } from "../methods/context.ts";
import { convergenceFindings, diagnosticsOf, isConverged } from "../methods/lcmcr.ts";
import { summarise } from "../methods/summarise.ts";
import { settingsOf } from "../settings.ts";
import { checkTable } from "../table/check-table.ts";
import { makeTable } from "../table/overlap-table.ts";
import type { TableSet } from "../table/read-table.ts";
import { poolDraws } from "./draws.ts";
import type { MethodOverStrata } from "./estimate-strata.ts";

/**
 * The latent-class model over strata with the persons who lack their stratum labelled within each sweep, for every linkage;
 * draws of several linkages are mixed.
 */
export function jointOverStrata(sets: readonly TableSet[], context: MethodContext): MethodOverStrata {
  const settings = { ...settingsOf(context.settings, "lcmcr"), temper: 0 } as unknown as LcmcrSettings;
  const stops = new Map<string, Finding>();
  const first: EstimateReport["strata"][number][] = [];
  const runs = sets.map(({ strata, missing }, at): JointDraws | null => {
    let isUsable = true;
    for (const { label, table } of strata) {
      const { refusals } = checkTable(table);
      for (const { code, text } of refusals) stops.set(code + label, { code, text: `Stratum "${label}": ${text}` });
      if (table.lists.length < 3) isUsable = false;
    }
    if (!isUsable) return null;
    const seed = (context.seed + 7919 * 1000 * at) >>> 0;
    const none = makeTable(strata[0]!.table.lists, []);
    const run = runJoint(strata, missing ?? none, { ...settings, seed }, (round) =>
      context.onProgress?.("latent classes over strata", round, settings.rounds),
    );
    for (const finding of convergenceFindings(run.diagnostics, settings)) stops.set(finding.code, finding);
    if (at === 0)
      strata.forEach(({ label, table }, s) => {
        first.push({ label, n: table.n, estimate: summarise(run.strata[s]!, 0, context.level), warnings: [] });
      });
    return run;
  });
  const made = runs.flatMap((run) => (run === null ? [] : [run]));
  const isWhole = made.length === sets.length;
  const draws = isWhole ? made.map(({ totals }) => Float64Array.from(totals.flatMap((chain) => [...chain]))) : [];
  const diagnostics = isWhole ? made[0]!.diagnostics : null;
  return {
    draws,
    first,
    result: {
      method: "lcmcr",
      settings: { ...settings, seed: context.seed, strata: "joint" } as unknown as Record<string, number | string>,
      estimate: isWhole ? summarise(poolDraws(draws), 0, context.level) : null,
      converged: isWhole && made.every((run) => isConverged(run.diagnostics)),
      diagnostics: diagnostics === null ? null : diagnosticsOf(diagnostics),
      warnings: [...stops.values()],
      details: { replicates: sets.length, strata: sets[0]!.strata.length, sweeps: made[0]?.sweeps ?? 0 },
    },
  };
}
