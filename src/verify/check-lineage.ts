import type { ShownCard } from "./card.ts";
import { type Contents, type Item, pagePath, referencesOf, targetOf } from "./contents.ts";
import { knownSentences, marksOf, namedBy, pointerOfMark } from "./sentence.ts";

/**
 * "What a sentence rests on" in docs/formats/dossier.md: every figure, and every sentence in the evidence's voice, leads to
 * an exhibit, or to where the page says that something is withheld.
 */
export function checkLineage(contents: Contents, text: Item, cards: ReadonlyMap<Item, ShownCard>): readonly string[] {
  const path = pagePath(contents, text);
  const evidence = new Evidence(contents, cards);
  const problems: string[] = [];
  for (const item of contents.items) {
    if (item.kind.noun === "figure" && !evidence.isReached(item))
      problems.push(`${path}: the figure ${item.number} (proofs/${item.seq}.json) leads to no evidence`);
  }
  for (const pointer of knownSentences(text)) {
    const marks = marksOf(text, pointer);
    const voice = text.leaves.get(`${pointer.slice(0, pointer.indexOf("/blocks/"))}/voice`);
    if (marks === null || voice === "authors") continue;
    const named = namedBy(contents, text, pointer);
    const isWithheld = [...marks].some((mark) => !text.leaves.has(pointerOfMark(pointer, mark)));
    if (marks.size === 0) problems.push(`${path}: the sentence ${text.seq} ${pointer} names no evidence`);
    else if (!isWithheld && !named.some((item) => evidence.isReached(item)))
      problems.push(`${path}: nothing that the sentence ${text.seq} ${pointer} names leads to evidence`);
  }
  return problems;
}

/** Rows in which a withheld sign stands for what an item leads on to. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  source: ["exhibit"],
  claim: ["exhibit"],
  incident: ["claims"],
  judgement: ["claims"],
  figure: ["claim", "inputs"],
  finding: ["exhibit"],
  assessment: ["evidence"],
  weighing: ["evidence.evidence"],
  outcome: ["claims"],
  person: ["claims"],
};

class Evidence {
  readonly #contents: Contents;
  readonly #cards: ReadonlyMap<Item, ShownCard>;
  readonly #known = new Map<Item, boolean>();
  readonly #metSources: ReadonlySet<Item>;

  constructor(contents: Contents, cards: ReadonlyMap<Item, ShownCard>) {
    this.#contents = contents;
    this.#cards = cards;
    this.#metSources = this.#meetSources();
  }

  isReached(item: Item): boolean {
    if (item.kind.noun === "source") return this.#metSources.has(item);
    const known = this.#known.get(item);
    if (known !== undefined) return known;
    // What leads to itself leads nowhere.
    this.#known.set(item, false);
    const reached = item.kind.noun === "exhibit" || this.#isWithheld(item) || this.#leadsOn(item);
    this.#known.set(item, reached);
    return reached;
  }

  #isWithheld(item: Item): boolean {
    const card = this.#cards.get(item);
    return (ROWS[item.kind.noun] ?? []).some((label) => card?.withheld.has(label) === true);
  }

  /** A figure needs every one of its inputs; of what others lead on to, one is enough. */
  #leadsOn(item: Item): boolean {
    const targets = referencesOf(item)
      .filter((pointer) => item.kind.leadsOn.test(pointer))
      .flatMap((pointer) => targetOf(this.#contents, item, pointer) ?? []);
    if (targets.length === 0) return false;
    return item.kind.noun === "figure"
      ? targets.every((target) => this.isReached(target))
      : targets.some((target) => this.isReached(target));
  }

  /** Sources that are met in an exhibit: their own, that of a claim of theirs, or that of a source that repeats them. */
  #meetSources(): ReadonlySet<Item> {
    const { items } = this.#contents;
    const found = new Set<Item>();
    for (const item of items) {
      const { noun } = item.kind;
      if (noun === "source" && (item.leaves.has("/exhibit") || this.#isWithheld(item))) found.add(item);
      if (noun !== "claim" || !this.isReached(item)) continue;
      for (const source of this.#sourcesIn(item, /^\/(?:source|accordingTo\/\d+)$/)) found.add(source);
    }
    for (const source of found) {
      for (const repeated of this.#sourcesIn(source, /^\/reliesOn\/\d+$/)) found.add(repeated);
    }
    return found;
  }

  #sourcesIn(item: Item, pattern: RegExp): readonly Item[] {
    return referencesOf(item)
      .filter((pointer) => pattern.test(pointer))
      .flatMap((pointer) => targetOf(this.#contents, item, pointer) ?? []);
  }
}
