import { FitRoom, fitLoglinear, type LoglinearFit } from "../loglinear/fit.ts";
import { closeTerms } from "../loglinear/model.ts";
import { type ExistenceCode, existenceCode } from "./existence.ts";

/** Data of one table, laid out for many fits of models with interactions of pairs. */
export interface PairData {
  readonly lists: number;
  readonly counts: Float64Array;
  readonly room: FitRoom;
  /** Pair masks in order 12, 13, ..., 23, ... */
  readonly pairs: readonly number[];
  readonly overlaps: ReadonlyMap<number, number>;
}

/** @param counts all 2^J cells */
export function pairData(lists: number, counts: Float64Array, room = new FitRoom(lists)): PairData {
  const pairs: number[] = [];
  for (let i = 0; i < lists; i++) for (let j = i + 1; j < lists; j++) pairs.push((1 << i) | (1 << j));
  const overlaps = new Map<number, number>();
  for (const pair of pairs) {
    let sum = 0;
    for (let x = 0; x < counts.length; x++) if ((x & pair) === pair) sum += counts[x]!;
    overlaps.set(pair, sum);
  }
  return { lists, counts, room, pairs, overlaps };
}

/** Pairs of a model whose lists share nobody: their term is minus infinity, their cells take no part (Chan and others 2019). */
function split(data: PairData, chosen: readonly number[]) {
  const empty = chosen.filter((pair) => data.overlaps.get(pair) === 0);
  const full = chosen.filter((pair) => data.overlaps.get(pair) !== 0);
  const excluded = (cell: number) => empty.some((pair) => (cell & pair) === pair);
  return { empty, terms: closeTerms(data.lists, full), excluded };
}

/** The fit of a model with the given pairs; `null` when singular. AIC counts each term of minus infinity as a parameter. */
export function fitPairs(data: PairData, chosen: readonly number[]): LoglinearFit | null {
  const { empty, terms, excluded } = split(data, chosen);
  const options = empty.length > 0 ? { excluded } : {};
  const fit = fitLoglinear(data.counts, terms, data.room, options);
  return fit === null || empty.length === 0 ? fit : { ...fit, aic: fit.aic + 2 * empty.length };
}

export function pairsExistence(data: PairData, chosen: readonly number[]): ExistenceCode {
  const { terms, excluded } = split(data, chosen);
  const cells: number[] = [];
  for (let x = 1; x < data.counts.length; x++) if (!excluded(x)) cells.push(x);
  return existenceCode(data.counts, cells, terms);
}

/** For each empty pair of a model: chance of an empty overlap under the model without that pair's term. */
export function emptyChances(data: PairData, chosen: readonly number[]): Map<number, number> {
  const { empty } = split(data, chosen);
  const chances = new Map<number, number>();
  for (const pair of empty) {
    const others = empty.filter((other) => other !== pair);
    const fit = fitPairs(
      data,
      chosen.filter((other) => other !== pair),
    );
    if (fit !== null) chances.set(pair, Math.exp(-expectedOverlap(data, fit, pair, others)));
  }
  return chances;
}

/** Expected number on both lists of a pair under a fit; cells of other empty pairs count nothing. */
export function expectedOverlap(
  data: PairData,
  fit: LoglinearFit,
  pair: number,
  empty: readonly number[] = [],
): number {
  let sum = 0;
  for (let x = 1; x < data.counts.length; x++) {
    if ((x & pair) !== pair) continue;
    if (empty.some((other) => other !== pair && (x & other) === other)) continue;
    let eta = 0;
    for (let i = 0; i < fit.terms.length; i++) if ((x & fit.terms[i]!) === fit.terms[i]!) eta += fit.coefficients[i]!;
    sum += Math.exp(eta);
  }
  return sum;
}

/** Triples of lists that meet in all three pairs; 0 means that the model of all pairs is not identifiable. */
export function triangleCount(data: PairData): number {
  const meet = (i: number, j: number) => data.overlaps.get((1 << i) | (1 << j))! > 0;
  let triangles = 0;
  for (let i = 0; i < data.lists; i++)
    for (let j = i + 1; j < data.lists; j++)
      for (let k = j + 1; k < data.lists; k++) if (meet(i, j) && meet(i, k) && meet(j, k)) triangles++;
  return triangles;
}
