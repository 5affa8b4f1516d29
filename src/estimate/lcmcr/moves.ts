import { normal } from "../math/draw.ts";
import { logBetaI } from "../math/gamma-function.ts";
import { logBetaTail } from "../math/normal.ts";
import type { ChainState } from "./state.ts";

/** Kinds of moves: all logits of a class at once, one logit, the weight alone. */
export const SHIFT_CLASS = 0;
export const SHIFT_ONE = 1;
export const SHIFT_WEIGHT = 2;

/**
 * One Metropolis-Hastings move of a class on the marginal posterior of (nu, lambda), allocations and missed summed out:
 * sum_x n_x log pi_x - n log(1 - p0) + log P(missed <= cap n), times `beta` where it is tempered. Shifts of logits change the class's weight so that its observed
 * mass stays, the direction in which Gibbs is slow; in coordinates (logit lambda, log weight) that is a shear, with Jacobian 1.
 * The class is picked by its weight.
 */
export function move(state: ChainState, kind: number): void {
  const { K, J, n, random, nu, lambda, odds, oddsNext, lambdaNext } = state;
  let u = random.next() * state.weightSum;
  let k = 0;
  while (k < K - 1) {
    u -= nu[k]!;
    if (u < 0) break;
    k++;
  }
  const line = state.rowOf[k]!;
  const weight = nu[k]!;
  if (line < 0 || !(weight > 1e-12 * state.weightSum)) return;
  state.tried[kind] = state.tried[kind]! + 1;
  const step = Math.exp(state.scale[kind]! * Math.exp(normal(random)) * normal(random));
  const base = k * J;
  let none = state.none[k]!;
  let weightNext = weight;
  let jacobian = 1;
  if (kind === SHIFT_WEIGHT) {
    weightNext = weight * step;
    for (let j = 0; j < J; j++) oddsNext[j] = odds[base + j]!;
  } else {
    const only = kind === SHIFT_ONE ? random.below(J) : -1;
    for (let j = 0; j < J; j++) {
      const old = odds[base + j]!;
      const x = lambda[base + j]!;
      if (only >= 0 && j !== only) {
        oddsNext[j] = old;
        lambdaNext[j] = x;
        continue;
      }
      const next = old * step;
      if (!(next > 1e-12 && next < 1e12)) return;
      const y = 1 / (1 + next);
      none *= y / (1 - x);
      oddsNext[j] = next;
      lambdaNext[j] = next * y;
      jacobian *= (next * y * y) / (x * (1 - x));
    }
    weightNext = (weight * (1 - state.none[k]!)) / (1 - none);
  }
  // Bounded both ways, so the reverse of a move is bounded too; beyond, sums kept by adding and taking away would lose their digits.
  const change = weightNext / weight;
  if (!(change > 1e-6 && change < 1e6 && none < 1)) return;

  const { nodes, parent, list, patternNode, counts } = state.tree;
  const { mass, massNext, total, totalNext } = state;
  const row = line * nodes;
  massNext[0] = weightNext * none;
  totalNext[0] = total[0]! + massNext[0]! - mass[row]!;
  for (let i = 1; i < nodes; i++) {
    const m = massNext[parent[i]!]! * oddsNext[list[i]!]!;
    massNext[i] = m;
    totalNext[i] = total[i]! + m - mass[row + i]!;
  }
  const sum = state.weightSum + weightNext - weight;
  const [missed, missedNext] = [total[0]!, totalNext[0]!];
  let log = -n * Math.log((sum - missedNext) / (state.weightSum - missed));
  for (let i = 0; i < counts.length; i++) {
    const node = patternNode[i]!;
    const ratio = totalNext[node]! / total[node]!;
    if (!(ratio > 0)) return;
    log += counts[i]! * Math.log(ratio);
  }
  log += logWithinCap(state, missedNext / sum) - logWithinCap(state, missed / state.weightSum);
  log *= state.beta;
  // Hastings: the class is picked with its share of the weight, before and after.
  log += Math.log(((jacobian * weightNext) / sum / weight) * state.weightSum);
  log += stickChange(state, k, weightNext, sum / state.weightSum);
  if (!(Math.log(random.next()) < log)) return;

  state.taken[kind] = state.taken[kind]! + 1;
  state.logNu[k] = state.logNu[k]! + Math.log(weightNext / weight);
  nu[k] = weightNext;
  state.weightSum = sum;
  state.total = totalNext;
  state.totalNext = total;
  for (let i = 0; i < nodes; i++) mass[row + i] = massNext[i]!;
  if (kind === SHIFT_WEIGHT) return;
  state.none[k] = none;
  for (let j = 0; j < J; j++) {
    odds[base + j] = oddsNext[j]!;
    lambda[base + j] = lambdaNext[j]!;
  }
}

/** log P(the missed do not pass the cap), for chance p0 of no list; 0 while the cap is eight standard deviations away. */
export function logWithinCap(state: ChainState, p0: number): number {
  const ratio = p0 / (1 - p0);
  const expected = state.n * ratio;
  if (expected + 8 * Math.sqrt(expected * (1 + ratio)) < state.limit) return 0;
  // The logarithm has no floor: with one, -n log(1 - p0) would grow without end as p0 nears 1, and draw the chain there.
  return state.n > 100 && state.limit > 100
    ? logBetaTail(1 - p0, state.n, state.limit + 1)
    : logBetaI(1 - p0, state.n, state.limit + 1);
}

/**
 * Change of the log stick prior, in log-ratio coordinates, when class k gets another weight. Given alpha that prior is
 * (alpha - 1) log nu_K - sum_{h<K} log rest_h + sum_h log nu_h, with rest_h the weight of class h and of those after it.
 */
function stickChange(state: ChainState, k: number, weightNext: number, sumRatio: number): number {
  const { nu, alpha } = state;
  const last = state.K - 1;
  const change = weightNext - nu[k]!;
  let rest = 0;
  for (let h = last; h > k; h--) rest += nu[h]!;
  let product = 1;
  for (let h = k; h >= 0; h--) {
    rest += nu[h]!;
    if (h < last) product *= (rest + change) / rest;
  }
  const own = k === last ? alpha : 1;
  return own * Math.log(weightNext / nu[k]!) - Math.log(product) - alpha * Math.log(sumRatio);
}

/** Makes the weights sum to 1 again after moves. */
export function normalise(state: ChainState): void {
  const log = Math.log(state.weightSum);
  for (let k = 0; k < state.K; k++) state.logNu[k] = state.logNu[k]! - log;
}

/** Swaps two neighbouring labels: the likelihood stays, only the stick prior speaks. To be called before `spread`. */
export function swapLabels(state: ChainState): void {
  const { K, J, logNu, lambda, random } = state;
  if (K < 2) return;
  const k = random.below(K - 1);
  const [x, y] = [logNu[k]!, logNu[k + 1]!];
  let log: number;
  if (k + 1 === K - 1) {
    log = (state.alpha - 1) * (x - y);
  } else {
    let tail = 0;
    for (let h = k + 2; h < K; h++) tail += Math.exp(logNu[h]!);
    log = Math.log((Math.exp(y) + tail + 1e-300) / (Math.exp(x) + tail + 1e-300));
  }
  if (!(Math.log(random.next()) < log)) return;
  swapClasses(logNu, lambda, J, k);
}

function swapClasses(logNu: Float64Array, lambda: Float64Array, J: number, k: number): void {
  const log = logNu[k]!;
  logNu[k] = logNu[k + 1]!;
  logNu[k + 1] = log;
  for (let at = k * J; at < k * J + J; at++) {
    const x = lambda[at]!;
    lambda[at] = lambda[at + J]!;
    lambda[at + J] = x;
  }
}
