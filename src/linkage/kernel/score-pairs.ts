import type { Plan, ScoredPairs } from "../score.ts";
import type { RuleBlocks } from "./make-blocks.ts";
import type { Pool } from "./pool.ts";
import { slicesOf } from "./slices.ts";
import type { Task, TaskResult } from "./task.ts";

/** Carries out a plan with the kernel, on blocks that were made for its rules. */
export async function scorePairs(
  pool: Pool,
  { rules, weights }: Plan,
  blocks: readonly RuleBlocks[],
  onDone: (done: number, total: number) => void,
): Promise<ScoredPairs> {
  const tasks = blocks.flatMap(({ blocks }, rule) =>
    slicesOf(blocks).map((slice): Task => ({ kind: "score", rules, rule, slice, weights })),
  );
  const results = await pool.run(tasks, (done) => onDone(done, tasks.length));
  const newPairs = rules.map(() => 0);
  results.forEach(({ pairs }, t) => {
    newPairs[tasks[t]!.rule]! += pairs;
  });
  return { ...joined(results), newPairs };
}

function joined(results: readonly TaskResult[]): Omit<ScoredPairs, "newPairs"> {
  const total = results.reduce((n, r) => n + r.a.length, 0);
  const a = new Int32Array(total);
  const b = new Int32Array(total);
  const weight = new Float64Array(total);
  const pattern = new Float64Array(total);
  const rule = new Int32Array(total);
  let at = 0;
  for (const r of results) {
    a.set(r.a, at);
    b.set(r.b, at);
    weight.set(r.weight, at);
    pattern.set(r.pattern, at);
    rule.set(r.byRule, at);
    at += r.a.length;
  }
  return { a, b, weight, pattern, rule };
}
