import { normal } from "../math/draw.ts";
import { LIGHT, likelihoodChange, pickByWeight } from "./moves.ts";
import { type ChainState, EDGE } from "./state.ts";

/** The kind after those of `moves.ts`. */
export const SHIFT_SHARE = 3;

/**
 * A Metropolis-Hastings move along the ridge of a mixture: two classes share their weight anew, and their listing chances move apart
 * or together so that the mean and the variance of each chance over the two stay. In coordinates (log of the joint weight, log of
 * the ratio, mean and difference of each chance) the ratio is shifted and each difference multiplied by the same factor, which
 * gives the Jacobian factor^J; the flat prior of the chances asks for no more than that they stay within 0 and 1.
 */
export function moveShare(state: ChainState): void {
  const { J, random, nu, lambda, odds, lambdaPair, oddsPair } = state;
  const h = pickByWeight(state, -1);
  const k = pickByWeight(state, h);
  if (h < 0 || k < 0) return;
  state.tried[SHIFT_SHARE] = state.tried[SHIFT_SHARE]! + 1;
  const step = Math.exp(state.scale[SHIFT_SHARE]! * Math.exp(normal(random)) * normal(random));
  const [wh, wk] = [nu[h]!, nu[k]!];
  const both = wh + wk;
  const whNext = (both * wh * step) / (wh * step + wk);
  const wkNext = both - whNext;
  if (!(whNext > LIGHT * state.weightSum && wkNext > LIGHT * state.weightSum)) return;
  const factor = Math.sqrt((wh * wk) / (whNext * wkNext));
  let noneH = 1;
  let noneK = 1;
  let jacobian = 1;
  for (let j = 0; j < J; j++) {
    const x = lambda[h * J + j]!;
    const y = lambda[k * J + j]!;
    const centre = (wh * x + wk * y) / both;
    const apart = factor * (y - x);
    const xNext = centre - (wkNext / both) * apart;
    const yNext = centre + (whNext / both) * apart;
    if (!(xNext > EDGE && xNext < 1 - EDGE && yNext > EDGE && yNext < 1 - EDGE)) return;
    lambdaPair[j] = xNext;
    lambdaPair[J + j] = yNext;
    noneH *= 1 - xNext;
    noneK *= 1 - yNext;
    oddsPair[j] = xNext / (1 - xNext);
    oddsPair[J + j] = yNext / (1 - yNext);
    jacobian *= factor;
  }
  const { nodes, parent, list } = state.tree;
  const { mass, massNext, massOther, total, totalNext } = state;
  const rowH = state.rowOf[h]! * nodes;
  const rowK = state.rowOf[k]! * nodes;
  massNext[0] = whNext * noneH;
  massOther[0] = wkNext * noneK;
  totalNext[0] = total[0]! + (massNext[0]! - mass[rowH]!) + (massOther[0]! - mass[rowK]!);
  for (let i = 1; i < nodes; i++) {
    const a = massNext[parent[i]!]! * oddsPair[list[i]!]!;
    const b = massOther[parent[i]!]! * oddsPair[J + list[i]!]!;
    massNext[i] = a;
    massOther[i] = b;
    totalNext[i] = total[i]! + (a - mass[rowH + i]!) + (b - mass[rowK + i]!);
  }
  let log = state.beta * likelihoodChange(state, state.weightSum);
  // Hastings: h is picked by its weight, k by its weight among the others.
  const others = (state.weightSum - wh) / (state.weightSum - whNext);
  log += Math.log(((jacobian * whNext) / wh) * (wkNext / wk) * others) + stickChangeOfTwo(state, h, k, whNext, wkNext);
  if (!(Math.log(random.next()) < log)) return;

  state.taken[SHIFT_SHARE] = state.taken[SHIFT_SHARE]! + 1;
  state.logNu[h] = state.logNu[h]! + Math.log(whNext / wh);
  state.logNu[k] = state.logNu[k]! + Math.log(wkNext / wk);
  nu[h] = whNext;
  nu[k] = wkNext;
  state.none[h] = noneH;
  state.none[k] = noneK;
  state.total = totalNext;
  state.totalNext = total;
  for (let i = 0; i < nodes; i++) {
    mass[rowH + i] = massNext[i]!;
    mass[rowK + i] = massOther[i]!;
  }
  for (let j = 0; j < J; j++) {
    lambda[h * J + j] = lambdaPair[j]!;
    odds[h * J + j] = oddsPair[j]!;
    lambda[k * J + j] = lambdaPair[J + j]!;
    odds[k * J + j] = oddsPair[J + j]!;
  }
}

/** Change of the log stick prior when two classes share their weight anew: only what is left between the two sticks changes. */
function stickChangeOfTwo(state: ChainState, h: number, k: number, whNext: number, wkNext: number): number {
  const { nu, alpha } = state;
  const last = state.K - 1;
  const [from, to] = h < k ? [h, k] : [k, h];
  const change = (to === h ? whNext : wkNext) - nu[to]!;
  let rest = 0;
  for (let i = last; i > to; i--) rest += nu[i]!;
  let before = 1;
  let after = 1;
  for (let i = to; i > from; i--) {
    rest += nu[i]!;
    if (i === last) continue;
    before *= rest;
    after *= rest + change;
  }
  const logH = Math.log(whNext / nu[h]!);
  const logK = Math.log(wkNext / nu[k]!);
  return (h === last ? alpha : 1) * logH + (k === last ? alpha : 1) * logK - Math.log(after / before);
}
