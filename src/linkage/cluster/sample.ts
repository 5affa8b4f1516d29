import { Random } from "#kernel";
import type { ClusterOptions } from "./cluster.ts";
import { Partition } from "./partition.ts";
import { clusterSizes } from "./sizes.ts";
import { UnionFind } from "./union-find.ts";

/** What clusterings are drawn from. */
export interface DrawPlan {
  /** Pairs in any order, and what each weighs alone, in bits. */
  readonly pairs: { readonly a: Int32Array; readonly b: Int32Array; readonly weight: Float64Array };
  /** Weight of a pair that is not among them. */
  readonly floor: number;
  /** What a mean weight is worth, in bits. */
  readonly worth: (weight: number) => number;
  /** The share of all pairs that is in every weight. */
  readonly lambda: number;
  /** The most likely clustering, from which every draw starts. */
  readonly clusterOf: Int32Array;
  readonly options: Pick<ClusterOptions, "uniqueLists" | "listOf" | "mustLink" | "cannotLink">;
}

const SWEEPS = 3;
const MOST_BITS = 60;

/**
 * Draws clusterings: in turn each record joins one of the clusters it has pairs with, or stays alone, by odds (Gibbs sampling; records
 * that reviewers joined move as one). The odds of a cluster are what the mean weight to its records is worth, with the share of
 * matches among all pairs replaced by how often a record of its list is not alone, shared out over the clusters: who has no sure partner, in lists that
 * overlap much, more likely has a missed one. What reviewers parted and two records of a list without duplicates never meet. What an
 * estimate makes of many draws shows how much linkage doubt weighs. Draw d uses stream d + 1000 of the seed.
 *
 * @returns the lowest record of the cluster, by record
 */
export function clusteringDraws(plan: DrawPlan): (draw: number, seed: number) => Int32Array {
  let prepared: readonly [Units, Neighbours, number[]] | null = null;
  return (draw, seed) => {
    prepared ??= prepare(plan);
    const [units, near, company] = prepared;
    const random = new Random(seed, draw + 1000);
    const state = new Partition(plan.clusterOf);
    const choice = new Choice(plan, units, state);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (let unit = 0; unit < plan.clusterOf.length; unit++) {
        if (near.starts[unit] === near.starts[unit + 1]) continue;
        choice.weigh(unit, near, company[plan.options.listOf[unit]!]!);
        let to = choice.pick(random);
        for (const record of units.recordsOf(unit)) to = state.move(record, to);
      }
    }
    return state.lowestMembers();
  };
}

/** Records that reviewers joined, by the lowest of them; any other record is a unit of its own. */
interface Units {
  readonly unitOf: (record: number) => number;
  readonly recordsOf: (unit: number) => readonly number[];
  /** Records that reviewers parted from one of the unit. */
  readonly forbidden: (unit: number) => ReadonlySet<number>;
}

function unitsOf({ clusterOf, options }: DrawPlan): Units {
  const sets = new UnionFind(clusterOf.length);
  for (const [x, y] of options.mustLink) sets.union(x, y);
  const joined = [...new Set(options.mustLink.flat())].sort((x, y) => x - y);
  const members = new Map<number, number[]>();
  for (const record of joined) members.set(sets.find(record), [...(members.get(sets.find(record)) ?? []), record]);
  const unitOf = (record: number): number => members.get(sets.find(record))?.[0] ?? record;
  const forbidden = new Map<number, Set<number>>();
  const forbid = (x: number, y: number): void => {
    forbidden.set(unitOf(x), (forbidden.get(unitOf(x)) ?? new Set()).add(y));
  };
  for (const [x, y] of options.cannotLink) {
    forbid(x, y);
    forbid(y, x);
  }
  const none: ReadonlySet<number> = new Set();
  return {
    unitOf,
    recordsOf: (unit) => members.get(sets.find(unit)) ?? [unit],
    forbidden: (unit) => forbidden.get(unit) ?? none,
  };
}

/** Pairs of a unit with records outside it: those from `starts[unit]` to `starts[unit + 1]`. */
interface Neighbours {
  readonly starts: Int32Array;
  readonly record: Int32Array;
  readonly weight: Float64Array;
}

function prepare(plan: DrawPlan): readonly [Units, Neighbours, number[]] {
  const units = unitsOf(plan);
  return [units, neighboursOf(plan, units), companyOf(plan)];
}

function neighboursOf({ pairs, clusterOf }: DrawPlan, { unitOf }: Units): Neighbours {
  const starts = new Int32Array(clusterOf.length + 2);
  const ends = (e: number): [number, number][] => {
    const [a, b] = [pairs.a[e]!, pairs.b[e]!];
    const [x, y] = [unitOf(a), unitOf(b)];
    return x === y
      ? []
      : [
          [x, b],
          [y, a],
        ];
  };
  for (let e = 0; e < pairs.a.length; e++) for (const [unit] of ends(e)) starts[unit + 2]!++;
  for (let unit = 2; unit < starts.length; unit++) starts[unit]! += starts[unit - 1]!;
  const record = new Int32Array(starts.at(-1)!);
  const weight = new Float64Array(record.length);
  for (let e = 0; e < pairs.a.length; e++) {
    for (const [unit, other] of ends(e)) {
      record[starts[unit + 1]!] = other;
      weight[starts[unit + 1]!++] = pairs.weight[e]!;
    }
  }
  return { starts, record, weight };
}

/**
 * By list: log2 odds of being in company against being alone, for each cluster there is, less the share of matches. As in the most
 * likely clustering, one record counted for either side; what draws make of it is not heard, else few doubts would feed each other.
 */
function companyOf({ lambda, clusterOf, options }: DrawPlan): number[] {
  const sizes = clusterSizes(clusterOf);
  const clusters = sizes.reduce((n, size) => n + (size === 0 ? 0 : 1), 0);
  const alone = options.uniqueLists.map(() => 1);
  const records = options.uniqueLists.map(() => 0);
  clusterOf.forEach((cluster, record) => {
    const list = options.listOf[record]!;
    records[list]!++;
    if (sizes[cluster] === 1) alone[list]!++;
  });
  return records.map((count, list) => {
    const share = alone[list]! / (count + 2);
    const open = Math.max(1, clusters - (options.uniqueLists[list] ? count : 0));
    return Math.log2((1 - lambda) / lambda) + Math.log2((1 - share) / share / open);
  });
}

/** The clusters a unit may join, and their odds against being alone. */
class Choice {
  readonly #plan: DrawPlan;
  readonly #units: Units;
  readonly #state: Partition;
  // Place of a cluster among the candidates, plus 1.
  readonly #place: Int32Array;
  readonly #clusters: number[] = [];
  readonly #sums: number[] = [];
  readonly #pairs: number[] = [];
  #odds: number[] = [];

  constructor(plan: DrawPlan, units: Units, state: Partition) {
    this.#plan = plan;
    this.#units = units;
    this.#state = state;
    this.#place = new Int32Array(plan.clusterOf.length);
  }

  weigh(unit: number, { starts, record, weight }: Neighbours, company: number): void {
    const { floor, worth } = this.#plan;
    const { clusterOf, size } = this.#state;
    const records = this.#units.recordsOf(unit);
    const own = clusterOf[unit]!;
    this.#clear();
    for (let k = starts[unit]!; k < starts[unit + 1]!; k++) {
      const at = this.#placeOf(clusterOf[record[k]!]!);
      this.#sums[at]! += weight[k]!;
      this.#pairs[at]!++;
    }
    this.#odds = this.#clusters.map((cluster, at) => {
      if (cluster !== own && !this.#isOpen(cluster, unit, records)) return 0;
      const pairs = records.length * (size[cluster]! - (cluster === own ? records.length : 0));
      const mean = (this.#sums[at]! + (pairs - this.#pairs[at]!) * floor) / pairs;
      return 2 ** Math.min(MOST_BITS, worth(mean) + company);
    });
  }

  /** A cluster by the odds; -1 is alone. */
  pick(random: Random): number {
    let rest = random.float() * this.#odds.reduce((sum, odds) => sum + odds, 1);
    const at = this.#odds.findIndex((odds) => {
      rest -= odds;
      return rest < 0;
    });
    return at === -1 ? -1 : this.#clusters[at]!;
  }

  #isOpen(cluster: number, unit: number, records: readonly number[]): boolean {
    const { uniqueLists, listOf } = this.#plan.options;
    const forbidden = this.#units.forbidden(unit);
    return !this.#state.some(
      cluster,
      (other) =>
        forbidden.has(other) ||
        (uniqueLists[listOf[other]!]! && records.some((record) => listOf[record] === listOf[other])),
    );
  }

  #clear(): void {
    for (const cluster of this.#clusters) this.#place[cluster] = 0;
    this.#clusters.length = this.#sums.length = this.#pairs.length = 0;
  }

  #placeOf(cluster: number): number {
    if (this.#place[cluster] === 0) {
      this.#place[cluster] = this.#clusters.push(cluster);
      this.#sums.push(0);
      this.#pairs.push(0);
    }
    return this.#place[cluster]! - 1;
  }
}
