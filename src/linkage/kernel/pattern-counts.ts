/** Patterns up to this many are counted in a flat table, beyond it in a map. */
const DENSE = 1 << 22;

/** Counts of pattern indices. */
export class PatternCounts {
  readonly #dense: Float64Array | null;
  readonly #sparse = new Map<number, number>();

  constructor(patterns: number) {
    this.#dense = patterns <= DENSE ? new Float64Array(patterns) : null;
  }

  add(pattern: number, count = 1): void {
    if (this.#dense !== null) this.#dense[pattern]! += count;
    else this.#sparse.set(pattern, (this.#sparse.get(pattern) ?? 0) + count);
  }

  /** Patterns seen, ascending, and how often. */
  entries(): { readonly patterns: Float64Array; readonly counts: Float64Array } {
    const pairs: [number, number][] = [];
    if (this.#dense !== null) {
      for (let p = 0; p < this.#dense.length; p++) if (this.#dense[p] !== 0) pairs.push([p, this.#dense[p]!]);
    } else {
      pairs.push(...[...this.#sparse].sort((a, b) => a[0] - b[0]));
    }
    return { patterns: Float64Array.from(pairs, (e) => e[0]), counts: Float64Array.from(pairs, (e) => e[1]) };
  }
}

/** Place values of the digits of a pattern: comparison c counts `radices[c]`; the last entry is the number of patterns. */
export function radicesOf(comparisons: readonly { readonly levels: readonly string[] }[]): number[] {
  const radices = [1];
  for (const { levels } of comparisons) radices.push(radices.at(-1)! * (levels.length + 1));
  return radices;
}

/** The digits of a pattern, one a comparison: 0 missing, else level + 1. */
export function digitsOf(pattern: number, radices: readonly number[]): number[] {
  return radices.slice(0, -1).map((radix, c) => Math.floor(pattern / radix) % Math.round(radices[c + 1]! / radix));
}
