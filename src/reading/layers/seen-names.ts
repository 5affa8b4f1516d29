import type { Token } from "../text/tokens.ts";

/** A name as it stands somewhere in the document. */
export interface SeenName {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  readonly person: boolean;
  /** It begins its sentence, so that the next "he" or "it" is likely to be it. */
  readonly leads: boolean;
}

/** All names of a document in text order. */
export class SeenNames {
  readonly #names: SeenName[] = [];

  add(name: SeenName): void {
    this.#names.push(name);
  }

  /** The nearest name of a kind (only one that leads its sentence when `leads`) that ends before an offset, at most `reach` characters back. */
  before(offset: number, person: boolean, leads: boolean, reach: number): SeenName | null {
    let [low, high] = [0, this.#names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#names[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= 0 && this.#names[i]!.start >= offset - reach; i--) {
      const name = this.#names[i]!;
      if (name.person === person && name.end <= offset && (name.leads || !leads)) return name;
    }
    return null;
  }
}
