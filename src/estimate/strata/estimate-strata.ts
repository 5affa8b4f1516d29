import { baseReport, type Estimated, type EstimateReport, type Trace } from "../estimate-report.ts";
import type { Finding } from "../finding.ts";
import { honestyOf } from "../honesty/honesty.ts";
import type { MethodContext } from "../methods/context.ts";
import { runMethod } from "../methods/run-method.ts";
import { summarise } from "../methods/summarise.ts";
import { FORBIDDING, type MethodResult, type TotalEstimate } from "../result.ts";
import { sayWhole } from "../say-whole.ts";
import type { MethodId } from "../settings.ts";
import { checkTable, requirePersons } from "../table/check-table.ts";
import { addTables, type OverlapTable } from "../table/overlap-table.ts";
import type { ListFile, TableSet } from "../table/read-table.ts";
import { combineReplicates } from "./combine.ts";
import { addDraws, poolDraws } from "./draws.ts";
import { hotDeck } from "./hot-deck.ts";
import { jointOverStrata } from "./joint.ts";

/** One linkage with its missing strata filled in once: the whole population, in strata. */
interface Replicate {
  readonly label: string;
  readonly observed: number;
  readonly strata: TableSet["strata"];
  /** Tells random streams of replicates apart. */
  readonly number: number;
}

/** Methods that give limits but no draws to add over strata. */
const WITHOUT_DRAWS: ReadonlySet<MethodId> = new Set(["chao", "chapman"]);

/** What becomes of persons without a stratum: imputed so many times, labelled within the latent-class model, or dropped. */
export type Filling =
  | { readonly way: "impute"; readonly times: number }
  | { readonly way: "joint" }
  | { readonly way: "drop" };

/** What one method says of all replicates. */
export interface MethodOverStrata {
  readonly result: MethodResult;
  /** Draws of the total, replicate after replicate; empty when some stratum has no estimate. */
  readonly draws: readonly Float64Array[];
  readonly first: EstimateReport["strata"];
}

/**
 * Sums over strata by adding draws, never the ends of intervals, and mixes them over imputations and linkages.
 *
 * Labels within the model belong to the latent classes alone, so `joint` leaves the other methods out and says so.
 */
export async function estimateStrata(
  input: ListFile,
  methods: readonly MethodId[],
  context: MethodContext,
  filling: Filling,
): Promise<Estimated> {
  const isJoint = filling.way === "joint";
  const replicates = replicatesOf(input, context.seed, filling);
  const { warnings, refusals } = missingStrata(input, filling);
  const { missing } = input.sets[0]!;
  const parts = replicates[0]!.strata.map(({ table }) => table);
  const whole = addTables(isJoint && missing !== null ? [...parts, missing] : parts);
  const checked = checkTable(requirePersons(whole));
  const able = methods.filter((id) => !WITHOUT_DRAWS.has(id));
  const runs: MethodOverStrata[] = [];
  if (isJoint) {
    const others = able.filter((id) => id !== "lcmcr");
    if (others.length > 0)
      warnings.push({
        code: "joint-only",
        text: `Strata are filled within the latent-class model; left out: ${others.join(", ")}.`,
      });
    if (able.includes("lcmcr")) runs.push(jointOverStrata(input.sets, context));
  } else for (const method of able) runs.push(await overStrata(method, replicates, context));
  const simple = await Promise.all(
    methods
      .filter((id) => WITHOUT_DRAWS.has(id))
      .map((id) => overAllStrata(id, checked.table, replicates, input.sets.length, context)),
  );
  const results = [...runs.map(({ result }) => result), ...simple];
  const lead = runs[0];
  if (lead === undefined)
    refusals.push({
      code: "no-headline-method",
      text: "Only simple methods were asked for; they give no sum over strata.",
    });
  else refusals.push(...lead.result.warnings);
  const quoted = refusals.length === 0 ? (lead?.result ?? null) : null;
  const honesty = await honestyOf(checked.table, results, quoted?.method ?? null, context, false);
  const draws = lead?.draws ?? [];
  const named = draws.map((totals, at) => ({ ...replicates[at]!, draws: totals }));
  return {
    report: {
      ...baseReport(whole, context),
      methods: results,
      headline:
        quoted === null
          ? null
          : {
              ...quoted.estimate!,
              method: quoted.method,
              expansion: quoted.estimate!.median / whole.n,
              text: honesty.sentence,
            },
      refusals,
      warnings: [...checked.warnings, ...warnings],
      strata: lead?.first ?? [],
      combined: named.map(({ label, observed, draws: totals }) => ({
        label,
        n: observed,
        estimate: summarise(totals, 0, context.level),
      })),
      combination: named.length > 1 ? combineReplicates(named, context.level) : null,
      honesty,
      notes: input.notes,
    },
    traces: new Map(
      runs.flatMap(({ result, draws: totals }): [MethodId, Trace][] =>
        totals.length === 0
          ? []
          : [[result.method, { missed: poolDraws(totals).map((total) => total - whole.n), chains: [] }]],
      ),
    ),
  };
}

/** One method on all strata together: what has no draws cannot be summed over them. */
async function overAllStrata(
  method: MethodId,
  table: OverlapTable,
  replicates: readonly Replicate[],
  linkages: number,
  context: MethodContext,
): Promise<MethodResult> {
  const { result } = await runMethod(method, table, context);
  const only = linkages > 1 ? `, of "${replicates[0]!.label}" alone` : "";
  const together = { code: "strata-together", text: `Over all strata together, not stratum by stratum${only}.` };
  return { ...result, warnings: [...result.warnings, together] };
}

/** Every linkage, each as often as its missing strata are imputed. */
function replicatesOf({ sets }: ListFile, seed: number, filling: Filling): readonly Replicate[] {
  const isImputed = filling.way === "impute" && sets.some(({ missing }) => missing !== null);
  const times = filling.way === "impute" && isImputed ? filling.times : 1;
  return sets.flatMap((set, s) =>
    Array.from({ length: times }, (_, m) => {
      const number = s * 1000 + m;
      const strata = set.missing === null || !isImputed ? set.strata : hotDeck(set.strata, set.missing, seed, number);
      const unplaced = filling.way === "joint" ? (set.missing?.n ?? 0) : 0;
      return {
        label: [set.label, times > 1 ? `imputation ${m + 1}` : ""].filter((part) => part !== "").join(", "),
        observed: strata.reduce((sum, { table }) => sum + table.n, unplaced),
        strata,
        number,
      };
    }),
  );
}

/** Persons without a stratum decide results: dropping them is said and never quoted. */
function missingStrata({ sets }: ListFile, filling: Filling): { warnings: Finding[]; refusals: Finding[] } {
  const missing = sets.reduce((sum, set) => sum + (set.missing?.n ?? 0), 0);
  const all =
    missing + sets.reduce((sum, { strata }) => sum + strata.reduce((part, { table }) => part + table.n, 0), 0);
  if (missing === 0) return { warnings: [], refusals: [] };
  if (filling.way === "drop") {
    const text = `${sayWhole(missing)} of ${sayWhole(all)} records have no stratum and were dropped: the total leaves them and those like them out.`;
    return { warnings: [], refusals: [{ code: "complete-cases", text }] };
  }
  if (filling.way === "joint") {
    const text = `${sayWhole(missing)} of ${sayWhole(all)} records have no stratum; within the model each is given one anew in every draw, by its lists. This assumes that within a pattern of lists a missing stratum is as likely in every stratum.`;
    return { warnings: [{ code: "missing-strata", text }], refusals: [] };
  }
  const imputations = filling.times;
  const text = `${sayWhole(missing)} of ${sayWhole(all)} records have no stratum; they were imputed ${imputations} times from persons on the same lists, not dropped. This assumes that within a pattern of lists a missing stratum is as likely as a known one.`;
  const warnings: Finding[] = [{ code: "missing-strata", text }];
  if (imputations > 1 && imputations < 10)
    warnings.push({ code: "few-imputations", text: `${imputations} imputations; ten or more are advised.` });
  const one = { code: "one-replicate", text: "One imputation says nothing about what imputing adds to the doubt." };
  return { warnings, refusals: imputations === 1 ? [one] : [] };
}

async function overStrata(
  method: MethodId,
  replicates: readonly Replicate[],
  context: MethodContext,
): Promise<MethodOverStrata> {
  const draws: Float64Array[] = [];
  const stops = new Map<string, Finding>();
  const first: EstimateReport["strata"][number][] = [];
  const cells = replicates.reduce((sum, { strata }) => sum + strata.length, 0);
  let done = 0;
  for (const { strata, observed, number } of replicates) {
    const parts: Float64Array[] = [];
    for (const { label, table } of strata) {
      context.onProgress?.(`${method}, strata`, done++, cells);
      const checked = checkTable(table);
      const run = await runMethod(method, checked.table, { ...context, seed: (context.seed + 7919 * number) >>> 0 });
      if (run.missed !== null) parts.push(run.missed);
      const grave = [
        ...checked.refusals,
        ...run.result.warnings.filter(({ code }) => FORBIDDING.has(code) || run.missed === null),
      ];
      for (const { code, text } of grave) {
        const words = strata.length > 1 ? `Stratum "${label}": ${text}` : text;
        // The same trouble in another imputation or linkage, with other numbers in it, is told once.
        if (!stops.has(code + label)) stops.set(code + label, { code, text: words });
      }
      if (number === replicates[0]!.number)
        first.push({
          label,
          n: table.n,
          estimate: run.result.estimate,
          warnings: [...checked.refusals, ...run.result.warnings],
        });
    }
    if (parts.length === strata.length) draws.push(addDraws(parts).map((missed) => observed + missed));
  }
  const isWhole = draws.length === replicates.length;
  const warnings = [...stops.values()];
  return {
    draws: isWhole ? draws : [],
    first: replicates[0]!.strata.length > 1 ? first : [],
    result: {
      method,
      settings: { combination: "draws added over strata, mixed over imputations and linkages" },
      estimate: isWhole ? summarise(poolDraws(draws), 0, context.level) : null,
      converged: isWhole && !warnings.some(({ code }) => code === "not-converged"),
      diagnostics: null,
      warnings,
      details: {
        replicates: replicates.length,
        strata: replicates[0]!.strata.length,
        // For comparison with programs that add the ends of intervals: their sum is no interval of the sum.
        sumsOfStrata: sumsOf(first.flatMap(({ estimate }) => estimate ?? [])),
      },
    },
  };
}

function sumsOf(totals: readonly TotalEstimate[]): { total: number; lower: number; upper: number } {
  const sum = (key: "median" | "lower" | "upper") => totals.reduce((all, total) => all + total[key], 0);
  return { total: sum("median"), lower: sum("lower"), upper: sum("upper") };
}
