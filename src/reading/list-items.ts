import { isComma, isMark, normAt, type Range, type SentenceView, verbAt } from "./attribution/view.ts";
import type { FoundHedge } from "./layers/hedges.ts";

/**
 * "the presence of the stack, the probable firewall, the probable intake": items of a list that differ in how strongly they are
 * held are claims of their own. The first keeps the words before it, the others the subject.
 */
export function itemsOf(
  view: SentenceView,
  parts: readonly Range[],
  hedges: readonly FoundHedge[],
): readonly (readonly Range[])[] {
  const last = parts.at(-1)!;
  const hedged = hedges.filter(
    (h) =>
      h.scope !== null &&
      last.from <= h.scope.from &&
      h.scope.to <= last.to &&
      view.grammar.has("definite", normAt(view, h.scope.from - 1)),
  );
  const [first] = hedged;
  if (first?.scope == null) return [parts];
  const items = listAround(view, last, first.scope);
  // one way to hold all of them is one claim
  const isHedged = (item: Range): boolean => hedged.some((h) => item.from <= h.scope!.from && h.scope!.to <= item.to);
  if (items.length < 2 || items.every(isHedged)) return [parts];
  const head = parts.slice(0, -1);
  const verb = verbAt(view, last.from, items[0]!.from);
  const subject = head.length > 0 ? head : verb > last.from ? [{ from: last.from, to: verb }] : [];
  const end = items.at(-1)!.to;
  const lead: Range[] = [...head, { from: last.from, to: items[0]!.to }];
  const rest = items
    .slice(1)
    .map((item, n, all) => [
      ...subject,
      n === all.length - 1 && end < last.to ? { from: item.from, to: last.to } : item,
    ]);
  return [lead, ...rest];
}

/** The noun phrases between commas around one of them, or a single one when it stands in no list. */
function listAround(view: SentenceView, whole: Range, inside: Range): Range[] {
  const isEnd = (i: number): boolean => isComma(view, i) || /^[;:—–.]$/u.test(view.tokens[i]?.text ?? "");
  const items: Range[] = [];
  let from = inside.from;
  while (from > whole.from && !isEnd(from - 1)) from--;
  let to = inside.to;
  while (to < whole.to && !isEnd(to)) to++;
  items.push({ from, to });
  // backwards over the items before, up to the words that lead the list in
  for (let at = from - 1; at > whole.from && isComma(view, at); ) {
    let start = at;
    while (start > whole.from && !isEnd(start - 1) && !leadsIn(view, start - 1)) start--;
    items.unshift({ from: start, to: at });
    if (leadsIn(view, start - 1)) break;
    at = start - 1;
  }
  for (let at = to; at < whole.to && isComma(view, at); ) {
    let end = at + 1;
    while (end < whole.to && !isEnd(end)) end++;
    if (verbAt(view, at + 1, end) >= 0) break;
    items.push({ from: at + 1, to: end });
    at = end;
  }
  const opens = items[0]!;
  for (let i = opens.to - 1; i > opens.from; i--)
    if (leadsIn(view, i)) {
      items[0] = { from: i + 1, to: opens.to };
      break;
    }
  return items.filter((item) => item.to > item.from);
}

const leadsIn = (view: SentenceView, at: number): boolean =>
  view.grammar.has("prepositions", normAt(view, at)) ||
  view.grammar.has("verbs", normAt(view, at)) ||
  (isMark(view, at) && !isComma(view, at));
