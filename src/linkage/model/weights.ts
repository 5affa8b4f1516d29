import type { Weights } from "../kernel/task.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { LinkageModel } from "./model.ts";

/** Natural use of a weight: the probability that goes with base 2 log odds, without overflow on either side. */
export function probabilityOf(weight: number): number {
  return weight >= 0 ? 1 / (1 + 2 ** -weight) : 2 ** weight / (1 + 2 ** weight);
}

/** The base 2 log odds of a probability. */
export function weightOf(probability: number): number {
  return Math.log2(probability / (1 - probability));
}

/** A model and the lists' frequencies as look-up tables for the kernel. */
export function kernelWeights(model: LinkageModel, data: Compiled, keepProbability: number): Weights {
  const telling = (what: "name" | "id"): number[] =>
    data.comparisons.flatMap(({ tells }, c) => (tells === what ? [c] : []));
  const strangers = model.related.reduce((rest, { share }) => rest - share, 1 - model.lambda);
  return {
    tells: {
      name: telling("name"),
      id: telling("id"),
      day: data.comparisons.flatMap(({ kind }, c) => (kind === "date" ? [c] : [])),
    },
    prior: Math.log2(model.lambda / (1 - model.lambda)),
    byDigit: model.comparisons.map(({ weights }) => [0, ...weights]),
    related: model.related.map(({ name, share, weights }) => ({
      shares: { kin: name !== "one event", place: true },
      prior: Math.log2(share / strangers),
      byDigit: weights.map((row) => [0, ...row]),
    })),
    rarity: model.comparisons.map(({ rarity }) => [0, ...rarity]),
    rarityMean: data.comparisons.map(({ frequencies }) => (frequencies ?? []).map(chanceRarity)),
    keep: weightOf(keepProbability),
  };
}

// Mean of -log2 f over pairs that agree by chance, which meet at value v with chance f(v)^2.
function chanceRarity(frequencies: Float64Array): number {
  let [total, mean] = [0, 0];
  for (const f of frequencies) {
    if (f === 0) continue;
    total += f * f;
    mean += f * f * -Math.log2(f);
  }
  return total === 0 ? 0 : mean / total;
}
