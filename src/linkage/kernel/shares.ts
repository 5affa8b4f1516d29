import type { Rule, Task } from "./task.ts";

/** Into how many shares the work of a rule is cut. Set by the number of records alone, never by that of workers: training takes whole shares. */
export function sharesOf(count: number): number {
  return count < 5000 ? 1 : count < 2_000_000 ? 8 : 16;
}

/** Every share of every rule as a task, rules in order. */
export function tasksOf(kind: Task["kind"], rules: readonly Rule[], count: number): Task[] {
  const parts = sharesOf(count);
  return rules.flatMap((_, rule) => Array.from({ length: parts }, (__, part) => ({ kind, rules, rule, part, parts })));
}
