import type { Pool } from "./pool.ts";
import { sharesOf } from "./shares.ts";
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
  const results = await pool.run(rules.map((_, rule) => ({ kind: "count", rules, rule, part: 0, parts })));
  return results.map(({ byShare, pairs, largest }) => ({ byShare: [...byShare], pairs, largest }));
}
