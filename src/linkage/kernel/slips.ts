import type { Atom } from "../names/atom.ts";
import { isOneSlip } from "../names/one-slip.ts";
import { isNameWord, PART, partSimilarity } from "../names/similarity.ts";
import type { CompiledStore } from "../plan/compiled.ts";

// Occurrences in the lists that make a word a slip of the pen, and a name.
const [SELDOM, OFTEN] = [2, 8];

/** Words that the lists hold hardly ever, no names that are known, one letter from one that they hold often: بلاف for بلال. */
export class Slips {
  readonly #store: CompiledStore;
  #often: ReadonlyMap<string, readonly number[]> | null = null;
  readonly #meant = new Map<number, readonly number[]>();

  constructor(store: CompiledStore) {
    this.#store = store;
  }

  /** Whether one of the two parts, given by codes, is a slip of the other or of what the other script writes for it. */
  areOne(x: number, y: number): boolean {
    const { atoms, occurrences } = this.#store;
    if (atoms![x]!.script !== atoms![y]!.script) return this.#means(x, y) || this.#means(y, x);
    return occurrences![x]! >= occurrences![y]! ? this.#isSlipOf(x, y) : this.#isSlipOf(y, x);
  }

  #means(slip: number, other: number): boolean {
    const atoms = this.#store.atoms!;
    return this.#namesMeant(slip).some((name) => partSimilarity(atoms[name]!, atoms[other]!) >= PART.spelling);
  }

  #isSlipOf(often: number, seldom: number): boolean {
    const { atoms, occurrences } = this.#store;
    const [name, slip] = [atoms![often]!, atoms![seldom]!];
    if (occurrences![seldom]! > SELDOM || occurrences![often]! < OFTEN || isKnown(slip)) return false;
    if (name.script !== slip.script || name.kind !== slip.kind || name.inner !== null) return false;
    return Math.min(name.text.length, slip.text.length) >= (isKnown(name) ? 3 : 4) && isOneSlip(name.text, slip.text);
  }

  #namesMeant(slip: number): readonly number[] {
    const known = this.#meant.get(slip);
    if (known !== undefined) return known;
    const { atoms, occurrences } = this.#store;
    const isSlip = occurrences![slip]! <= SELDOM && !isKnown(atoms![slip]!);
    this.#often ??= this.#oftenByLetters();
    const near = isSlip ? shortened(atoms![slip]!.text).flatMap((letters) => this.#often!.get(letters) ?? []) : [];
    const meant = [...new Set(near)].filter((name) => this.#isSlipOf(name, slip));
    this.#meant.set(slip, meant);
    return meant;
  }

  #oftenByLetters(): ReadonlyMap<string, readonly number[]> {
    const { atoms, occurrences } = this.#store;
    const byLetters = new Map<string, number[]>();
    atoms!.forEach((atom, code) => {
      if (atom === null || occurrences![code]! < OFTEN) return;
      for (const letters of shortened(atom.text)) {
        const codes = byLetters.get(letters);
        if (codes === undefined) byLetters.set(letters, [code]);
        else codes.push(code);
      }
    });
    return byLetters;
  }
}

// The word, and the word without each of its letters: two words one slip apart share one of these.
function shortened(word: string): string[] {
  return [word, ...Array.from({ length: word.length }, (_, i) => word.slice(0, i) + word.slice(i + 1))];
}

// How a Latin word sounds can be told of any.
function isKnown(atom: Atom): boolean {
  return atom.script === "arabic" ? isNameWord(atom) : atom.ids.length > 0;
}
