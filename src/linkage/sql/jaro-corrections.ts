import { LetterComparer } from "../compare/comparer.ts";
import type { LetterStore } from "../compare/letters.ts";
import type { Comparison } from "../plan/compiled.ts";
import type { SqlColumn } from "./database.ts";
import { PART_BASE } from "./similar-parts.ts";

/** Sums of fractions in another order may differ in the last bit, which counts at a threshold. */
const HAIR = 1e-9;

/** Thresholds of Jaro-Winkler by kind of comparison. */
const LIMITS: Readonly<Partial<Record<Comparison["kind"], readonly number[]>>> = {
  name: [0.7, 0.85, 0.92],
  text: [0.8, 0.92],
};

/** Whether a comparison asks for a Jaro-Winkler similarity. */
export function asksForJaro({ kind }: Comparison): boolean {
  return LIMITS[kind] !== undefined;
}

/**
 * ClickHouse halves an odd number of transposed letters; Winkler (1990), DuckDB and the kernel round the half down. Where that
 * moves two texts that `met` in some pair over a threshold, their similarity is sent: key `x * 2^31 + y`, both ways round.
 */
export async function jaroCorrections(
  { kind }: Comparison,
  store: LetterStore,
  met: AsyncIterable<readonly number[]>,
): Promise<{ readonly columns: readonly SqlColumn[]; readonly rows: number }> {
  const limits = LIMITS[kind] ?? [];
  const comparer = new LetterComparer(store);
  const keys: number[] = [];
  const values: number[] = [];
  for await (const [x, y] of met) {
    comparer.prepare(x!);
    const own = comparer.jaroWinkler(y!, limits[0]!);
    if (own < limits[0]!) continue;
    const theirs = halved(store, x!, y!);
    if (limits.every((limit) => Math.abs(own - limit) > HAIR && own >= limit === theirs >= limit)) continue;
    keys.push(x! * PART_BASE + y!, y! * PART_BASE + x!);
    values.push(own, own);
  }
  return {
    columns: [
      { name: "pair", type: "int", values: keys },
      { name: "near", type: "double", values },
    ],
    rows: keys.length,
  };
}

// Jaro-Winkler with half transpositions, as ClickHouse has it with our weight of beginnings.
function halved({ letters, starts }: LetterStore, x: number, y: number): number {
  const a = letters.subarray(starts[x]!, starts[x + 1]!);
  const b = letters.subarray(starts[y]!, starts[y + 1]!);
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1);
  const taken = new Uint8Array(a.length);
  const found: number[] = [];
  for (let j = 0; j < b.length; j++) {
    for (let i = Math.max(0, j - reach); i <= Math.min(a.length - 1, j + reach); i++) {
      if (taken[i] === 1 || a[i] !== b[j]) continue;
      taken[i] = 1;
      found.push(b[j]!);
      break;
    }
  }
  const matches = found.length;
  if (matches === 0) return 0;
  const ours = a.filter((_, i) => taken[i] === 1);
  const transposed = found.filter((letter, k) => letter !== ours[k]).length;
  const jaro = (matches / a.length + matches / b.length + (matches - transposed / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix++;
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
}
