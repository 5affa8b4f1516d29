import { estimateError } from "./errors.ts";
import type { Finding } from "./finding.ts";
import { type Honesty, honestyOf } from "./honesty/honesty.ts";
import { chaoRun, type MethodContext, runMethod, summarise } from "./methods.ts";
import { FORBIDDING, type MethodResult, type MethodRun, type TotalEstimate } from "./result.ts";
import { METHODS, type MethodId, resolveSettings } from "./settings.ts";
import { type CombinedDraws, combineReplicates } from "./strata/combine.ts";
import { hotDeck } from "./strata/hot-deck.ts";
import { type CheckedTable, checkTable } from "./table/check-table.ts";
import { addTables, listSizes, type OverlapTable, overlap, patternName, rowsOf } from "./table/overlap-table.ts";
import type { EstimateInput, ListFile, TableSet } from "./table/read-table.ts";

export interface EstimateOptions {
  /** All when left out; those that need more or fewer lists say so in their result. */
  readonly methods?: readonly MethodId[];
  /** Integer, 0 to 2^32 - 1; 1 when left out. Printed with the result. */
  readonly seed?: number;
  readonly level?: number;
  /** `method.setting`, as in `{"lcmcr.k": 20}`. */
  readonly settings?: Readonly<Record<string, number | string>>;
  /** Threads; the draws do not depend on it. */
  readonly workers?: number;
  /** Imputed data sets when persons lack a stratum. */
  readonly imputations?: number;
  /** Leave-one-list-out and the hide-one-list self-test, which repeat the headline method per list. */
  readonly checks?: boolean;
  readonly onProgress?: MethodContext["onProgress"];
}

/** Draws behind a method, for charts; not part of the JSON. */
export interface Trace {
  readonly missed: Float64Array | null;
  readonly chains: readonly Float64Array[];
}

/** `snowmelt-estimate/1`, documented in docs/formats/estimate.md. */
export interface EstimateReport {
  readonly format: "snowmelt-estimate/1";
  readonly seed: number;
  readonly level: number;
  /** Persons on at least one list. */
  readonly n: number;
  readonly lists: readonly string[];
  readonly listSizes: readonly number[];
  readonly patterns: readonly { readonly lists: string; readonly pattern: string; readonly count: number }[];
  readonly overlaps: readonly (readonly number[])[];
  readonly methods: readonly MethodResult[];
  readonly headline:
    | ({ readonly method: MethodId; readonly expansion: number; readonly text: string } & TotalEstimate)
    | null;
  readonly refusals: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly strata: readonly {
    readonly label: string;
    readonly n: number;
    readonly estimate: TotalEstimate | null;
    readonly warnings: readonly Finding[];
  }[];
  readonly combined: readonly { readonly label: string; readonly n: number; readonly estimate: TotalEstimate }[];
  readonly combination: CombinedDraws | null;
  readonly honesty: Honesty | null;
  readonly notes: readonly string[];
}

/** The order in which methods are asked for the headline. */
const HEADLINE_ORDER: readonly MethodId[] = ["lcmcr", "dga", "sparse", "loglinear", "coverage"];

/**
 * Estimates how many persons there are in all from the overlaps of lists, by every method asked for, and says which number may be
 * quoted - or why none may.
 *
 * @returns the report; `traces` holds each method's draws for charts
 * @throws estimate/nothing-to-estimate, estimate/bad-setting
 */
export async function estimate(
  input: EstimateInput | OverlapTable,
  options: EstimateOptions = {},
): Promise<{ readonly report: EstimateReport; readonly traces: ReadonlyMap<MethodId, Trace> }> {
  const settings = resolveSettings(options.settings);
  const seed = options.seed ?? 1;
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw badOption("seed", seed, "a whole number from 0 to 4294967295");
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) throw badOption("level", level, "a share between 0 and 1");
  const context: MethodContext = {
    seed,
    level,
    settings,
    workers: options.workers ?? Number(settings["lcmcr.chains"]),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
  const methods = options.methods ?? METHODS;
  if (!("kind" in input)) return estimateTable(checkTable(nonEmpty(input)), methods, context, options, []);
  if (input.kind === "frequencies") return estimateFrequencies(input.frequencies, context);
  if (input.kind === "draws") return combineDraws(input.replicates, context);
  const [set] = input.sets;
  if (input.sets.length === 1 && set!.strata.length === 1 && set!.missing === null) {
    return estimateTable(checkTable(nonEmpty(set!.strata[0]!.table)), methods, context, options, input.notes);
  }
  return estimateStrata(input, methods, context, options);
}

async function estimateTable(
  checked: CheckedTable,
  methods: readonly MethodId[],
  context: MethodContext,
  options: EstimateOptions,
  notes: readonly string[],
): Promise<{ readonly report: EstimateReport; readonly traces: ReadonlyMap<MethodId, Trace> }> {
  const { table } = checked;
  const runs: MethodRun[] = [];
  for (const method of methods) runs.push(await runMethod(method, table, context));
  const results = runs.map(({ result }) => result);
  const refusals = [...checked.refusals];
  const headline = chooseHeadline(results, refusals);
  const quoted =
    headline === null
      ? null
      : { ...headline.estimate!, method: headline.method, expansion: headline.estimate!.median / table.n, text: "" };
  const honesty = await honestyOf(table, results, quoted?.method ?? null, context, options.checks ?? false);
  return {
    report: {
      ...base(table, context),
      methods: results,
      headline: quoted === null ? null : { ...quoted, text: honesty.sentence },
      refusals,
      warnings: checked.warnings,
      honesty,
      notes,
    },
    traces: new Map(runs.map(({ result, missed, chains }) => [result.method, { missed, chains: chains ?? [] }])),
  };
}

/** The first method in order whose number stands; adds to `refusals` why others do not. */
function chooseHeadline(results: readonly MethodResult[], refusals: Finding[]): MethodResult | null {
  const inOrder = HEADLINE_ORDER.flatMap((id) => results.filter(({ method }) => method === id));
  const standing = (result: MethodResult) =>
    result.estimate !== null && !result.warnings.some(({ code }) => FORBIDDING.has(code));
  const first = inOrder[0];
  for (const result of inOrder) {
    if (standing(result)) break;
    for (const { code, text } of result.warnings) {
      if (FORBIDDING.has(code)) refusals.push({ code, text: `${result.method}: ${text}` });
    }
  }
  // The latent-class model, where it was asked for and could run, is not replaced by a narrower model when it does not converge.
  const candidate = inOrder.find(standing) ?? null;
  const replaced = first?.method === "lcmcr" && first.estimate !== null && candidate !== first;
  if (inOrder.length === 0)
    refusals.push({
      code: "no-headline-method",
      text: "Only simple methods were asked for; they give bounds and comparisons, no headline.",
    });
  const forbidden = refusals.some(({ code }) => !["too-few-lists"].includes(code));
  return forbidden || replaced ? null : candidate;
}

/** Sums over strata by draws, mixed over imputations and linkages. */
async function estimateStrata(
  input: ListFile,
  methods: readonly MethodId[],
  context: MethodContext,
  options: EstimateOptions,
): Promise<{ readonly report: EstimateReport; readonly traces: ReadonlyMap<MethodId, Trace> }> {
  const imputations = input.sets.some(({ missing }) => missing !== null) ? (options.imputations ?? 10) : 1;
  const whole = input.sets.map((set) =>
    addTables([...set.strata.map(({ table }) => table), ...(set.missing === null ? [] : [set.missing])]),
  );
  const first = checkTable(nonEmpty(whole[0]!));
  const refusals = new Map<string, Finding>();
  const warnings = [...first.warnings];
  const missing = input.sets.reduce((sum, set) => sum + (set.missing?.n ?? 0), 0);
  if (missing > 0) {
    warnings.push({
      code: "missing-strata",
      text: `${missing} record(s) without a stratum were imputed ${imputations} times from persons on the same lists, not dropped; this assumes that within a pattern of lists a missing stratum is as likely as a known one.`,
    });
    if (imputations < 10)
      warnings.push({ code: "few-imputations", text: `${imputations} imputation(s); ten or more are advised.` });
  }
  const able = methods.filter((id) => id !== "chao" && id !== "chapman");
  const perStratum: EstimateReport["strata"][number][] = [];
  const results: MethodResult[] = [];
  const traces = new Map<MethodId, Trace>();
  let combined: EstimateReport["combined"] = [];
  let combination: CombinedDraws | null = null;
  for (const method of able) {
    const replicates: { label: string; observed: number; draws: Float64Array }[] = [];
    const stops: Finding[] = [];
    for (const [s, set] of input.sets.entries()) {
      for (let m = 0; m < imputations; m++) {
        const strata = completeSet(set, context.seed, s * 1000 + m);
        const sums: Float64Array[] = [];
        for (const { label, table } of strata) {
          context.onProgress?.(
            `${method} ${[set.label, label].filter((x) => x !== "").join(": ")}`,
            sums.length,
            strata.length,
          );
          const checked = checkTable(table);
          const run = await runMethod(method, checked.table, {
            ...context,
            seed: (context.seed + 7919 * (s * 1000 + m)) >>> 0,
          });
          if (run.missed === null)
            stops.push({
              code: "stratum-without-estimate",
              text: `Stratum "${label}": ${run.result.warnings.map(({ text }) => text).join(" ")}`,
            });
          else sums.push(run.missed);
          const grave = [...checked.refusals, ...run.result.warnings.filter(({ code }) => FORBIDDING.has(code))];
          stops.push(...grave.map(({ code, text }) => ({ code, text: `Stratum "${label}": ${text}` })));
          if (s === 0 && m === 0 && method === able[0]) {
            perStratum.push({
              label,
              n: table.n,
              estimate: run.result.estimate,
              warnings: [...checked.refusals, ...run.result.warnings],
            });
          }
        }
        if (sums.length !== strata.length) continue;
        const label = [set.label, imputations > 1 ? `imputation ${m + 1}` : ""].filter((x) => x !== "").join(", ");
        const observed = whole[s]!.n;
        replicates.push({ label, observed, draws: addDraws(sums).map((x) => observed + x) });
      }
    }
    const unique = [...new Map(stops.map((stop) => [stop.code + stop.text, stop])).values()];
    if (replicates.length < input.sets.length * imputations) {
      results.push({
        method,
        settings: {},
        estimate: null,
        converged: false,
        diagnostics: null,
        warnings: unique,
        details: {},
      });
      continue;
    }
    const pooled = poolDraws(replicates.map(({ draws }) => draws));
    const total = summarise(pooled, 0, context.level);
    if (method === able[0]) {
      combined = replicates.map(({ label, observed, draws }) => ({
        label,
        n: observed,
        estimate: summarise(draws, 0, context.level),
      }));
      if (replicates.length > 1) combination = combineReplicates(replicates, context.level);
      for (const stop of unique) refusals.set(stop.code + stop.text, stop);
    }
    traces.set(method, { missed: pooled.map((x) => x - whole[0]!.n), chains: [] });
    results.push({
      method,
      settings: { combination: "draws added over strata, mixed over imputations and linkages" },
      estimate: total,
      converged: !unique.some(({ code }) => code === "not-converged"),
      diagnostics: null,
      warnings: unique,
      details: { replicates: replicates.length, strata: input.sets[0]!.strata.length },
    });
  }
  const quoted =
    refusals.size === 0 ? (results.find(({ method, estimate: e }) => method === able[0] && e !== null) ?? null) : null;
  const n = whole[0]!.n;
  const honesty = await honestyOf(first.table, results, quoted?.method ?? null, context, false);
  return {
    report: {
      ...base(whole[0]!, context),
      methods: results,
      headline:
        quoted === null
          ? null
          : {
              ...quoted.estimate!,
              method: quoted.method,
              expansion: quoted.estimate!.median / n,
              text: honesty.sentence,
            },
      refusals: [...refusals.values()],
      warnings,
      strata: perStratum,
      combined,
      combination,
      honesty,
      notes: input.notes,
    },
    traces,
  };
}

function completeSet(set: TableSet, seed: number, stream: number): TableSet["strata"] {
  return set.missing === null ? set.strata : hotDeck(set.strata, set.missing, seed, stream);
}

/** Adds strata draw by draw; the longest lends the number of draws, shorter ones are gone through again. */
function addDraws(parts: readonly Float64Array[]): Float64Array {
  const length = Math.max(...parts.map((part) => part.length));
  return Float64Array.from({ length }, (_, i) => parts.reduce((sum, part) => sum + part[i % part.length]!, 0));
}

/** The same number of draws of each replicate, evenly taken. */
function poolDraws(parts: readonly Float64Array[]): Float64Array {
  const length = Math.min(...parts.map((part) => part.length));
  return Float64Array.from(
    parts.flatMap((part) => Array.from({ length }, (_, i) => part[Math.floor((i * part.length) / length)]!)),
  );
}

function combineDraws(
  replicates: readonly { label: string; observed: number; draws: Float64Array }[],
  context: MethodContext,
) {
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
    ...base(table, context),
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

function estimateFrequencies(frequencies: readonly number[], context: MethodContext) {
  const n = frequencies.reduce((sum, f) => sum + f, 0);
  const run = chaoRun(frequencies, null, context);
  const table: OverlapTable = { lists: [], patterns: new Uint32Array(0), counts: new Float64Array(0), n };
  const refusal = { code: "frequencies-only", text: "Without the lists only a bound from below can be given." };
  const report: EstimateReport = {
    ...base(table, context),
    methods: [run.result],
    headline: null,
    refusals: [refusal],
  };
  return { report, traces: new Map<MethodId, Trace>() };
}

function base(table: OverlapTable, { seed, level }: MethodContext) {
  const J = table.lists.length;
  return {
    format: "snowmelt-estimate/1" as const,
    seed,
    level,
    n: table.n,
    lists: table.lists,
    listSizes: listSizes(table),
    patterns: [...rowsOf(table)].map(([mask, count]) => ({
      lists: patternName(table.lists, mask),
      pattern: Array.from({ length: J }, (_, j) => (mask & (1 << j) ? "1" : "0")).join(""),
      count,
    })),
    overlaps: table.lists.map((_, i) => table.lists.map((__, j) => overlap(table, (1 << i) | (1 << j)))),
    warnings: [] as readonly Finding[],
    strata: [] as EstimateReport["strata"],
    combined: [] as EstimateReport["combined"],
    combination: null as CombinedDraws | null,
    honesty: null as Honesty | null,
    notes: [] as readonly string[],
  };
}

function nonEmpty(table: OverlapTable): OverlapTable {
  const named = listSizes(table).filter((size) => size > 0).length;
  if (table.n > 0 && named >= 1) return table;
  throw estimateError("estimate/nothing-to-estimate", {
    what: "Cannot estimate from this table",
    found: `${table.n} persons on ${named} list(s) that name anybody`,
    unchanged: "Nothing was estimated.",
    mend: "Give at least two, better three, lists that name persons.",
  });
}

function badOption(name: string, value: unknown, needed: string): Error {
  return estimateError("estimate/bad-setting", {
    what: "Cannot use the settings",
    found: `"${name}" is "${String(value)}": needs ${needed}`,
    unchanged: "Nothing was estimated.",
    mend: `Correct --${name}.`,
  });
}
