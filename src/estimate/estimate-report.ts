import type { Finding } from "./finding.ts";
import type { Honesty } from "./honesty/honesty.ts";
import type { MethodContext } from "./methods/context.ts";
import type { MethodResult, TotalEstimate } from "./result.ts";
import type { MethodId } from "./settings.ts";
import type { CombinedDraws } from "./strata/combine.ts";
import { listSizes, type OverlapTable, overlap, patternName, rowsOf } from "./table/overlap-table.ts";

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

/** A report with its draws. */
export interface Estimated {
  readonly report: EstimateReport;
  readonly traces: ReadonlyMap<MethodId, Trace>;
}

/** What every report says of its table; findings, strata and honesty are still empty. */
export function baseReport(table: OverlapTable, { seed, level }: MethodContext) {
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
