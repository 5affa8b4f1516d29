import { mayBeSubject, subjectBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import {
  clauseStart,
  type Frame,
  hasVerb,
  isComma,
  isQuoteMark,
  normAt,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/**
 * Quotations that no verb of saying claims, and whose place beside a clause says all the same whose they are: `a friend texted: “Q”`,
 * `“Q,” the letter reads`, `Protesters chanted, “Q”`.
 */
export function quoteBearers(view: SentenceView, frames: readonly Frame[]): Frame[] {
  if (view.grammar.isVerbFirst) return [];
  const out: Frame[] = [];
  for (const quote of quotesIn(view)) {
    const claimed = [...frames, ...out].some(
      (f) =>
        !f.inner &&
        view.quoted[f.cue.from] !== view.quoted[quote.from] &&
        f.content.some((c) => c.from < quote.to && quote.from < c.to),
    );
    if (claimed) continue;
    const frame = bearerBehind(view, quote) ?? bearerBefore(view, quote);
    if (frame !== null) out.push(frame);
  }
  return out;
}

/** Runs of tokens of one quotation each. */
function quotesIn(view: SentenceView): Range[] {
  const out: Range[] = [];
  for (let i = 0; i < view.tokens.length; i++) {
    const q = view.quoted[i]!;
    if (q === -1) continue;
    let to = i + 1;
    while (to < view.tokens.length && view.quoted[to] === q) to++;
    out.push({ from: i, to });
    i = to - 1;
  }
  return out;
}

/** `“Q,” the letter reads`: the quotation stops for its clause, a subject and its verb follow. */
function bearerBehind(view: SentenceView, quote: Range): Frame | null {
  const close = quote.to;
  if (!isQuoteMark(view, close) || !pauses(view, close)) return null;
  const source = phraseAfter(view, close + 1);
  if (source === null || source.from !== close + 1 || !mayBeSubject(view, source)) return null;
  let at = source.to;
  while (view.grammar.has("adverbs", normAt(view, at)) || view.grammar.has("auxiliaries", normAt(view, at))) at++;
  if (verbAt(view, at, Math.min(at + 1, view.tokens.length)) !== at || view.grammar.has("be-forms", normAt(view, at)))
    return null;
  const end = nextQuote(view, at) ?? sentenceEnd(view);
  const content = [{ from: quote.from, to: close + 1 }];
  if (end < sentenceEnd(view)) content.push({ from: end, to: sentenceEnd(view) });
  return bearer("quote-then-verb", source, { from: at, to: at + 1 }, content, [{ from: source.from, to: end }]);
}

/** `a friend commented: “Q”`, `Protesters chanted “Q”`. */
function bearerBefore(view: SentenceView, quote: Range): Frame | null {
  const open = quote.from - 1;
  if (open < 2 || !isQuoteMark(view, open)) return null;
  const colon = /^[:：]$/u.test(view.tokens[open - 1]!.text);
  const comma = isComma(view, open - 1);
  if (!colon && !comma) return null;
  const words = quote.to - quote.from;
  if (comma && words < 4 && !hasVerb(view, quote.from, quote.to)) return null;
  const clause = clauseStart(view, colon ? open - 1 : open);
  let verb = -1;
  // the last verb before the quotation that has a subject of its own
  for (let i = verbAt(view, clause + 1, open - 1); i >= 0; i = verbAt(view, i + 1, open - 1)) {
    const found = subjectBefore(view, i, clause);
    if (found !== null && !found.shared && mayBeSubject(view, found.range)) verb = i;
  }
  if (verb < 0 || (comma && (open - verb > 8 || view.grammar.has("be-forms", normAt(view, verb))))) return null;
  const source = subjectBefore(view, verb, clause)!.range;
  const content = [{ from: open, to: Math.max(quote.to + 1, colon ? sentenceEnd(view) : 0) }];
  return bearer(colon ? "clause-colon-quote" : "clause-comma-quote", source, { from: verb, to: verb + 1 }, content, [
    { from: Math.min(source.from, clause), to: open },
  ]);
}

const bearer = (rule: string, source: Range, cue: Range, content: Range[], frame: Range[]): Frame => ({
  rule,
  source,
  cue,
  content,
  frame,
  attributes: {},
  inner: false,
});

/** Does the quotation that closes here end in a comma, a question or a call, so that its sentence goes on outside? */
export const pauses = (view: SentenceView, close: number): boolean =>
  isComma(view, close - 1) || /^[?!؟—–]$/u.test(view.tokens[close - 1]?.text ?? "");

function nextQuote(view: SentenceView, from: number): number | null {
  return range({ from, to: view.tokens.length }).find((i) => isQuoteMark(view, i) && view.quoted[i + 1] !== -1) ?? null;
}
