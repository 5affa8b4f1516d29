import { listSizes, type OverlapTable, overlap, rowsOf } from "../table/overlap-table.ts";

/** Sample-coverage estimates of Chao and Tsay (1998), Tsay and Chao (2001). */
export interface CoverageEstimate {
  /** Share of the population's listing chances that the lists covered. */
  readonly coverage: number;
  readonly independent: number;
  readonly highCoverage: number;
  readonly oneStep: number;
}

/** Sums over ordered pairs of lists, as in the papers, halved by running over unordered ones on both sides. */
export function sampleCoverage(table: OverlapTable): CoverageEstimate {
  const t = table.lists.length;
  const sizes = listSizes(table);
  const exactly = new Map(rowsOf(table));
  const only = (mask: number) => exactly.get(mask) ?? 0;
  const singles = sizes.map((_, j) => only(1 << j));
  const coverage = 1 - singles.reduce((sum, s, j) => sum + s / sizes[j]!, 0) / t;
  const d = table.n - singles.reduce((sum, s) => sum + s, 0) / t;
  const base = d / coverage;
  const pairs = sizes.flatMap((_, i) =>
    sizes.slice(i + 1).map((_, k) => {
      const j = i + 1 + k;
      const pair = (1 << i) | (1 << j);
      return {
        a: singles[i]! + singles[j]! + 2 * only(pair),
        b: overlap(table, pair),
        product: sizes[i]! * sizes[j]!,
      };
    }),
  );
  const sumA = pairs.reduce((sum, { a }) => sum + a, 0);
  const sumAB = pairs.reduce((sum, { a, b, product }) => sum + (a * b) / product, 0);
  const highCoverage = (t * d - sumA) / (t * coverage - sumAB);
  const first =
    base + pairs.reduce((sum, { a, b, product }) => sum + a * ((base * b) / product - 1), 0) / (t * coverage);
  const oneStep =
    base + pairs.reduce((sum, { a, b, product }) => sum + a * ((b / product) * first - 1), 0) / (t * coverage);
  return { coverage, independent: base, highCoverage, oneStep };
}
