import { Random } from "#kernel";

const SIZE = 2048;

/**
 * Uniform numbers in (0, 1) with 53 bits, made 2,048 at a time by xoshiro128** (Blackman and Vigna 2018) with its state in local
 * variables: samplers take millions of them, and a filled array costs a third of a method call each. Seeded from the kernel's
 * `Random`, so that a seed and a stream number name the whole sequence.
 */
export class Uniforms {
  readonly values = new Float64Array(SIZE);
  at = SIZE;
  readonly #state: Int32Array;

  /** @param seed @param stream integers, 0 to 2^32 - 1 */
  constructor(seed: number, stream = 0) {
    const random = new Random(seed, stream);
    this.#state = Int32Array.from({ length: 4 }, () => random.uint32() | 0);
    this.#state[3] = this.#state[3]! | 1;
  }

  /** The next uniform number, never 0 or 1. */
  next(): number {
    if (this.at === SIZE) this.#fill();
    return this.values[this.at++]!;
  }

  /** Uniform on 0 to n - 1, n far below 2^32. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  #fill(): void {
    const { values } = this;
    const state = this.#state;
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let i = 0; i < SIZE; i++) {
      let r = Math.imul(b, 5);
      r = Math.imul((r << 7) | (r >>> 25), 9);
      let t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      const high = r >>> 6;
      r = Math.imul(b, 5);
      r = Math.imul((r << 7) | (r >>> 25), 9);
      t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      values[i] = (high * 67108864 + (r >>> 6) + 0.5) * 2.220446049250313e-16;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
    this.at = 0;
  }
}
