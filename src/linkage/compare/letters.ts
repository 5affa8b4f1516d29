/** Folded texts as letters of one small alphabet, so that distances count letters, never bytes. Code 0 is the missing value. */
export interface LetterStore {
  readonly letters: Uint16Array;
  /** `starts[code]` to `starts[code + 1]` are the letters of a code. */
  readonly starts: Int32Array;
  /** Bit `letter % 32` of every letter that occurs: a cheap bound on common letters. */
  readonly masks: Int32Array;
  readonly alphabetSize: number;
}

/** Lays texts out as letters; `texts[0]` stands for missing. Letters are code points, numbered in order of code point. */
export function storeLetters(texts: readonly string[]): LetterStore {
  const points = new Set<number>();
  let total = 0;
  for (const text of texts) {
    for (const letter of text) {
      points.add(letter.codePointAt(0)!);
      total++;
    }
  }
  const numberOf = new Map([...points].sort((a, b) => a - b).map((point, i) => [point, i]));
  const letters = sharedUint16(total);
  const starts = sharedInt32(texts.length + 1);
  const masks = sharedInt32(texts.length);
  let at = 0;
  texts.forEach((text, code) => {
    starts[code] = at;
    let mask = 0;
    for (const letter of text) {
      const number = numberOf.get(letter.codePointAt(0)!)!;
      letters[at++] = number;
      mask |= 1 << (number & 31);
    }
    masks[code] = mask;
  });
  starts[texts.length] = at;
  return { letters, starts, masks, alphabetSize: Math.max(1, points.size) };
}

export function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}

/** Codes below which digits of pairs are remembered: few, for a table that leaves the cache of a core costs more than it saves. */
const MOST_REMEMBERED = 256;

/** A square table for the digits of pairs of low codes, 0 where not found yet. All workers share it: whoever writes, writes the same. */
export function digitTable(codes: number): Uint8Array {
  const low = Math.min(codes, MOST_REMEMBERED);
  return new Uint8Array(new SharedArrayBuffer(low * low));
}

function sharedUint16(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(length * 2));
}
