import { DATE_LEVELS } from "../compare/dates.ts";
import { CHAIN } from "../names/chain.ts";
import type { Comparison } from "../plan/compiled.ts";

const PARTLY_KNOWN = DATE_LEVELS.indexOf("equal as far as known");

/** Weights log2(m/u); levels that should say more than weaker ones but do not are pooled with them (isotonic, weighted by m + u). */
export function weightsOf(
  comparison: { readonly kind: string; readonly levels: readonly string[] },
  m: readonly number[],
  u: readonly number[],
): readonly number[] {
  const raw = m.map((value, l) => Math.min(40, Math.max(-20, Math.log2(value / u[l]!))));
  if (comparison.kind === "lists") return raw;
  if (comparison.kind !== "chain") {
    const seen = m.map((value, l) => value + u[l]!);
    if (comparison.kind !== "date") return isotonic(raw, seen);
    // What is told in part has no place in the order: that years agree where nothing else is told may say less than a slip of a digit.
    const whole = isotonic(without(raw, PARTLY_KNOWN), without(seen, PARTLY_KNOWN));
    return whole.toSpliced(PARTLY_KNOWN, 0, Math.min(raw[PARTLY_KNOWN]!, whole.at(-1)!));
  }
  // Only levels without a conflict have an order; one with a conflict may not say more than the weakest of these.
  const clear = isotonic(raw.slice(CHAIN.twoEqual), m.slice(CHAIN.twoEqual));
  const partly = bounded(comparison, raw).slice(0, CHAIN.twoEqual);
  return [...partly.map((weight) => Math.min(weight, clear[0]!)), ...clear];
}

function without(values: readonly number[], at: number): number[] {
  return values.filter((_, i) => i !== at);
}

/** Another given name, or names shifted by a generation, never speak for one person, nor does a given name alone beside others that differ: else EM may take siblings and namesakes for matches. */
export function bounded(
  comparison: { readonly kind: string; readonly name?: string },
  weights: readonly number[],
): readonly number[] {
  // Nor do births or ages more than ten years apart.
  if (comparison.kind === "age" || (comparison.kind === "date" && comparison.name === "birth"))
    return weights.with(0, Math.min(weights[0]!, -3));
  if (comparison.kind !== "chain") return weights;
  const most = (level: number): number =>
    level <= CHAIN.generation ? -3 : level === CHAIN.onlyGiven ? 0 : Number.POSITIVE_INFINITY;
  return weights.map((weight, l) => Math.min(weight, most(l)));
}

/** Pool adjacent violators (Ayer et al. 1955): the nearest ascending sequence in weighted squares. */
export function isotonic(values: readonly number[], weights: readonly number[]): number[] {
  const pools: { value: number; weight: number; size: number }[] = [];
  values.forEach((value, i) => {
    pools.push({ value, weight: weights[i]!, size: 1 });
    while (pools.length > 1 && pools.at(-2)!.value > pools.at(-1)!.value) {
      const last = pools.pop()!;
      const before = pools.pop()!;
      const weight = last.weight + before.weight;
      const mean =
        weight === 0
          ? (last.value + before.value) / 2
          : (last.value * last.weight + before.value * before.weight) / weight;
      pools.push({ value: mean, weight, size: last.size + before.size });
    }
  });
  return pools.flatMap((pool) => Array.from({ length: pool.size }, () => pool.value));
}

/** How strongly rare values add to a weight, by level. */
export function rarityOfKind({ kind, levels }: Comparison): number[] {
  const top = levels.length - 1;
  switch (kind) {
    case "chain":
      return levels.map((_, l) => (l < CHAIN.oneOfThree ? 0 : 0.5));
    case "name":
      return levels.map((_, l) => (l === top ? 1 : l === top - 1 ? 0.6 : 0));
    case "text":
      return levels.map((_, l) => (l === top ? 1 : 0));
    case "code":
      return levels.map((_, l) => (l === top ? 0.5 : 0));
    default:
      return levels.map(() => 0);
  }
}
