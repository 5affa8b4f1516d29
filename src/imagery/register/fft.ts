/**
 * Complex FFT of many columns at once: Stockham's autosort form, radix 4 with one radix-2 step (Van Loan 1992, ch. 1.7).
 * Element k of column q lies at k * batch + q, so the inner loop runs over neighbours in memory.
 */
class BatchFft {
  readonly #n: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(n: number) {
    this.#n = n;
    this.#cos = new Float64Array(n);
    this.#sin = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      this.#cos[i] = Math.cos((2 * Math.PI * i) / n);
      this.#sin[i] = -Math.sin((2 * Math.PI * i) / n);
    }
  }

  /** @returns which pair holds the result: 0 the first, 1 the second */
  run(ar: Float64Array, ai: Float64Array, br: Float64Array, bi: Float64Array, batch: number): 0 | 1 {
    let [xr, xi, yr, yi] = [ar, ai, br, bi];
    let side: 0 | 1 = 0;
    let n = this.#n;
    let s = batch;
    while (n >= 4) {
      this.#radix4(xr, xi, yr, yi, n, s);
      [xr, xi, yr, yi] = [yr, yi, xr, xi];
      side = side === 0 ? 1 : 0;
      n >>= 2;
      s <<= 2;
    }
    if (n === 2) {
      for (let q = 0; q < s; q++) {
        const r = xr[q]!;
        const i = xi[q]!;
        yr[q] = r + xr[q + s]!;
        yi[q] = i + xi[q + s]!;
        yr[q + s] = r - xr[q + s]!;
        yi[q + s] = i - xi[q + s]!;
      }
      side = side === 0 ? 1 : 0;
    }
    return side;
  }

  #radix4(xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array, n: number, s: number): void {
    const m = n >> 2;
    const step = this.#n / n;
    for (let p = 0; p < m; p++) {
      const c1 = this.#cos[p * step]!;
      const s1 = this.#sin[p * step]!;
      const c2 = this.#cos[2 * p * step]!;
      const s2 = this.#sin[2 * p * step]!;
      const c3 = this.#cos[3 * p * step]!;
      const s3 = this.#sin[3 * p * step]!;
      let a = s * p;
      let b = a + s * m;
      let c = b + s * m;
      let d = c + s * m;
      let o = 4 * s * p;
      for (let q = 0; q < s; q++, a++, b++, c++, d++, o++) {
        const sumR = xr[a]! + xr[c]!;
        const sumI = xi[a]! + xi[c]!;
        const difR = xr[a]! - xr[c]!;
        const difI = xi[a]! - xi[c]!;
        const evenR = xr[b]! + xr[d]!;
        const evenI = xi[b]! + xi[d]!;
        // i (b - d)
        const oddR = xi[d]! - xi[b]!;
        const oddI = xr[b]! - xr[d]!;
        yr[o] = sumR + evenR;
        yi[o] = sumI + evenI;
        const r1 = difR - oddR;
        const i1 = difI - oddI;
        yr[o + s] = r1 * c1 - i1 * s1;
        yi[o + s] = r1 * s1 + i1 * c1;
        const r2 = sumR - evenR;
        const i2 = sumI - evenI;
        yr[o + 2 * s] = r2 * c2 - i2 * s2;
        yi[o + 2 * s] = r2 * s2 + i2 * c2;
        const r3 = difR + oddR;
        const i3 = difI + oddI;
        yr[o + 3 * s] = r3 * c3 - i3 * s3;
        yi[o + 3 * s] = r3 * s3 + i3 * c3;
      }
    }
  }
}

const BATCH = 8;

/** In-place 2-D FFT of n x n complex values, row by row; n a power of two from 4. */
export class Fft2 {
  readonly n: number;
  readonly #columns: BatchFft;
  readonly #buffers: readonly [Float64Array, Float64Array, Float64Array, Float64Array];

  constructor(n: number) {
    if (n < 4 || (n & (n - 1)) !== 0) throw new RangeError(`Cannot make an FFT of ${n}: needs a power of two from 4`);
    this.n = n;
    this.#columns = new BatchFft(n);
    const make = (): Float64Array => new Float64Array(n * BATCH);
    this.#buffers = [make(), make(), make(), make()];
  }

  forward(re: Float32Array | Float64Array, im: Float32Array | Float64Array): void {
    this.rows(re, im, 0, this.n);
    this.columns(re, im, 0, this.n);
  }

  /** Without the division by n squared. */
  inverse(re: Float32Array | Float64Array, im: Float32Array | Float64Array): void {
    // Swapping real and imaginary part turns the forward into the inverse transform.
    this.forward(im, re);
  }

  /** Transforms rows `from` to `to - 1`; counts must be multiples of eight. */
  rows(re: Float32Array | Float64Array, im: Float32Array | Float64Array, from: number, to: number): void {
    const n = this.n;
    const [ar, ai, br, bi] = this.#buffers;
    for (let r0 = from; r0 < to; r0 += BATCH) {
      const count = Math.min(BATCH, to - r0);
      for (let q = 0; q < count; q++) {
        const at = (r0 + q) * n;
        for (let k = 0, o = q; k < n; k++, o += count) {
          ar[o] = re[at + k]!;
          ai[o] = im[at + k]!;
        }
      }
      const side = this.#columns.run(ar, ai, br, bi, count);
      const [cr, ci] = side === 0 ? [ar, ai] : [br, bi];
      for (let q = 0; q < count; q++) {
        const at = (r0 + q) * n;
        for (let k = 0, o = q; k < n; k++, o += count) {
          re[at + k] = cr[o]!;
          im[at + k] = ci[o]!;
        }
      }
    }
  }

  /** Transforms columns `from` to `to - 1`. */
  columns(re: Float32Array | Float64Array, im: Float32Array | Float64Array, from: number, to: number): void {
    const n = this.n;
    const [ar, ai, br, bi] = this.#buffers;
    for (let c0 = from; c0 < to; c0 += BATCH) {
      const count = Math.min(BATCH, to - c0);
      for (let k = 0; k < n; k++) {
        const at = k * n + c0;
        const o = k * count;
        for (let q = 0; q < count; q++) {
          ar[o + q] = re[at + q]!;
          ai[o + q] = im[at + q]!;
        }
      }
      const side = this.#columns.run(ar, ai, br, bi, count);
      const [cr, ci] = side === 0 ? [ar, ai] : [br, bi];
      for (let k = 0; k < n; k++) {
        const at = k * n + c0;
        const o = k * count;
        for (let q = 0; q < count; q++) {
          re[at + q] = cr[o + q]!;
          im[at + q] = ci[o + q]!;
        }
      }
    }
  }
}
