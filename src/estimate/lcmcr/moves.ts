import { normal } from "../math/draw.ts";
import { logBetaI } from "../math/gamma-function.ts";
import { logBetaTail } from "../math/normal.ts";
import type { ChainState } from "./state.ts";

/** Kinds of moves: all logits of a class at once, one logit, the weight alone. */
export const SHIFT_CLASS = 0;
export const SHIFT_ONE = 1;
export const SHIFT_WEIGHT = 2;

/** Classes with a smaller share of the weight are left to Gibbs. */
export const LIGHT = 1e-9;

/**
 * One Metropolis-Hastings move of a class on the marginal posterior of (nu, lambda), allocations and missed summed out:
 * sum_x n_x log pi_x - n log(1 - p0) + log P(missed <= cap n), times `beta` where it is tempered. Shifts of logits change the class's weight so that its observed
 * mass stays, the direction in which Gibbs is slow; in coordinates (logit lambda, log weight) that is a shear, with Jacobian 1.
 * The class is picked by its weight.
 */
export function move(state: ChainState, kind: number): void {
  const { J, random, nu, lambda, odds, oddsNext } = state;
  const k = pickByWeight(state, -1);
  if (k < 0) return;
  const row = state.rowOf[k]! * state.tree.nodes;
  const weight = nu[k]!;
  state.tried[kind] = state.tried[kind]! + 1;
  const step = Math.exp(state.scale[kind]! * Math.exp(normal(random)) * normal(random));
  const base = k * J;
  const none = state.none[k]!;
  let noneNext = none;
  let weightNext = weight * step;
  let jacobian = 1;
  for (let j = 0; j < J; j++) oddsNext[j] = odds[base + j]!;
  if (kind !== SHIFT_WEIGHT) {
    const from = kind === SHIFT_ONE ? random.below(J) : 0;
    const to = kind === SHIFT_ONE ? from + 1 : J;
    for (let j = from; j < to; j++) {
      const old = odds[base + j]!;
      const next = old * step;
      if (!(next > 1e-12 && next < 1e12)) return;
      // d lambda / d logit = lambda (1 - lambda) = odds (1 - lambda)^2
      const off = (1 + old) / (1 + next);
      noneNext *= off;
      jacobian *= step * off * off;
      oddsNext[j] = next;
    }
    weightNext = (weight * (1 - none)) / (1 - noneNext);
  }
  // Bounded both ways, so the reverse of a move is bounded too; beyond, sums kept by adding and taking away would lose their digits.
  const change = weightNext / weight;
  if (!(change > 1e-6 && change < 1e6 && noneNext < 1)) return;

  const { nodes, parent, list } = state.tree;
  const { mass, massNext, total, totalNext } = state;
  massNext[0] = weightNext * noneNext;
  totalNext[0] = total[0]! + massNext[0]! - mass[row]!;
  for (let i = 1; i < nodes; i++) {
    const m = massNext[parent[i]!]! * oddsNext[list[i]!]!;
    massNext[i] = m;
    totalNext[i] = total[i]! + m - mass[row + i]!;
  }
  const sum = state.weightSum + weightNext - weight;
  // A class that got too light to be picked could not come back.
  if (!(weightNext > LIGHT * sum)) return;
  let log = state.beta * likelihoodChange(state, sum);
  // Hastings: the class is picked with its share of the weight, before and after.
  log += Math.log(((jacobian * weightNext) / sum / weight) * state.weightSum);
  log += stickChange(state, k, weightNext, sum / state.weightSum);
  // Not a number, when a sum lost all its digits, is a refusal too.
  if (!(Math.log(random.next()) < log)) return;

  state.taken[kind] = state.taken[kind]! + 1;
  state.logNu[k] = state.logNu[k]! + Math.log(change);
  nu[k] = weightNext;
  state.weightSum = sum;
  state.total = totalNext;
  state.totalNext = total;
  for (let i = 0; i < nodes; i++) mass[row + i] = massNext[i]!;
  if (kind === SHIFT_WEIGHT) return;
  state.none[k] = noneNext;
  for (let j = 0; j < J; j++) {
    const next = oddsNext[j]!;
    odds[base + j] = next;
    lambda[base + j] = next / (1 + next);
  }
}

/** A class picked by its weight, other than `except`; -1 when it is too light to be moved. */
export function pickByWeight({ K, nu, random, rowOf, weightSum }: ChainState, except: number): number {
  let u = random.next() * (except < 0 ? weightSum : weightSum - nu[except]!);
  let picked = -1;
  for (let k = 0; k < K; k++) {
    if (k === except) continue;
    picked = k;
    u -= nu[k]!;
    if (u < 0) break;
  }
  return picked >= 0 && rowOf[picked]! >= 0 && nu[picked]! > LIGHT * weightSum ? picked : -1;
}

/** Change of the log marginal likelihood from the sums `total`, over all weights `weightSum`, to `totalNext`, over `sumNext`. */
export function likelihoodChange(state: ChainState, sumNext: number): number {
  const { n, total, totalNext, weightSum } = state;
  const { patternNode, counts } = state.tree;
  const [missed, missedNext] = [total[0]!, totalNext[0]!];
  let log = -n * Math.log((sumNext - missedNext) / (weightSum - missed));
  for (let i = 0; i < counts.length; i++) {
    const node = patternNode[i]!;
    log += counts[i]! * logRatio(totalNext[node]!, total[node]!);
  }
  return log + logWithinCap(state, missedNext / sumNext) - logWithinCap(state, missed / weightSum);
}

/** log(x / y), by the series of the inverse hyperbolic tangent where they are close, as most patterns' chances before and after are. */
function logRatio(x: number, y: number): number {
  const t = (x - y) / (x + y);
  const t2 = t * t;
  if (t2 < 0.0025) return t * (2 + t2 * (2 / 3 + t2 * (2 / 5 + t2 * (2 / 7 + t2 * (2 / 9 + t2 * (2 / 11))))));
  return Math.log(x / y);
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
  let before = 1;
  let after = 1;
  for (let h = k; h >= 0; h--) {
    rest += nu[h]!;
    if (h === last) continue;
    before *= rest;
    after *= rest + change;
  }
  const own = k === last ? alpha : 1;
  return own * Math.log(weightNext / nu[k]!) - Math.log(after / before) - alpha * Math.log(sumRatio);
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
