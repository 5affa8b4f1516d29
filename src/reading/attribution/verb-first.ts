import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { subjectBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import {
  clauseStart,
  type Frame,
  isComma,
  isQuoteMark,
  isStop,
  normAt,
  type Range,
  type SentenceView,
} from "./view.ts";

/** `قال S إن CONTENT`, `وأضاف أن CONTENT`, `وثّقت S مقتل ...`: for grammars whose verb comes first. */
export function verbFirst(view: SentenceView, match: Match): Frame | null {
  const { grammar } = view;
  if (grammar.setting("order") !== "verb-first") return null;
  const { from, to } = match;
  const { attributes } = match.entry;
  if (grammar.has("negations", normAt(view, from - 1))) return null;
  // "يُعتقد أن", it is believed that: nobody is named
  if (grammar.has("impersonal", normAt(view, from)) && grammar.has("complementizers", normAt(view, to))) return null;
  if ((view.matches.get("no-comment") ?? []).some((m) => m.from <= from && from < m.to)) return null;
  const tail = sentenceEnd(view);
  let that = -1;
  const own = attributes["with"] === undefined ? null : fold(attributes["with"]);
  // "واتهمت جماعات": a second verb of the same subject; "أنه وثّق": its subject hangs on the word before
  const again =
    view.tokens[from]!.norm.startsWith(grammar.setting("and-prefix") ?? "\0") && isComma(view, from - 1) && from > 2;
  const hangs = grammar.has("complementizers", normAt(view, from - 1));
  for (let i = to; i < Math.min(tail, to + 28); i++) {
    if (i > to && normAt(view, i) === own) {
      that = i;
      break;
    }
    if (isStop(view, i) || (isQuoteMark(view, i) && view.quoted[i + 1] !== -1)) break;
    if (grammar.has("complementizers", normAt(view, i))) {
      that = i;
      break;
    }
  }
  let quote = -1;
  for (let i = to; i < Math.min(tail, to + 28); i++)
    if (
      isQuoteMark(view, i) &&
      view.quoted[i + 1] !== -1 &&
      view.quoted[i + 1] === view.quoted[Math.min(tail - 1, i + 5)]
    ) {
      quote = i;
      break;
    }
  const colon = range({ from: to, to: Math.min(tail, to + 24) }).find((i) => normAt(view, i) === ":");
  const starts = [that, quote, colon ?? -1].filter((i) => i >= 0).sort((a, b) => a - b);
  let start = starts[0] ?? -1;
  const subject = phraseAfter(view, to, start >= 0 ? start : tail);
  const nounBefore = subject === null || subject.from !== to ? subjectBefore(view, from) : null;
  if (start < 0) {
    if (
      attributes["object"] === "yes" &&
      (hangs || (again && !canSpeakArabic(view, phraseAfter(view, to, tail) ?? { from, to: from })))
    ) {
      return {
        rule: "verb-first-shared",
        source: null,
        cue: { from, to },
        content: [{ from: to, to: tail }],
        frame: [{ from, to }],
        attributes,
        inner: false,
        shares: true,
      };
    }
    if (attributes["object"] !== "yes" || subject === null) return null;
    for (let i = to + 1; i < tail; i++)
      if (grammar.has("object-starts", normAt(view, i))) {
        start = i;
        break;
      }
    if (start < 0) return null;
    const source = phraseAfter(view, to, start);
    if (source === null || !canSpeakArabic(view, source)) return null;
    return {
      rule: "verb-first-object",
      source,
      cue: { from, to },
      content: [{ from: start, to: tail }],
      frame: [{ from, to: start }],
      attributes,
      inner: false,
    };
  }
  const first = normAt(view, start) === ":" || start === that ? start + 1 : start;
  const gapWords = subject === null ? start - to : 0;
  if (subject === null && gapWords > 6) return null;
  if (subject === null && start === quote && nounBefore === null && gapWords > 3) return null;
  const source = subject ?? (nounBefore === null || nounBefore.shared ? null : nounBefore.range);
  const before = source !== null && source.to <= from ? source.from : from;
  const prefix = clauseStart(view, before);
  const frame: Range[] = [{ from: before, to: first }];
  if (
    prefix < before &&
    !range({ from: prefix, to: before }).some((i) => view.quoted[i] !== -1) &&
    before - prefix < 12 &&
    isFramePrefix(view, prefix, before)
  )
    frame.unshift({ from: prefix, to: before });
  return {
    rule: start === that ? "verb-first-that" : "verb-first-quote",
    source,
    cue: { from, to },
    content: [{ from: first, to: tail }],
    frame,
    attributes,
    inner: false,
  };
}

const isFramePrefix = (view: SentenceView, from: number, to: number): boolean =>
  range({ from, to }).every(
    (i) => !view.grammar.has("verbs", normAt(view, i)) || view.grammar.has("prepositions", normAt(view, i)),
  );

const canSpeakArabic = (view: SentenceView, source: Range): boolean =>
  range(source).some((i) =>
    ["person-words", "org-words", "report-words", "evidence-words", "titles"].some((s) =>
      view.grammar.has(s, normAt(view, i)),
    ),
  );
