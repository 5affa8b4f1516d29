/**
 * Complex FFT of one signal: Stockham's autosort form, radix 4 with at most one step of radix 2 (Van Loan 1992, ch. 1.7).
 * One signal at a time, because its four arrays then fit into the first cache.
 */
export class Fft {
  readonly n: number;
  /** For each pass of radix 4: cosine and sine of one, two and three times the angle, butterfly by butterfly. */
  readonly #turns: readonly Float64Array[];
  readonly #rooms: readonly [Float64Array, Float64Array, Float64Array, Float64Array];

  constructor(n: number) {
    if (n < 4 || (n & (n - 1)) !== 0) throw new RangeError(`Cannot make an FFT of ${n}: needs a power of two from 4`);
    this.n = n;
    const turns: Float64Array[] = [];
    for (let m = n; m >= 4; m >>= 2) turns.push(turnsOf(m));
    this.#turns = turns;
    this.#rooms = [new Float64Array(n), new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  }

  /** Transforms x into y, pairs of n values that may be the same. Swap real and imaginary parts for the inverse. */
  run(xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array): void {
    let [fromR, fromI] = [xr, xi];
    let [toR, toI, nextR, nextI] = this.#rooms;
    let n = this.n;
    for (const turns of this.#turns) {
      const isLast = n === 4;
      pass(fromR, fromI, isLast ? yr : toR, isLast ? yi : toI, n, this.n / n, turns);
      [fromR, fromI, toR, toI, nextR, nextI] = [toR, toI, nextR, nextI, toR, toI];
      n >>= 2;
    }
    if (n === 2) lastOfTwo(fromR, fromI, yr, yi, this.n >> 1);
  }
}

function turnsOf(n: number): Float64Array {
  const turns = new Float64Array((6 * n) / 4);
  for (let p = 0, at = 0; p < n / 4; p++) {
    for (let k = 1; k <= 3; k++) {
      turns[at++] = Math.cos((2 * Math.PI * k * p) / n);
      turns[at++] = -Math.sin((2 * Math.PI * k * p) / n);
    }
  }
  return turns;
}

/** `s` interleaved transforms of length n, reduced to 4 s of length n / 4. */
function pass(
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  n: number,
  s: number,
  turns: Float64Array,
): void {
  const quarter = (n >> 2) * s;
  for (let p = 0, t = 0; p < n >> 2; p++) {
    const c1 = turns[t++]!;
    const s1 = turns[t++]!;
    const c2 = turns[t++]!;
    const s2 = turns[t++]!;
    const c3 = turns[t++]!;
    const s3 = turns[t++]!;
    let a = s * p;
    let b = a + quarter;
    let c = b + quarter;
    let d = c + quarter;
    let o = 4 * a;
    for (const end = a + s; a < end; a++, b++, c++, d++, o++) {
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

function lastOfTwo(xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array, s: number): void {
  for (let a = 0, b = s; a < s; a++, b++) {
    yr[a] = xr[a]! + xr[b]!;
    yi[a] = xi[a]! + xi[b]!;
    yr[b] = xr[a]! - xr[b]!;
    yi[b] = xi[a]! - xi[b]!;
  }
}

/** Rows that change to columns together: what one line of the cache holds of a column. */
const LANES = 8;

/** A spectrum of n x n, column by column: the value of column c and row r lies at c * pitch + r. */
export interface Columns {
  readonly pitch: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Transforms along both sides of n x n values; n a power of two from 8. Images lie row by row and spectra column by
 * column, so that every single transform runs over neighbours in memory.
 */
export class Fft2 {
  readonly n: number;
  readonly #fft: Fft;
  /** From one signal to the next: an odd number of cache lines, so that they do not fall into one place of the cache. */
  readonly #pitch: number;
  readonly #lanes: readonly [Float64Array, Float64Array];

  constructor(n: number) {
    this.n = n;
    this.#fft = new Fft(n);
    this.#pitch = n + 8;
    this.#lanes = [new Float64Array(LANES * this.#pitch), new Float64Array(LANES * this.#pitch)];
  }

  /** Room for so many columns of a spectrum. */
  columns(count: number): Columns {
    const pitch = this.#pitch;
    return { pitch, re: new Float64Array(count * pitch), im: new Float64Array(count * pitch) };
  }

  forward(re: Float32Array | Float64Array, im: Float32Array | Float64Array, to: Columns): void {
    const { n } = this;
    const pitch = this.#pitch;
    const [xr, xi] = this.#lanes;
    for (let r0 = 0; r0 < n; r0 += LANES) {
      for (let q = 0; q < LANES; q++) {
        const at = (r0 + q) * n;
        xr.set(re.subarray(at, at + n), q * pitch);
        xi.set(im.subarray(at, at + n), q * pitch);
      }
      this.#run(xr, xi, xr, xi, LANES);
      for (let c = 0; c < n; c++) {
        for (let q = 0, at = c * pitch + r0, lane = c; q < LANES; q++, at++, lane += pitch) {
          to.re[at] = xr[lane]!;
          to.im[at] = xi[lane]!;
        }
      }
    }
    this.#run(to.re, to.im, to.re, to.im, n);
  }

  /**
   * The real image of a spectrum of which columns 0 to n / 2 are given and the others mirror them, without the division
   * by n squared; two rows a transform. `work` has room for as many columns.
   */
  inverseReal(half: Columns, work: Columns, image: Float64Array): void {
    const { n } = this;
    const pitch = this.#pitch;
    // Swapping real and imaginary part turns the forward into the inverse transform.
    this.#run(half.im, half.re, work.im, work.re, n / 2 + 1);
    const [xr, xi] = this.#lanes;
    for (let r0 = 0; r0 < n; r0 += LANES) {
      for (let c = 0; c <= n / 2; c++) {
        for (let q = 0, at = c * pitch + r0; q < LANES; q += 2, at += 2) {
          const lane = (q / 2) * pitch;
          // One row as real part, the next as imaginary part of one signal.
          const pr = work.re[at]!;
          const pi = work.im[at]!;
          const qr = work.re[at + 1]!;
          const qi = work.im[at + 1]!;
          xr[lane + c] = pr - qi;
          xi[lane + c] = pi + qr;
          if (c > 0) {
            xr[lane + n - c] = pr + qi;
            xi[lane + n - c] = qr - pi;
          }
        }
      }
      this.#run(xi, xr, xi, xr, LANES / 2);
      for (let q = 0; q < LANES; q += 2) {
        const lane = (q / 2) * pitch;
        image.set(xr.subarray(lane, lane + n), (r0 + q) * n);
        image.set(xi.subarray(lane, lane + n), (r0 + q + 1) * n);
      }
    }
  }

  #run(fr: Float64Array, fi: Float64Array, tr: Float64Array, ti: Float64Array, count: number): void {
    for (let at = 0; at < count * this.#pitch; at += this.#pitch) {
      const end = at + this.n;
      this.#fft.run(fr.subarray(at, end), fi.subarray(at, end), tr.subarray(at, end), ti.subarray(at, end));
    }
  }
}
