import { chooseHeadline } from "./choose-headline.ts";
import { baseReport, type Estimated } from "./estimate-report.ts";
import { honestyOf } from "./honesty/honesty.ts";
import type { MethodContext } from "./methods/context.ts";
import { runMethod } from "./methods/run-method.ts";
import type { MethodRun } from "./result.ts";
import type { MethodId } from "./settings.ts";
import type { CheckedTable } from "./table/check-table.ts";

/** Every method on one table without strata, the headline among them, and what must be said beside it. */
export async function estimateTable(
  checked: CheckedTable,
  methods: readonly MethodId[],
  context: MethodContext,
  withChecks: boolean,
  notes: readonly string[],
): Promise<Estimated> {
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
  const honesty = await honestyOf(table, results, quoted?.method ?? null, context, withChecks);
  return {
    report: {
      ...baseReport(table, context),
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
