import {
  type LinkOptions,
  link,
  parseMapWords,
  proposeMap,
  readList,
  type Scorer,
} from "../../../src/linkage/index.ts";
import { Executor } from "../../../src/linkage/kernel/executor.ts";
import { packRows } from "../../../src/linkage/kernel/packed-rows.ts";
import { slicesOf } from "../../../src/linkage/kernel/slices.ts";
import type { Slice } from "../../../src/linkage/kernel/task.ts";
import type { Plan } from "../../../src/linkage/score.ts";
import type { SqlDatabase } from "../../../src/linkage/sql/database.ts";
import { pairsSql } from "../../../src/linkage/sql/pairs-sql.ts";
import { loadPlan, sqlScorer } from "../../../src/linkage/sql/sql-scorer.ts";

export interface Told {
  readonly pairs: number;
  /** How often each pattern occurred, by pattern. */
  readonly patterns: ReadonlyMap<number, number>;
  /** Sum of the weights of all pairs, kept or not. */
  readonly weight: number;
}

/** Links made-up or public lists once with the kernel and once in a database, and tells what each saw. */
export async function bothWays(
  database: SqlDatabase,
  lists: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  map: readonly string[],
  options: LinkOptions = {},
): Promise<{ readonly kernel: Told; readonly sql: Told; readonly kernelEdges: string; readonly sqlEdges: string }> {
  const tables = await Promise.all(lists.map(({ name, bytes }) => readList(bytes, name)));
  const maps = parseMapWords(
    map,
    tables,
    tables.map((table) => proposeMap(table)),
  );
  let plan: Plan | null = null;
  const scorer = sqlScorer(database);
  const watching: Scorer = (given, onDone) => {
    plan = given;
    return scorer(given, onDone);
  };
  const bySql = await link(tables, maps, { ...options, scorer: watching });
  const byKernel = await link(tables, maps, options);
  const edges = ({ edges: e }: typeof bySql): string =>
    JSON.stringify([[...e.a], [...e.b], [...e.pattern], [...e.weight], [...e.probability], [...e.rule]]);
  return {
    kernel: kernelTold(plan!),
    sql: await sqlTold(database, plan!),
    kernelEdges: edges(byKernel),
    sqlEdges: edges(bySql),
  };
}

function kernelTold(plan: Plan): Told {
  const executor = new Executor(plan.data, packRows(plan.data, plan.rules));
  const patterns = new Map<number, number>();
  let [pairs, weight] = [0, 0];
  const { rules } = plan;
  const work = rules.flatMap((_, rule) =>
    slicesOf(executor.run({ kind: "block", rules, rule }).blocks!).map((slice): [number, Slice] => [rule, slice]),
  );
  for (const [rule, slice] of work) {
    const result = executor.run({ kind: "patterns", rules, rule, slice });
    pairs += result.pairs;
    result.patterns.forEach((pattern, i) => {
      patterns.set(pattern, (patterns.get(pattern) ?? 0) + result.counts[i]!);
    });
  }
  // Every pair is kept, so that the sum is over all of them.
  const weights = { ...plan.weights, keep: -1e9 };
  for (const [rule, slice] of work) {
    for (const w of executor.run({ kind: "score", rules, rule, slice, weights }).weight) weight += w;
  }
  return { pairs, patterns, weight };
}

async function sqlTold(database: SqlDatabase, plan: Plan): Promise<Told> {
  await loadPlan(database, plan);
  const patterns = new Map<number, number>();
  let [pairs, weight] = [0, 0];
  for (let r = 0; r < plan.rules.length; r++) {
    const sql = `SELECT pattern, count(*), sum(weight) FROM (${pairsSql(plan, r, database.dialect)}) AS told GROUP BY pattern`;
    for await (const [pattern, count, sum] of database.query(sql)) {
      patterns.set(pattern!, (patterns.get(pattern!) ?? 0) + count!);
      pairs += count!;
      weight += sum!;
    }
  }
  return { pairs, patterns, weight };
}
