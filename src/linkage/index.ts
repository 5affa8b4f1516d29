// Linkage finds the same person across lists: lists in, persons out, each merge explained, reversible and with its uncertainty.
// It never changes a value of a list, never sends a name anywhere, and never drops a row without saying so.
// Example: `const result = await link([table], [proposeMap(table)]); result.edges.probability`.
export { type Clustering, cluster } from "./cluster/cluster.ts";
export { checkRulings } from "./cluster/cluster-records.ts";
export type { EdgeTable } from "./edges.ts";
export { linkageErrors } from "./errors.ts";
export { findRecords } from "./find-records.ts";
export { makeFamilies, type SyntheticOptions } from "./generate/families.ts";
export { personHistory } from "./history.ts";
export { type LinkOptions, type LinkResult, link, type RuleCount } from "./link.ts";
export { parseMapWords } from "./map/parse-words.ts";
export { proposeMap, proposeMaps, REPEATED_ID } from "./map/propose.ts";
export { requireComparable } from "./map/require-comparable.ts";
export { type ListMap, type MappedColumn, ROLES, type Role } from "./map/roles.ts";
export { type SexCode, sexCodes } from "./map/sex-codes.ts";
export { type UnreadValue, unreadValues } from "./map/unread-values.ts";
export { type Memory, refuseMemory } from "./memory.ts";
export type { Metrics } from "./model/measure.ts";
export type { LinkageModel } from "./model/model.ts";
export { parseModel } from "./model/parse.ts";
export { compareNames, type NameVerdict } from "./names/compare-names.ts";
export { foldName, foldSteps } from "./names/fold-name.ts";
export { type ParsedName, parseName } from "./names/parse-name.ts";
export { personsCsv } from "./persons/persons-csv.ts";
export { namelessRows } from "./plan/nameless.ts";
export { readCsv } from "./read/csv.ts";
export { readList } from "./read/read-list.ts";
export type { Column, Table } from "./read/table.ts";
export { type BlockingRecall, blockingRecall } from "./report/blocking-recall.ts";
export { type ReportOptions, reportHtml } from "./report/report.ts";
export { type Decisions, readDecisions } from "./review/decisions.ts";
export { cohensKappa } from "./review/kappa.ts";
export { reviewQueue, reviewQueueCsv } from "./review/queue.ts";
export { type OpenPair, readReview, writeReview } from "./review/review-file.ts";
export type { Plan, ScoredPairs, Scorer } from "./score.ts";
export { clickhouse } from "./sql/clickhouse.ts";
export { sqlScorer } from "./sql/sql-scorer.ts";
export { csvRow, edgesCsv, historiesCsv, linkagesCsv, patternText } from "./write.ts";
