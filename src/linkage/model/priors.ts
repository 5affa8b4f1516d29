import { AGE_LEVELS } from "../compare/dates.ts";
import { CHAIN } from "../names/chain.ts";
import type { Comparison } from "../plan/compiled.ts";

// Pairs that a prior counts for where lists are small, and for each record where levels are known well before any list is seen.
const PAIRS = 10;
const PAIRS_A_RECORD = 0.1;

/**
 * Pairs of one person at each level, weakest first, that stand for what is known before any list is seen. Those of names and ages count a tenth of the records
 * that may have a partner: by all records they would outweigh what a short list beside a long one tells.
 */
export function priorOf(comparison: Comparison, paired: number): number[] {
  const { kind, levels } = comparison;
  switch (kind) {
    case "chain":
      return scaled(chainShares(levels.length), Math.max(PAIRS, PAIRS_A_RECORD * paired));
    case "age":
      return scaled(ageShares(levels.length), Math.max(PAIRS, PAIRS_A_RECORD * paired));
    case "lists":
      // Lists repeat a person seldom within themselves.
      return scaled([0.05, 0.95], PAIRS);
    default:
      return scaled(
        levels.map((_, l) => (l === levels.length - 1 ? TOP : (1 - TOP) / (levels.length - 1))),
        PAIRS / 2,
      );
  }
}

/**
 * Pairs of two people at each level that stand for what is known of names before any list is seen: in a short list most of those alike are
 * one person, and would else be taken for what strangers share. Other comparisons: none.
 */
export function strangersOf({ kind, levels }: Comparison): number[] {
  if (kind !== "chain") return levels.map(() => 0);
  const shares = levels.map((_, level): number => (level < CHAIN.threeEqual ? 5e-5 : 1e-5));
  shares[CHAIN.onlyGiven] = 0.0116;
  shares[CHAIN.sibling] = 3e-4;
  shares[CHAIN.generation] = 3e-4;
  shares[CHAIN.conflict] = 0;
  shares[CHAIN.conflict] = 1 - shares.reduce((total, share) => total + share, 0);
  return scaled(shares, STRANGERS);
}

const STRANGERS = 1000;
const TOP = 0.75;

function scaled(shares: readonly number[], pairs: number): number[] {
  return shares.map((share) => pairs * share);
}

function chainShares(levels: number): number[] {
  const shares = new Array<number>(levels).fill(0.01);
  shares[CHAIN.conflict] = 0.01;
  shares[CHAIN.sibling] = 0.002;
  shares[CHAIN.generation] = 0.002;
  shares[CHAIN.onlyGiven] = 0.004;
  shares[CHAIN.oneOfThree] = 0.006;
  shares[CHAIN.givenOnly] = 0.004;
  shares[CHAIN.middleDiffers] = 0.03;
  shares[CHAIN.honorary] = 0.004;
  shares[CHAIN.fatherLeftOut] = 0.02;
  shares[CHAIN.twoClose] = 0.02;
  shares[CHAIN.twoEqual] = 0.1;
  shares[CHAIN.oneClose] = 0.08;
  shares[CHAIN.threeEqual] = 0.3;
  shares[CHAIN.fourEqual] = 0.4;
  return shares;
}

// Ages of which some are ranges have a level more.
function ageShares(levels: number): number[] {
  return levels > AGE_LEVELS.length ? [0.02, 0.04, 0.1, 0.13, 0.06, 0.23, 0.42] : [0.02, 0.04, 0.1, 0.14, 0.25, 0.45];
}
