import { logGamma } from "../math/gamma-function.ts";
import { denseCounts, type OverlapTable } from "../table/overlap-table.ts";
import { type DecomposableGraph, decomposableGraphs } from "./graphs.ts";

/** Prior of the total: `1/N`, or the gamma-Poisson mixture of Madigan and York with shape a and rate b. */
export type TotalPrior = "1/N" | { readonly a: number; readonly b: number };

export interface DgaSettings {
  /** Prior count of each cell; 2^-J when left out. */
  readonly delta?: number;
  /** Numbers of missed persons that are considered, ascending; found by itself when left out. */
  readonly grid?: readonly number[];
  readonly prior?: TotalPrior;
  /** Leaves the complete graph, on which the missing cell is not identified, out of the average. */
  readonly withoutComplete?: boolean;
}

export interface GraphWeight {
  /** `{12,23}`, lists numbered from 1. */
  readonly name: string;
  readonly weight: number;
}

/** The posterior of the total, averaged over decomposable graphs. */
export interface DgaResult {
  readonly delta: number;
  /** Totals and their probabilities. */
  readonly totals: Float64Array;
  readonly posterior: Float64Array;
  readonly graphs: number;
  /** The weightiest graphs, at most twenty. */
  readonly top: readonly (GraphWeight & { readonly bayes: number; readonly mode: number })[];
  readonly completeWeight: number;
  /** Probability at the last point of the grid; large when the grid cuts the posterior off. */
  readonly endMass: number;
}

/**
 * Bayesian model averaging over decomposable graphs with hyper-Dirichlet priors (Madigan and York 1997). All sums are taken as
 * log-sum-exp. Points of a given grid weigh alike; a self-made grid
 * weighs each point by the numbers it stands for, and grows until its end holds next to nothing.
 */
export function averageGraphs(table: OverlapTable, settings: DgaSettings = {}): DgaResult {
  const p = table.lists.length;
  const delta = settings.delta ?? 2 ** -p;
  const prior = settings.prior ?? "1/N";
  const graphs = decomposableGraphs(p).filter(({ cliques }) => !settings.withoutComplete || cliques.length > 1);
  if (settings.grid !== undefined) return average(table, graphs, delta, prior, Float64Array.from(settings.grid));
  let reach = 4;
  let result: DgaResult;
  do {
    const grid = growingGrid(reach * table.n);
    result = average(table, graphs, delta, prior, grid.points, grid.widths);
    reach *= 4;
  } while (result.endMass > 1e-6 && reach <= 1024);
  return result;
}

/** Every number up to 300, then steps of about 1/300: each point stands for the numbers around it. */
function growingGrid(end: number): { readonly points: Float64Array; readonly widths: Float64Array } {
  const points: number[] = [];
  const widths: number[] = [];
  for (let start = 0; start <= end; ) {
    const width = Math.max(1, Math.floor(start / 300));
    points.push(start + (width - 1) / 2);
    widths.push(width);
    start += width;
  }
  return { points: Float64Array.from(points), widths: Float64Array.from(widths) };
}

function average(
  table: OverlapTable,
  graphs: readonly DecomposableGraph[],
  delta: number,
  prior: TotalPrior,
  grid: Float64Array,
  widths?: Float64Array,
): DgaResult {
  const p = table.lists.length;
  const full = 2 ** p - 1;
  const points = grid.length;
  const marginals = cliqueTerms(table, delta, grid);
  const cells = 2 ** p * delta;
  const common = new Float64Array(points);
  const perClique = new Float64Array(points);
  let fixed = 0;
  for (const count of table.counts) fixed += logGamma(count + 1);
  for (let g = 0; g < points; g++) {
    const total = table.n + grid[g]!;
    perClique[g] = logGamma(cells) - logGamma(total + cells);
    common[g] = logGamma(total + 1) - fixed - logGamma(grid[g]! + 1) + logPrior(total, prior);
    if (widths !== undefined) common[g] = common[g]! + Math.log(widths[g]!);
  }
  const logs = new Float64Array(points);
  const evidence = new Float64Array(graphs.length);
  const sum = new Float64Array(points);
  let reference = Number.NEGATIVE_INFINITY;
  for (let pass = 0; pass < 2; pass++) {
    graphs.forEach(({ cliques, separators }, at) => {
      if (pass === 1 && evidence[at]! < reference - 45) return;
      logs.set(common);
      addRows(logs, marginals, cliques, 1, points);
      addRows(logs, marginals, separators, -1, points);
      const times = cliques.length - separators.length;
      let top = Number.NEGATIVE_INFINITY;
      for (let g = 0; g < points; g++) {
        const log = logs[g]! + times * perClique[g]!;
        logs[g] = log;
        if (log > top) top = log;
      }
      if (pass === 0) {
        // The highest point alone bounds a graph's evidence to within the number of points.
        evidence[at] = top + Math.log(points);
        if (top > reference) reference = top;
        return;
      }
      let total = 0;
      for (let g = 0; g < points; g++) {
        const value = Math.exp(logs[g]! - reference);
        total += value;
        sum[g] = sum[g]! + value;
      }
      evidence[at] = reference + Math.log(total);
    });
  }
  const whole = sum.reduce((a, b) => a + b, 0);
  const weightOf = (at: number) => Math.exp(evidence[at]! - reference) / whole;
  const totals = grid.map((missed) => table.n + missed);
  const order = graphs.map((_, at) => at).sort((a, b) => evidence[b]! - evidence[a]!);
  const complete = graphs.findIndex(({ cliques }) => cliques.length === 1 && cliques[0] === full);
  return {
    delta,
    totals,
    posterior: sum.map((value) => value / whole),
    graphs: graphs.length,
    top: order.slice(0, 20).map((at) => {
      const graph = graphs[at]!;
      logs.set(common);
      addRows(logs, marginals, graph.cliques, 1, points);
      addRows(logs, marginals, graph.separators, -1, points);
      const times = graph.cliques.length - graph.separators.length;
      let mode = 0;
      let [first, second] = [0, 0];
      for (let g = 0; g < points; g++) logs[g] = logs[g]! + times * perClique[g]!;
      for (let g = 0; g < points; g++) if (logs[g]! > logs[mode]!) mode = g;
      for (let g = 0; g < points; g++) {
        const value = Math.exp(logs[g]! - logs[mode]!);
        first += value / totals[g]!;
        second += value / (totals[g]! * totals[g]!);
      }
      return { name: graphName(graph, p), weight: weightOf(at), bayes: first / second, mode: totals[mode]! };
    }),
    completeWeight: complete < 0 ? 0 : weightOf(complete),
    endMass: sum[points - 1]! / whole,
  };
}

function addRows(
  logs: Float64Array,
  rows: readonly Float64Array[],
  sets: readonly number[],
  sign: 1 | -1,
  points: number,
): void {
  for (const set of sets) {
    const row = rows[set]!;
    if (sign === 1) for (let g = 0; g < points; g++) logs[g] = logs[g]! + row[g]!;
    else for (let g = 0; g < points; g++) logs[g] = logs[g]! - row[g]!;
  }
}

/** L_A at every grid point for every set A of lists: sum over A's margin of log Gamma(count + d) - log Gamma(d). */
function cliqueTerms(table: OverlapTable, delta: number, grid: Float64Array): Float64Array[] {
  const p = table.lists.length;
  const counts = denseCounts(table);
  return Array.from({ length: 2 ** p }, (_, set) => {
    const row = new Float64Array(grid.length);
    if (set === 0) return row;
    const margin = new Map<number, number>();
    for (let x = 0; x < counts.length; x++) margin.set(x & set, (margin.get(x & set) ?? 0) + counts[x]!);
    const d = (delta * 2 ** p) / margin.size;
    let fixed = 0;
    for (const [cell, count] of margin) if (cell !== 0) fixed += logGamma(count + d) - logGamma(d);
    const seen = margin.get(0)!;
    const base = fixed - logGamma(d);
    for (let g = 0; g < grid.length; g++) row[g] = base + logGamma(seen + grid[g]! + d);
    return row;
  });
}

function logPrior(total: number, prior: TotalPrior): number {
  if (prior === "1/N") return -Math.log(total);
  const { a, b } = prior;
  return total * Math.log(b) - (total + a) * Math.log1p(b) + logGamma(total + a) - logGamma(total + 1) - logGamma(a);
}

function graphName({ cliques }: DecomposableGraph, p: number): string {
  const words = cliques.map((mask) =>
    Array.from({ length: p }, (_, j) => j)
      .filter((j) => mask & (1 << j))
      .map((j) => j + 1)
      .join(""),
  );
  // Lists that stand alone go without saying.
  const shown = words.filter((word) => word.length > 1).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return `{${shown.join(",")}}`;
}
