import type { MethodRun } from "../result.ts";
import type { MethodId } from "../settings.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import { chaoMethod } from "./chao.ts";
import { chapmanMethod } from "./chapman.ts";
import type { MethodContext, MethodRunner } from "./context.ts";
import { coverageMethod } from "./coverage.ts";
import { dgaMethod } from "./dga.ts";
import { lcmcrMethod } from "./lcmcr.ts";
import { loglinearMethod } from "./loglinear.ts";
import { sparseMethod } from "./sparse.ts";

const RUNNERS: Readonly<Record<MethodId, MethodRunner>> = {
  lcmcr: lcmcrMethod,
  dga: dgaMethod,
  loglinear: loglinearMethod,
  sparse: sparseMethod,
  chao: chaoMethod,
  coverage: coverageMethod,
  chapman: chapmanMethod,
};

/** Runs one method on one table. Seeds of methods that simulate differ, so that adding a method changes no other's draws. */
export function runMethod(
  method: MethodId,
  table: OverlapTable,
  context: MethodContext,
): Promise<MethodRun> | MethodRun {
  return RUNNERS[method](table, context);
}
