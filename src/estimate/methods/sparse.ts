import { normalQuantile } from "../math/normal.ts";
import { Uniforms } from "../math/uniforms.ts";
import { settingsOf } from "../settings.ts";
import { bcaInterval } from "../sparse/bca.ts";
import { emptyChances, pairData, pairsExistence, triangleCount } from "../sparse/pair-model.ts";
import { stepwise } from "../sparse/stepwise.ts";
import { denseCounts, patternName } from "../table/overlap-table.ts";
import type { MethodRunner } from "./context.ts";
import { missedDraws } from "./summarise.ts";
import { TOO_FEW, tooMany, withoutEstimate } from "./without-estimate.ts";

/** Pairs chosen step by step, with a bootstrap interval that repeats the choice. */
export const sparseMethod: MethodRunner = (table, context) => {
  const J = table.lists.length;
  if (J < 3 || J > 10)
    return withoutEstimate("sparse", context, J < 3 ? TOO_FEW : tooMany("The stepwise choice takes 3 to 10 lists", J));
  const own = settingsOf(context.settings, "sparse");
  const data = pairData(J, denseCounts(table));
  const threshold = Number(own["threshold"]);
  const found = stepwise(data, threshold);
  if (found === null || pairsExistence(data, found.chosen) !== 0) {
    return withoutEstimate("sparse", context, {
      code: "not-identifiable",
      text: "No estimate exists for the chosen model on this table.",
    });
  }
  const z = normalQuantile((1 + context.level) / 2);
  const factor = Math.exp(z * found.fit.logError);
  const asymptotic = { lower: table.n + found.fit.missed / factor, upper: table.n + found.fit.missed * factor };
  const resamples = Number(own["resamples"]);
  const bca =
    resamples > 0
      ? bcaInterval(
          data,
          found.fit.total,
          { threshold, resamples, level: context.level },
          new Uniforms(context.seed, 103),
        )
      : null;
  return {
    missed: missedDraws(found.fit.missed, found.fit.logError, new Uniforms(context.seed, 104)),
    result: {
      method: "sparse",
      settings: own,
      estimate: {
        median: found.fit.total,
        mean: found.fit.total,
        lower: bca?.lower ?? asymptotic.lower,
        upper: bca?.upper ?? asymptotic.upper,
        level: context.level,
      },
      converged: found.fit.converged,
      diagnostics: null,
      warnings: [],
      details: {
        interval: bca === null ? "log-normal" : "bca",
        asymptotic,
        bca,
        chosen: found.chosen.map((pair) => patternName(table.lists, pair)),
        emptyChances: Object.fromEntries(
          [...emptyChances(data, found.chosen)].map(([pair, chance]) => [patternName(table.lists, pair), chance]),
        ),
        triangles: triangleCount(data),
      },
    },
  };
};
