import { type Known, type Lexicon, type Match, phrasesAt } from "./lexicon.ts";
import { type Bits, meet } from "./sections.ts";
import type { Token } from "./text/tokens.ts";

type BySection = ReadonlyMap<string, readonly Match[]>;
const NOTHING: BySection = new Map();

/**
 * Everything that a grammar knows in a row of tokens, by section; overlaps are kept, longest first at each place. Of a hundred
 * sections in a sentence ten are asked for: which there are is known at once, where they stand is found when it is asked.
 */
export class Matches {
  readonly #lexicon: Lexicon;
  readonly #words: readonly Known[];
  /** Phrases of several words. */
  readonly #phrases: readonly Match[];
  readonly #sections: Bits;
  #found: Map<string, BySection> | null = null;

  constructor(tokens: readonly Token[], words: readonly Known[], lexicon: Lexicon) {
    const phrases: Match[] = [];
    for (let at = 0; at < words.length; at++)
      if (words[at]!.starts.length > 0) phrases.push(...phrasesAt(tokens, at, words[at]!));
    this.#lexicon = lexicon;
    this.#words = words;
    this.#phrases = phrases;
    this.#sections = lexicon.sections.union([
      lexicon.sections.of(phrases.map(({ entry }) => entry.section)),
      ...words.map(({ bits }) => bits),
    ]);
  }

  get(section: string): readonly Match[] | undefined {
    return this.has(section) ? this.under(section).get(section) : undefined;
  }

  has(section: string): boolean {
    return this.#lexicon.sections.has(this.#sections, section);
  }

  /** All sections of a kind ("hedge."), in the order in which the first of each is found. */
  under(name: string): BySection {
    const wanted = this.#lexicon.sections.named(name);
    if (!meet(this.#sections, wanted)) return NOTHING;
    this.#found ??= new Map();
    let found = this.#found.get(name);
    if (found === undefined) {
      found = this.#find(wanted);
      this.#found.set(name, found);
    }
    return found;
  }

  #find(wanted: Bits): BySection {
    const { sections } = this.#lexicon;
    const found = new Map<string, Match[]>();
    const add = (match: Match): void => {
      const list = found.get(match.entry.section);
      if (list === undefined) found.set(match.entry.section, [match]);
      else list.push(match);
    };
    let next = 0;
    for (let from = 0; from < this.#words.length; from++) {
      for (; this.#phrases[next]?.from === from; next++)
        if (sections.has(wanted, this.#phrases[next]!.entry.section)) add(this.#phrases[next]!);
      const { bits, entries } = this.#words[from]!;
      if (meet(bits, wanted))
        for (const entry of entries) if (sections.has(wanted, entry.section)) add({ entry, from, to: from + 1 });
    }
    return found;
  }
}
