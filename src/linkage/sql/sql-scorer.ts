import { pairWeight } from "../kernel/pair-weight.ts";
import { radicesOf } from "../kernel/patterns.ts";
import type { Plan, ScoredPairs, Scorer } from "../score.ts";
import type { SqlDatabase } from "./database.ts";
import { DIALECTS } from "./dialect.ts";
import { asksForJaro, jaroCorrections } from "./jaro-corrections.ts";
import { countSql, keptSql, metSql } from "./pairs-sql.ts";
import { recordColumns } from "./records-table.ts";
import { similarParts } from "./similar-parts.ts";

/** Sends the lists of a plan to a database. @throws linkage/too-many-letters */
export async function loadPlan(database: SqlDatabase, plan: Pick<Plan, "data" | "rules">): Promise<void> {
  const { data } = plan;
  await database.load("records", recordColumns(data), data.count);
  for (const [c, comparison] of data.comparisons.entries()) {
    const store = data.stores[comparison.store];
    if (store === undefined) continue;
    const met = (): AsyncIterable<readonly number[]> =>
      database.query(
        metSql(
          plan,
          comparison.columns.map((_, k) => `c${c}_${k}`),
        ),
      );
    if (comparison.kind === "chain") {
      const { columns, rows } = await similarParts(store, met());
      await database.load(`similar_${c}`, columns, rows);
    } else if (DIALECTS[database.dialect].needsCorrections && asksForJaro(comparison)) {
      const { columns, rows } = await jaroCorrections(comparison, store.letters, met());
      await database.load(`near_${c}`, columns, rows);
    }
  }
}

/** Carries out a plan in a database, one rule after the other. The edges are those of the kernel, to the last bit. */
export function sqlScorer(database: SqlDatabase): Scorer {
  return async (plan, onDone) => {
    const { data, rules, weights } = plan;
    await loadPlan(database, plan);
    const radices = radicesOf(data.comparisons);
    const newPairs: number[] = [];
    const kept: [a: number, b: number, pattern: number, weight: number, rule: number][] = [];
    for (let r = 0; r < rules.length; r++) {
      newPairs.push(await countOf(database, countSql(plan, r)));
      for await (const [a, b, pattern] of database.query(keptSql(plan, r, database.dialect))) {
        const weight = pairWeight(data, weights, pattern!, radices, a!, b!);
        if (weight >= weights.keep) kept.push([a!, b!, pattern!, weight, r]);
      }
      onDone(r + 1, rules.length);
    }
    return columnsOf(kept, newPairs);
  };
}

async function countOf(database: SqlDatabase, sql: string): Promise<number> {
  for await (const [count] of database.query(sql)) return count!;
  return 0;
}

function columnsOf(
  kept: readonly (readonly [number, number, number, number, number])[],
  newPairs: readonly number[],
): ScoredPairs {
  return {
    a: Int32Array.from(kept, (e) => e[0]),
    b: Int32Array.from(kept, (e) => e[1]),
    pattern: Float64Array.from(kept, (e) => e[2]),
    weight: Float64Array.from(kept, (e) => e[3]),
    rule: Int32Array.from(kept, (e) => e[4]),
    newPairs,
  };
}
