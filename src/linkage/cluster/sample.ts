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
  readonly unitOf: Int32Array;
  readonly recordsOf: (unit: number) => readonly number[];
  /** Records that reviewers parted from one of the unit. */
  readonly forbidden: (unit: number) => ReadonlySet<number> | undefined;
}

function unitsOf({ clusterOf, options }: DrawPlan): Units {
  const sets = new UnionFind(clusterOf.length);
  for (const [x, y] of options.mustLink) sets.union(x, y);
  const unitOf = Int32Array.from(clusterOf, (_, record) => record);
  const members = new Map<number, number[]>();
  for (const record of [...new Set(options.mustLink.flat())].sort((x, y) => x - y)) {
    const joined = members.get(sets.find(record)) ?? [];
    joined.push(record);
    members.set(sets.find(record), joined);
    unitOf[record] = joined[0]!;
  }
  const byUnit = new Map([...members.values()].map((records) => [records[0]!, records] as const));
  const forbidden = new Map<number, Set<number>>();
  const forbid = (x: number, y: number): void => {
    forbidden.set(unitOf[x]!, (forbidden.get(unitOf[x]!) ?? new Set()).add(y));
  };
  for (const [x, y] of options.cannotLink) {
    forbid(x, y);
    forbid(y, x);
  }
  return { unitOf, recordsOf: (unit) => byUnit.get(unit) ?? [unit], forbidden: (unit) => forbidden.get(unit) };
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
  const isOutside = (e: number): boolean => unitOf[pairs.a[e]!] !== unitOf[pairs.b[e]!];
  for (let e = 0; e < pairs.a.length; e++) {
    if (!isOutside(e)) continue;
    starts[unitOf[pairs.a[e]!]! + 2]!++;
    starts[unitOf[pairs.b[e]!]! + 2]!++;
  }
  for (let unit = 2; unit < starts.length; unit++) starts[unit]! += starts[unit - 1]!;
  const record = new Int32Array(starts.at(-1)!);
  const weight = new Float64Array(record.length);
  const add = (unit: number, other: number, bits: number): void => {
    const at = starts[unit + 1]!++;
    record[at] = other;
    weight[at] = bits;
  };
  for (let e = 0; e < pairs.a.length; e++) {
    if (!isOutside(e)) continue;
    const [a, b] = [pairs.a[e]!, pairs.b[e]!];
    add(unitOf[a]!, b, pairs.weight[e]!);
    add(unitOf[b]!, a, pairs.weight[e]!);
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

/** The clusters a unit may join, and their odds against being alone. Arrays are kept, for it is asked for every record of every sweep. */
class Choice {
  readonly #plan: DrawPlan;
  readonly #units: Units;
  readonly #state: Partition;
  // Place of a cluster among the candidates, plus 1.
  readonly #place: Int32Array;
  readonly #clusters: number[] = [];
  readonly #sums: number[] = [];
  readonly #pairs: number[] = [];
  readonly #odds: number[] = [];
  #count = 0;

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
    for (let at = 0; at < this.#count; at++) this.#place[this.#clusters[at]!] = 0;
    this.#count = 0;
    for (let k = starts[unit]!; k < starts[unit + 1]!; k++) {
      const at = this.#placeOf(clusterOf[record[k]!]!);
      this.#sums[at]! += weight[k]!;
      this.#pairs[at]!++;
    }
    for (let at = 0; at < this.#count; at++) {
      const cluster = this.#clusters[at]!;
      const others = size[cluster]! - (cluster === own ? records.length : 0);
      const pairs = records.length * others;
      const mean = (this.#sums[at]! + (pairs - this.#pairs[at]!) * floor) / pairs;
      const isOpen = cluster === own || this.#isOpen(cluster, unit, records);
      this.#odds[at] = isOpen ? 2 ** Math.min(MOST_BITS, worth(mean) + company) : 0;
    }
  }

  /** A cluster by the odds; -1 is alone. */
  pick(random: Random): number {
    let total = 1;
    for (let at = 0; at < this.#count; at++) total += this.#odds[at]!;
    let rest = random.float() * total;
    for (let at = 0; at < this.#count; at++) {
      rest -= this.#odds[at]!;
      if (rest < 0) return this.#clusters[at]!;
    }
    return -1;
  }

  #isOpen(cluster: number, unit: number, records: readonly number[]): boolean {
    const { uniqueLists, listOf } = this.#plan.options;
    const forbidden = this.#units.forbidden(unit);
    if (forbidden === undefined && !records.some((record) => uniqueLists[listOf[record]!])) return true;
    return !this.#state.some(
      cluster,
      (other) =>
        forbidden?.has(other) === true ||
        (uniqueLists[listOf[other]!]! && records.some((record) => listOf[record] === listOf[other])),
    );
  }

  #placeOf(cluster: number): number {
    if (this.#place[cluster] === 0) {
      const at = this.#count++;
      this.#place[cluster] = this.#count;
      this.#clusters[at] = cluster;
      this.#sums[at] = 0;
      this.#pairs[at] = 0;
    }
    return this.#place[cluster]! - 1;
  }
}
