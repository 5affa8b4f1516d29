import { digitsOf } from "../kernel/patterns.ts";
import { CHAIN } from "../names/chain.ts";
import type { Comparison } from "../plan/compiled.ts";
import { bounded, rarityOfKind, weightsOf } from "./level-weights.ts";
import { likenessesOf } from "./likeness.ts";
import type { ComparisonModel, RelatedModel } from "./model.ts";
import { priorOf, strangersOf } from "./priors.ts";

/** How often each pattern occurred. */
export interface Histogram {
  readonly patterns: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

export interface TrainingInput {
  readonly comparisons: readonly Comparison[];
  readonly radices: readonly number[];
  /** Patterns of pairs that the rules make, scaled to all of them. */
  readonly blocked: Histogram;
  /** Patterns of all pairs of a sample of records. */
  readonly sample: Histogram;
  /** Number of all pairs there are. */
  readonly allPairs: number;
  readonly records: number;
  /** Records that may have a partner in another list: twice those outside the largest list, at most all; all where there is one list. */
  readonly paired: number;
}

export interface Trained {
  readonly lambda: number;
  readonly comparisons: readonly ComparisonModel[];
  readonly related: readonly RelatedModel[];
  readonly iterations: number;
  readonly change: number;
}

const MOST_ITERATIONS = 200;
const CONVERGED = 1e-6;
const ENOUGH = 100;
// A match that stands for what is known before any list is seen: without it few rows may teach that nobody is on two lists.
const PRIOR_MATCHES = 1;
// Matches with whole names below which these say nothing of the others.
const FEWEST_WHOLE = 10;
// Other records of one person that a record has at most, on average: a bound that keeps EM from taking a crowd for one person.
const MOST_OTHERS = 20;
// Pairs that the shape of a likeness counts for.
const RELATED_PRIOR = 20;
// Pairs of people of one given name that stand for what is known before any list is seen: of different sexes, of one.
const NAMESAKES = [2, 98] as const;

interface Rows {
  readonly digits: readonly (readonly number[])[];
  readonly counts: readonly number[];
}

/**
 * Fellegi and Sunter's model (1969) fitted by EM (Winkler 1988) on pattern counts. The likelihood is of all pairs: those that no
 * rule makes are taken as two people, so lambda is the share of all pairs. u comes from a random sample of pairs; where a level
 * is too rare there, from the pairs the rules make less the matches among them. Pairs of two people are strangers or alike for a
 * reason (see `likenessesOf`), which no single comparison can tell from one person; their shares are learned too. m has a Dirichlet prior, so no level is ever 0.
 */
export function train(input: TrainingInput): Trained {
  const { comparisons, radices, allPairs } = input;
  const blocked = rowsOf(input.blocked, radices);
  const sample = rowsOf(input.sample, radices);
  const sampled = levelCounts(sample, comparisons);
  const seen = levelCounts(blocked, comparisons);
  const samplePairs = sum(input.sample.counts);
  const priors = comparisons.map((comparison) => priorOf(comparison, input.paired));
  let m = priors.map((prior) => normalised(prior));
  const expectedLambda = Math.min(0.3, (0.3 * input.paired) / Math.max(1, allPairs));
  let lambda = expectedLambda;
  let u = chanceLevels(
    comparisons,
    sampled,
    seen,
    samplePairs,
    allPairs,
    lambda,
    m,
    comparisons.map((c) => c.levels.map(() => 0)),
  );
  const kinds = likenessesOf(comparisons);
  let related: readonly Related[] = kinds.map(({ shapes }) => ({
    share: Math.min(0.05, (2 * input.records) / Math.max(1, allPairs)),
    r: shapes.map((shape, c) => (shape === null ? u[c]! : normalised(shape))),
  }));
  const mostMatches = Math.min(0.5, (MOST_OTHERS / 2) * (input.records / Math.max(1, allPairs)));
  let [iterations, change] = [0, 1];
  while (iterations < MOST_ITERATIONS && change > CONVERGED) {
    iterations++;
    const expected = expect(blocked, comparisons, m, u, lambda, related);
    const matched = expected.levels.map((counts, c) => {
      const { kind } = comparisons[c]!;
      if (kind === "chain") return asOthersSay(counts, expected.informed, priors[c]!);
      return kind === "lists" ? asNamesSay(counts, expected.wholeNames) : counts;
    });
    const nextM = matched.map((counts, c) => normalised(counts.map((count, l) => count + priors[c]![l]!)));
    const nextLambda = clamp(
      (expected.matches + PRIOR_MATCHES) / (Math.max(1, allPairs) + PRIOR_MATCHES / expectedLambda),
      1e-12,
      mostMatches,
    );
    const nextU = chanceLevels(comparisons, sampled, seen, samplePairs, allPairs, nextLambda, nextM, expected.levels);
    related = kinds.map(({ shapes }, k) => ({
      share: clamp(expected.related[k]!.pairs / Math.max(1, allPairs), 1e-12, 0.1),
      r: expected.related[k]!.levels.map((counts, c) => {
        const shape = shapes[c]!;
        if (shape === null) return nextU[c]!;
        const row = normalised(counts.map((count, l) => count + RELATED_PRIOR * shape[l]!));
        return comparisons[c]!.kind === "chain" ? withFewNamesakes(row, nextU[c]!) : row;
      }),
    }));
    change = Math.max(distance(m, nextM), distance(u, nextU), Math.abs(lambda - nextLambda));
    [m, u, lambda] = [nextM, nextU, nextLambda];
  }
  const namesakes = sexOfNamesakes(sample, comparisons);
  return {
    lambda,
    iterations,
    change,
    related: related.map(({ share, r }, k) => ({
      name: kinds[k]!.name,
      share,
      weights: r.map((row, c) => row.map((value, l) => Math.log2(value / u[c]![l]!))),
    })),
    comparisons: comparisons.map((comparison, c) => ({
      name: comparison.name,
      kind: comparison.kind,
      levels: comparison.levels,
      m: m[c]!,
      u: u[c]!,
      weights: weightsOf(comparison, m[c]!, comparison.kind === "sex" ? (namesakes ?? u[c]!) : u[c]!),
      rarity: rarityOfKind(comparison),
    })),
  };
}

function rowsOf(histogram: Histogram, radices: readonly number[]): Rows {
  const digits: number[][] = [];
  const counts: number[] = [];
  for (let i = 0; i < histogram.patterns.length; i++) {
    digits.push(digitsOf(histogram.patterns[i]!, radices));
    counts.push(histogram.counts[i]!);
  }
  return { digits, counts };
}

function levelCounts(rows: Rows, comparisons: readonly Comparison[]): number[][] {
  const counts = comparisons.map(({ levels }) => levels.map(() => 0));
  rows.digits.forEach((digits, row) => {
    digits.forEach((digit, c) => {
      if (digit > 0) counts[c]![digit - 1]! += rows.counts[row]!;
    });
  });
  return counts;
}

/**
 * Shares of levels of the sex among two people of one given name, which tells the sex: only such pairs are ever in doubt, and strangers'
 * shares would take the sex for evidence of its own. `null` without sexes or whole names.
 */
function sexOfNamesakes(rows: Rows, comparisons: readonly Comparison[]): number[] | null {
  const chain = comparisons.findIndex(({ kind }) => kind === "chain");
  const sex = comparisons.findIndex(({ kind }) => kind === "sex");
  if (chain === -1 || sex === -1) return null;
  const counts = [...NAMESAKES];
  rows.digits.forEach((digits, row) => {
    if (digits[sex]! > 0 && digits[chain]! > CHAIN.generation + 1) counts[digits[sex]! - 1]! += rows.counts[row]!;
  });
  return normalised(counts);
}

interface Related {
  readonly share: number;
  readonly r: readonly (readonly number[])[];
}

interface Expected {
  readonly matches: number;
  readonly levels: number[][];
  readonly related: readonly { pairs: number; readonly levels: number[][] }[];
  /** Matches by level of the name, of those of which more than the name, the sex and the list is told. */
  readonly informed: readonly number[];
  /** Of the matches those with three or four equal parts of a name: within one list, between two. */
  readonly wholeNames: readonly [number, number];
}

function expect(
  rows: Rows,
  comparisons: readonly Comparison[],
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
  lambda: number,
  related: readonly Related[],
): Expected {
  const noLevels = (): number[][] => comparisons.map((comparison) => comparison.levels.map(() => 0));
  const logOf = (row: readonly number[], c: number): readonly number[] =>
    row.map((value, l) => Math.log2(value / u[c]![l]!));
  const natural = (weights: readonly number[]): number[] => weights.map((w) => w * Math.LN2);
  const rest = Math.log(1 - lambda - related.reduce((sum, { share }) => sum + share, 0));
  // First one person, then why two people may be alike; strangers weigh nothing.
  const kinds = [
    { prior: Math.log(lambda) - rest, factors: m.map((row, c) => natural(bounded(comparisons[c]!, logOf(row, c)))) },
    ...related.map(({ share, r }) => ({
      prior: Math.log(share) - rest,
      factors: r.map((row, c) => natural(logOf(row, c))),
    })),
  ];
  const found = kinds.map(() => ({ pairs: 0, levels: noLevels() }));
  const logs = new Float64Array(kinds.length);
  const wholeNames: [number, number] = [0, 0];
  const chain = comparisons.findIndex(({ kind }) => kind === "chain");
  const lists = comparisons.findIndex(({ kind }) => kind === "lists");
  const informed = chain === -1 ? [] : comparisons[chain]!.levels.map(() => 0);
  const tells = comparisons.map(({ kind }) => kind !== "chain" && kind !== "sex" && kind !== "lists");
  rows.digits.forEach((digits, row) => {
    let most = 0;
    kinds.forEach(({ prior, factors }, k) => {
      let log = prior;
      for (let c = 0; c < digits.length; c++) if (digits[c] !== 0) log += factors[c]![digits[c]! - 1]!;
      logs[k] = log;
      if (log > most) most = log;
    });
    let total = Math.exp(-most);
    for (const log of logs) total += Math.exp(log - most);
    found.forEach((kind, k) => {
      const pairs = (rows.counts[row]! * Math.exp(logs[k]! - most)) / total;
      kind.pairs += pairs;
      if (k === 0 && lists !== -1 && digits[chain]! > CHAIN.threeEqual) wholeNames[digits[lists]! - 1]! += pairs;
      for (let c = 0; c < digits.length; c++) if (digits[c] !== 0) kind.levels[c]![digits[c]! - 1]! += pairs;
      if (k === 0 && chain !== -1 && digits[chain] !== 0 && digits.some((digit, c) => digit !== 0 && tells[c]!))
        informed[digits[chain]! - 1]! += pairs;
    });
  });
  const [one, ...others] = found;
  return { matches: one!.pairs, levels: one!.levels, related: others, informed, wholeNames };
}

/**
 * Matches within one list and between two, of the former at most as many as names allow. Who stands twice in a list is named there as alike as in two lists, so those
 * whose whole names agree tell how many they are; kin killed in one event, who agree on all but the name, would let their number grow without end.
 */
function asNamesSay(
  [within, between]: readonly number[],
  [wholeWithin, wholeBetween]: readonly [number, number],
): number[] {
  const most = wholeBetween < FEWEST_WHOLE ? within! : (wholeWithin * between!) / wholeBetween;
  return [Math.min(within!, most), between!];
}

/**
 * Matches by level of the name. Where a name is all that is told, nothing parts people whose names agree in part from namesakes, and EM may take these for matches
 * without end: of such pairs there are at most as many, beside those whose names have no conflict, as where more is told and as is known before any list is seen.
 */
function asOthersSay(counts: readonly number[], informed: readonly number[], prior: readonly number[]): number[] {
  const clear = (values: readonly number[]): number => sum(values.slice(CHAIN.otherFamily));
  const alone = clear(counts) - clear(informed);
  const base = clear(informed) + clear(prior);
  return counts.map((count, level) => {
    if (level >= CHAIN.otherFamily) return count;
    const most = (alone * (informed[level]! + prior[level]!)) / base;
    return informed[level]! + Math.min(count - informed[level]!, most);
  });
}

/**
 * Shares of levels among kin, of whom no more agree on the given name and on all else that both are told by than strangers bear one given name: brothers never
 * do, and cousins named after one elder have fathers of their own. Without a bound EM explains by kin of one event whoever is told twice, once with less of the name.
 */
function withFewNamesakes(row: readonly number[], u: readonly number[]): number[] {
  const isClear = (level: number): boolean => level >= CHAIN.twoEqual && level !== CHAIN.swapped;
  const most = sum(
    u.filter((_, level) => level >= CHAIN.onlyGiven && level !== CHAIN.loose && level !== CHAIN.swapped),
  );
  const found = sum(row.filter((_, level) => isClear(level)));
  if (found <= most) return [...row];
  return row.map((value, level) => value * (isClear(level) ? most / found : (1 - most) / (1 - found)));
}

function chanceLevels(
  comparisons: readonly Comparison[],
  sampled: readonly (readonly number[])[],
  seen: readonly (readonly number[])[],
  samplePairs: number,
  allPairs: number,
  lambda: number,
  m: readonly (readonly number[])[],
  matched: readonly (readonly number[])[],
): number[][] {
  const shapes = comparisons.map((comparison) => normalised(priorOf(comparison, 0)));
  const strangers = comparisons.map(strangersOf);
  return comparisons.map((comparison, c) => {
    const filled = sum(sampled[c]!);
    const filledShare = samplePairs === 0 ? 1 : filled / samplePairs;
    const rates = comparison.levels.map((_, l) => {
      const fromSample =
        (Math.max(0, sampled[c]![l]! - lambda * filled * (comparison.kind === "chain" ? shapes[c]![l]! : m[c]![l]!)) +
          strangers[c]![l]!) /
        Math.max(1, filled + sum(strangers[c]!));
      if (sampled[c]![l]! >= ENOUGH && fromSample > 0.2 * (sampled[c]![l]! / Math.max(1, filled))) return fromSample;
      const fromRules =
        (Math.max(0, seen[c]![l]! - matched[c]![l]!) + strangers[c]![l]!) /
        Math.max(1, allPairs * Math.max(filledShare, 1e-9) + sum(strangers[c]!));
      return Math.max(fromSample, fromRules, 0.1 / Math.max(1, allPairs));
    });
    return normalised(rates);
  });
}

function normalised(values: readonly number[]): number[] {
  const total = sum(values);
  return values.map((value) => value / total);
}

function distance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  let most = 0;
  a.forEach((row, i) => {
    row.forEach((value, j) => {
      most = Math.max(most, Math.abs(value - b[i]![j]!));
    });
  });
  return most;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
