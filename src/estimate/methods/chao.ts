import { normalQuantile } from "../math/normal.ts";
import type { MethodRun } from "../result.ts";
import { chao } from "../simple/chao.ts";
import { frequenciesOf } from "../simple/frequencies.ts";
import type { MethodContext, MethodRunner } from "./context.ts";
import { TOO_FEW, withoutEstimate } from "./without-estimate.ts";

/** Chao's bound from how many persons are on one list and how many on two. */
export const chaoMethod: MethodRunner = (table, context) => chaoRun(frequenciesOf(table), table.lists.length, context);

/** Chao's bound from frequencies alone; also for tables without lists. */
export function chaoRun(frequencies: readonly number[], lists: number | null, context: MethodContext): MethodRun {
  const found = chao(frequencies, lists, normalQuantile((1 + context.level) / 2));
  const { interval } = found;
  if (lists === 1)
    return withoutEstimate("chao", context, {
      code: "too-few-lists",
      text: "One list alone says nothing of who was missed.",
    });
  if (!Number.isFinite(interval.total)) return withoutEstimate("chao", context, TOO_FEW);
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
