import type { MethodRun } from "../result.ts";
import type { Settings } from "../settings.ts";
import type { OverlapTable } from "../table/overlap-table.ts";

/** What every method is given beside the table. */
export interface MethodContext {
  readonly seed: number;
  readonly level: number;
  readonly settings: Settings;
  readonly workers: number;
  readonly onProgress?: (what: string, done: number, total: number | null) => void;
}

/** Runs one method on one table. */
export type MethodRunner = (table: OverlapTable, context: MethodContext) => Promise<MethodRun> | MethodRun;
