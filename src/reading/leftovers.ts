import type { SentenceView } from "./attribution/view.ts";
import { type Claim, type Sentence, spanOf, type Time } from "./format.ts";
import type { FoundHedge } from "./layers/hedges.ts";
import type { Quote } from "./text/quotes.ts";
import type { Token } from "./text/tokens.ts";
import { readsAsSpeech, type Work } from "./work.ts";

/** Numbers, dates, cues, hedges and lone quotation marks that no claim of a sentence uses: what a reviewer looks at first. */
export function leftoversOf(
  text: string,
  quotes: readonly Quote[],
  all: readonly Time[],
  work: Work,
  claims: readonly Claim[],
  hedges: readonly FoundHedge[],
): Sentence["leftovers"] {
  const view = work.view!;
  const out: Sentence["leftovers"] = [];
  const used = (s: { start: number; end: number }): boolean =>
    claims.some(
      (c) =>
        c.spans.some((x) => x.start < s.end && s.start < x.end) ||
        c.hedges.some((h) => h.start <= s.start && s.end <= h.end),
    );
  const linked = (s: { start: number; end: number }): boolean =>
    claims.some((c) =>
      c.attribution.chain.some((l) => [l.cue, l.mention].some((m) => m !== null && m.start < s.end && s.start < m.end)),
    );
  const times = view.times;
  const speech = readsAsSpeech(work.block);
  for (const token of view.tokens) {
    const time = times.find((t) => t.start <= token.start && token.end <= t.end);
    const counts =
      token.kind === "number" ||
      (view.grammar.has("number", token.norm) &&
        work.quantities.some((q) => q.start <= token.start && token.end <= q.end));
    const type = time !== undefined ? "date" : counts ? "number" : speech && isCue(view, token) ? "cue" : null;
    if (type === null || used(token) || linked(token)) continue;
    if (time === undefined) out.push({ ...spanOf(text, token.start, token.end), type });
    else if (token.start === time.start) {
      const dated = claims.some(
        (c) => c.times.length > 0 && all.some((t) => t.start === time.start && t.claims.includes(c.id)),
      );
      if (!dated) out.push({ ...spanOf(text, time.start, time.end), type });
    }
  }
  for (const hedge of hedges) {
    const span = spanOf(text, view.tokens[hedge.from]!.start, view.tokens[hedge.to - 1]!.end);
    if (!used(span) && !claims.some((c) => c.hedges.some((h) => h.start === span.start)))
      out.push({ ...span, type: "hedge" });
  }
  for (const quote of quotes) {
    if (quote.open && quote.start > work.start && quote.start <= work.end)
      out.push({ ...spanOf(text, quote.start - 1, quote.start), type: "quote" });
  }
  return out.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A verb of saying that no claim uses; "State" in "State television" is none. */
function isCue({ grammar }: SentenceView, token: Token): boolean {
  const entry = grammar.word("cue.verbs", token.norm);
  return entry?.attributes["basic"] === "yes" && !(token.capital && entry.forms[0]!.toLowerCase() === token.norm);
}
