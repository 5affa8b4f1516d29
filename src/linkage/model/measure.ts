/** Precision, recall and their harmonic mean over pairs. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Metrics {
  readonly truePairs: number;
  readonly edges: Score & { readonly threshold: number };
  readonly best: Score & { readonly threshold: number };
  readonly clusters: Score & { readonly b3: Score };
  readonly calibration: readonly {
    readonly from: number;
    readonly to: number;
    readonly pairs: number;
    readonly mean: number;
    readonly true: number;
  }[];
}

export interface MeasureInput {
  /** Code of the true person by record; 0 where not known: such records are left out. */
  readonly truth: Int32Array;
  readonly listOf: ArrayLike<number>;
  readonly uniqueLists: readonly boolean[];
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly probability: ArrayLike<number>;
  readonly clusterOf: ArrayLike<number>;
  readonly threshold: number;
}

const BINS = [0, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0000001];

/** Compares edges and clusters with the truth. Every true pair counts, also those that blocking never made. */
export function measure(input: MeasureInput): Metrics {
  const { truth, a, b, probability } = input;
  const truePairs = countTruePairs(input);
  const order: number[] = [];
  for (let e = 0; e < a.length; e++) if (truth[a[e]!] !== 0 && truth[b[e]!] !== 0) order.push(e);
  order.sort((x, y) => probability[y]! - probability[x]!);
  const isTrue = (e: number): boolean => truth[a[e]!] === truth[b[e]!];
  let [hits, best, at] = [
    0,
    { threshold: 1, ...score(0, 0, truePairs) },
    { threshold: input.threshold, ...score(0, 0, truePairs) },
  ];
  order.forEach((e, i) => {
    if (isTrue(e)) hits++;
    const next = order[i + 1];
    if (next !== undefined && probability[next] === probability[e]) return;
    const now = score(hits, i + 1, truePairs);
    if (now.f1 > best.f1) best = { threshold: probability[e]!, ...now };
    if (probability[e]! >= input.threshold) at = { threshold: input.threshold, ...now };
  });
  const calibration = BINS.slice(0, -1).map((from, k) => {
    const inside = order.filter((e) => probability[e]! >= from && probability[e]! < BINS[k + 1]!);
    const mean = inside.reduce((s, e) => s + probability[e]!, 0) / Math.max(1, inside.length);
    return { from, to: Math.min(1, BINS[k + 1]!), pairs: inside.length, mean, true: inside.filter(isTrue).length };
  });
  return {
    truePairs,
    edges: at,
    best,
    clusters: measureClusters(input, truePairs),
    calibration,
  };
}

function score(hits: number, found: number, all: number): Score {
  const precision = found === 0 ? 1 : hits / found;
  const recall = all === 0 ? 1 : hits / all;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function pairsOf(groups: Map<number, number[]>, input: MeasureInput): number {
  let pairs = 0;
  for (const members of groups.values()) {
    pairs += (members.length * (members.length - 1)) / 2;
    if (!input.uniqueLists.includes(true)) continue;
    const perList = new Map<number, number>();
    for (const record of members) perList.set(input.listOf[record]!, (perList.get(input.listOf[record]!) ?? 0) + 1);
    for (const [list, n] of perList) if (input.uniqueLists[list]) pairs -= (n * (n - 1)) / 2;
  }
  return pairs;
}

function groupBy(keys: ArrayLike<number>, truth: Int32Array): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] === 0) continue;
    const group = groups.get(keys[i]!);
    if (group === undefined) groups.set(keys[i]!, [i]);
    else group.push(i);
  }
  return groups;
}

function countTruePairs(input: MeasureInput): number {
  return pairsOf(groupBy(input.truth, input.truth), input);
}

// Pairwise scores, and B-cubed (Bagga and Baldwin 1998): per record, the share of its cluster that is right.
function measureClusters(input: MeasureInput, truePairs: number): Score & { b3: Score } {
  const { truth, clusterOf } = input;
  const clusters = groupBy(clusterOf, truth);
  const people = groupBy(truth, truth);
  let [hits, precision, recall, records] = [0, 0, 0, 0];
  for (const members of clusters.values()) {
    const within = new Map<number, number[]>();
    for (const record of members) within.set(truth[record]!, [...(within.get(truth[record]!) ?? []), record]);
    hits += pairsOf(within, input);
    for (const [person, same] of within) {
      precision += (same.length * same.length) / members.length;
      recall += (same.length * same.length) / people.get(person)!.length;
      records += same.length;
    }
  }
  const [p, r] = records === 0 ? [1, 1] : [precision / records, recall / records];
  return {
    ...score(hits, pairsOf(clusters, input), truePairs),
    b3: { precision: p, recall: r, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r) },
  };
}
