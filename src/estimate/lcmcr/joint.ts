import { type Diagnostics, diagnose } from "../diagnostics/diagnose.ts";
import { binomial, gamma } from "../math/draw.ts";
import { Uniforms } from "../math/uniforms.ts";
import { hotDeck, type Stratum } from "../strata/hot-deck.ts";
import type { OverlapTable } from "../table/overlap-table.ts";
import { drawState, moveState, orderClasses, tune, WARM_UP } from "./chain.ts";
import { join, progress } from "./lcmcr.ts";
import type { LcmcrSettings } from "./settings.ts";
import { type ChainState, makeState } from "./state.ts";

/** Draws of the latent-class model over strata, some persons of which lack their stratum. */
export interface JointDraws {
  /** Totals over all strata, one array a chain. */
  readonly totals: readonly Float64Array[];
  /** Totals of each stratum, its drawn share of the persons without a stratum among them; all chains in one array. */
  readonly strata: readonly Float64Array[];
  readonly diagnostics: Diagnostics;
  readonly sweeps: number;
}

/**
 * One chain over all strata. In each sweep a person of pattern x without a stratum is given stratum s with chance proportional to
 * mu_s pi_s(x): pi_s the latent-class model of the stratum, mu_s its expected size, Gamma(N_s) given its total (p(N_s) proportional
 * to 1/N_s, as in each stratum alone). So the label depends on every list at once, and the doubt about it is part of each draw.
 * It assumes that a missing stratum is as likely in every stratum among persons on the same lists (Manrique-Vallier, Ball and
 * Sulmont 2019 set out the framework; the sampler is ours).
 */
class JointChain {
  readonly #states: readonly ChainState[];
  /** Of each stratum, the counts of its own persons, and the place of each pattern without stratum, in the order of its tree. */
  readonly #own: readonly Float64Array[];
  readonly #places: readonly Int32Array[];
  readonly #missing: OverlapTable;
  readonly #random: Uniforms;
  readonly #weights: Float64Array;
  #sweeps = 0;

  constructor(strata: readonly Stratum[], missing: OverlapTable, settings: LcmcrSettings, chain: number) {
    this.#missing = missing;
    this.#random = new Uniforms(settings.seed, 300_000 + chain);
    this.#weights = new Float64Array(strata.length);
    const filled = hotDeck(strata, missing, settings.seed, 5000 + chain);
    this.#states = strata.map(({ table }, s) => {
      const patterns = Uint32Array.from(new Set([...table.patterns, ...missing.patterns]));
      const counts = Float64Array.from(patterns, (pattern) => countOf(filled[s]!.table, pattern));
      const whole = { lists: table.lists, patterns, counts, n: counts.reduce((a, b) => a + b, 0) };
      const random = new Uniforms(settings.seed, 400_000 + 1000 * chain + s);
      return makeState(whole, settings, chain, 1, random);
    });
    this.#own = this.#states.map(({ tree }, s) =>
      Float64Array.from(tree.patterns, (pattern) => countOf(strata[s]!.table, pattern)),
    );
    this.#places = this.#states.map(({ tree }) =>
      Int32Array.from(missing.patterns, (pattern) => tree.patterns.indexOf(pattern)),
    );
  }

  burn(sweeps: number): void {
    for (let at = 0; at < sweeps; at++) {
      this.#sweep(this.#sweeps < WARM_UP);
      if (this.#sweeps === WARM_UP) for (const state of this.#states) orderClasses(state);
      if (this.#sweeps % 100 === 0) for (const state of this.#states) tune(state);
    }
  }

  /** Totals of every stratum, draw after draw. */
  draw(draws: number, thin: number): Float64Array {
    const S = this.#states.length;
    const kept = new Float64Array(draws * S);
    for (let d = 0; d < draws; d++) {
      for (let s = 0; s < thin; s++) this.#sweep(false);
      this.#states.forEach((state, s) => {
        kept[d * S + s] = state.n + state.missed;
      });
    }
    return kept;
  }

  #sweep(warm: boolean): void {
    for (const state of this.#states) moveState(state, this.#sweeps, warm);
    if (this.#sweeps > 0) this.#label();
    for (const state of this.#states) drawState(state, this.#sweeps, warm);
    this.#sweeps++;
  }

  /** Gives every person without a stratum one, given lists, models and sizes of the strata. */
  #label(): void {
    const states = this.#states;
    const sizes = states.map((state) => gamma(this.#random, Math.max(1e-3, state.n + state.missed)) / state.weightSum);
    states.forEach((state, s) => {
      state.tree.counts.set(this.#own[s]!);
    });
    for (let i = 0; i < this.#missing.patterns.length; i++) {
      let sum = 0;
      states.forEach(({ total, tree }, s) => {
        const weight = sizes[s]! * total[tree.patternNode[this.#places[s]![i]!]!]!;
        this.#weights[s] = weight;
        sum += weight;
      });
      let left = this.#missing.counts[i]!;
      for (let s = 0; s < states.length && left > 0; s++) {
        const weight = this.#weights[s]!;
        const count = s === states.length - 1 ? left : binomial(this.#random, left, Math.min(1, weight / sum));
        sum -= weight;
        left -= count;
        const { counts } = states[s]!.tree;
        const place = this.#places[s]![i]!;
        counts[place] = counts[place]! + count;
      }
    }
    for (const state of states) {
      state.n = state.tree.counts.reduce((a, b) => a + b, 0);
      state.limit = Math.floor(state.settings.cap * state.n);
    }
  }
}

/** Runs the chains one after the other until the total over strata meets the aims of the settings or the rounds are used up. */
export function runJoint(
  strata: readonly Stratum[],
  missing: OverlapTable,
  settings: LcmcrSettings,
  onRound?: (round: number) => void,
): JointDraws {
  const S = strata.length;
  const listed = missing.n + strata.reduce((sum, { table }) => sum + table.n, 0);
  const chains = Array.from({ length: settings.chains }, (_, c) => new JointChain(strata, missing, settings, c));
  for (const chain of chains) chain.burn(settings.burn);
  let kept: Float64Array[] = chains.map(() => new Float64Array(0));
  for (let round = 1; ; round++) {
    kept = chains.map((chain, c) => join(kept[c]!, chain.draw(settings.draws, settings.thin)));
    onRound?.(round);
    const totals = kept.map((draws) =>
      Float64Array.from({ length: draws.length / S }, (_, d) =>
        draws.subarray(d * S, d * S + S).reduce((sum, total) => sum + total, 0),
      ),
    );
    const diagnostics = diagnose(totals, listed, Math.floor(settings.cap * listed));
    const isEnough = progress(diagnostics, totals, settings) >= 1 && diagnostics.rhat < settings.aimRhat;
    if (!isEnough && round < settings.rounds) continue;
    const parts = strata.map((_, s) =>
      Float64Array.from(kept.flatMap((draws) => [...draws.filter((__, i) => i % S === s)])),
    );
    return { totals, strata: parts, diagnostics, sweeps: settings.burn + round * settings.draws * settings.thin };
  }
}

function countOf(table: OverlapTable, pattern: number): number {
  return table.counts[table.patterns.indexOf(pattern)] ?? 0;
}
