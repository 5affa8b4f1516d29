import type { SentenceView } from "./attribution/view.ts";
import type { Claim, Sentence, Time } from "./format.ts";
import { spanOf } from "./format.ts";
import { hedgesOf } from "./layers/hedges.ts";
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
  for (const token of view.tokens) {
    const span = spanOf(text, token.start, token.end);
    if (used(span) || linked(span)) continue;
    const time = times.find((t) => t.start <= token.start && token.end <= t.end);
    if (time !== undefined) {
      const dated = claims.some(
        (c) => c.times.length > 0 && all.some((t) => t.start === time.start && t.claims.includes(c.id)),
      );
      if (!dated && token.start === time.start) out.push({ ...spanOf(text, time.start, time.end), type: "date" });
    } else if (
      token.kind === "number" ||
      (view.grammar.word("number", token.norm) !== undefined &&
        work.quantities.some((q) => q.start <= token.start && token.end <= q.end))
    )
      out.push({ ...span, type: "number" });
    else if (isCue(view, token) && readsAsSpeech(work.block)) out.push({ ...span, type: "cue" });
  }
  for (const hedge of hedgesOf(view)) {
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
