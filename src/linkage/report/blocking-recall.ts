import type { LinkResult } from "../link.ts";

/** What the rules are thought to have missed. */
export interface BlockingRecall {
  /** Sure pairs (probability at least .9) by how many rules make each; index 0 is one rule. */
  readonly byRules: readonly number[];
  /** Estimated share of true pairs that some rule makes; `null` when too few pairs are made by exactly two rules. */
  readonly estimate: number | null;
}

/**
 * How many true pairs no rule made, seen from how often the rules meet on those they made: Chao's lower bound f1^2 / (2 f2) on the
 * unseen (Chao 1987). Rules share keys, so they are no independent witnesses, and the true share may be lower.
 */
export function blockingRecall({ edges, data, rules }: Pick<LinkResult, "edges" | "data" | "rules">): BlockingRecall {
  const keys = [...new Set(rules.flatMap((rule) => rule.keys))];
  const columns = keys.map((name) => data.columns[data.keys.find((k) => k.name === name)!.column]!);
  const wanted = rules.map((rule) => rule.keys.map((name) => keys.indexOf(name)));
  // Each key once, though many rules ask for it: a record's code lies far from that of the next.
  const agrees = new Uint8Array(keys.length);
  const byRules = new Array<number>(rules.length).fill(0);
  let pairs = 0;
  for (let e = 0; e < edges.a.length; e++) {
    if (edges.probability[e]! < 0.9) continue;
    const [a, b] = [edges.a[e]!, edges.b[e]!];
    for (let k = 0; k < columns.length; k++) {
      const code = columns[k]![a]!;
      agrees[k] = code !== 0 && code === columns[k]![b] ? 1 : 0;
    }
    let made = 0;
    for (const rule of wanted) if (rule.every((k) => agrees[k] === 1)) made++;
    byRules[made - 1]!++;
    pairs++;
  }
  const [once, twice] = [byRules[0] ?? 0, byRules[1] ?? 0];
  const isAll = rules.some((rule) => rule.keys.length === 0);
  const estimate = isAll ? 1 : twice < 10 ? null : pairs / (pairs + (once * once) / (2 * twice));
  return { byRules, estimate };
}
