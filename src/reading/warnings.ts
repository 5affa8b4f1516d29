import { fold } from "#kernel";
import { type Claim, type Entity, spanOf, type Warning } from "./format.ts";
import type { Grammar } from "./grammar.ts";
import type { Quote } from "./text/quotes.ts";

/** What a reviewer should look at: open quotations, abridged and repaired ones, readings that stay open. */
export function spanWarnings(
  text: string,
  quotes: readonly Quote[],
  claims: readonly Claim[],
  entities: Readonly<Record<string, Entity>>,
  grammar: Grammar,
): Warning[] {
  const out: Warning[] = [];
  // claims stand in text order, none is longer than a sentence: look only at those near
  const starts = claims.map((c) => c.spans[0]!.start);
  const held = (start: number, end: number): string[] => {
    let low = 0;
    for (let high = starts.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < start - 4000) low = middle + 1;
      else high = middle;
    }
    const ids: string[] = [];
    for (let i = low; i < claims.length && starts[i]! < end; i++)
      if (claims[i]!.spans.some((s) => s.start < end && start < s.end)) ids.push(claims[i]!.id);
    return ids;
  };
  for (const quote of quotes) {
    if (quote.open)
      out.push({
        code: "unclosed-quote",
        message: "This quotation mark has no partner; the quotation was taken to end with its paragraph.",
        ...spanOf(text, quote.start - 1, quote.start),
        claims: held(quote.start, quote.end),
      });
    const inside = text.slice(quote.start, quote.end);
    for (const match of inside.matchAll(/\.\s?\.\s?\.|…/gu)) {
      const start = quote.start + match.index;
      out.push({
        code: "abridged-quote",
        message: "Words were left out of this quotation.",
        ...spanOf(text, start, start + match[0].length),
        claims: held(start, start + match[0].length),
      });
    }
    for (const match of inside.matchAll(/\[[^\]\n]{1,60}\]/gu)) {
      const start = quote.start + match.index;
      out.push({
        code: "bracketed-repair",
        message: "Words in brackets are not the speaker's.",
        ...spanOf(text, start, start + match[0].length),
        claims: held(start, start + match[0].length),
      });
    }
  }
  for (const claim of claims) {
    if (claim.attribution.ambiguous !== null)
      out.push({
        code: "ambiguous-attribution",
        message: claim.attribution.ambiguous,
        ...spanOf(text, claim.spans[0]!.start, claim.spans[0]!.end),
        claims: [claim.id],
      });
    for (const link of claim.attribution.chain) {
      if (link.mention !== null && isPronoun(entities[link.source]?.label ?? "", grammar)) {
        out.push({
          code: "unresolved-pronoun",
          message: `Who is “${link.mention.exact}”?`,
          ...link.mention,
          claims: [claim.id],
        });
      }
    }
  }
  return out;
}

const isPronoun = (label: string, grammar: Grammar): boolean =>
  grammar.word("pronouns", fold(label))?.attributes["person"] === "third";
