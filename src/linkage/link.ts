import { sha256Hex } from "#kernel";
import { type Clustering, cluster } from "./cluster/cluster.ts";
import { sharedInt32 } from "./compare/letters.ts";
import { linkageError } from "./errors.ts";
import { radicesOf } from "./kernel/pattern-counts.ts";
import { Pool } from "./kernel/pool.ts";
import type { Rule, Task, TaskResult } from "./kernel/task.ts";
import type { ListMap } from "./map/roles.ts";
import { calibrator } from "./model/calibrator.ts";
import { type Metrics, measure } from "./model/measure.ts";
import type { LinkageModel } from "./model/model.ts";
import { type Histogram, train } from "./model/train.ts";
import { kernelWeights } from "./model/weights.ts";
import { chooseRules } from "./plan/choose-rules.ts";
import { compile } from "./plan/compile.ts";
import type { Compiled } from "./plan/compiled.ts";
import type { Table } from "./read/table.ts";
import { orderRecords, type Records } from "./record-order.ts";

export interface LinkOptions {
  readonly threads?: number;
  readonly seed?: number;
  /** Edges of at least this probability are kept. */
  readonly keep?: number;
  /** Edges of at least this probability join records. */
  readonly threshold?: number;
  /** See `ClusterOptions.density`. */
  readonly density?: number;
  /** The most pairs the rules may make. */
  readonly maxPairs?: number;
  /** A model to use instead of training one. */
  readonly model?: LinkageModel;
  /** Rules as names of keys; chosen when absent. */
  readonly rules?: readonly (readonly string[])[];
  /** Names of lists declared free of duplicates. */
  readonly unique?: readonly string[];
  /** Decisions of reviewers: pairs of record ids. */
  readonly mustLink?: readonly (readonly [string, string])[];
  readonly cannotLink?: readonly (readonly [string, string])[];
  /** Column that holds the true person. */
  readonly truth?: string;
  /** Takes the first group of the truth as the person. */
  readonly truthPattern?: RegExp;
  readonly progress?: (what: string, done: number, total: number) => void;
}

/** Pairs kept, ordered by record. */
export interface EdgeTable {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weight: Float64Array;
  readonly probability: Float64Array;
  readonly pattern: Float64Array;
  readonly rule: Int32Array;
}

export interface RuleCount {
  readonly keys: readonly string[];
  /** Pairs of the rule alone, and those no earlier rule made. */
  readonly pairs: number;
  readonly newPairs: number;
  readonly largest: number;
}

export interface LinkResult {
  readonly records: Records;
  readonly data: Compiled;
  readonly model: LinkageModel;
  readonly radices: readonly number[];
  readonly rules: readonly RuleCount[];
  readonly pairs: number;
  readonly edges: EdgeTable;
  readonly clustering: Clustering;
  readonly personOf: readonly string[];
  readonly persons: number;
  readonly metrics: Metrics | null;
  readonly warnings: readonly string[];
}

const TRAINING_PAIRS = 6_000_000;
const SAMPLE_PAIRS = 2_000_000;

/**
 * Links lists: compiles, chooses rules, trains, scores, clusters. The same lists give the same result whatever the order of
 * rows and the number of threads.
 *
 * @throws linkage/* see errors.ts
 */
export async function link(
  tables: readonly Table[],
  maps: readonly ListMap[],
  options: LinkOptions = {},
): Promise<LinkResult> {
  const progress = options.progress ?? (() => {});
  const seed = options.seed ?? 1;
  const warnings: string[] = [];
  const records = orderRecords(tables, maps);
  const unique = tables.map((table) => options.unique?.includes(table.name) ?? false);
  const data = compile(tables, maps, records, unique);
  const maxPairs = options.maxPairs ?? Math.max(2_500_000, 40 * records.count);
  const { rules, expectedRecall } = pickRules(data, options, maxPairs, seed);
  const radices = radicesOf(data.comparisons);
  const isSmall = records.count < 5000;
  const pool = new Pool(data, isSmall ? 1 : (options.threads ?? 1));
  try {
    const parts = partsFor(records.count);
    const counted = await pool.run(allTasks("count", rules, parts));
    const perRule = rules.map((_, r) => counted.slice(r * parts, (r + 1) * parts));
    checkBlocks(data, rules, perRule, maxPairs);
    const model = options.model ?? (await trainModel(pool, data, rules, perRule, radices, parts, expectedRecall, seed));
    checkModel(model, data);
    const weights = kernelWeights(model, data, options.keep ?? 0.01);
    const tasks = allTasks("score", rules, parts).map((task) => ({ ...task, weights }));
    const scored = await pool.run(tasks, (done) => progress("Comparing", done, tasks.length));
    const edges = collectEdges(scored, model);
    const pairs = scored.reduce((n, result) => n + result.pairs, 0);
    const clustering = clusterRecords(records, data, edges, options);
    const personOf = personIds(records, clustering.clusterOf);
    return {
      records,
      data,
      model,
      radices,
      rules: rules.map((rule, r) => ({
        keys: rule.map((key) => data.keys[key]!.name),
        pairs: perRule[r]!.reduce((n, result) => n + result.pairs, 0),
        newPairs: scored.slice(r * parts, (r + 1) * parts).reduce((n, result) => n + result.pairs, 0),
        largest: Math.max(...perRule[r]!.map((result) => result.largest)),
      })),
      pairs,
      edges,
      clustering,
      personOf,
      persons: new Set(clustering.clusterOf).size,
      metrics: options.truth === undefined ? null : measureTruth(tables, records, data, edges, clustering, options),
      warnings,
    };
  } finally {
    await pool.close();
  }
}

function pickRules(
  data: Compiled,
  options: LinkOptions,
  maxPairs: number,
  seed: number,
): { rules: readonly Rule[]; expectedRecall: number } {
  const named = options.rules ?? options.model?.rules;
  if (named === undefined) return chooseRules(data, maxPairs, seed);
  const rules = named.map((names) =>
    names.map((name) => {
      const key = data.keys.findIndex((k) => k.name === name);
      if (key !== -1) return key;
      throw linkageError("linkage/missing-column", {
        what: `Cannot block by "${name}"`,
        found: `no such key; there are: ${data.keys.map((k) => k.name).join(", ")}`,
        unchanged: "Nothing was compared.",
        mend: "Name one of these keys, or map the column it needs.",
      });
    }),
  );
  return { rules, expectedRecall: Number.NaN };
}

// Shares are set by the number of records alone, never by the number of workers: training samples whole shares.
function partsFor(count: number): number {
  return count < 5000 ? 1 : count < 200_000 ? 8 : 32;
}

function allTasks(kind: Task["kind"], rules: readonly Rule[], parts: number): Task[] {
  return rules.flatMap((_, rule) => Array.from({ length: parts }, (__, part) => ({ kind, rules, rule, part, parts })));
}

function checkBlocks(
  data: Compiled,
  rules: readonly Rule[],
  counted: readonly (readonly TaskResult[])[],
  maxPairs: number,
): void {
  const totals = counted.map((results) => results.reduce((n, result) => n + result.pairs, 0));
  const total = totals.reduce((a, b) => a + b, 0);
  if (total <= maxPairs * 1.5) return;
  const worst = totals.indexOf(Math.max(...totals));
  const largest = counted[worst]!.reduce((x, y) => (y.largest > x.largest ? y : x));
  const name = rules[worst]!.map((key) => data.keys[key]!.name).join(" + ");
  throw linkageError(largest.largest ** 2 > total ? "linkage/giant-block" : "linkage/too-many-pairs", {
    what: `Cannot compare by the rule "${name}"`,
    found: `it makes ${totals[worst]} pairs of ${total}, its largest block holds ${largest.largest} of ${data.count} records; at most ${maxPairs} pairs are allowed`,
    unchanged: "Nothing was compared, nothing skipped.",
    mend: `Change that rule (--block without "${name}", or with one more key in it) or raise --max-pairs.`,
  });
}

async function trainModel(
  pool: Pool,
  data: Compiled,
  rules: readonly Rule[],
  counted: readonly (readonly TaskResult[])[],
  radices: readonly number[],
  parts: number,
  expectedRecall: number,
  seed: number,
): Promise<LinkageModel> {
  const total = counted.flat().reduce((n, result) => n + result.pairs, 0);
  const used = Math.max(1, Math.min(parts, Math.ceil((parts * TRAINING_PAIRS) / Math.max(1, total))));
  const tasks = allTasks("patterns", rules, parts).filter((task) => task.part < used);
  const results = await pool.run(tasks);
  const usedTotal = counted.flatMap((list) => list.slice(0, used)).reduce((n, result) => n + result.pairs, 0);
  const blocked = mergeHistograms(results, usedTotal === 0 ? 1 : total / usedTotal);
  const sampleSize = Math.min(data.count, Math.ceil(Math.sqrt(2 * SAMPLE_PAIRS)));
  const members = Int32Array.from({ length: sampleSize }, (_, i) => Math.floor((i * data.count) / sampleSize));
  const [sampled] = await pool.run([{ kind: "sample", rules: [], rule: 0, part: 0, parts: 1, records: members }]);
  const trained = train({
    comparisons: data.comparisons,
    radices,
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

function checkModel(model: LinkageModel, data: Compiled): void {
  const wanted = data.comparisons.map((c) => `${c.kind} ${c.name} ${c.levels.length}`);
  const given = model.comparisons.map((c) => `${c.kind} ${c.name} ${c.levels.length}`);
  if (wanted.join("|") === given.join("|")) return;
  throw linkageError("linkage/bad-model", {
    what: "Cannot use the model",
    found: `it compares ${given.join(", ")}; the lists give ${wanted.join(", ")}`,
    unchanged: "Nothing was compared.",
    mend: "Use the column map the model was made with, or train anew without --model.",
  });
}

function collectEdges(results: readonly TaskResult[], model: LinkageModel): EdgeTable {
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
  const order = sortPairs(a, b);
  const calibrate = calibrator(model);
  const sortedWeight = Float64Array.from(order, (e) => weight[e]!);
  return {
    a: Int32Array.from(order, (e) => a[e]!),
    b: Int32Array.from(order, (e) => b[e]!),
    weight: sortedWeight,
    probability: sortedWeight.map(calibrate),
    pattern: Float64Array.from(order, (e) => pattern[e]!),
    rule: Int32Array.from(order, (e) => rule[e]!),
  };
}

function sortPairs(a: Int32Array, b: Int32Array): Int32Array {
  const keys = new Float64Array(a.length);
  for (let e = 0; e < a.length; e++) keys[e] = a[e]! * 67108864 + b[e]!;
  return Int32Array.from({ length: a.length }, (_, e) => e).sort((x, y) => keys[x]! - keys[y]!);
}

function clusterRecords(records: Records, data: Compiled, edges: EdgeTable, options: LinkOptions): Clustering {
  const resolve = recordNumbers(records, [...(options.mustLink ?? []), ...(options.cannotLink ?? [])]);
  return cluster(records.count, edges, {
    threshold: options.threshold ?? 0.5,
    density: options.density ?? 0.2,
    uniqueLists: data.uniqueLists,
    listOf: data.listOf,
    mustLink: (options.mustLink ?? []).map(resolve),
    cannotLink: (options.cannotLink ?? []).map(resolve),
  });
}

function recordNumbers(
  records: Records,
  pairs: readonly (readonly [string, string])[],
): (pair: readonly [string, string]) => [number, number] {
  const numbers = new Map<string, number>();
  if (pairs.length > 0) for (let i = 0; i < records.count; i++) numbers.set(records.idOf(i), i);
  const unknown = [...new Set(pairs.flat())].filter((id) => !numbers.has(id));
  if (unknown.length > 0) {
    throw linkageError("linkage/bad-decisions", {
      what: "Cannot apply the decisions",
      found: `${unknown.length} records they name are in no list, first "${unknown[0]}"`,
      unchanged: "Nothing was linked.",
      mend: "Give the lists the decisions were made on, or take these rows out.",
      problems: unknown.map((id) => ({ message: `no record "${id}"` })),
    });
  }
  return ([x, y]) => [numbers.get(x)!, numbers.get(y)!];
}

/** A person's id is the hash of the sorted ids of its records: it changes exactly when the person's records do. */
export function personIds(records: Records, clusterOf: ArrayLike<number>): string[] {
  const members = new Map<number, string[]>();
  const ids = Array.from({ length: records.count }, (_, i) => records.idOf(i));
  ids.forEach((id, i) => {
    const list = members.get(clusterOf[i]!);
    if (list === undefined) members.set(clusterOf[i]!, [id]);
    else list.push(id);
  });
  const names = new Map<number, string>();
  for (const [root, list] of members) {
    list.sort();
    names.set(root, `person-${sha256Hex(new TextEncoder().encode(list.join("\n"))).slice(0, 16)}`);
  }
  return ids.map((_, i) => names.get(clusterOf[i]!)!);
}

function measureTruth(
  tables: readonly Table[],
  records: Records,
  data: Compiled,
  edges: EdgeTable,
  clustering: Clustering,
  options: LinkOptions,
): Metrics {
  const truth = sharedInt32(records.count);
  const codes = new Map<string, number>();
  const columns = tables.map((table) => table.columns.find((c) => c.name === options.truth));
  if (columns.every((column) => column === undefined)) {
    throw linkageError("linkage/missing-column", {
      what: `Cannot measure against "${options.truth}"`,
      found: `no list has that column; found: ${tables.flatMap((t) => t.columns.map((c) => c.name)).join(", ")}`,
      unchanged: "Nothing was written.",
      mend: "Name a column that stands in the lists.",
    });
  }
  for (let i = 0; i < records.count; i++) {
    const column = columns[records.listOf[i]!];
    const text = column === undefined ? "" : column.texts.text(column.codes[records.rowOf[i]!]!);
    const person = options.truthPattern === undefined ? text : (options.truthPattern.exec(text)?.[1] ?? "");
    if (person === "") continue;
    if (!codes.has(person)) codes.set(person, codes.size + 1);
    truth[i] = codes.get(person)!;
  }
  return measure({
    truth,
    listOf: data.listOf,
    uniqueLists: data.uniqueLists,
    a: edges.a,
    b: edges.b,
    probability: edges.probability,
    clusterOf: clustering.clusterOf,
    threshold: options.threshold ?? 0.5,
  });
}
