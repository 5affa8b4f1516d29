import type { Diagnostics } from "../diagnostics/diagnose.ts";
import type { Finding } from "../finding.ts";
import { runLcmcr } from "../lcmcr/lcmcr.ts";
import type { LcmcrSettings } from "../lcmcr/settings.ts";
import { logGammaDraw } from "../math/draw.ts";
import { quantileOfSorted } from "../math/quantile.ts";
import { Uniforms } from "../math/uniforms.ts";
import type { MethodDiagnostics } from "../result.ts";
import { sayWhole } from "../say-whole.ts";
import { settingsOf } from "../settings.ts";
import type { MethodRunner } from "./context.ts";
import { summarise } from "./summarise.ts";
import { TOO_FEW, withoutEstimate } from "./without-estimate.ts";

/** The latent-class model: draws, diagnostics, and the warnings that follow from them. */
export const lcmcrMethod: MethodRunner = async (table, context) => {
  const settings = {
    ...settingsOf(context.settings, "lcmcr"),
    seed: context.seed,
  } as unknown as LcmcrSettings;
  if (table.lists.length < 3) return withoutEstimate("lcmcr", context, TOO_FEW);
  const run = await runLcmcr(table, settings, context.workers, (round) =>
    context.onProgress?.("latent classes", round, settings.rounds),
  );
  const { diagnostics: d } = run;
  const warnings = convergenceFindings(d, settings);
  const missed = concat(run.totals).map((total) => total - table.n);
  const used = concat(run.classes).sort();
  const classes = quantileOfSorted(used, 0.975);
  if (classes >= settings.k)
    warnings.push({
      code: "classes-bind",
      text: `All ${settings.k} classes are in use; try --lcmcr.k ${2 * settings.k}.`,
    });
  return {
    missed,
    chains: run.totals,
    result: {
      method: "lcmcr",
      settings: { ...settings } as unknown as Record<string, number>,
      estimate: summarise(missed, table.n, context.level),
      converged: isConverged(d),
      diagnostics: diagnosticsOf(d),
      warnings,
      details: {
        sweeps: run.sweeps,
        classesUsed: quantileOfSorted(used, 0.5),
        priorExpansion: priorExpansion(table.lists.length, settings),
      },
    },
  };
};

/** Whether chains agree well enough for their number to be quoted. */
export const isConverged = ({ rhat, essBulk, essTail }: Diagnostics): boolean =>
  rhat <= 1.05 && essBulk >= 100 && essTail >= 100;

/** What the diagnostics of chains give to say. */
export function convergenceFindings(d: Diagnostics, settings: LcmcrSettings): Finding[] {
  const findings: Finding[] = [];
  if (!isConverged(d)) {
    const text = `The chains do not agree (R-hat ${d.rhat.toFixed(3)}, effective draws ${Math.round(d.essBulk)}); medians ${d.perChainMedian.map(sayWhole).join(", ")}.`;
    findings.push({ code: "not-converged", text });
  } else if (d.rhat > 1.01 || d.essBulk < 400 || d.essTail < 400) {
    findings.push({
      code: "few-draws",
      text: `R-hat ${d.rhat.toFixed(3)}, effective draws ${Math.round(Math.min(d.essBulk, d.essTail))}: more rounds are advised.`,
    });
  }
  if (d.multimodal)
    findings.push({
      code: "multimodal",
      text: "Chains stay in places of their own: there is more than one explanation.",
    });
  if (d.capShare > 0.01) {
    findings.push({
      code: "cap-binds",
      text: `${(100 * d.capShare).toFixed(1)} % of the draws lie at the cap of ${settings.cap} times the listed: the upper limit is the cap's, not the data's.`,
    });
  }
  return findings;
}

export function diagnosticsOf({ mcse, ...d }: Diagnostics): MethodDiagnostics {
  return {
    rhat: d.rhat,
    essBulk: d.essBulk,
    essTail: d.essTail,
    mcse: mcse.median,
    mcseLower: mcse.lower,
    mcseUpper: mcse.upper,
    perChainMedian: d.perChainMedian,
    capShare: d.capShare,
    multimodal: d.multimodal,
  };
}

function concat(chains: readonly Float64Array[]): Float64Array {
  return Float64Array.from(chains.flatMap((chain) => [...chain]));
}

/** 2.5, 50 and 97.5 % points of N/n that the prior alone implies: with many lists it says that little is missing. */
function priorExpansion(J: number, { k: K, a, b }: LcmcrSettings): readonly number[] {
  const random = new Uniforms(7, 106);
  const draws = Float64Array.from({ length: 2000 }, () => {
    const alpha = Math.exp(logGammaDraw(random, a)) / b;
    let rest = 1;
    let p0 = 0;
    for (let k = 0; k < K; k++) {
      const stays = k === K - 1 ? 0 : random.next() ** (1 / Math.max(alpha, 1e-9));
      let none = 1;
      for (let j = 0; j < J; j++) none *= random.next();
      p0 += rest * (1 - stays) * none;
      rest *= stays;
    }
    return 1 / (1 - p0);
  }).sort();
  return [0.025, 0.5, 0.975].map((p) => quantileOfSorted(draws, p));
}
