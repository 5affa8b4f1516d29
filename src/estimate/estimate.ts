import { estimateError } from "./errors.ts";
import { baseReport, type Estimated } from "./estimate-report.ts";
import { estimateTable } from "./estimate-table.ts";
import { chaoRun } from "./methods/chao.ts";
import type { MethodContext } from "./methods/context.ts";
import { METHODS, type MethodId, resolveSettings } from "./settings.ts";
import { combineDraws } from "./strata/combine-draws.ts";
import { estimateStrata } from "./strata/estimate-strata.ts";
import { checkTable, requirePersons } from "./table/check-table.ts";
import type { OverlapTable } from "./table/overlap-table.ts";
import type { EstimateInput } from "./table/read-table.ts";

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
  /**
   * Persons without a stratum: imputed before the estimate, given one within it (`joint`, latent classes only), or dropped, which is
   * never quoted. `impute` when left out.
   */
  readonly missing?: "impute" | "joint" | "drop";
  /** Imputed data sets when persons lack a stratum; ten when left out. */
  readonly imputations?: number;
  /** Leave-one-list-out and the hide-one-list self-test, which repeat the headline method per list. */
  readonly checks?: boolean;
  readonly onProgress?: MethodContext["onProgress"];
}

/**
 * Estimates how many persons there are in all from the overlaps of lists, by every method asked for, and says which number may be
 * quoted - or why none may.
 *
 * @returns the report; `traces` holds each method's draws for charts
 * @throws estimate/nothing-to-estimate, estimate/bad-setting
 */
export async function estimate(input: EstimateInput | OverlapTable, options: EstimateOptions = {}): Promise<Estimated> {
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
  if (!("kind" in input))
    return estimateTable(checkTable(requirePersons(input)), methods, context, options.checks ?? false, []);
  if (input.kind === "frequencies") return estimateFrequencies(input.frequencies, context);
  if (input.kind === "draws") return combineDraws(input.replicates, context);
  const [set] = input.sets;
  if (input.sets.length === 1 && set!.strata.length === 1 && set!.missing === null) {
    return estimateTable(
      checkTable(requirePersons(set!.strata[0]!.table)),
      methods,
      context,
      options.checks ?? false,
      input.notes,
    );
  }
  const way = options.missing ?? "impute";
  const times = options.imputations ?? 10;
  if (!Number.isInteger(times) || times < 1) throw badOption("imputations", times, "a whole number from 1 up");
  return estimateStrata(input, methods, context, way === "impute" ? { way, times } : { way });
}

function estimateFrequencies(frequencies: readonly number[], context: MethodContext): Estimated {
  const n = frequencies.reduce((sum, f) => sum + f, 0);
  const run = chaoRun(frequencies, null, context);
  const table: OverlapTable = { lists: [], patterns: new Uint32Array(0), counts: new Float64Array(0), n };
  const refusal = { code: "frequencies-only", text: "Without the lists only a bound from below can be given." };
  const report = {
    ...baseReport(table, context),
    methods: [run.result],
    headline: null,
    refusals: [refusal],
  };
  return { report, traces: new Map() };
}

function badOption(name: string, value: unknown, needed: string): Error {
  return estimateError("estimate/bad-setting", {
    what: "Cannot use the settings",
    found: `"${name}" is "${String(value)}": needs ${needed}`,
    unchanged: "Nothing was estimated.",
    mend: `Correct --${name}.`,
  });
}
