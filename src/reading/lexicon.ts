import type { Entry } from "./grammar-file.ts";
import { type Bits, Sections } from "./sections.ts";
import type { Token } from "./text/tokens.ts";

/** An entry found in a row of tokens, `from` inclusive, `to` exclusive (token numbers). */
export interface Match {
  readonly entry: Entry;
  readonly from: number;
  readonly to: number;
}

/** A word of a phrase: the words that may follow it, and the entries that end with it. */
interface Node {
  readonly next: Map<string, Node>;
  readonly entries: Entry[];
}

/** Where phrases go on that begin with a word, or with what is left of it without its clitics. */
interface Start {
  readonly node: Node;
  readonly behindClitic: boolean;
}

/** What a word is and what begins with it. */
export interface Known {
  readonly entries: readonly Entry[];
  /** The sections of these. */
  readonly bits: Bits;
  readonly starts: readonly Start[];
}

/** The forms of a grammar as a tree of words. */
export class Lexicon {
  readonly sections: Sections;
  readonly #root = new Map<string, Node>();

  constructor(sections: Iterable<string>) {
    this.sections = new Sections(sections);
  }

  add(entry: Entry, norms: readonly string[]): void {
    let level = this.#root;
    for (const [n, norm] of norms.entries()) {
      const node: Node = level.get(norm) ?? { next: new Map(), entries: [] };
      level.set(norm, node);
      if (n === norms.length - 1) node.entries.push(entry);
      level = node.next;
    }
  }

  /** @param variants what the word may be without its clitics */
  know(norm: string, variants: readonly string[]): Known {
    const starts = [norm, ...variants].flatMap((word, n) => {
      const node = this.#root.get(word);
      return node === undefined ? [] : [{ node, behindClitic: n > 0 }];
    });
    const entries = [...new Set(starts.flatMap((start) => entriesAt(start.node, start)))];
    const bits = this.sections.of(entries.map((entry) => entry.section));
    return { entries, bits, starts: starts.filter(({ node }) => node.next.size > 0) };
  }
}

/** The phrases of several words that begin at a token, longest first. */
export function phrasesAt(tokens: readonly Token[], from: number, { starts }: Known): Match[] {
  const found: Match[] = [];
  for (const start of starts) {
    let node = nextOf(start.node, tokens[from + 1]);
    for (let to = from + 2; node !== undefined; to++) {
      for (const entry of entriesAt(node, start))
        if (!found.some((m) => m.entry === entry && m.to === to)) found.push({ entry, from, to });
      node = nextOf(node, tokens[to]);
    }
  }
  return found.length > 1 ? found.sort((a, b) => b.to - a.to) : found;
}

/** The entry of a section that is exactly so many tokens from `at`, two or more. */
export function phraseOf(
  section: string,
  tokens: readonly Token[],
  at: number,
  length: number,
  { starts }: Known,
): Entry | undefined {
  for (const start of starts) {
    let node: Node | undefined = start.node;
    for (let i = at + 1; i < at + length && node !== undefined; i++) node = nextOf(node, tokens[i]);
    const entry = node && entriesAt(node, start).find((e) => e.section === section);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

const nextOf = (node: Node, token: Token | undefined): Node | undefined =>
  token === undefined || node.next.size === 0 ? undefined : node.next.get(token.norm);

/** Some words are none behind a clitic. */
const entriesAt = ({ entries }: Node, { behindClitic }: Start): readonly Entry[] =>
  behindClitic ? entries.filter((entry) => entry.attributes["bare"] !== "yes") : entries;
