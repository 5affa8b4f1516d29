import { Uniforms } from "../math/uniforms.ts";
import { listSizes, type OverlapTable } from "../table/overlap-table.ts";
import { type PrefixTree, prefixTree } from "./prefix-tree.ts";
import type { LcmcrSettings } from "./settings.ts";

/** Classes whose log weight lies below are left out: they change no double. */
export const TINY_LOG_WEIGHT = -46;
/** Listing chances stay this far from 0 and 1. */
export const EDGE = 1e-12;

/** Everything one chain holds; all arrays are made once. K classes, J lists. */
export interface ChainState {
  readonly settings: LcmcrSettings;
  readonly random: Uniforms;
  /** Power of the marginal likelihood in moves: 1, or less in the warmer copies of parallel tempering. */
  readonly beta: number;
  readonly tree: PrefixTree;
  readonly K: number;
  readonly J: number;
  /** Persons listed; they change only where persons without a stratum move between strata. */
  n: number;
  /** Most missed persons: floor(cap n). */
  limit: number;
  /** Stick-breaking weights and their logs. */
  readonly logNu: Float64Array;
  readonly nu: Float64Array;
  /** Chance of list j in class k at k J + j, and its odds. */
  readonly lambda: Float64Array;
  readonly odds: Float64Array;
  /** Chance of no list in a class. */
  readonly none: Float64Array;
  /** Persons in a class, and of them on list j, the missed among them. */
  readonly size: Float64Array;
  readonly hits: Float64Array;
  /** Weight of class and node (row `rowOf[k]`), and summed over classes; node 0 is the missed. */
  readonly mass: Float64Array;
  total: Float64Array;
  totalNext: Float64Array;
  readonly massNext: Float64Array;
  /** Where a move works out the second of two classes, and the chances and odds of both. */
  readonly massOther: Float64Array;
  readonly lambdaPair: Float64Array;
  readonly oddsPair: Float64Array;
  /** The classes that are not negligible, and each class's row or -1. */
  readonly live: Int32Array;
  readonly rowOf: Int32Array;
  lives: number;
  /** Sum of the weights `nu`: 1 except between moves. */
  weightSum: number;
  alpha: number;
  missed: number;
  p0: number;
  readonly oddsNext: Float64Array;
  /** Of the kinds of moves: step, tries and acceptances since the last tuning. */
  readonly scale: Float64Array;
  readonly tried: Float64Array;
  readonly taken: Float64Array;
}

/** Starts are dispersed: the missed from a fifth to ten times the listed, the weight on few or many classes. */
export function makeState(
  table: OverlapTable,
  settings: LcmcrSettings,
  chain: number,
  beta = 1,
  random = new Uniforms(settings.seed, 1 + chain),
): ChainState {
  const K = settings.k;
  const J = table.lists.length;
  const tree = prefixTree(table);
  const limit = Math.floor(settings.cap * table.n);
  const state: ChainState = {
    settings,
    random,
    beta,
    tree,
    K,
    J,
    n: table.n,
    limit,
    logNu: new Float64Array(K),
    nu: new Float64Array(K),
    lambda: new Float64Array(K * J),
    odds: new Float64Array(K * J),
    none: new Float64Array(K),
    size: new Float64Array(K),
    hits: new Float64Array(K * J),
    mass: new Float64Array(K * tree.nodes),
    total: new Float64Array(tree.nodes),
    totalNext: new Float64Array(tree.nodes),
    massNext: new Float64Array(tree.nodes),
    massOther: new Float64Array(tree.nodes),
    lambdaPair: new Float64Array(2 * J),
    oddsPair: new Float64Array(2 * J),
    live: new Int32Array(K),
    rowOf: new Int32Array(K),
    lives: 0,
    weightSum: 1,
    alpha: 0.3 / K,
    missed: Math.min(limit, Math.ceil(table.n * [0.2, 1, 4, 10][chain % 4]!)),
    p0: 0.5,
    oddsNext: new Float64Array(J),
    scale: new Float64Array([0.7, 0.7, 0.7, 0.7]),
    tried: new Float64Array(4),
    taken: new Float64Array(4),
  };
  const concentration = [1, 0.2, 3, 1][chain % 4]!;
  const sizes = listSizes(table);
  let log = 0;
  for (let k = 0; k < K; k++) {
    const rest = k === K - 1 ? 0 : state.random.next() ** (1 / concentration);
    state.logNu[k] = log + Math.log(Math.max(1 - rest, 1e-300));
    log += Math.log(Math.max(rest, 1e-300));
    for (let j = 0; j < J; j++) {
      const rate = Math.min(0.98, Math.max(0.002, sizes[j]! / (table.n + state.missed)));
      const logit = Math.log(rate / (1 - rate)) + (chain === 0 ? 0 : state.random.next() - 0.5);
      state.lambda[k * J + j] = 1 / (1 + Math.exp(-logit));
    }
  }
  return state;
}

/** Works out odds, weights and the mass of every node from lambda and log nu. */
export function spread(state: ChainState): void {
  const { K, J, logNu, nu, lambda, odds, none, mass, total, live, rowOf } = state;
  const { nodes, parent, list } = state.tree;
  total.fill(0);
  let lives = 0;
  for (let k = 0; k < K; k++) {
    nu[k] = Math.exp(logNu[k]!);
    const base = k * J;
    let missed = 1;
    for (let at = base; at < base + J; at++) {
      const x = lambda[at]!;
      const y = 1 - x;
      missed *= y;
      odds[at] = x / y;
    }
    none[k] = missed;
    rowOf[k] = -1;
    if (logNu[k]! <= TINY_LOG_WEIGHT) continue;
    const row = lives * nodes;
    rowOf[k] = lives;
    live[lives++] = k;
    const first = nu[k]! * missed;
    mass[row] = first;
    total[0] = total[0]! + first;
    for (let i = 1; i < nodes; i++) {
      const m = mass[row + parent[i]!]! * odds[base + list[i]!]!;
      mass[row + i] = m;
      total[i] = total[i]! + m;
    }
  }
  state.lives = lives;
  state.weightSum = 1;
}
