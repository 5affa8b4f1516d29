import { gamma, logGammaDraw } from "../math/draw.ts";
import { Uniforms } from "../math/uniforms.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import { logWithinCap, move, SHIFT_CLASS, SHIFT_ONE, SHIFT_WEIGHT, swapLabels } from "./moves.ts";
import type { LcmcrSettings } from "./settings.ts";
import { type ChainState, EDGE, makeState, spread } from "./state.ts";

const KINDS = [SHIFT_CLASS, SHIFT_ONE, SHIFT_WEIGHT] as const;
/** Moves of a warmer copy in a step; a copy has no Gibbs draws, so it needs more of them than the chain. */
const MOVES = 8;

/**
 * Parallel tempering (Geyer 1991) of one chain on the marginal posterior of (nu, lambda, alpha): warmer copies take the marginal
 * likelihood to the powers 1/2, 1/4, ...; neighbours exchange their states, so that the chain itself can leave a mode over the
 * plains that the warmest copy sees. Copies move by Metropolis steps and by draws from the prior; allocations and the missed
 * are summed out, so the chain draws both anew after an exchange.
 */
export class Ladder {
  readonly warmer: readonly ChainState[];
  readonly #all: readonly ChainState[];
  readonly #random: Uniforms;

  constructor(chain: ChainState, table: OverlapTable, settings: LcmcrSettings, number: number) {
    this.#random = new Uniforms(settings.seed, 100_000 + number);
    this.warmer = Array.from({ length: settings.temper }, (_, at) => {
      const random = new Uniforms(settings.seed, 1000 * (number + 1) + at);
      return makeState(table, settings, number + at, 0.5 ** (at + 1), random);
    });
    this.#all = [chain, ...this.warmer];
  }

  /** Moves every copy, then offers exchanges to every second pair of neighbours. */
  step(sweep: number): void {
    for (const state of this.warmer) {
      swapLabels(state);
      spread(state);
      for (let m = 0; m < MOVES; m++) move(state, KINDS[(sweep + m) % KINDS.length]!);
      settle(state);
      spread(state);
      for (let m = 0; m < 2; m++) {
        redrawClass(state);
        redrawStick(state);
      }
      drawAlpha(state);
    }
    spread(this.#all[0]!);
    for (let at = sweep % 2; at + 1 < this.#all.length; at += 2) this.#offer(this.#all[at]!, this.#all[at + 1]!);
  }

  #offer(colder: ChainState, warmer: ChainState): void {
    const log = (colder.beta - warmer.beta) * (logMarginal(warmer) - logMarginal(colder));
    if (!(Math.log(this.#random.next()) < log)) return;
    exchange(colder, warmer);
    spread(colder);
    spread(warmer);
  }
}

/**
 * Makes the weights sum to 1 by a sum worked out anew. The one that moves keep loses digits whenever a heavy class gets light; a chain draws
 * its weights anew in each sweep, but a copy goes on with them, and what was lost would grow from step to step.
 */
function settle({ K, logNu }: ChainState): void {
  const log = logSum(logNu, 0);
  for (let k = 0; k < K; k++) logNu[k] = logNu[k]! - log;
}

/** log p(data | nu, lambda) up to a constant, from what `spread` worked out. */
function logMarginal(state: ChainState): number {
  const { total, n } = state;
  const { patternNode, counts } = state.tree;
  const p0 = total[0]!;
  let log = -n * Math.log1p(-p0) + logWithinCap(state, p0);
  for (let i = 0; i < counts.length; i++) log += counts[i]! * Math.log(total[patternNode[i]!]!);
  return log;
}

function exchange(a: ChainState, b: ChainState): void {
  for (const key of ["logNu", "lambda"] as const) {
    const [x, y] = [a[key], b[key]];
    for (let i = 0; i < x.length; i++) {
      const value = x[i]!;
      x[i] = y[i]!;
      y[i] = value;
    }
  }
  const alpha = a.alpha;
  a.alpha = b.alpha;
  b.alpha = alpha;
}

/** Offers a class listing chances drawn from the prior, its weight unchanged. */
function redrawClass(state: ChainState): void {
  const { K, J, random, lambda } = state;
  const before = logMarginal(state);
  const from = random.below(K) * J;
  const old = lambda.slice(from, from + J);
  for (let at = from; at < from + J; at++) lambda[at] = Math.min(1 - EDGE, Math.max(EDGE, random.next()));
  spread(state);
  if (Math.log(random.next()) < state.beta * (logMarginal(state) - before)) return;
  lambda.set(old, from);
  spread(state);
}

/** Offers a class a stick drawn from its prior Beta(1, alpha); later classes share what is left as before. */
function redrawStick(state: ChainState): void {
  const { K, random, logNu } = state;
  if (K < 2) return;
  const before = logMarginal(state);
  const k = random.below(K - 1);
  const old = logNu.slice();
  const later = logSum(logNu, k + 1);
  const rest = logSum(logNu, k);
  const stays = Math.log(random.next()) / state.alpha;
  logNu[k] = rest + Math.log(-Math.expm1(stays));
  for (let h = k + 1; h < K; h++) logNu[h] = logNu[h]! + rest + stays - later;
  spread(state);
  if (Math.log(random.next()) < state.beta * (logMarginal(state) - before)) return;
  logNu.set(old);
  spread(state);
}

function logSum(logs: Float64Array, from: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let h = from; h < logs.length; h++) top = Math.max(top, logs[h]!);
  let sum = 0;
  for (let h = from; h < logs.length; h++) sum += Math.exp(logs[h]! - top);
  return top + Math.log(sum);
}

/** alpha given the sticks, as in Gibbs: the data say nothing more about it. */
function drawAlpha(state: ChainState): void {
  const { random, settings, K, logNu } = state;
  const shape = settings.a + K - 1;
  const rate = settings.b - logNu[K - 1]!;
  state.alpha = Math.max(1e-6, (shape >= 1 ? gamma(random, shape) : Math.exp(logGammaDraw(random, shape))) / rate);
}
