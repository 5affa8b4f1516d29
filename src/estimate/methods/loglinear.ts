import type { Finding } from "../finding.ts";
import { chooseLoglinear } from "../loglinear/choose.ts";
import { normalQuantile } from "../math/normal.ts";
import { Uniforms } from "../math/uniforms.ts";
import { settingsOf } from "../settings.ts";
import type { MethodRunner } from "./context.ts";
import { missedDraws, mixtureDraws } from "./summarise.ts";
import { TOO_FEW, withoutEstimate } from "./without-estimate.ts";

/** The best log-linear model, with its profile interval and the models that fit as well. */
export const loglinearMethod: MethodRunner = (table, context) => {
  if (table.lists.length < 3) return withoutEstimate("loglinear", context, TOO_FEW);
  const own = settingsOf(context.settings, "loglinear");
  const chosen = chooseLoglinear(table, own, context.level);
  if ("finding" in chosen) return withoutEstimate("loglinear", context, chosen.finding);
  const { best, profile, disagreement } = chosen;
  const z = normalQuantile((1 + context.level) / 2);
  const factor = Math.exp(z * best.fit.logError);
  const warnings: Finding[] = [...chosen.warnings];
  const isAveraged = own["criterion"] === "average";
  // Averaging over the models that fit alike takes their disagreement into the interval.
  if (disagreement !== null && !isAveraged) warnings.push(disagreement);
  const { average } = chosen;
  const random = new Uniforms(context.seed, 102);
  return {
    missed: isAveraged ? mixtureDraws(average.parts, random) : missedDraws(best.fit.missed, best.fit.logError, random),
    result: {
      method: "loglinear",
      settings: own,
      estimate: isAveraged
        ? {
            median: average.total,
            mean: average.total,
            lower: average.lower,
            upper: average.upper,
            level: context.level,
          }
        : {
            median: best.fit.total,
            mean: best.fit.total,
            lower: profile?.lower ?? table.n + best.fit.missed / factor,
            upper: profile?.upper ?? table.n + best.fit.missed * factor,
            level: context.level,
          },
      converged: best.fit.converged,
      diagnostics: null,
      warnings,
      details: {
        model: best.name,
        standardError: best.fit.standardError,
        deviance: best.fit.deviance,
        df: best.fit.df,
        aic: best.fit.aic,
        bic: best.fit.bic,
        interval: isAveraged ? "averaged log-normal" : profile === null ? "log-normal" : "profile",
        logNormal: { lower: table.n + best.fit.missed / factor, upper: table.n + best.fit.missed * factor },
        models: chosen.models,
        next: chosen.next,
        average: { total: average.total, lower: average.lower, upper: average.upper },
      },
    },
  };
};
