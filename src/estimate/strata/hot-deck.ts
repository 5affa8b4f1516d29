import { binomial } from "../math/draw.ts";
import { Uniforms } from "../math/uniforms.ts";
import { makeTable, type OverlapTable, rowsOf } from "../table/overlap-table.ts";

export interface Stratum {
  readonly label: string;
  readonly table: OverlapTable;
}

/**
 * Gives persons without a stratum the strata of persons on the same lists, at random in their proportions (hot deck within list
 * pattern); patterns that no placed person has take the proportions of all. The shares themselves are drawn first, by a Bayesian
 * bootstrap in the form of a Polya urn, so that imputations differ as much as they should.
 */
export function hotDeck(strata: readonly Stratum[], missing: OverlapTable, seed: number, stream: number): Stratum[] {
  const random = new Uniforms(seed, 10_000 + stream);
  const added = strata.map(() => [] as [number, number][]);
  const sizes = strata.map(({ table }) => table.n);
  for (const [pattern, count] of rowsOf(missing)) {
    const known = strata.map(({ table }) => table.counts[table.patterns.indexOf(pattern)] ?? 0);
    const weights = known.some((x) => x > 0) ? known : sizes;
    let left = count;
    let whole = weights.reduce((a, b) => a + b, 0);
    const urn = [...weights];
    if (count <= 5000) {
      for (; left > 0; left--) {
        let u = random.next() * whole;
        let s = 0;
        while (s < urn.length - 1) {
          u -= urn[s]!;
          if (u < 0) break;
          s++;
        }
        urn[s] = urn[s]! + 1;
        whole++;
        added[s]!.push([pattern, 1]);
      }
      continue;
    }
    weights.forEach((weight, s) => {
      const share = s === weights.length - 1 ? left : binomial(random, left, weight / whole);
      whole -= weight;
      left -= share;
      added[s]!.push([pattern, share]);
    });
  }
  return strata.map(({ label, table }, s) => ({
    label,
    table: makeTable(table.lists, [...rowsOf(table), ...added[s]!]),
  }));
}
