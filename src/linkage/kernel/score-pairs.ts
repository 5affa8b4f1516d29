import type { Plan, ScoredPairs } from "../score.ts";
import type { Pool } from "./pool.ts";
import { tasksOf } from "./shares.ts";
import type { TaskResult } from "./task.ts";

/** Carries out a plan with the kernel. */
export async function scorePairs(
  pool: Pool,
  { data, rules, weights }: Plan,
  onDone: (done: number, total: number) => void,
): Promise<ScoredPairs> {
  const tasks = tasksOf("score", rules, data.count).map((task) => ({ ...task, weights }));
  const results = await pool.run(tasks, (done) => onDone(done, tasks.length));
  const parts = tasks.length / rules.length;
  return {
    ...joined(results),
    newPairs: rules.map((_, r) => results.slice(r * parts, (r + 1) * parts).reduce((n, result) => n + result.pairs, 0)),
  };
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
