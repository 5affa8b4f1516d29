import { averageGraphs, type TotalPrior } from "./dga/dga.ts";
import { summariseGrid } from "./dga/summary.ts";
import type { Finding } from "./finding.ts";
import { runLcmcr } from "./lcmcr/lcmcr.ts";
import type { LcmcrSettings } from "./lcmcr/settings.ts";
import { chooseLoglinear } from "./loglinear/choose.ts";
import { logGammaDraw, normal } from "./math/draw.ts";
import { normalQuantile } from "./math/normal.ts";
import { mean, quantileOfSorted } from "./math/quantile.ts";
import { Uniforms } from "./math/uniforms.ts";
import type { MethodResult, MethodRun, TotalEstimate } from "./result.ts";
import { type MethodId, parseGrid, type Settings, settingsOf } from "./settings.ts";
import { chao } from "./simple/chao.ts";
import { chapman, lincolnPetersen } from "./simple/chapman.ts";
import { sampleCoverage } from "./simple/coverage.ts";
import { frequenciesOf } from "./simple/frequencies.ts";
import { bcaInterval } from "./sparse/bca.ts";
import { emptyChances, pairData, pairsExistence, triangleCount } from "./sparse/pair-model.ts";
import { stepwise } from "./sparse/stepwise.ts";
import { denseCounts, listSizes, type OverlapTable, overlap, patternName } from "./table/overlap-table.ts";

export interface MethodContext {
  readonly seed: number;
  readonly level: number;
  readonly settings: Settings;
  readonly workers: number;
  readonly onProgress?: (what: string, done: number, total: number | null) => void;
}

type Runner = (table: OverlapTable, context: MethodContext) => Promise<MethodRun> | MethodRun;

/** Draws that stand for a method without draws of its own. */
const SIMULATED = 4000;

/** Runs one method on one table. Seeds of methods that simulate differ, so that adding a method changes no other's draws. */
export function runMethod(
  method: MethodId,
  table: OverlapTable,
  context: MethodContext,
): Promise<MethodRun> | MethodRun {
  return RUNNERS[method](table, context);
}

const RUNNERS: Readonly<Record<MethodId, Runner>> = {
  lcmcr: async (table, context) => {
    const settings = {
      ...settingsOf(context.settings, "lcmcr"),
      seed: context.seed,
      temper: 0,
    } as unknown as LcmcrSettings;
    if (table.lists.length < 3) return nothing("lcmcr", context, TOO_FEW);
    const run = await runLcmcr(table, settings, context.workers, (round) =>
      context.onProgress?.("latent classes", round, settings.rounds),
    );
    const { diagnostics: d } = run;
    const warnings: Finding[] = [];
    const converged = d.rhat <= 1.05 && d.essBulk >= 100 && d.essTail >= 100;
    if (!converged) {
      const text = `The chains do not agree (R-hat ${d.rhat.toFixed(3)}, effective draws ${Math.round(d.essBulk)}); medians ${d.perChainMedian.join(", ")}.`;
      warnings.push({ code: "not-converged", text });
    } else if (d.rhat > 1.01 || d.essBulk < 400 || d.essTail < 400) {
      warnings.push({
        code: "few-draws",
        text: `R-hat ${d.rhat.toFixed(3)}, effective draws ${Math.round(Math.min(d.essBulk, d.essTail))}: more rounds are advised.`,
      });
    }
    if (d.multimodal)
      warnings.push({
        code: "multimodal",
        text: "Chains stay in places of their own: there is more than one explanation.",
      });
    if (d.capShare > 0.01) {
      warnings.push({
        code: "cap-binds",
        text: `${(100 * d.capShare).toFixed(1)} % of the draws lie at the cap of ${settings.cap} times the listed: the upper limit is the cap's, not the data's.`,
      });
    }
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
        converged,
        diagnostics: {
          rhat: d.rhat,
          essBulk: d.essBulk,
          essTail: d.essTail,
          mcse: d.mcse.median,
          mcseLower: d.mcse.lower,
          mcseUpper: d.mcse.upper,
          perChainMedian: d.perChainMedian,
          capShare: d.capShare,
          multimodal: d.multimodal,
        },
        warnings,
        details: {
          sweeps: run.sweeps,
          classesUsed: quantileOfSorted(used, 0.5),
          priorExpansion: priorExpansion(table.lists.length, settings),
        },
      },
    };
  },

  dga: (table, context) => {
    const J = table.lists.length;
    if (J < 3 || J > 6)
      return nothing("dga", context, J < 3 ? TOO_FEW : tooMany("Graphs are averaged for 3 to 6 lists", J));
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
        text: `The graph that links all lists holds ${(100 * result.completeWeight).toFixed(1)} % of the weight; on it the data say nothing about the missed. Without it the median is ${Math.round(without.median)} (${Math.round(without.lower)}-${Math.round(without.upper)}).`,
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
  },

  loglinear: (table, context) => {
    if (table.lists.length < 3) return nothing("loglinear", context, TOO_FEW);
    const own = settingsOf(context.settings, "loglinear");
    const chosen = chooseLoglinear(table, own, context.level);
    if ("finding" in chosen) return nothing("loglinear", context, chosen.finding);
    const { best, profile, disagreement } = chosen;
    const z = normalQuantile((1 + context.level) / 2);
    const factor = Math.exp(z * best.fit.logError);
    const warnings: Finding[] = [...chosen.warnings];
    if (disagreement !== null) warnings.push(disagreement);
    return {
      missed: lognormalDraws(best.fit.missed, best.fit.logError, new Uniforms(context.seed, 102)),
      result: {
        method: "loglinear",
        settings: own,
        estimate: {
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
          interval: profile === null ? "log-normal" : "profile",
          logNormal: { lower: table.n + best.fit.missed / factor, upper: table.n + best.fit.missed * factor },
          models: chosen.models,
          next: chosen.next,
          average: chosen.average,
        },
      },
    };
  },

  sparse: (table, context) => {
    const J = table.lists.length;
    if (J < 3 || J > 10)
      return nothing("sparse", context, J < 3 ? TOO_FEW : tooMany("The stepwise choice takes 3 to 10 lists", J));
    const own = settingsOf(context.settings, "sparse");
    const data = pairData(J, denseCounts(table));
    const threshold = Number(own["threshold"]);
    const found = stepwise(data, threshold);
    if (found === null || pairsExistence(data, found.chosen) !== 0) {
      return nothing("sparse", context, {
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
      missed: lognormalDraws(found.fit.missed, found.fit.logError, new Uniforms(context.seed, 104)),
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
  },

  chao: (table, context) => chaoRun(frequenciesOf(table), table.lists.length, context),

  coverage: (table, context) => {
    if (table.lists.length < 3) return nothing("coverage", context, TOO_FEW);
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
      return nothing("coverage", context, {
        code: "not-identifiable",
        text: "The overlaps give no finite coverage estimate.",
      });
    const totals = resampleTotals(table, context, 105, (t) => {
      const f = sampleCoverage(t);
      return found.coverage > 0.55 ? f.highCoverage : f.oneStep;
    });
    return {
      missed: totals.map((x) => Math.max(0, x - table.n)),
      result: {
        method: "coverage",
        settings: { resamples: 500 },
        estimate: withPoint(
          summarise(
            totals.map((x) => x - table.n),
            table.n,
            context.level,
          ),
          total,
        ),
        converged: true,
        diagnostics: null,
        warnings,
        details: { ...found },
      },
    };
  },

  chapman: (table, context) => {
    const sizes = listSizes(table);
    const z = normalQuantile((1 + context.level) / 2);
    const pairs = sizes.flatMap((n1, i) =>
      sizes.slice(i + 1).map((n2, k) => {
        const pair = (1 << i) | (1 << (i + 1 + k));
        const two = { n1, n2, m: overlap(table, pair) };
        return { lists: patternName(table.lists, pair), ...two, petersen: lincolnPetersen(two), ...chapman(two, z) };
      }),
    );
    const best = pairs.reduce<(typeof pairs)[number] | null>((a, b) => (a === null || b.m > a.m ? b : a), null);
    if (best === null) return nothing("chapman", context, TOO_FEW);
    const text = `Of lists ${best.lists} only: independence is assumed and cannot be checked.`;
    return {
      missed: null,
      result: {
        method: "chapman",
        settings: {},
        estimate: { median: best.total, mean: best.total, lower: best.lower, upper: best.upper, level: context.level },
        converged: true,
        diagnostics: null,
        warnings: [{ code: "independence-only", text }],
        details: { pairs },
      },
    };
  },
};

/** Chao's bound from frequencies alone; also for tables without lists. */
export function chaoRun(frequencies: readonly number[], lists: number | null, context: MethodContext): MethodRun {
  const found = chao(frequencies, lists, normalQuantile((1 + context.level) / 2));
  const { interval } = found;
  if (!Number.isFinite(interval.total)) return nothing("chao", context, TOO_FEW);
  return {
    missed: null,
    result: {
      method: "chao",
      settings: {},
      estimate: {
        median: interval.total,
        mean: interval.total,
        lower: interval.lower,
        upper: interval.upper,
        level: context.level,
      },
      converged: true,
      diagnostics: null,
      warnings: [
        { code: "lower-bound", text: "A bound from below, if lists do not avoid each other: at least so many." },
      ],
      details: {
        classic: found.classic,
        forLists: found.forLists,
        biasCorrected: found.biasCorrected,
        standardError: interval.standardError,
      },
    },
  };
}

const TOO_FEW: Finding = { code: "too-few-lists", text: "This method needs at least three lists." };
const tooMany = (rule: string, J: number): Finding => ({ code: "too-many-lists", text: `${rule}; there are ${J}.` });

function nothing(method: MethodId, context: MethodContext, finding: Finding): MethodRun {
  const result: MethodResult = {
    method,
    settings: settingsOf(context.settings, method),
    estimate: null,
    converged: false,
    diagnostics: null,
    warnings: [finding],
    details: {},
  };
  return { result, missed: null };
}

/** Median, mean and equal-tailed limits of draws of the missed. */
export function summarise(missed: Float64Array, n: number, level: number): TotalEstimate {
  const ordered = missed.slice().sort();
  const at = (p: number) => n + quantileOfSorted(ordered, p);
  return { median: at(0.5), mean: n + mean(missed), lower: at((1 - level) / 2), upper: at((1 + level) / 2), level };
}

function withPoint(estimate: TotalEstimate, point: number): TotalEstimate {
  return {
    ...estimate,
    median: point,
    mean: point,
    lower: Math.min(point, estimate.lower),
    upper: Math.max(point, estimate.upper),
  };
}

function lognormalDraws(missed: number, logError: number, random: Uniforms): Float64Array {
  return Float64Array.from({ length: SIMULATED }, () => missed * Math.exp(logError * normal(random)));
}

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

function parsePrior(text: string): TotalPrior {
  const parts = text.split(",").map(Number);
  return parts.length === 2 && parts.every((x) => x > 0) ? { a: parts[0]!, b: parts[1]! } : "1/N";
}
