// How many were never listed: totals from the overlaps of lists, with the doubt that goes with them.
// It never reads files, clocks or networks, and never gives a number without its interval and its assumptions.
// Example: `(await estimate(readTable("a,b,c,count\n1,0,0,10\n..."), { seed: 1 })).report.headline`
export { estimateErrors } from "./errors.ts";
export { type EstimateOptions, estimate } from "./estimate.ts";
export type { Estimated, EstimateReport, Trace } from "./estimate-report.ts";
export type { Finding } from "./finding.ts";
export type { Honesty } from "./honesty/honesty.ts";
export { roundInterval } from "./honesty/round.ts";
export { drawsCsv } from "./report/draws-csv.ts";
export { type EstimatePageOptions, renderEstimate } from "./report/page.ts";
export { estimateSentences } from "./report/sentences.ts";
export { estimateText, sayTotal } from "./report/text.ts";
export type { MethodDiagnostics, MethodResult, TotalEstimate } from "./result.ts";
export { METHODS, type MethodId, settingsInForce } from "./settings.ts";
export { type CombinedDraws, combineReplicates } from "./strata/combine.ts";
export type { ColumnChoice } from "./table/columns.ts";
export { makeTable, type OverlapTable } from "./table/overlap-table.ts";
export { type EstimateInput, type ListFile, readTable } from "./table/read-table.ts";
