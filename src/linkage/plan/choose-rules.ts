import { Random } from "#kernel";
import { linkageError } from "../errors.ts";
import { Grouper } from "../kernel/groups.ts";
import type { Rule } from "../kernel/task.ts";
import { TEXT_ROLE } from "./add-text.ts";
import type { BlockKey, Compiled } from "./compiled.ts";

export interface RuleChoice {
  readonly rules: readonly Rule[];
  /** Share of true pairs the rules are expected to reach, under the guesses of the keys; measured figures replace it in the report. */
  readonly expectedRecall: number;
}

const SIMULATED = 4000;
const SAMPLE = 20_000;
const MOST_RULES = 18;

/**
 * Chooses conjunctions of keys under a budget of pairs: pairs of one person are imagined that agree on each key as often as
 * the key's guess says; greedily the rule is taken that reaches most pairs not reached yet for its cost. Costs are counted on
 * the lists (on a sample of records above 20,000). When all pairs fit the budget, the one rule is: all.
 *
 * @throws linkage/too-many-pairs when no rule fits
 */
export function chooseRules(data: Compiled, budget: number, seed: number): RuleChoice {
  const { count } = data;
  if ((count * (count - 1)) / 2 <= Math.min(budget, 2_500_000)) return { rules: [[]], expectedRecall: 1 };
  const sample = sampleOf(count);
  const scale = (count / sample.length) ** 2;
  const columns = data.keys.map((key) => pick(data.columns[key.column]!, sample));
  const grouper = new Grouper(sample.length);
  const cost = (rule: Rule): { pairs: number; largest: number } => {
    const { starts } = grouper.group(rule.map((key) => columns[key]!));
    let [pairs, largest] = [0, 0];
    for (let g = 0; g + 1 < starts.length; g++) {
      const size = starts[g + 1]! - starts[g]!;
      pairs += (size * (size - 1)) / 2;
      if (size > largest) largest = size;
    }
    return { pairs: pairs * scale, largest: largest * Math.sqrt(scale) };
  };
  const agreements = imagineAgreements(data.keys, columns, sample.length, seed);
  const candidates = candidateRules(data.keys, columns, cost, budget);
  const chosen = greedy(candidates, agreements, budget);
  if (chosen.rules.length > 0) return chosen;
  throw tooCommon(data, budget);
}

function sampleOf(count: number): Int32Array {
  const size = Math.min(count, SAMPLE);
  return Int32Array.from({ length: size }, (_, i) => Math.floor((i * count) / size));
}

function pick(column: Int32Array, sample: Int32Array): Int32Array {
  return sample.map((record) => column[record]!);
}

interface Candidate {
  readonly rule: Rule;
  readonly pairs: number;
}

function candidateRules(
  keys: readonly BlockKey[],
  columns: readonly Int32Array[],
  cost: (rule: Rule) => { pairs: number; largest: number },
  budget: number,
): Candidate[] {
  const perRule = budget / 2;
  const collision = columns.map(collisionOf);
  const found: Candidate[] = [];
  // A conjunction of a rule that already fits finds nothing more.
  const isCovered = (rule: Rule): boolean => found.some(({ rule: r }) => r.every((key) => rule.includes(key)));
  const tryRules = (rules: readonly Rule[]): void => {
    const fitting: Candidate[] = [];
    for (const rule of rules) {
      if (isCovered(rule)) continue;
      const { pairs } = cost(rule);
      if (pairs <= perRule) fitting.push({ rule, pairs });
    }
    found.push(...fitting);
  };
  const distinct = (rule: readonly number[]): boolean => new Set(rule.map((k) => keys[k]!.role)).size === rule.length;
  const usable = keys.map((_, k) => k).filter((k) => collision[k]! < 0.7);
  const couples = usable.flatMap((a) => usable.filter((b) => b > a).map((b) => [a, b])).filter(distinct);
  const triples = couples.flatMap(([a, b]) => usable.filter((c) => c > b!).map((c) => [a!, b!, c])).filter(distinct);
  tryRules(usable.filter((k) => keys[k]!.role !== TEXT_ROLE).map((k) => [k]));
  tryRules(couples);
  // Of many triples only those that could pay are counted.
  const likely = triples
    .filter((rule) => !isCovered(rule))
    .map((rule) => ({ rule, promise: rule.reduce((p, k) => p * keys[k]!.agreement, 1) }))
    .sort((x, y) => y.promise - x.promise || (x.rule.join() < y.rule.join() ? -1 : 1))
    .slice(0, 150);
  tryRules(likely.map(({ rule }) => rule));
  return found;
}

// Chance that two records agree on the key.
function collisionOf(column: Int32Array): number {
  const counts = new Map<number, number>();
  for (const code of column) if (code !== 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  let sum = 0;
  for (const c of counts.values()) sum += c * (c - 1);
  return sum / (column.length * Math.max(1, column.length - 1));
}

// Keys of one role agree together: who agrees on the whole date agrees on its year.
function imagineAgreements(
  keys: readonly BlockKey[],
  columns: readonly Int32Array[],
  count: number,
  seed: number,
): Uint8Array[] {
  const random = new Random(seed, 77);
  const filled = columns.map((column) => column.reduce((n, code) => n + (code === 0 ? 0 : 1), 0) / Math.max(1, count));
  const roles = [...new Set(keys.map((key) => key.role))];
  const agreements = keys.map(() => new Uint8Array(SIMULATED));
  for (let s = 0; s < SIMULATED; s++) {
    for (const role of roles) {
      const both = random.float();
      const luck = random.float();
      keys.forEach((key, k) => {
        if (key.role === role && both < filled[k]! ** 2 && luck < Math.min(key.agreement, 0.98)) agreements[k]![s] = 1;
      });
    }
  }
  return agreements;
}

function greedy(candidates: readonly Candidate[], agreements: readonly Uint8Array[], budget: number): RuleChoice {
  const reached = new Uint8Array(SIMULATED);
  const rules: Rule[] = [];
  let [spent, hits] = [0, 0];
  const gains = (rule: Rule): number => {
    let gain = 0;
    for (let s = 0; s < SIMULATED; s++) if (reached[s] === 0 && rule.every((key) => agreements[key]![s] === 1)) gain++;
    return gain;
  };
  while (rules.length < MOST_RULES) {
    let best: Candidate | null = null;
    let [bestValue, bestGain] = [0, 0];
    for (const candidate of candidates) {
      if (spent + candidate.pairs > budget) continue;
      const gain = gains(candidate.rule);
      const value = gain / Math.sqrt(candidate.pairs + budget * 0.005);
      if (gain > 0 && value > bestValue) [best, bestValue, bestGain] = [candidate, value, gain];
    }
    if (best === null) break;
    rules.push(best.rule);
    spent += best.pairs;
    hits += bestGain;
    const rule = best.rule;
    for (let s = 0; s < SIMULATED; s++) if (rule.every((key) => agreements[key]![s] === 1)) reached[s] = 1;
  }
  return { rules, expectedRecall: hits / SIMULATED };
}

function tooCommon(data: Compiled, budget: number): Error {
  const worst = data.keys
    .map((key) => ({ name: key.name, ...commonest(data.columns[key.column]!) }))
    .sort((a, b) => b.count - a.count)[0];
  return linkageError("linkage/giant-block", {
    what: "Cannot choose blocking rules",
    found: `every rule makes more than ${budget} pairs; ${worst === undefined ? "there is no key" : `${worst.count} of ${data.count} records share one value of "${worst.name}"`}`,
    unchanged: "Nothing was compared, nothing skipped.",
    mend: "Map a column that tells people apart (birth date, father's name, place), give rules with --block, or raise --max-pairs.",
  });
}

function commonest(column: Int32Array): { count: number } {
  const counts = new Map<number, number>();
  let count = 0;
  for (const code of column) {
    if (code === 0) continue;
    const c = (counts.get(code) ?? 0) + 1;
    counts.set(code, c);
    if (c > count) count = c;
  }
  return { count };
}
