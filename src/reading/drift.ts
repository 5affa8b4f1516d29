import { fold } from "#kernel";
import type { Claim, Quantity, Reading, Relation } from "./format.ts";
import { grammarOf, LANGUAGES } from "./grammar.ts";
import { stemOf } from "./word-shapes.ts";

/** One figure as two or more texts give it, with bounds that differ: "as many as 50 a day", "at least 50 a day". */
export interface BoundDrift {
  readonly number: number;
  readonly unit: string | null;
  readonly per: string | null;
  readonly variants: readonly {
    readonly text: string;
    readonly claim: string;
    readonly quantity: string;
    readonly relation: Relation;
    readonly exact: string;
    readonly source: string | null;
  }[];
}

interface Seen {
  readonly text: string;
  readonly quantity: Quantity;
  readonly claim: Claim;
  readonly words: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

const numberOf = (q: Quantity): number | null =>
  q.relation === "vague" || q.relation === "ordinal" || q.relation === "between" ? null : q.value;

/**
 * Finds the same figure reported with different bounds by two texts (or twice in one). The same figure: the same number, unit and
 * rate, and claims that share their source or at least a third of their words. The bound is the claim: none is called the right one.
 */
export function boundDrift(readings: readonly { readonly text: string; readonly reading: Reading }[]): BoundDrift[] {
  const groups = new Map<string, Seen[]>();
  for (const { text, reading } of readings) {
    const claims = new Map(reading.claims.map((c) => [c.id, c]));
    for (const quantity of reading.quantities) {
      const number = numberOf(quantity);
      const claim = claims.get(quantity.claims[0] ?? "");
      if (number === null || claim === undefined) continue;
      const key = `${number}|${quantity.unit ?? ""}|${quantity.per ?? ""}`;
      const sources = new Set(claim.attribution.chain.map((l) => fold(l.label.split(",")[0]!)));
      groups.set(key, [
        ...(groups.get(key) ?? []),
        { text, quantity, claim, words: wordsOf(claim, reading.document.language), sources },
      ]);
    }
  }
  const out: BoundDrift[] = [];
  for (const seen of groups.values()) {
    for (const cluster of clustersOf(seen)) {
      if (new Set(cluster.map((s) => s.quantity.relation)).size < 2) continue;
      const { quantity } = cluster[0]!;
      out.push({
        number: numberOf(quantity)!,
        unit: quantity.unit,
        per: quantity.per,
        variants: cluster.map((s) => ({
          text: s.text,
          claim: s.claim.id,
          quantity: s.quantity.id,
          relation: s.quantity.relation,
          exact: s.quantity.exact,
          source: s.claim.attribution.chain[0]?.label ?? null,
        })),
      });
    }
  }
  return out.sort((a, b) => a.number - b.number);
}

/** The words of a claim without articles, clitics and endings, as far as a grammar of its language tells. */
function wordsOf(claim: Claim, language: string): Set<string> {
  const grammar = LANGUAGES.includes(language) ? grammarOf(language) : null;
  const words = fold(claim.spans.map((s) => s.exact).join(" ")).match(/[\p{L}]{4,}/gu) ?? [];
  return new Set(words.map((w) => (grammar === null ? w : stemOf(w, grammar))));
}

function clustersOf(seen: readonly Seen[]): Seen[][] {
  const clusters: Seen[][] = [];
  for (const item of seen) {
    const home = clusters.find((c) => c.some((other) => related(item, other)));
    if (home === undefined) clusters.push([item]);
    else home.push(item);
  }
  return clusters;
}

function related(a: Seen, b: Seen): boolean {
  if ([...a.sources].some((s) => b.sources.has(s))) return true;
  const shared = [...a.words].filter((w) => b.words.has(w)).length;
  return shared >= 2 && shared >= Math.min(a.words.size, b.words.size) / 3;
}
