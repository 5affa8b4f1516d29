/** Value noise on an integer lattice, hashed from the seed: the same place gives the same value at any sampling. */
export function valueNoise(seed: number, x: number, y: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const u = fx * fx * (3 - 2 * fx);
  const v = fy * fy * (3 - 2 * fy);
  const a = lattice(seed, xi, yi);
  const b = lattice(seed, xi + 1, yi);
  const c = lattice(seed, xi, yi + 1);
  const d = lattice(seed, xi + 1, yi + 1);
  return (a + (b - a) * u) * (1 - v) + (c + (d - c) * u) * v;
}

/** Sum of octaves, each half as strong and twice as fine; mean .5. */
export function fractalNoise(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0;
  let w = 1;
  for (let o = 0; o < octaves; o++) {
    sum += w * valueNoise(seed + 101 * o, x * 2 ** o, y * 2 ** o);
    weight += w;
    w *= 0.55;
  }
  return sum / weight;
}

function lattice(seed: number, x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** A field sampled once on a square grid and read by bilinear interpolation: continuous, so sub-pixel shifts are exact. */
export class SampledField {
  readonly #values: Float32Array;
  readonly #side: number;
  readonly #step: number;
  readonly #half: number;

  constructor(extentM: number, stepM: number, value: (x: number, y: number) => number) {
    this.#half = extentM / 2 + 2 * stepM;
    this.#side = Math.ceil((2 * this.#half) / stepM) + 2;
    this.#step = stepM;
    this.#values = new Float32Array(this.#side * this.#side);
    for (let j = 0; j < this.#side; j++) {
      for (let i = 0; i < this.#side; i++) {
        this.#values[j * this.#side + i] = value(i * stepM - this.#half, j * stepM - this.#half);
      }
    }
  }

  at(x: number, y: number): number {
    const limit = this.#side - 1.001;
    const gx = Math.min(limit, Math.max(0, (x + this.#half) / this.#step));
    const gy = Math.min(limit, Math.max(0, (y + this.#half) / this.#step));
    const i = gx | 0;
    const j = gy | 0;
    const fx = gx - i;
    const fy = gy - j;
    const v = this.#values;
    const at = j * this.#side + i;
    const top = v[at]! + (v[at + 1]! - v[at]!) * fx;
    const bottom = v[at + this.#side]! + (v[at + this.#side + 1]! - v[at + this.#side]!) * fx;
    return top + (bottom - top) * fy;
  }
}

/** Rank of a noise value among its kind, so that "value below f" holds on a share f of the area. */
export function noiseRank(seed: number): (value: number) => number {
  const sample = new Float64Array(8192);
  for (let i = 0; i < sample.length; i++)
    sample[i] = fractalNoise(seed, (i % 128) * 1.37 + 0.31, Math.floor(i / 128) * 1.61 + 0.17, 3);
  sample.sort();
  return (value) => {
    let low = 0;
    let high = sample.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (sample[mid]! < value) low = mid + 1;
      else high = mid;
    }
    return low / sample.length;
  };
}
