import type { RuleSize } from "../kernel/count-pairs.ts";
import { radicesOf } from "../kernel/pattern-counts.ts";
import type { Pool } from "../kernel/pool.ts";
import { sharesOf, tasksOf } from "../kernel/shares.ts";
import type { Rule, TaskResult } from "../kernel/task.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { LinkageModel } from "./model.ts";
import { type Histogram, train } from "./train.ts";

const TRAINING_PAIRS = 6_000_000;
const SAMPLE_PAIRS = 2_000_000;

/** Trains a model on the pairs the rules make (whole shares of them above six million) and on all pairs of a sample of records. */
export async function trainModel(
  pool: Pool,
  data: Compiled,
  rules: readonly Rule[],
  sizes: readonly RuleSize[],
  expectedRecall: number,
  seed: number,
): Promise<LinkageModel> {
  const parts = sharesOf(data.count);
  const total = sizes.reduce((n, size) => n + size.pairs, 0);
  const used = Math.max(1, Math.min(parts, Math.ceil((parts * TRAINING_PAIRS) / Math.max(1, total))));
  const tasks = tasksOf("patterns", rules, data.count).filter((task) => task.part < used);
  const results = await pool.run(tasks);
  const usedTotal = sizes.flatMap((size) => size.byShare.slice(0, used)).reduce((n, pairs) => n + pairs, 0);
  const blocked = mergeHistograms(results, usedTotal === 0 ? 1 : total / usedTotal);
  const sampleSize = Math.min(data.count, Math.ceil(Math.sqrt(2 * SAMPLE_PAIRS)));
  const members = Int32Array.from({ length: sampleSize }, (_, i) => Math.floor((i * data.count) / sampleSize));
  const [sampled] = await pool.run([{ kind: "sample", rules: [], rule: 0, part: 0, parts: 1, records: members }]);
  const trained = train({
    comparisons: data.comparisons,
    radices: radicesOf(data.comparisons),
    blocked,
    sample: sampled!,
    allPairs: allPairs(data),
    records: data.count,
  });
  return {
    format: "snowmelt-linkage-model/1",
    lambda: trained.lambda,
    comparisons: trained.comparisons,
    related: trained.related,
    rules: rules.map((rule) => rule.map((key) => data.keys[key]!.name)),
    calibration: null,
    training: {
      iterations: trained.iterations,
      change: trained.change,
      pairs: results.reduce((n, r) => n + r.pairs, 0),
      samplePairs: sampled!.pairs,
      expectedRecall,
      seed,
    },
  };
}

function allPairs(data: Compiled): number {
  const sizes = data.uniqueLists.map(() => 0);
  for (let i = 0; i < data.count; i++) sizes[data.listOf[i]!]!++;
  let pairs = (data.count * (data.count - 1)) / 2;
  data.uniqueLists.forEach((isUnique, list) => {
    if (isUnique) pairs -= (sizes[list]! * (sizes[list]! - 1)) / 2;
  });
  return pairs;
}

function mergeHistograms(results: readonly TaskResult[], scale: number): Histogram {
  const merged = new Map<number, number>();
  for (const { patterns, counts } of results) {
    for (let i = 0; i < patterns.length; i++) merged.set(patterns[i]!, (merged.get(patterns[i]!) ?? 0) + counts[i]!);
  }
  const sorted = [...merged].sort((x, y) => x[0] - y[0]);
  return { patterns: sorted.map((e) => e[0]), counts: sorted.map((e) => e[1] * scale) };
}
