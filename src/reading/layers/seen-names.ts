import type { Token } from "../text/tokens.ts";

/** A name, or a person without one, as they stand somewhere in the document. */
export interface SeenName {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  readonly person: boolean;
  /** It begins its sentence, so that the next "he" or "it" is likely to be it. */
  readonly leads: boolean;
  /** It stands behind "in", "near": rather a place than whoever "he" is. */
  readonly placed: boolean;
  /** What a title or a role tells of a person. */
  readonly gender: string | null;
}

/** All names of a document in text order. */
export class SeenNames {
  readonly #names: SeenName[] = [];

  add(name: SeenName): void {
    this.#names.push(name);
  }

  /** The nearest name that fits and ends before an offset, at most `reach` characters back. */
  before(offset: number, reach: number, fits: (name: SeenName) => boolean): SeenName | null {
    let [low, high] = [0, this.#names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#names[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= 0 && this.#names[i]!.start >= offset - reach; i--) {
      const name = this.#names[i]!;
      if (name.end <= offset && fits(name)) return name;
    }
    return null;
  }
}
