import type { Finding } from "../finding.ts";
import { normalQuantile } from "../math/normal.ts";
import type { MethodContext } from "../methods/context.ts";
import { runMethod } from "../methods/run-method.ts";
import type { MethodResult } from "../result.ts";
import { sayWhole } from "../say-whole.ts";
import type { MethodId, Settings } from "../settings.ts";
import { logLimits } from "../simple/log-limits.ts";
import { checkTable } from "../table/check-table.ts";
import { denseCounts, keepLists, type OverlapTable, overlap } from "../table/overlap-table.ts";
import { bestPairs } from "./best-pairs.ts";
import { type HardlyListed, hardlyListed } from "./hardly-listed.ts";
import { singlesFinding } from "./singles.ts";
import { assumptionSentences, headlineSentence, sayer } from "./words.ts";

/** What must be said beside the number. */
export interface Honesty {
  /** The one sentence to quote, or why there is none. */
  readonly sentence: string;
  /** Sentences that belong to it. */
  readonly assumptions: readonly string[];
  /** Lowest and highest median of the methods that gave one. */
  readonly spread: { readonly lowest: number; readonly highest: number } | null;
  /** Saturated model: total when odds among the missed differ by the factor xi (1 is the usual assumption). */
  readonly sensitivity: readonly {
    readonly xi: number;
    readonly total: number;
    readonly lower: number;
    readonly upper: number;
  }[];
  /** Persons of a smaller chance to be listed whom the overlaps cannot rule out, whatever the method. */
  readonly hardlyListed: readonly HardlyListed[];
  readonly leaveOneOut: readonly {
    readonly without: string;
    readonly n: number;
    readonly median: number;
    readonly lower: number;
    readonly upper: number;
    readonly converged: boolean;
  }[];
  /** Persons of a hidden list who are on no other list: how many there are, and how many the others predicted. */
  readonly hideOne: readonly {
    readonly hidden: string;
    readonly truth: number;
    readonly predicted: number;
    readonly lower: number;
    readonly upper: number;
    readonly covered: boolean;
  }[];
  readonly findings: readonly Finding[];
}

const say = sayer("en");
const XI = [0.5, 2 / 3, 1, 1.5, 2];

/** Puts together assumptions, sensitivity and, when asked for, the checks that repeat the headline method without each list. */
export async function honestyOf(
  table: OverlapTable,
  results: readonly MethodResult[],
  headline: MethodId | null,
  context: MethodContext,
  withChecks: boolean,
): Promise<Honesty> {
  const quoted = results.find(({ method }) => method === headline)?.estimate ?? null;
  const medians = results
    .filter(({ method, estimate }) => estimate !== null && method !== "chao" && method !== "chapman")
    .map(({ estimate }) => estimate!.median);
  const spread = medians.length > 1 ? { lowest: Math.min(...medians), highest: Math.max(...medians) } : null;
  const findings: Finding[] = [];
  if (quoted !== null && quoted.median / table.n > 5) {
    findings.push({
      code: "large-expansion",
      text: `The total is ${(quoted.median / table.n).toFixed(1)} times the listed: it rests more on the model than on the lists.`,
    });
  }
  if (spread !== null && spread.highest - table.n > 2 * (spread.lowest - table.n)) {
    findings.push({
      code: "methods-disagree",
      text: `Methods disagree about the missed by a factor of ${((spread.highest - table.n) / Math.max(1, spread.lowest - table.n)).toFixed(1)}: totals from ${sayWhole(spread.lowest)} to ${sayWhole(spread.highest)}.`,
    });
  }
  const pairs = bestPairs(table);
  const singles = singlesFinding(table, pairs);
  if (singles !== null) findings.push(singles);
  const checks =
    withChecks && headline !== null
      ? await repeatWithoutLists(table, headline, context)
      : { leaveOneOut: [], hideOne: [] };
  return {
    sentence: headlineSentence(say, table, quoted),
    assumptions: assumptionSentences(say, table.lists, headline),
    spread,
    sensitivity: saturated(table, normalQuantile((1 + context.level) / 2)),
    hardlyListed: hardlyListed(table, context.level, pairs),
    ...checks,
    findings,
  };
}

/**
 * The saturated model without the highest interaction: missed = product of odd cells over product of even ones; xi divides it.
 * Empty when a cell is empty, for then it is not identified (Aleshin-Guendel, Sadinle and Wakefield 2021). The variance of the
 * missed is missed^2 times the sum of 1 / cell, plus missed (Bishop, Fienberg and Holland 1975, section 6.4).
 */
function saturated(table: OverlapTable, z: number): Honesty["sensitivity"] {
  if (table.lists.length > 10 || table.lists.length < 2) return [];
  const counts = denseCounts(table);
  let [log, spread] = [0, 0];
  for (let x = 1; x < counts.length; x++) {
    if (counts[x] === 0) return [];
    let bits = 0;
    for (let rest = x; rest; rest &= rest - 1) bits++;
    log += (bits % 2 === 1 ? 1 : -1) * Math.log(counts[x]!);
    spread += 1 / counts[x]!;
  }
  return XI.map((xi) => {
    const missed = Math.exp(log) / xi;
    const limits = logLimits(table.n, missed, missed ** 2 * spread + missed, z);
    return { xi, total: table.n + missed, ...limits };
  });
}

/** Fewer draws are enough for a comparison. */
function lighter(settings: Settings): Settings {
  const atMost = (name: string, most: number) => ({ [name]: Math.min(most, Number(settings[name])) });
  return {
    ...settings,
    ...atMost("lcmcr.burn", 2000),
    ...atMost("lcmcr.draws", 500),
    ...atMost("lcmcr.rounds", 3),
    "sparse.resamples": 0,
  };
}

async function repeatWithoutLists(table: OverlapTable, method: MethodId, context: MethodContext) {
  const leaveOneOut: Honesty["leaveOneOut"][number][] = [];
  const hideOne: Honesty["hideOne"][number][] = [];
  // A named model speaks of all lists; without one of them it would be another model.
  const isNamedModel = method === "loglinear" && context.settings["loglinear.model"] !== "";
  if (table.lists.length < 4 || isNamedModel) return { leaveOneOut, hideOne };
  const light = { ...context, settings: lighter(context.settings) };
  for (let j = 0; j < table.lists.length; j++) {
    const others = table.lists.map((_, i) => i).filter((i) => i !== j);
    context.onProgress?.(`without ${table.lists[j]}`, j, table.lists.length);
    const rest = checkTable(keepLists(table, others)).table;
    if (rest.lists.length >= 3) {
      const { result } = await runMethod(method, rest, light);
      if (result.estimate !== null) {
        const { median, lower, upper } = result.estimate;
        leaveOneOut.push({ without: table.lists[j]!, n: rest.n, median, lower, upper, converged: result.converged });
      }
    }
    // Among the persons of list j the other lists' overlaps are known, and so is how many of them are on no other list.
    const size = overlap(table, 1 << j);
    const inside: OverlapTable = withinList(table, j);
    const checked = checkTable(keepLists(inside, others));
    if (
      checked.table.lists.length < 3 ||
      checked.table.n === 0 ||
      checked.refusals.some(({ code }) => code === "no-overlap")
    )
      continue;
    const { result } = await runMethod(method, checked.table, light);
    if (result.estimate === null) continue;
    const truth = size - checked.table.n;
    const predicted = result.estimate.median - checked.table.n;
    const [lower, upper] = [result.estimate.lower - checked.table.n, result.estimate.upper - checked.table.n];
    hideOne.push({
      hidden: table.lists[j]!,
      truth,
      predicted,
      lower,
      upper,
      covered: lower <= truth && truth <= upper,
    });
  }
  return { leaveOneOut, hideOne };
}

function withinList(table: OverlapTable, j: number): OverlapTable {
  const keep = [...table.patterns.keys()].filter((i) => table.patterns[i]! & (1 << j));
  const counts = Float64Array.from(keep, (i) => table.counts[i]!);
  return {
    ...table,
    patterns: Uint32Array.from(keep, (i) => table.patterns[i]!),
    counts,
    n: counts.reduce((a, b) => a + b, 0),
  };
}
