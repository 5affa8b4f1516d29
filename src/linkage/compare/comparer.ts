import type { LetterStore } from "./letters.ts";

const WORD = 32;
const FEWEST_WIDTH = WORD + 1;

/**
 * Compares one text with many: positions of its letters are prepared once as bits (one machine word), then Jaro-Winkler
 * and edit distances run bit-parallel. Texts above 32 letters take a plain path with the same results.
 */
export class LetterComparer {
  readonly #store: LetterStore;
  readonly #positions: Int32Array;
  /** Of each code side by side, one piece of memory to fetch: mask, mask of what occurs more than once, start, end. */
  readonly #outlines: Int32Array;
  /**
   * Of two texts of lengths la and lb, the fewest common letters with which they can reach the similarity asked for, or be one edit
   * apart: at `la * FEWEST_WIDTH + lb`.
   */
  readonly #fewest: Uint8Array;
  #code = -1;

  /** `atLeast` is the similarity that {@link areStrange} asks about. */
  constructor(store: LetterStore, atLeast = 0) {
    this.#store = store;
    this.#positions = new Int32Array(store.alphabetSize);
    this.#outlines = outlinesOf(store);
    this.#fewest = fewestCommon(atLeast);
  }

  /** Whether two texts hold so few letters in common that they can neither reach the similarity asked for nor be one edit apart. */
  areStrange(x: number, y: number): boolean {
    const outlines = this.#outlines;
    const la = outlines[4 * x + 3]! - outlines[4 * x + 2]!;
    const lb = outlines[4 * y + 3]! - outlines[4 * y + 2]!;
    // Of texts above a word nothing is known.
    if (la > WORD || lb > WORD) return false;
    const fewest = this.#fewest[la * FEWEST_WIDTH + lb]!;
    return la - this.#own(x, y) < fewest || lb - this.#own(y, x) < fewest;
  }

  // How many letters at least a text has for itself: what the other lacks altogether, or has but once.
  #own(x: number, y: number): number {
    const outlines = this.#outlines;
    return popcount(outlines[4 * x]! & ~outlines[4 * y]!) + popcount(outlines[4 * x + 1]! & ~outlines[4 * y + 1]!);
  }

  /** Chooses the text the next calls compare with. */
  prepare(code: number): void {
    if (code === this.#code) return;
    const { letters, starts } = this.#store;
    const positions = this.#positions;
    if (this.#code !== -1)
      for (let i = starts[this.#code]!; i < starts[this.#code + 1]!; i++) positions[letters[i]!] = 0;
    const start = starts[code]!;
    const length = starts[code + 1]! - start;
    if (length <= WORD) for (let i = 0; i < length; i++) positions[letters[start + i]!]! |= 1 << i;
    this.#code = code;
  }

  /**
   * Jaro-Winkler similarity (Winkler 1990): boost of .1 per common leading letter, at most 4, where Jaro is above .7.
   * Returns 0 early when no arrangement can reach `atLeast`.
   */
  jaroWinkler(code: number, atLeast: number): number {
    const { letters, starts } = this.#store;
    const a = starts[this.#code]!;
    const b = starts[code]!;
    const la = starts[this.#code + 1]! - a;
    const lb = starts[code + 1]! - b;
    if (la === 0 || lb === 0) return 0;
    const short = Math.min(la, lb);
    let prefix = 0;
    const most = short < 4 ? short : 4;
    while (prefix < most && letters[a + prefix] === letters[b + prefix]) prefix++;
    const common = Math.min(la - this.#own(this.#code, code), lb - this.#own(code, this.#code));
    if (common <= 0) return 0;
    let bound = (common / la + common / lb + 1) / 3;
    if (bound > 0.7) bound += prefix * 0.1 * (1 - bound);
    if (bound < atLeast) return 0;
    const jaro =
      la <= WORD && lb <= WORD ? this.#jaroBits(la, b, lb, prefix, atLeast) : jaroPlain(letters, a, la, b, lb);
    return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
  }

  /** Whether the texts are one change, insertion, removal or swap of neighbours apart at most (Damerau 1964). */
  withinOneEdit(x: number, y: number): boolean {
    const outlines = this.#outlines;
    let a = outlines[4 * x + 2]!;
    let b = outlines[4 * y + 2]!;
    let endA = outlines[4 * x + 3]!;
    let endB = outlines[4 * y + 3]!;
    if (Math.abs(endA - a - (endB - b)) > 1) return false;
    // One edit brings in one letter and takes out one, at most.
    const differing = outlines[4 * x]! ^ outlines[4 * y]!;
    const less = differing & (differing - 1);
    if ((less & (less - 1)) !== 0) return false;
    const { letters } = this.#store;
    while (a < endA && b < endB && letters[a] === letters[b]) {
      a++;
      b++;
    }
    while (endA > a && endB > b && letters[endA - 1] === letters[endB - 1]) {
      endA--;
      endB--;
    }
    const restA = endA - a;
    const restB = endB - b;
    if (restA <= 1 && restB <= 1) return true;
    return restA === 2 && restB === 2 && letters[a] === letters[b + 1] && letters[a + 1] === letters[b];
  }

  /** Whether the first half (rounded up) of the shorter text begins both. */
  sharesHalf(x: number, y: number): boolean {
    const { letters, starts } = this.#store;
    const a = starts[x]!;
    const b = starts[y]!;
    const half = Math.ceil(Math.min(starts[x + 1]! - a, starts[y + 1]! - b) / 2);
    for (let i = 0; i < half; i++) if (letters[a + i] !== letters[b + i]) return false;
    return half >= 2;
  }

  // 0 when too few letters match to reach `atLeast`, whatever their order.
  #jaroBits(la: number, b: number, lb: number, prefix: number, atLeast: number): number {
    const { letters } = this.#store;
    const positions = this.#positions;
    const reach = Math.max(0, (Math.max(la, lb) >> 1) - 1);
    let flagsA = 0;
    let flagsB = 0;
    let matches = 0;
    // The places within reach of j, as bits: they grow from the left, then move on.
    let window = (1 << (reach + 1)) - 1;
    for (let j = 0; j < lb; j++) {
      if (j > 0) window = (window << 1) | (j <= reach ? 1 : 0);
      const hit = positions[letters[b + j]!]! & window & ~flagsA;
      if (hit !== 0) {
        flagsA |= hit & -hit;
        flagsB |= 1 << j;
        matches++;
      }
    }
    if (matches === 0) return 0;
    let bound = jaroValue(matches, la, lb, 0);
    if (bound > 0.7) bound += prefix * 0.1 * (1 - bound);
    if (bound < atLeast) return 0;
    let transposed = 0;
    let restA = flagsA;
    let restB = flagsB;
    while (restB !== 0) {
      const bitA = restA & -restA;
      const j = 31 - Math.clz32(restB & -restB);
      if ((positions[letters[b + j]!]! & bitA) === 0) transposed++;
      restA ^= bitA;
      restB &= restB - 1;
    }
    return jaroValue(matches, la, lb, transposed);
  }
}

function outlinesOf({ letters, starts, masks }: LetterStore): Int32Array {
  const outlines = new Int32Array(4 * masks.length);
  masks.forEach((mask, code) => {
    const [start, end] = [starts[code]!, starts[code + 1]!];
    let [seen, twice] = [0, 0];
    for (let i = start; i < end; i++) {
      const bit = 1 << (letters[i]! & 31);
      twice |= seen & bit;
      seen |= bit;
    }
    outlines.set([mask, twice, start, end], 4 * code);
  });
  return outlines;
}

function fewestCommon(atLeast: number): Uint8Array {
  const fewest = new Uint8Array(FEWEST_WIDTH * FEWEST_WIDTH);
  for (let la = 1; la <= WORD; la++) {
    for (let lb = 1; lb <= WORD; lb++) {
      const short = Math.min(la, lb);
      let common = 1;
      for (; common <= short; common++) {
        let bound = (common / la + common / lb + 1) / 3;
        if (bound > 0.7) bound += Math.min(short, 4) * 0.1 * (1 - bound);
        if (bound >= atLeast) break;
      }
      // One edit apart: all letters but one of the longer are common.
      if (Math.abs(la - lb) <= 1) common = Math.min(common, Math.max(la, lb) - 1);
      fewest[la * FEWEST_WIDTH + lb] = atLeast <= 0 ? 0 : common;
    }
  }
  return fewest;
}

function jaroValue(matches: number, la: number, lb: number, transposed: number): number {
  return (matches / la + matches / lb + (matches - (transposed >> 1)) / matches) / 3;
}

function jaroPlain(letters: Uint16Array, a: number, la: number, b: number, lb: number): number {
  const reach = Math.max(0, (Math.max(la, lb) >> 1) - 1);
  const takenA = new Uint8Array(la);
  const takenB = new Uint8Array(lb);
  let matches = 0;
  for (let j = 0; j < lb; j++) {
    for (let i = Math.max(0, j - reach); i <= Math.min(la - 1, j + reach); i++) {
      if (takenA[i] === 0 && letters[a + i] === letters[b + j]) {
        takenA[i] = 1;
        takenB[j] = 1;
        matches++;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let transposed = 0;
  for (let i = 0, j = 0; i < la; i++) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j++;
    if (letters[a + i] !== letters[b + j]) transposed++;
    j++;
  }
  return jaroValue(matches, la, lb, transposed);
}

/** Number of bits that are set. */
function popcount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
