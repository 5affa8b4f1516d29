import { Uniforms } from "../math/uniforms.ts";
import { makeTable, type OverlapTable } from "../table/overlap-table.ts";

/** Persons who are alike: how many, and each list's chance to hold one of them. */
export interface MadeUpClass {
  readonly size: number;
  readonly chances: readonly number[];
  /** Chance that list 1 holds a person whom list 0 holds, in place of `chances[1]`: the two lists draw on each other. */
  readonly given?: number;
}

/** Lists of a made-up population, drawn with a seed; nobody in it is real. */
export function drawLists(classes: readonly MadeUpClass[], seed: number): OverlapTable {
  const random = new Uniforms(seed, 77);
  const cells: [number, number][] = [];
  for (const { size, chances, given } of classes) {
    for (let person = 0; person < size; person++) {
      let pattern = 0;
      chances.forEach((chance, j) => {
        const p = j === 1 && given !== undefined && (pattern & 1) === 1 ? given : chance;
        if (random.next() < p) pattern |= 1 << j;
      });
      cells.push([pattern, 1]);
    }
  }
  return makeTable(
    classes[0]!.chances.map((_, j) => `L${j + 1}`),
    cells,
  );
}

/** What such lists hold on average: counts of all cells, cell 0 (never listed) set to 0. */
export function expectedLists(classes: readonly MadeUpClass[]): Float64Array {
  const counts = new Float64Array(2 ** classes[0]!.chances.length);
  for (const { size, chances, given } of classes) {
    for (let cell = 1; cell < counts.length; cell++) {
      const share = chances.reduce((product, chance, j) => {
        const p = j === 1 && given !== undefined && (cell & 1) === 1 ? given : chance;
        return product * (cell & (1 << j) ? p : 1 - p);
      }, 1);
      counts[cell] = counts[cell]! + size * share;
    }
  }
  return counts;
}

/** 1,500 persons whom lists hold easily, and 500 whom each list holds with this chance only. */
export const elusive = (chance: number): readonly MadeUpClass[] => [
  { size: 1500, chances: [0.45, 0.4, 0.5, 0.35] },
  { size: 500, chances: [chance, chance, chance, chance] },
];

/**
 * Five kinds of made-up populations of 2,000, four lists each, for the coverage study (docs/measured/estimate.md prints them).
 */
export const POPULATIONS: Readonly<Record<string, readonly MadeUpClass[]>> = {
  "independent lists": [{ size: 2000, chances: [0.3, 0.25, 0.35, 0.2] }],
  "two classes of visibility": [
    { size: 1500, chances: [0.1, 0.15, 0.12, 0.08] },
    { size: 500, chances: [0.6, 0.5, 0.7, 0.4] },
  ],
  "two correlated lists": [{ size: 2000, chances: [0.3, 0.15, 0.25, 0.2], given: 0.65 }],
  "sparse overlap": [{ size: 2000, chances: [0.08, 0.06, 0.07, 0.05] }],
  "one elusive class": elusive(0.06),
};
