// FIPS 180-4, section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes, and section
// 5.3.3: those of the square roots of the first eight.
const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n - 2 }, (_unused, d) => d + 2).some((d) => n % d === 0),
);
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const K = Int32Array.from(PRIMES.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const H = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const BLOCK = 64;

/** SHA-256 where a browser must have the answer at once; its own is only to be waited for. 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const state = Int32Array.from(H);
  const schedule = new Int32Array(BLOCK);
  const rest = new Uint8Array(2 * BLOCK);
  let [held, length] = [0, 0];
  for (const part of parts) {
    length += part.length;
    let at = 0;
    if (held > 0) {
      at = Math.min(BLOCK - held, part.length);
      rest.set(part.subarray(0, at), held);
      held += at;
      if (held === BLOCK) {
        compress(state, schedule, rest, 0);
        held = 0;
      }
    }
    if (held > 0) continue;
    for (; at + BLOCK <= part.length; at += BLOCK) compress(state, schedule, part, at);
    rest.set(part.subarray(at));
    held = part.length - at;
  }
  const end = held < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  rest.fill(0, held, end);
  rest[held] = 0x80;
  const view = new DataView(rest.buffer);
  view.setUint32(end - 8, Math.floor((length * 8) / 2 ** 32));
  view.setUint32(end - 4, (length * 8) % 2 ** 32);
  for (let at = 0; at < end; at += BLOCK) compress(state, schedule, rest, at);
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  for (let at = 0; at < 8; at++) out.setInt32(4 * at, state[at]!);
  return digest;
}

/** FIPS 180-4, section 6.2.2, for one block. */
function compress(state: Int32Array, w: Int32Array, bytes: Uint8Array, from: number): void {
  for (let t = 0; t < 16; t++) {
    const at = from + 4 * t;
    w[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let t = 16; t < 64; t++) {
    const [x, y] = [w[t - 15]!, w[t - 2]!];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at]! + word) | 0;
}
