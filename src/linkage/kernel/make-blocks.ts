import type { Groups } from "./groups.ts";
import type { Pool } from "./pool.ts";
import type { Rule } from "./task.ts";

/** What a rule would make, known before anything is compared. */
export interface RuleBlocks {
  readonly blocks: Groups;
  readonly pairs: number;
  /** Records of the largest block. */
  readonly largest: number;
}

/** Gathers the blocks of every rule, once for training and scoring. */
export async function makeBlocks(pool: Pool, rules: readonly Rule[]): Promise<RuleBlocks[]> {
  const results = await pool.run(rules.map((_, rule) => ({ kind: "block", rules, rule })));
  return results.map(({ blocks, pairs, largest }) => ({ blocks: blocks!, pairs, largest }));
}
