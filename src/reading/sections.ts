/** A set of the sections of a grammar, a bit for each. */
export type Bits = readonly number[];

/** The sections of a grammar by number, so that sets of them are quickly joined and asked. */
export class Sections {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #named = new Map<string, Bits>();
  readonly none: Bits;

  constructor(names: Iterable<string>) {
    this.#numbers = new Map([...new Set(names)].map((name, n) => [name, n]));
    this.none = Array.from({ length: (this.#numbers.size >> 5) + 1 }, () => 0);
  }

  has(bits: Bits, name: string): boolean {
    const n = this.#numbers.get(name);
    return n !== undefined && (bits[n >> 5]! & (1 << (n & 31))) !== 0;
  }

  /** The set of those that have such a name, or whose names begin so where it ends with a dot: "unit", "hedge.". */
  named(name: string): Bits {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const kind = name.endsWith(".");
    const bits = this.of([...this.#numbers.keys()].filter((own) => own === name || (kind && own.startsWith(name))));
    this.#named.set(name, bits);
    return bits;
  }

  of(names: readonly string[]): Bits {
    if (names.length === 0) return this.none;
    const bits = [...this.none];
    for (const n of names.map((name) => this.#numbers.get(name)!)) bits[n >> 5]! |= 1 << (n & 31);
    return bits;
  }

  union(sets: readonly Bits[]): Bits {
    const bits = [...this.none];
    for (const set of sets) if (set !== this.none) for (let k = 0; k < bits.length; k++) bits[k]! |= set[k]!;
    return bits;
  }
}

/** Have two sets a section in common? */
export function meet(a: Bits, b: Bits): boolean {
  for (let k = 0; k < a.length; k++) if ((a[k]! & b[k]!) !== 0) return true;
  return false;
}
