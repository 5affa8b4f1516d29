/** Settings of the latent-class model; every one is printed with the result. */
export interface LcmcrSettings {
  /** Latent classes at most. */
  readonly k: number;
  /** Gamma(a, rate b) prior of the stick parameter. */
  readonly a: number;
  readonly b: number;
  /** The never listed are at most this many times the listed. The R package sets 20 and does not say so. */
  readonly cap: number;
  readonly chains: number;
  readonly seed: number;
  /** Sweeps before anything is kept. */
  readonly burn: number;
  /** Of so many sweeps one is kept. */
  readonly thin: number;
  /** Draws kept of each chain in one round; rounds go on until the aims below are met. */
  readonly draws: number;
  readonly rounds: number;
  readonly aimEss: number;
  readonly aimRhat: number;
  /** Rounds go on until the Monte Carlo error of each limit is below this share of it. */
  readonly aimError: number;
  /** Extra Metropolis moves a sweep (0: plain Gibbs as in the R package). */
  readonly moves: number;
  /** Warmer copies of each chain (parallel tempering), each at half the power of the one before; 0: none. */
  readonly temper: number;
}

export const LCMCR_DEFAULTS: LcmcrSettings = {
  k: 10,
  a: 0.25,
  b: 0.25,
  cap: 20,
  chains: 4,
  seed: 1,
  burn: 4000,
  thin: 10,
  draws: 1000,
  rounds: 20,
  aimEss: 1000,
  aimRhat: 1.01,
  aimError: 0.0075,
  moves: 8,
  temper: 0,
};
