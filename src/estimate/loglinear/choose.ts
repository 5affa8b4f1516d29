import { estimateError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { normalQuantile } from "../math/normal.ts";
import { sayWhole } from "../say-whole.ts";
import { denseCounts, type OverlapTable } from "../table/overlap-table.ts";
import { FitRoom, fitLoglinear, type LoglinearFit } from "./fit.ts";
import { closeTerms, hierarchicalModels, modelName, pairModels, parseModel } from "./model.ts";
import { type ProfileInterval, profileInterval } from "./profile.ts";

/** Totals of several models weighed by exp(-AIC/2), and their log-normal limits weighed alike. */
export interface ModelAverage {
  readonly total: number;
  readonly lower: number;
  readonly upper: number;
  /** Missed, error of their logarithm, and weight of each model that is not negligible. */
  readonly parts: readonly { readonly missed: number; readonly logError: number; readonly weight: number }[];
}

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
  /** Averaged over all models by their weights. */
  readonly average: ModelAverage;
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
  const criterion = settings["criterion"] === "bic" ? "bic" : "aic";
  const named = String(settings["model"] ?? "");
  if (J > 10)
    return { finding: { code: "too-many-lists", text: `Log-linear models take 3 to 10 lists; there are ${J}.` } };
  const counts = denseCounts(table);
  const room = new FitRoom(J);
  const warnings: Finding[] = [];
  let candidates: readonly (readonly number[])[];
  if (named !== "") {
    const terms = parseModel(named, J);
    if (terms === null) throw badModel(named, J);
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
          text: `${near.length} models fit within 2 points of ${criterion.toUpperCase()} and their totals run from ${sayWhole(table.n + Math.min(...totals))} to ${sayWhole(table.n + Math.max(...totals))}.`,
        }
      : null;
  return {
    best: { name: modelName(fit.terms, J), fit },
    profile: profileInterval(counts, fit.terms, room, fit.missed, (z * z) / 2),
    models: fits.length,
    next: fits
      .slice(1, 6)
      .map((other) => ({ name: modelName(other.terms, J), total: other.total, aic: other.aic, bic: other.bic })),
    average: averageModels(fits, table.n, z),
    disagreement,
    warnings,
  };
}

/** Models that miss more than five times the listed are left out, as Jamaluddine and others (2025) did for Gaza. */
export function averageModels(fits: readonly LoglinearFit[], n: number, z: number): ModelAverage {
  const usable = fits.filter(({ missed }) => missed <= 5 * n);
  const best = Math.min(...usable.map(({ aic }) => aic));
  const raw = usable.map(({ aic }) => Math.exp((best - aic) / 2));
  const sum = raw.reduce((a, b) => a + b, 0);
  const parts = usable.map(({ missed, logError }, i) => ({ missed, logError, weight: raw[i]! / sum }));
  const weigh = (of: (part: (typeof parts)[number]) => number) =>
    parts.reduce((total, part) => total + part.weight * (n + of(part)), 0);
  return {
    total: weigh(({ missed }) => missed),
    lower: weigh(({ missed, logError }) => missed / Math.exp(z * logError)),
    upper: weigh(({ missed, logError }) => missed * Math.exp(z * logError)),
    parts: parts.filter(({ weight }) => weight > 1e-9),
  };
}

function badModel(named: string, lists: number): Error {
  return estimateError("estimate/bad-setting", {
    what: "Cannot use the settings",
    found: `"loglinear.model" is "${named}", which names other lists than 1 to ${lists}`,
    unchanged: "Nothing was estimated.",
    mend: "Number the lists from 1 in the order of the columns, as in --loglinear.model [12,3].",
  });
}
