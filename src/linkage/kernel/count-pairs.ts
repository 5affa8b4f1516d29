import type { Pool } from "./pool.ts";
import { sharesOf, tasksOf } from "./shares.ts";
import type { Rule } from "./task.ts";

/** What a rule would make, counted before anything is compared. */
export interface RuleSize {
  /** Pairs of each share of the rule. */
  readonly byShare: readonly number[];
  readonly pairs: number;
  /** Records of the largest block. */
  readonly largest: number;
}

export async function countPairs(pool: Pool, rules: readonly Rule[], count: number): Promise<RuleSize[]> {
  const parts = sharesOf(count);
  const results = await pool.run(tasksOf("count", rules, count));
  return rules.map((_, r) => {
    const own = results.slice(r * parts, (r + 1) * parts);
    return {
      byShare: own.map((result) => result.pairs),
      pairs: own.reduce((n, result) => n + result.pairs, 0),
      largest: own.reduce((most, result) => Math.max(most, result.largest), 0),
    };
  });
}
