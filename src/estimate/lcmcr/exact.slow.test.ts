import { expect, test } from "vitest";
import { gamma, logGammaDraw, poisson } from "../math/draw.ts";
import { Uniforms } from "../math/uniforms.ts";
import { SMALL_TABLE } from "../testing/small-table.ts";
import { Chain, TRACES } from "./chain.ts";
import { LCMCR_DEFAULTS, type LcmcrSettings } from "./settings.ts";

const table = SMALL_TABLE;
const BOUNDS = [2, 5, 10].map((times) => times * table.n);

/** Share of the posterior beyond each bound of N, by weighing draws from the prior: nothing of the sampler is used. */
function byImportance(draws: number): number[] {
  const random = new Uniforms(5);
  const found = BOUNDS.map(() => 0);
  let sum = 0;
  for (let m = 0; m < draws; m++) {
    const alpha = Math.exp(logGammaDraw(random, LCMCR_DEFAULTS.a)) / LCMCR_DEFAULTS.b;
    const chances = new Float64Array(8);
    let rest = 1;
    for (let k = 0; k < LCMCR_DEFAULTS.k; k++) {
      const left = k === LCMCR_DEFAULTS.k - 1 ? 0 : rest * random.next() ** (1 / Math.max(alpha, 1e-300));
      const lambda = [random.next(), random.next(), random.next()];
      for (let cell = 0; cell < 8; cell++)
        chances[cell] = lambda.reduce((p, x, j) => p * (cell & (1 << j) ? x : 1 - x), rest - left) + chances[cell]!;
      rest = left;
    }
    const p0 = chances[0]!;
    const missed = poisson(random, (gamma(random, table.n) * p0) / (1 - p0));
    if (missed > LCMCR_DEFAULTS.cap * table.n) continue;
    const weight = table.patterns.reduce((w, cell, i) => w * (chances[cell]! / (1 - p0)) ** table.counts[i]!, 1);
    sum += weight;
    BOUNDS.forEach((bound, i) => {
      if (table.n + missed > bound) found[i] = found[i]! + weight;
    });
  }
  return found.map((x) => x / sum);
}

/** The same shares by four chains. */
function byChains(settings: LcmcrSettings, draws: number): number[] {
  const totals = [0, 1, 2, 3].flatMap((number) => {
    const chain = new Chain(table, settings, number);
    chain.burn(2000);
    const traces = chain.draw(draws, 4);
    return Array.from({ length: draws }, (_, i) => table.n + traces[i * TRACES.length]!);
  });
  return BOUNDS.map((bound) => totals.filter((total) => total > bound).length / totals.length);
}

// Where copies lose the digits of their weights, the far tail is where it shows: .0018 in place of .0012.
test.each([
  ["plain Gibbs", { moves: 0 }, 40_000],
  ["with moves", {}, 40_000],
  ["with warmer copies", { temper: 4 }, 12_000],
])(
  "%s: the posterior is that of draws from the prior weighed by their likelihood, far tail included",
  (_, given, draws) => {
    const [twice, five, ten] = byImportance(3_000_000) as [number, number, number];
    const [a, b, c] = byChains({ ...LCMCR_DEFAULTS, ...given }, draws) as [number, number, number];
    console.log(`measured ${JSON.stringify(given)}: ${[a, b, c]}, by importance ${[twice, five, ten]}`);
    expect(Math.abs(a - twice)).toBeLessThan(0.02);
    expect(Math.abs(b - five)).toBeLessThan(0.004);
    expect(Math.abs(c - ten)).toBeLessThan(0.0005);
  },
);
