import { sharedInt32 } from "../compare/letters.ts";
import type { Groups } from "../kernel/groups.ts";
import type { RuleBlocks } from "../kernel/make-blocks.ts";
import { radicesOf } from "../kernel/patterns.ts";
import type { Pool } from "../kernel/pool.ts";
import { slicesOf } from "../kernel/slices.ts";
import type { Rule, Task, TaskResult } from "../kernel/task.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { LinkageModel } from "./model.ts";
import { type Histogram, train } from "./train.ts";

const TRAINING_PAIRS = 3_000_000;
const SAMPLE_PAIRS = 2_000_000;

/** Trains a model on the pairs the rules make (above three million on the first blocks of each) and on all pairs of a sample of records. */
export async function trainModel(
  pool: Pool,
  data: Compiled,
  rules: readonly Rule[],
  blocks: readonly RuleBlocks[],
  expectedRecall: number,
  seed: number,
): Promise<LinkageModel> {
  const total = blocks.reduce((n, { pairs }) => n + pairs, 0);
  const share = total <= TRAINING_PAIRS ? 1 : TRAINING_PAIRS / total;
  const ofRules = blocks.map(({ blocks, pairs }) =>
    slicesOf(blocks, share === 1 ? Number.POSITIVE_INFINITY : share * pairs),
  );
  const tasks = ofRules.flatMap((slices, rule) =>
    slices.map((slice): Task => ({ kind: "patterns", rules, rule, slice })),
  );
  const sample = slicesOf(sampleOf(data.count)).map((slice): Task => ({ kind: "patterns", rules: [], rule: 0, slice }));
  const results = await pool.run([...tasks, ...sample]);
  const scales = ofRules.map((slices, r) =>
    share === 1
      ? 1
      : blocks[r]!.pairs /
        Math.max(
          1,
          slices.reduce((n, { pairs }) => n + pairs, 0),
        ),
  );
  const seen = results.slice(0, tasks.length);
  const blocked = mergeHistograms(seen, (t) => scales[tasks[t]!.rule]!);
  const sampled = mergeHistograms(results.slice(tasks.length), () => 1);
  const trained = train({
    comparisons: data.comparisons,
    radices: radicesOf(data.comparisons),
    blocked,
    sample: sampled,
    allPairs: allPairs(data),
    records: data.count,
    paired: pairedRecords(data),
  });
  return {
    format: "snowmelt-linkage-model/1",
    lambda: trained.lambda,
    comparisons: trained.comparisons,
    related: trained.related,
    rules: rules.map((rule) => rule.map((key) => data.keys[key]!.name)),
    calibration: null,
    calibratedOn: null,
    training: {
      iterations: trained.iterations,
      change: trained.change,
      pairs: seen.reduce((n, r) => n + r.pairs, 0),
      samplePairs: results.slice(tasks.length).reduce((n, r) => n + r.pairs, 0),
      expectedRecall,
      seed,
    },
  };
}

// Each record outside the largest list and its partner; all where there is but one list.
function pairedRecords(data: Compiled): number {
  const outside = data.count - Math.max(...sizesOf(data));
  return outside === 0 ? data.count : Math.min(data.count, 2 * outside);
}

function sizesOf({ count, listOf, uniqueLists }: Compiled): number[] {
  const sizes = uniqueLists.map(() => 0);
  for (let i = 0; i < count; i++) sizes[listOf[i]!]!++;
  return sizes;
}

function allPairs(data: Compiled): number {
  const sizes = sizesOf(data);
  let pairs = (data.count * (data.count - 1)) / 2;
  data.uniqueLists.forEach((isUnique, list) => {
    if (isUnique) pairs -= (sizes[list]! * (sizes[list]! - 1)) / 2;
  });
  return pairs;
}

function mergeHistograms(results: readonly TaskResult[], scaleOf: (result: number) => number): Histogram {
  const merged = new Map<number, number>();
  results.forEach(({ patterns, counts }, t) => {
    const scale = scaleOf(t);
    for (let i = 0; i < patterns.length; i++)
      merged.set(patterns[i]!, (merged.get(patterns[i]!) ?? 0) + counts[i]! * scale);
  });
  const sorted = [...merged].sort((x, y) => x[0] - y[0]);
  return { patterns: sorted.map((e) => e[0]), counts: sorted.map((e) => e[1]) };
}

// One block of every so many records.
function sampleOf(count: number): Groups {
  const size = Math.min(count, Math.ceil(Math.sqrt(2 * SAMPLE_PAIRS)));
  const [members, starts] = [sharedInt32(size), sharedInt32(2)];
  for (let i = 0; i < size; i++) members[i] = Math.floor((i * count) / size);
  starts[1] = size;
  return { members, starts };
}
