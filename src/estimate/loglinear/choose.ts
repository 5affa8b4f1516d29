import type { Finding } from "../finding.ts";
import { normalQuantile } from "../math/normal.ts";
import { denseCounts, type OverlapTable } from "../table/overlap-table.ts";
import { FitRoom, fitLoglinear, type LoglinearFit } from "./fit.ts";
import { closeTerms, hierarchicalModels, modelName, pairModels, parseModel } from "./model.ts";
import { type ProfileInterval, profileInterval } from "./profile.ts";

export interface ChosenModel {
  readonly best: { readonly name: string; readonly fit: LoglinearFit };
  readonly profile: ProfileInterval | null;
  readonly models: number;
  /** The next best models, so that nobody mistakes one fit for certainty. */
  readonly next: readonly {
    readonly name: string;
    readonly total: number;
    readonly aic: number;
    readonly bic: number;
  }[];
  readonly average: number;
  readonly disagreement: Finding | null;
  readonly warnings: readonly Finding[];
}

/**
 * The best log-linear model by BIC or AIC among all hierarchical ones (to 5 lists) or those of pairs (6 lists), or the one that
 * `model` names. Above 6 lists only a named model.
 */
export function chooseLoglinear(
  table: OverlapTable,
  settings: Readonly<Record<string, number | string>>,
  level: number,
): ChosenModel | { readonly finding: Finding } {
  const J = table.lists.length;
  const criterion = settings["criterion"] === "aic" ? "aic" : "bic";
  const named = String(settings["model"] ?? "");
  if (J > 10)
    return { finding: { code: "too-many-lists", text: `Log-linear models take 3 to 10 lists; there are ${J}.` } };
  const counts = denseCounts(table);
  const room = new FitRoom(J);
  const warnings: Finding[] = [];
  let candidates: readonly (readonly number[])[];
  if (named !== "") {
    const terms = parseModel(named, J);
    if (terms === null)
      return { finding: { code: "bad-model", text: `"${named}" is not a model such as [12,3] on ${J} lists.` } };
    candidates = [terms];
  } else if (J <= 5 && settings["order"] !== 2) candidates = hierarchicalModels(J);
  else if (J <= 6) candidates = pairModels(J);
  else {
    candidates = [closeTerms(J, [])];
    warnings.push({
      code: "independence-only",
      text: `With ${J} lists models are not searched; this is the model of independent lists.`,
    });
  }
  const fits = candidates
    .flatMap((terms) => fitLoglinear(counts, terms, room) ?? [])
    .filter((fit) => fit.converged && Number.isFinite(fit.total) && fit.logError < 20)
    .sort((a, b) => a[criterion] - b[criterion]);
  const fit = fits[0];
  if (fit === undefined)
    return { finding: { code: "not-identifiable", text: "No log-linear model can be fitted to these cells." } };
  const z = normalQuantile((1 + level) / 2);
  const near = fits.filter((other) => other[criterion] - fit[criterion] < 2);
  const totals = near.map((other) => other.total - table.n);
  const ratio = Math.max(...totals) / Math.max(1e-9, Math.min(...totals));
  const disagreement =
    ratio > 1.5
      ? {
          code: "models-disagree",
          text: `${near.length} models fit within 2 points of ${criterion.toUpperCase()} and their totals run from ${Math.round(table.n + Math.min(...totals))} to ${Math.round(table.n + Math.max(...totals))}.`,
        }
      : null;
  return {
    best: { name: modelName(fit.terms, J), fit },
    profile: profileInterval(counts, fit.terms, room, fit.missed, (z * z) / 2),
    models: fits.length,
    next: fits
      .slice(1, 6)
      .map((other) => ({ name: modelName(other.terms, J), total: other.total, aic: other.aic, bic: other.bic })),
    average: averageTotal(fits, table.n),
    disagreement,
    warnings,
  };
}

/** Total averaged by weights exp(-AIC/2), models that miss more than five times the listed left out (as Gaza 2025 did). */
export function averageTotal(fits: readonly LoglinearFit[], n: number): number {
  const usable = fits.filter(({ missed }) => missed <= 5 * n);
  const best = Math.min(...usable.map(({ aic }) => aic));
  const weights = usable.map(({ aic }) => Math.exp((best - aic) / 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  return usable.reduce((total, fit, i) => total + (weights[i]! / sum) * fit.total, 0);
}
