import { choleskyInPlace, choleskySolve } from "../math/cholesky.ts";
import { logGamma } from "../math/gamma-function.ts";
import type { Terms } from "./model.ts";
import { sumSubsets, sumSupersets } from "./zeta.ts";

/** A fitted Poisson model of the observed cells. */
export interface LoglinearFit {
  readonly terms: Terms;
  /** Coefficients in the order of `terms`; the first is the log of the expected count of the never listed. */
  readonly coefficients: Float64Array;
  readonly missed: number;
  readonly total: number;
  /** Of the total: sqrt(m + m^2 var), m the missed (Rcapture's rule). */
  readonly standardError: number;
  /** Of the log of the missed. */
  readonly logError: number;
  readonly deviance: number;
  readonly df: number;
  readonly aic: number;
  readonly bic: number;
  /** Expected counts by cell. */
  readonly fitted: Float64Array;
  readonly converged: boolean;
}

/** Room for the work of one fit, so that thousands of models on the same lists allocate little. */
export class FitRoom {
  readonly cells: number;
  readonly eta: Float64Array;
  readonly mu: Float64Array;
  readonly work: Float64Array;
  readonly weights: Float64Array;
  hessian = new Float64Array(0);
  step = new Float64Array(0);
  covariate: Float64Array | undefined;

  constructor(lists: number) {
    this.cells = 2 ** lists;
    this.eta = new Float64Array(this.cells);
    this.mu = new Float64Array(this.cells);
    this.work = new Float64Array(this.cells);
    this.weights = new Float64Array(this.cells);
  }

  prepare(p: number, covariate?: Float64Array): void {
    this.covariate = covariate;
    if (this.step.length === p) return;
    this.hessian = new Float64Array(p * p);
    this.step = new Float64Array(p);
  }
}

export interface FitOptions {
  /** Cells that cannot occur (a pair in the model without overlap): left out of the fit. Cell 0 always is. */
  readonly excluded?: (cell: number) => boolean;
  /** Cell 0 is filled and takes part (for the profile of the total). */
  readonly closed?: boolean;
  /** One more column, by cell: the heterogeneity of Mth models, such as 2^k - 1 for k listings. Its coefficient comes last. */
  readonly covariate?: Float64Array;
  /** Stop when the deviance changes less than this, relatively. */
  readonly tolerance?: number;
  readonly maxSteps?: number;
}

/**
 * Poisson maximum likelihood by iteratively reweighted least squares, as glm() does it; steps are halved when the deviance rises.
 * The error comes from the weights of the last step, and the stopping rule is glm()'s, so that results agree to its digits.
 * AIC = -2 log-likelihood + 2p, BIC = AIC + p (log n - 2). `null` when the model is not identifiable from the cells.
 *
 * @param counts all 2^J cells, cell 0 ignored
 */
export function fitLoglinear(
  counts: Float64Array,
  terms: Terms,
  room: FitRoom,
  options: FitOptions = {},
): LoglinearFit | null {
  const { cells, eta, mu } = room;
  const { excluded, covariate, closed = false, tolerance = 1e-8, maxSteps = 60 } = options;
  const p = terms.length + (covariate === undefined ? 0 : 1);
  room.prepare(p, covariate);
  const { hessian, step } = room;
  const open = room.weights;
  let n = 0;
  let used = 0;
  for (let x = 0; x < cells; x++) {
    open[x] = (x !== 0 || closed) && !excluded?.(x) ? 1 : 0;
    if (open[x] === 0) continue;
    n += counts[x]!;
    used++;
    mu[x] = counts[x]! + 0.1;
    eta[x] = Math.log(mu[x]!);
  }
  const coefficients = new Float64Array(p);
  const previous = new Float64Array(p);
  let deviance = Number.POSITIVE_INFINITY;
  let converged = false;
  for (let iteration = 0; iteration < maxSteps; iteration++) {
    if (!solveStep(counts, terms, room, iteration === 0)) return null;
    previous.set(coefficients);
    if (iteration === 0) coefficients.set(step);
    else for (let i = 0; i < p; i++) coefficients[i] = coefficients[i]! + step[i]!;
    let next = evaluate(counts, terms, coefficients, room);
    for (let halving = 0; halving < 30 && iteration > 0 && !(next <= deviance * (1 + 1e-12) + 1e-12); halving++) {
      for (let i = 0; i < p; i++) coefficients[i] = (coefficients[i]! + previous[i]!) / 2;
      next = evaluate(counts, terms, coefficients, room);
    }
    if (Math.abs(deviance - next) < tolerance * (0.1 + Math.abs(next))) converged = true;
    deviance = next;
    if (converged) break;
  }
  if (!Number.isFinite(deviance)) return null;
  step.fill(0);
  step[0] = 1;
  choleskySolve(hessian, p, step);
  const variance = step[0]!;
  const missed = Math.exp(coefficients[0]!);
  let logLikelihood = 0;
  for (let x = 0; x < cells; x++) {
    if (open[x] === 0) continue;
    logLikelihood += (counts[x]! > 0 ? counts[x]! * eta[x]! : 0) - mu[x]! - logGamma(counts[x]! + 1);
  }
  const aic = -2 * logLikelihood + 2 * p;
  return {
    terms,
    coefficients,
    missed,
    total: n + missed,
    standardError: Math.sqrt(missed + missed * missed * variance),
    logError: Math.sqrt(variance),
    deviance,
    df: used - p,
    aic,
    bic: aic + p * (Math.log(n) - 2),
    fitted: mu.slice(),
    converged,
  };
}

/** Fills X'WX from the current means. */
function fillHessian(terms: Terms, room: FitRoom): void {
  const { cells, mu, work, hessian, weights } = room;
  const q = terms.length;
  const p = room.step.length;
  for (let x = 0; x < cells; x++) work[x] = weights[x] === 0 ? 0 : mu[x]!;
  sumSupersets(work);
  for (let i = 0; i < q; i++) for (let j = 0; j <= i; j++) hessian[i * p + j] = work[terms[i]! | terms[j]!]!;
  const { covariate } = room;
  if (covariate === undefined) return;
  let square = 0;
  for (let x = 0; x < cells; x++) {
    work[x] = weights[x] === 0 ? 0 : mu[x]! * covariate[x]!;
    square += work[x]! * covariate[x]!;
  }
  sumSupersets(work);
  for (let i = 0; i < q; i++) hessian[q * p + i] = work[terms[i]!]!;
  hessian[q * p + q] = square;
}

/** Solves for the step (for the first iteration: for the coefficients themselves); false when singular. */
function solveStep(counts: Float64Array, terms: Terms, room: FitRoom, first: boolean): boolean {
  const { cells, mu, eta, work, hessian, step, weights } = room;
  const q = terms.length;
  const p = step.length;
  const { covariate } = room;
  fillHessian(terms, room);
  let extra = 0;
  for (let x = 0; x < cells; x++) {
    const residual = counts[x]! - mu[x]!;
    work[x] = weights[x] === 0 ? 0 : first ? mu[x]! * eta[x]! + residual : residual;
    if (covariate !== undefined) extra += work[x]! * covariate[x]!;
  }
  sumSupersets(work);
  for (let i = 0; i < q; i++) step[i] = work[terms[i]!]!;
  if (p > q) step[q] = extra;
  if (!choleskyInPlace(hessian, p)) return false;
  choleskySolve(hessian, p, step);
  return true;
}

/** Sets eta and mu from the coefficients and returns the deviance. */
function evaluate(counts: Float64Array, terms: Terms, coefficients: Float64Array, room: FitRoom): number {
  const { cells, mu, eta, weights, covariate } = room;
  eta.fill(0);
  for (let i = 0; i < terms.length; i++) eta[terms[i]!] = coefficients[i]!;
  sumSubsets(eta);
  if (covariate !== undefined) {
    const slope = coefficients[terms.length]!;
    for (let x = 0; x < cells; x++) eta[x] = eta[x]! + slope * covariate[x]!;
  }
  let deviance = 0;
  for (let x = 0; x < cells; x++) {
    if (weights[x] === 0) continue;
    const y = counts[x]!;
    mu[x] = Math.exp(eta[x]!);
    deviance += 2 * ((y > 0 ? y * (Math.log(y) - eta[x]!) : 0) - (y - mu[x]!));
  }
  return deviance;
}
