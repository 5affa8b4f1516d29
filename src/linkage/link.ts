import type { Clustering, ClusterOptions } from "./cluster/cluster.ts";
import { clusterOptions, clusterRecords } from "./cluster/cluster-records.ts";
import { collectiveWeights } from "./cluster/collective.ts";
import { bitsLostToRivals } from "./cluster/competition.ts";
import { bitsOfCoverage } from "./cluster/coverage.ts";
import { clusteringDraws } from "./cluster/sample.ts";
import { type EdgeTable, pairsFrom, pairsInOrder } from "./edges.ts";
import { makeBlocks } from "./kernel/make-blocks.ts";
import { packRows } from "./kernel/packed-rows.ts";
import { radicesOf } from "./kernel/patterns.ts";
import { Pool } from "./kernel/pool.ts";
import { scorePairs } from "./kernel/score-pairs.ts";
import type { ListMap } from "./map/roles.ts";
import { checkMemory, type Memory } from "./memory.ts";
import { calibrate, labelsOf } from "./model/calibrate.ts";
import { calibrator } from "./model/calibrator.ts";
import { checkModel } from "./model/check-model.ts";
import { type Metrics, measure } from "./model/measure.ts";
import type { LinkageModel } from "./model/model.ts";
import { trainModel } from "./model/train-model.ts";
import { truthCodes } from "./model/truth-codes.ts";
import { kernelWeights, probabilityOf, weightOf } from "./model/weights.ts";
import { FAINTEST, worthOfWeight } from "./model/worth.ts";
import { type PersonIds, personIds } from "./persons/person-ids.ts";
import { checkBlocks } from "./plan/check-blocks.ts";
import { compile } from "./plan/compile.ts";
import type { Compiled } from "./plan/compiled.ts";
import { pickRules } from "./plan/pick-rules.ts";
import type { Table } from "./read/table.ts";
import { orderRecords, type Records } from "./record-order.ts";
import type { ScoredPairs, Scorer } from "./score.ts";

export interface LinkOptions {
  readonly threads?: number;
  readonly seed?: number;
  /** Edges of at least this probability are kept. */
  readonly keep?: number;
  /** Edges of at least this probability join records. */
  readonly threshold?: number;
  /** See `ClusterOptions.density`. */
  readonly density?: number;
  /** Whether clusterings will be drawn: pairs too faint to be edges are then kept for `LinkResult.draw`. */
  readonly draws?: boolean;
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
  /** Ids of records name their list even when they are unique without. */
  readonly alwaysNameLists?: boolean;
  /** Column that holds the true person. */
  readonly truth?: string;
  /** Takes the first group of the truth as the person. */
  readonly truthPattern?: RegExp;
  /** Carries out the plan instead of the kernel. */
  readonly scorer?: Scorer;
  /** Bytes in use, and the most there may be. */
  readonly memory?: Memory;
  readonly progress?: (what: string, done: number, total: number) => void;
}

export interface RuleCount {
  readonly keys: readonly string[];
  /** Pairs of the rule alone, and those no earlier rule made. */
  readonly pairs: number;
  readonly newPairs: number;
  readonly largest: number;
}

export interface LinkResult extends Pick<PersonIds, "personOf"> {
  readonly records: Records;
  readonly data: Compiled;
  readonly model: LinkageModel;
  readonly radices: readonly number[];
  readonly rules: readonly RuleCount[];
  readonly pairs: number;
  readonly edges: EdgeTable;
  readonly clustering: Clustering;
  readonly persons: number;
  /** Clustering `draw` under a seed, by how likely each is (see `clusteringDraws`): the lowest record of each record's person. */
  readonly draw: (draw: number, seed: number) => Int32Array;
  readonly threshold: number;
  /** Code of the true person by record, 0 where not known; `null` without a truth column. */
  readonly truthOf: Int32Array | null;
  readonly metrics: Metrics | null;
}

/** Records below which threads cost more than they save. */
const SMALL = 5000;

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
  const [keep, threshold] = [options.keep ?? 0.01, options.threshold ?? 0.5];
  const least = options.draws === true ? Math.min(keep, FAINTEST) : keep;
  const rows = tables.reduce((n, table) => n + table.rows, 0);
  // Threads load while the lists are coded, and are gone before records are clustered.
  const pool = new Pool(rows < SMALL ? 1 : (options.threads ?? 1));
  const compared = await compareAll(pool, tables, maps, options, least).finally(() => pool.close());
  const { records, data, truthOf, wishes } = compared;
  const all = pairsInOrder(compared.scored);
  const pairs = least === keep ? all : pairsFrom(weightOf(keep), all);
  // Rulings calibrate what a pair weighs alone: what it weighs among others has heard the rulings themselves.
  const model = calibrate(compared.trained, labelsOf(pairs, wishes.mustLink, wishes.cannotLink));
  const chosen = weightsAmongOthers(pairs, model, data.listOf);
  const clustering = clusterRecords(records, { ...pairs, probability: chosen.map(calibrator(model)) }, wishes);
  const together = collectiveWeights(pairs, chosen, clustering.clusterOf, weightOf(keep));
  const edges = { ...pairs, probability: together.map(calibrator(model)) };
  const draw = clusteringDraws({
    pairs: all,
    floor: weightOf(least),
    worth: worthOfWeight(model),
    lambda: model.lambda,
    clusterOf: clustering.clusterOf,
    options: wishes,
  });
  return {
    records,
    data,
    model,
    radices: radicesOf(data.comparisons),
    rules: compared.rules,
    pairs: compared.rules.reduce((n, { newPairs }) => n + newPairs, 0),
    edges,
    clustering,
    draw,
    personOf: personIds(records.ids, clustering.clusterOf).personOf,
    persons: clustering.clusterOf.reduce((n, root, record) => n + (root === record ? 1 : 0), 0),
    threshold,
    truthOf,
    metrics:
      truthOf === null
        ? null
        : measure({
            truth: truthOf,
            listOf: data.listOf,
            uniqueLists: data.uniqueLists,
            a: edges.a,
            b: edges.b,
            probability: edges.probability,
            clusterOf: clustering.clusterOf,
            threshold,
          }),
  };
}

// What pairs weigh once it is heard how many records have a partner, and who else may be theirs. Rulings have heard how many, and rivals then
// compete by what these made of the odds; the curve of made-up lists is of what is left when all were heard.
function weightsAmongOthers(
  pairs: Omit<EdgeTable, "probability">,
  model: LinkageModel,
  listOf: Int32Array,
): Float64Array {
  const curve = calibrator(model);
  const alone = { ...pairs, probability: pairs.weight.map(curve) };
  const rulings = model.calibratedOn?.by === "rulings" ? model.calibratedOn : null;
  const gained = rulings === null ? bitsOfCoverage(alone, listOf) : new Float64Array(alone.weight.length);
  const weight = alone.weight.map((own, e) => own + gained[e]!);
  const competing = weight.map(rulings === null ? probabilityOf : curve);
  const lost = bitsLostToRivals({ ...pairs, probability: competing }, listOf);
  return weight.map((own, e) => own + lost[e]! / (rulings?.slope ?? 1));
}

interface Compared {
  readonly records: Records;
  readonly data: Compiled;
  readonly truthOf: Int32Array | null;
  readonly wishes: ClusterOptions;
  readonly trained: LinkageModel;
  readonly scored: ScoredPairs;
  readonly rules: readonly RuleCount[];
}

// Codes, rules, model and weights of pairs. Blocks and packed rows are gone when it returns.
async function compareAll(
  pool: Pool,
  tables: readonly Table[],
  maps: readonly ListMap[],
  options: LinkOptions,
  keep: number,
): Promise<Compared> {
  const records = orderRecords(tables, maps, options.alwaysNameLists);
  const truthOf = options.truth === undefined ? null : truthCodes(tables, records, options.truth, options.truthPattern);
  const unique = tables.map((table) => options.unique?.includes(table.name) ?? false);
  const data = compile(tables, maps, records, unique);
  checkMemory(options.memory, "the lists were coded");
  const wishes = clusterOptions(records, data, {
    threshold: options.threshold ?? 0.5,
    density: options.density ?? 0.2,
    mustLink: options.mustLink ?? [],
    cannotLink: options.cannotLink ?? [],
  });
  const seed = options.seed ?? 1;
  const maxPairs = options.maxPairs ?? Math.max(2_500_000, 40 * data.count);
  const { rules, expectedRecall } = pickRules(data, options.rules ?? options.model?.rules, maxPairs, seed);
  pool.give({ data, rows: packRows(data, rules) });
  const blocks = await makeBlocks(pool, rules);
  checkBlocks(data, rules, blocks, maxPairs);
  const trained = options.model ?? (await trainModel(pool, data, rules, blocks, expectedRecall, seed));
  checkModel(trained, data);
  const plan = { data, rules, weights: kernelWeights(trained, data, keep) };
  const onDone = (done: number, total: number): void => {
    options.progress?.("Comparing", done, total);
    checkMemory(options.memory, "pairs were compared");
  };
  const scored = await (options.scorer === undefined
    ? scorePairs(pool, plan, blocks, onDone)
    : options.scorer(plan, onDone));
  const counts = rules.map((rule, r) => ({
    keys: rule.map((key) => data.keys[key]!.name),
    pairs: blocks[r]!.pairs,
    newPairs: scored.newPairs[r]!,
    largest: blocks[r]!.largest,
  }));
  return { records, data, truthOf, wishes, trained, scored, rules: counts };
}
