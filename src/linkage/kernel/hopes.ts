import type { Comparison, Compiled } from "../plan/compiled.ts";
import { RAREST } from "./rarity.ts";
import type { Weights } from "./task.ts";

/** The digit of two equal values, by the kinds whose values are codes of texts: equal codes are seen before any letter is looked at. */
const EQUAL_DIGIT: Readonly<Partial<Record<Comparison["kind"], number>>> = { name: 6, text: 4, code: 4 };

// Hopes are sums in another order than weights: they may fall short of them by this much rounding.
const ROUNDING = 1e-6;

interface Hope {
  readonly gains: Float64Array;
  readonly equal: Float64Array | null;
}

/**
 * The most that a pair can still weigh. A pair begins with the best digit, and the rarest value, that its comparisons allow; each
 * digit found puts what it weighs in place of that. A pair whose hope is below the weights that are kept is dropped uncompared.
 */
export class Hopes {
  /** Hopes below this are given up. */
  readonly least: number;
  /** What a pair can weigh of which nothing is known, no values being equal. */
  readonly start: number;
  readonly #byComparison: readonly Hope[];

  private constructor(least: number, start: number, byComparison: readonly Hope[]) {
    this.least = least;
    this.start = start;
    this.#byComparison = byComparison;
  }

  /** `null` where a weight is no finite number: of such nothing can be hoped. */
  static of(data: Compiled, weights: Weights): Hopes | null {
    if (![weights.prior, ...weights.byDigit.flat(), ...weights.rarity.flat()].every(Number.isFinite)) return null;
    let start = weights.prior;
    const hopes = data.comparisons.map(({ kind, frequencies }, c) => {
      const most = mostByDigit(weights, frequencies, c);
      const equal = EQUAL_DIGIT[kind] ?? -1;
      const best = Math.max(...most.filter((_, digit) => digit !== equal));
      start += best;
      // Of equal values it is known what they weigh before the digit is found: nothing is left to gain.
      const gains = most.map((weight, digit) => (digit === equal ? 0 : weight - best));
      return { gains, equal: equal === -1 ? null : equalGains(weights, frequencies![0]!, c, equal, best) };
    });
    return new Hopes(weights.keep - ROUNDING, start, hopes);
  }

  /** What each digit of a comparison gains over what was hoped before. */
  gains(comparison: number): Float64Array {
    return this.#byComparison[comparison]!.gains;
  }

  /** What two equal values of a comparison gain, by code; `null` where equal codes do not tell the digit. */
  equal(comparison: number): Float64Array | null {
    return this.#byComparison[comparison]!.equal;
  }
}

// What a digit can add with the rarest values it may stand for; a missing value adds nothing.
function mostByDigit(weights: Weights, frequencies: readonly Float64Array[] | null, c: number): Float64Array {
  return Float64Array.from(weights.byDigit[c]!, (weight, digit) => {
    const strength = weights.rarity[c]![digit]!;
    const rarities = (frequencies ?? []).map((_, k) => {
      const mean = weights.rarityMean[c]![k]!;
      return Math.max(0, strength * (-Math.log2(RAREST) - mean), strength * -mean);
    });
    return digit === 0 ? 0 : rarities.reduce((sum, rarity) => sum + rarity, weight);
  });
}

function equalGains(weights: Weights, frequencies: Float64Array, c: number, digit: number, best: number): Float64Array {
  const [weight, strength, mean] = [
    weights.byDigit[c]![digit]!,
    weights.rarity[c]![digit]!,
    weights.rarityMean[c]![0]!,
  ];
  return frequencies.map(
    (frequency) => weight - best + (strength === 0 ? 0 : strength * (-Math.log2(Math.max(frequency, RAREST)) - mean)),
  );
}
