import { binomial, gamma, gamma1, gammaWhole, logGammaDraw, poisson } from "../math/draw.ts";
import { type ChainState, EDGE } from "./state.ts";

/** The missed, negative binomial given the chance p0 of no list, drawn anew while above the cap. */
export function drawMissed(state: ChainState): void {
  const p0 = Math.min(1 - 1e-15, state.total[0]! / state.weightSum);
  state.p0 = p0;
  const ratio = p0 / (1 - p0);
  for (let attempt = 0; attempt < 1000; attempt++) {
    const missed = poisson(state.random, gamma(state.random, state.n) * ratio);
    if (missed <= state.limit) {
      state.missed = missed;
      return;
    }
  }
  // Nearly all mass lies beyond the cap; the nearest value stands for what little is left.
  state.missed = state.limit;
}

/** Shares the counts of each pattern, and the missed, out over the classes: multinomials, as binomials one after the other. */
export function allocate(state: ChainState): void {
  const { J, random, size, hits, mass, total, live, lives } = state;
  const { nodes, patternNode, counts, members, starts } = state.tree;
  size.fill(0);
  hits.fill(0);
  for (let i = -1; i < counts.length; i++) {
    const node = i < 0 ? 0 : patternNode[i]!;
    const from = i < 0 ? 0 : starts[i]!;
    const to = i < 0 ? 0 : starts[i + 1]!;
    let left = i < 0 ? state.missed : counts[i]!;
    let sum = total[node]!;
    for (let l = 0; l < lives && left > 0; l++) {
      const m = mass[l * nodes + node]!;
      let count = left;
      if (l < lives - 1) {
        count = left === 1 ? (random.next() * sum < m ? 1 : 0) : binomial(random, left, m / sum);
        sum -= m;
      }
      if (count === 0) continue;
      left -= count;
      const k = live[l]!;
      size[k] = size[k]! + count;
      const row = k * J;
      for (let at = from; at < to; at++) hits[row + members[at]!] = hits[row + members[at]!]! + count;
    }
  }
}

/** lambda ~ Beta(1 + on the list, 1 + not on it). */
export function drawLambda(state: ChainState): void {
  const { K, J, random, size, hits, lambda } = state;
  for (let k = 0; k < K; k++) {
    const persons = size[k]!;
    for (let at = k * J; at < k * J + J; at++) {
      let value: number;
      if (persons === 0) {
        value = random.next();
      } else {
        const x = gammaWhole(random, hits[at]!);
        value = x / (x + gammaWhole(random, persons - hits[at]!));
      }
      lambda[at] = value < EDGE ? EDGE : value > 1 - EDGE ? 1 - EDGE : value;
    }
  }
}

/** Sticks V_k ~ Beta(1 + in the class, alpha + in later classes), kept as logs; then alpha, unless it is held. */
export function drawSticks(state: ChainState, holdAlpha: boolean): void {
  const { K, random, size, logNu, settings } = state;
  let above = state.n + state.missed;
  let rest = 0;
  for (let k = 0; k < K - 1; k++) {
    const persons = size[k]!;
    above = Math.max(0, above - persons);
    const b = state.alpha + above;
    if (persons === 0) {
      const log = Math.log(random.next()) / b;
      logNu[k] = rest + Math.log(-Math.expm1(log));
      rest += log;
      continue;
    }
    if (b >= 1) {
      const x = gammaWhole(random, persons);
      const y = gamma1(random, b);
      logNu[k] = rest + Math.log(x / (x + y));
      rest += Math.log(y / (x + y));
      continue;
    }
    const x = logGammaDraw(random, 1 + persons);
    const y = logGammaDraw(random, b);
    const sum = x > y ? x + Math.log1p(Math.exp(y - x)) : y + Math.log1p(Math.exp(x - y));
    logNu[k] = rest + x - sum;
    rest += y - sum;
  }
  logNu[K - 1] = rest;
  if (!holdAlpha) state.alpha = Math.max(1e-6, gamma(random, settings.a + K - 1) / (settings.b - rest));
}
