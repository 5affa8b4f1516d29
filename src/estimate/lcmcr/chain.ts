import type { OverlapTable } from "../table/overlap-table.ts";
import { allocate, drawLambda, drawMissed, drawSticks } from "./gibbs.ts";
import { Ladder } from "./ladder.ts";
import { move, normalise, SHIFT_CLASS, SHIFT_ONE, SHIFT_WEIGHT, swapLabels } from "./moves.ts";
import type { LcmcrSettings } from "./settings.ts";
import { moveShare, SHIFT_SHARE } from "./share.ts";
import { type ChainState, makeState, spread } from "./state.ts";

/** What a chain traces at each kept sweep: missed persons, chance of no list, occupied classes, stick parameter. */
export const TRACES = ["missed", "p0", "classes", "alpha"] as const;
export type Trace = (typeof TRACES)[number];

/** Sweeps with alpha held low, after which the classes are ordered by weight once. */
export const WARM_UP = 500;
const KINDS = [SHIFT_CLASS, SHIFT_ONE, SHIFT_WEIGHT, SHIFT_SHARE] as const;

/**
 * One chain of the non-parametric latent-class model of Manrique-Vallier (2016), on pattern counts: stick-breaking weights nu,
 * listing chances lambda[j, k] ~ Beta(1, 1), p(N) proportional to 1/N, the missed at most cap n.
 *
 * A sweep is partially collapsed (van Dyk and Park 2008), so its order matters: Metropolis moves of (nu, lambda) with allocations
 * and the missed summed out; then the missed, allocations, lambda, nu, alpha by Gibbs. No memory is allocated within a sweep.
 */
export class Chain {
  readonly #state: ChainState;
  readonly #ladder: Ladder | null;
  #sweeps = 0;

  constructor(table: OverlapTable, settings: LcmcrSettings, chain: number) {
    this.#state = makeState(table, settings, chain);
    this.#ladder = settings.temper > 0 ? new Ladder(this.#state, table, settings, chain) : null;
  }

  /** Sweeps on without keeping anything; the steps of the moves are tuned meanwhile. */
  burn(sweeps: number): void {
    for (let s = 0; s < sweeps; s++) {
      this.#sweep(this.#sweeps < WARM_UP);
      if (this.#sweeps === WARM_UP) orderClasses(this.#state);
      if (this.#sweeps % 100 === 0) {
        tune(this.#state);
        for (const warmer of this.#ladder?.warmer ?? []) tune(warmer);
      }
    }
  }

  /** Keeps `draws` draws, one in `thin` sweeps; {@link TRACES} of each, draw after draw. */
  draw(draws: number, thin: number): Float64Array {
    const state = this.#state;
    const kept = new Float64Array(draws * TRACES.length);
    for (let d = 0; d < draws; d++) {
      for (let s = 0; s < thin; s++) this.#sweep(false);
      let occupied = 0;
      for (let k = 0; k < state.K; k++) if (state.size[k]! > 0) occupied++;
      kept.set([state.missed, state.p0, occupied, state.alpha], d * TRACES.length);
    }
    return kept;
  }

  #sweep(warm: boolean): void {
    if (!warm) this.#ladder?.step(this.#sweeps);
    moveState(this.#state, this.#sweeps, warm);
    drawState(this.#state, this.#sweeps, warm);
    this.#sweeps++;
  }
}

/** The first half of a sweep: Metropolis moves of (nu, lambda), after which the masses of all patterns are those of the new ones. */
export function moveState(state: ChainState, sweeps: number, warm: boolean): void {
  const { moves } = state.settings;
  const moving = !warm && moves > 0;
  if (moving) swapLabels(state);
  spread(state);
  if (!moving) return;
  for (let m = 0; m < moves; m++) {
    const kind = KINDS[(sweeps + m) % KINDS.length]!;
    if (kind === SHIFT_SHARE) moveShare(state);
    else move(state, kind);
  }
  normalise(state);
}

/** The second half: the missed, allocations, lambda, nu and alpha given them. */
export function drawState(state: ChainState, sweeps: number, warm: boolean): void {
  if (sweeps > 0) drawMissed(state);
  allocate(state);
  drawLambda(state);
  drawSticks(state, warm);
}

export function orderClasses(state: ChainState): void {
  const { J, K } = state;
  const logNu = state.logNu.slice();
  const lambda = state.lambda.slice();
  const order = Array.from({ length: K }, (_, k) => k).sort((a, b) => logNu[b]! - logNu[a]!);
  order.forEach((from, to) => {
    state.logNu[to] = logNu[from]!;
    state.lambda.set(lambda.subarray(from * J, from * J + J), to * J);
  });
}

/** Steps are widened or narrowed towards an acceptance of .2 to .35. */
export function tune({ tried, taken, scale }: ChainState): void {
  for (let kind = 0; kind < scale.length; kind++) {
    if (tried[kind]! < 25) continue;
    const rate = taken[kind]! / tried[kind]!;
    if (rate < 0.2) scale[kind] = scale[kind]! * 0.85;
    if (rate > 0.35) scale[kind] = Math.min(20, scale[kind]! * 1.18);
    tried[kind] = 0;
    taken[kind] = 0;
  }
}
