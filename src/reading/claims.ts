import { trimRange } from "./attribution/ranges.ts";
import { isThat } from "./attribution/that-clause.ts";
import {
  type Frame,
  hasVerb,
  isComma,
  isMark,
  isQuoteMark,
  isStop,
  matchAt,
  normAt,
  type Range,
  type SentenceView,
  verbAt,
} from "./attribution/view.ts";
import type { Draft, Setting } from "./claim-draft.ts";
import { isNegative, kindOf, modeOf, within } from "./claim-kind.ts";
import { clausesOf } from "./clauses.ts";
import type { FoundHedge } from "./layers/hedges.ts";
import { itemsOf } from "./list-items.ts";

/** Cuts a sentence into claims: by who speaks, then by clause. */
export function claimsOf(view: SentenceView, frames: readonly Frame[], setting: Setting): Draft[] {
  const drafts: Draft[] = [];
  for (const segment of segmentsOf(view, frames, setting)) {
    const chain = orderFrames(view, segment.frames);
    const clauses = clausesOf(view, segment.parts, segment.frames.length > 0 || segment.inherited);
    for (const clause of clauses.flatMap((parts) => itemsOf(view, parts, setting.hedges))) {
      const { parts, belief } = withoutBelief(view, clause);
      const kept = parts.map((p) => trimRange(view, p)).filter((p) => p.from < p.to);
      if (kept.length === 0 || !(belief.length > 0 || isAssertion(view, kept, chain, segment.inherited, setting)))
        continue;
      drafts.push(draft(view, kept, chain, segment.inherited, belief, setting));
    }
  }
  return drafts;
}

interface Segment {
  parts: Range[];
  frames: Frame[];
  inherited: boolean;
}

/** Runs of words with the same speakers. A run that an inserted attribution interrupts stays one segment of two parts. */
function segmentsOf(view: SentenceView, frames: readonly Frame[], setting: Setting): Segment[] {
  // "he had heard this from a porter" says so itself
  const overhead = frames.flatMap((f) => (f.rule === "heard-this" ? [] : [...f.frame, f.cue]));
  const gloss = glosses(view, frames);
  const segments: Segment[] = [];
  let last: { key: string; segment: Segment } | null = null;
  for (let i = 0; i < view.tokens.length; i++) {
    if (within(overhead, i)) continue;
    const nouns = frames.filter((f) => f.inner && within(f.content, i));
    const mine = within(gloss, i) ? [] : [...frames.filter((f) => !f.inner && within(f.content, i)), ...nouns];
    const quote = view.quoted[i]!;
    // a speaker named inside a quotation is quoted by the one whose quotation it is
    const nested = mine.every((f) => view.quoted[f.cue.from] === quote);
    const inherited =
      !within(gloss, i) && ((setting.owned && mine.length === 0) || (quote !== -1 && nested && setting.spoken(quote)));
    if (isMark(view, i) && mine.length === 0 && !inherited && last === null) continue;
    const key =
      mine.length > 0 ? `${inherited}${mine.map((f) => f.cue.from).join()}` : inherited ? "inherited" : "author";
    const open: Range | undefined = last?.segment.parts.at(-1);
    if (last !== null && last.key === key) {
      if (open!.to === i) (last.segment.parts[last.segment.parts.length - 1] as { to: number }).to = i + 1;
      else if (breaks(view, open!, i)) {
        // "..., including, she said, “airstrikes”": the word that opens the list is no part of what stands before it
        const { from, to } = open!;
        if (opensList(view, to)) last.segment.parts[last.segment.parts.length - 1] = { from, to: lastWord(view, to) };
        if (view.grammar.has("absolute-prepositions", normAt(view, i))) continue;
        const segment: Segment = { parts: [{ from: i, to: i + 1 }], frames: mine, inherited };
        segments.push(segment);
        last = { key, segment };
      } else last.segment.parts.push({ from: i, to: i + 1 });
      continue;
    }
    // marks alone never begin a segment of the author between two of a speaker
    if (isMark(view, i) && key === "author" && !/^[%$€£(]/.test(view.tokens[i]!.text)) continue;
    // "The families, many of whom say X, have left": what an aside has interrupted goes on
    const broken: Segment | undefined = key === "author" ? segments.at(-2) : undefined;
    if (broken !== undefined && broken.frames.length === 0 && !broken.inherited && isBroken(view, broken.parts, i)) {
      broken.parts.push({ from: i, to: i + 1 });
      last = { key, segment: broken };
      continue;
    }
    const segment: Segment = { parts: [{ from: i, to: i + 1 }], frames: mine, inherited };
    segments.push(segment);
    last = { key, segment };
  }
  for (const frame of frames) {
    if (!frame.inner || frame.content.length > 0) continue;
    attachInner(frame, segments);
  }
  return segments;
}

/** A noun phrase that a comma has closed, and a verb behind the next comma. */
const isBroken = (view: SentenceView, parts: readonly Range[], at: number): boolean =>
  parts.length === 1 &&
  isComma(view, parts[0]!.to - 1) &&
  isComma(view, at - 1) &&
  !hasVerb(view, parts[0]!.from, parts[0]!.to) &&
  verbAt(view, at, at + 2) >= 0;

const overlaps = (part: Range, { content }: Frame): boolean =>
  content.some((c) => part.from < c.to && c.from < part.to);

/** "citing village elders" joins the speakers of the words it stands beside. */
function attachInner(frame: Frame, segments: readonly Segment[]): void {
  // whom somebody quotes stands behind what is quoted, not behind all that they say
  const quoted = frame.rule === "quoted-via" ? segments.filter((s) => s.parts.some((p) => overlaps(p, frame))) : [];
  const attributed = (quoted.length > 0 ? quoted : segments).filter((s) => s.frames.length > 0 || s.inherited);
  const end = (s: Segment): number => (frame.rule === "heard-this" ? s.parts.at(-1)!.to - 1 : s.parts[0]!.from);
  const before = attributed.filter((s) => end(s) < frame.cue.from);
  const after = attributed.filter((s) => s.parts[0]!.from >= frame.cue.to);
  const chosen =
    quoted.length > 0
      ? attributed
      : frame.rule === "cited" && after.length > 0
        ? after.slice(0, 1)
        : before.length > 0
          ? before
          : after;
  const target = chosen.length > 0 ? chosen : segments.filter((s) => s.parts[0]!.from < frame.cue.from);
  if (frame.rule === "heard-this" && before.length === 0) return;
  for (const segment of target) segment.frames = [...segment.frames, frame];
}

const lastWord = (view: SentenceView, to: number): number => {
  let at = to - 1;
  while (at > 0 && isMark(view, at)) at--;
  return at;
};
const opensList = (view: SentenceView, to: number): boolean =>
  view.grammar.has("list-openers", normAt(view, lastWord(view, to)));

/** Does the speech after an inserted attribution begin a new clause? */
function breaks(view: SentenceView, open: Range, at: number): boolean {
  if (!hasVerb(view, open.from, open.to)) return false;
  if (opensList(view, open.to) && isQuoteMark(view, at)) return true;
  if (view.grammar.has("conjunctions", normAt(view, at)) || view.grammar.has("clause-conjunctions", normAt(view, at)))
    return true;
  if (
    (view.grammar.has("absolute-prepositions", normAt(view, at)) && isComma(view, at - 1)) ||
    (view.grammar.has("absolute-prepositions", normAt(view, at - 1)) && isComma(view, at - 2))
  )
    return true;
  for (let i = open.to; i < at; i++) if (/^[;؛]$/u.test(view.tokens[i]!.text)) return true;
  return isStop(view, open.to - 1) || /^[;—–]$/.test(view.tokens[open.to - 1]?.text ?? "");
}

/** `“Q,” Assad's backers, Jones said`: words of the author between a quotation and its attribution, without a verb. */
function glosses(view: SentenceView, frames: readonly Frame[]): Range[] {
  const out: Range[] = [];
  for (const frame of frames) {
    if (frame.rule !== "final" && frame.rule !== "inverted") continue;
    const content = frame.content[0];
    if (content === undefined) continue;
    const startsQuoted = view.quoted[content.from] !== -1 || isQuoteMark(view, content.from);
    if (!startsQuoted) continue;
    let close = -1;
    for (let i = content.to - 1; i > content.from; i--)
      if (isQuoteMark(view, i)) {
        close = i;
        break;
      }
    const paused = isComma(view, close - 1) || isComma(view, close + 1);
    if (close > 0 && paused && close < content.to - 1 && !hasVerb(view, close + 1, content.to))
      out.push({ from: close + 1, to: content.to });
  }
  return out;
}

/** Outermost first: a frame whose content holds another's cue stands outside of it. */
function orderFrames(view: SentenceView, frames: readonly Frame[]): Frame[] {
  const holds = (a: Frame, b: Frame): boolean => a.content.some((r) => r.from <= b.cue.from && b.cue.from < r.to);
  const rank = (f: Frame): number =>
    frames.filter((g) => g !== f && outside(view, g, f, holds)).length + (f.inner ? 100 : 0);
  return [...frames].sort((a, b) => rank(a) - rank(b) || a.cue.from - b.cue.from);
}

export function outside(view: SentenceView, g: Frame, f: Frame, holds: (a: Frame, b: Frame) => boolean): boolean {
  // "According to several NGOs, Jones said, “...”": Jones was heard, the NGOs are whom he relies on
  const relied = (a: Frame, b: Frame): boolean =>
    a.rule.startsWith("according") &&
    !a.inner &&
    !b.rule.startsWith("according") &&
    a.source !== null &&
    !named(view, a.source) &&
    !isPronoun(view, a.source) &&
    (a.rule !== "according-initial" || isComma(view, b.cue.to) || b.rule.includes("quote"));
  // Arabic has no capitals: before what another says, according to S tells who was heard; inside it, on whom the other relies
  if (view.grammar.isVerbFirst) {
    const heardFirst = (a: Frame, b: Frame): boolean =>
      a.rule.startsWith("according") &&
      !a.inner &&
      !b.rule.startsWith("according") &&
      a.cue.from < (b.content[0]?.from ?? 0);
    if (heardFirst(g, f)) return true;
    if (heardFirst(f, g)) return false;
    return holds(g, f);
  }
  // "X, soldiers told a driver, according to his wife", "A heard from B that X, she said": who says it all stands behind it
  const closes = (a: Frame, b: Frame): boolean =>
    b.cue.to <= a.cue.from &&
    holds(a, b) &&
    (a.rule === "final" || (a.rule === "according-final" && b.rule === "final"));
  if (closes(g, f)) return true;
  if (closes(f, g)) return false;
  if (relied(g, f)) return false;
  if (relied(f, g)) return true;
  const heard = (a: Frame): boolean =>
    a.rule === "according-inserted" && a.source !== null && isPronoun(view, a.source);
  if (heard(g) && !heard(f)) return true;
  if (heard(f) && !heard(g)) return false;
  return holds(g, f);
}

/** "Local mayors, according to him, speak of": he was heard. */
const isPronoun = (view: SentenceView, { from, to }: Range): boolean =>
  to - from === 1 && view.grammar.word("pronouns", normAt(view, from))?.attributes["person"] === "third";

const named = (view: SentenceView, { from, to }: Range): boolean => {
  for (let i = from; i < to; i++)
    if (view.tokens[i]!.capital && (i > 0 || !view.grammar.has("determiners", normAt(view, i)))) return true;
  return false;
};

/** "We believe that X" inside a speech claims X, weakened: the words of belief become a hedge. */
function withoutBelief(view: SentenceView, parts: readonly Range[]): { parts: Range[]; belief: FoundHedge[] } {
  const first = parts[0]!;
  let { from } = first;
  while (from < first.to && isMark(view, from)) from++;
  const match = matchAt(view, "first-person-belief", from);
  if (match === undefined || match.to >= first.to) return { parts: [...parts], belief: [] };
  let start = match.to;
  if (isComma(view, start)) start += 1;
  const that = isThat(view, start);
  const clause =
    that ||
    hasVerb(view, start + 1, first.to) ||
    (match.entry.attributes["hedge"] !== undefined && first.to - start >= 3);
  if (!clause || isStop(view, start)) return { parts: [...parts], belief: [] };
  const type = match.entry.attributes["hedge"];
  const hedge = type === undefined ? [] : [{ from: match.from, to: match.to, type, icd203: null, scope: null }];
  return { parts: [{ from: that ? start + 1 : start, to: first.to }, ...parts.slice(1)], belief: hedge };
}

function isAssertion(
  view: SentenceView,
  parts: readonly Range[],
  chain: readonly Frame[],
  inherited: boolean,
  setting: Setting,
): boolean {
  const words = parts.reduce((n, p) => n + view.tokens.slice(p.from, p.to).filter((t) => t.kind !== "mark").length, 0);
  if (words === 0) return false;
  // "denied involvement": one word is enough of what is denied
  if (words === 1 && chain.some((f) => f.attributes["negative"] === "yes" && /object$/.test(f.rule))) return true;
  // a shared subject and what it does, or an item of a list
  if (parts.length > 1 && words >= 3 && chain.length > 0) return true;
  // a language that can do without a verb asserts by a few words alone
  const verb =
    parts.some((p) => hasVerb(view, p.from, p.to)) || (view.grammar.isVerbFirst && words >= 3 && !setting.bullet);
  if (chain.some((f) => f.rule === "verb-first-that")) return true;
  if (chain.some((f) => !f.inner || f.rule === "noun-of"))
    return words >= 2 || verb || parts.some((p) => view.quoted[p.from] !== -1);
  if (inherited) return verb || words >= (setting.turn ? 5 : 3) || setting.quantities.length > 0;
  const quantity = parts.some((p) =>
    setting.quantities.some(
      (q) => q.start >= view.tokens[p.from]!.start && q.end <= view.tokens[p.to - 1]!.end && q.relation !== "ordinal",
    ),
  );
  const whole = parts[0]!.from === 0 || parts.at(-1)!.to >= view.tokens.length - 2;
  if (verb) return words >= 2;
  // what is left of a sentence behind a quotation still says something when it is long and dated
  const dated = view.times.some((t) => t.value !== null && within(parts, t.from));
  if (whole && dated && words >= 8) return true;
  // a verb that the lists do not know: a paragraph's sentence of some length with its full stop says something
  const stopped = parts[0]!.from === 0 && view.tokens.at(-1)?.text === ".";
  if (whole && stopped && words >= 6 && !setting.bullet) return true;
  if (setting.bullet || whole) return (quantity && words >= 3) || (words >= 5 && setting.bullet);
  return words >= 6 && quantity;
}

/** Classes of hedge that may stand on a source instead of on what it says. */
const SOURCED: ReadonlySet<string> = new Set(["estimate", "hearsay", "distancing-cue", "evidential"]);

/** Classes that may stand right before a verb of saying or showing, and weaken what is said. */
const SIGNS: ReadonlySet<string> = new Set(["possibility", "allegation", "evidential", "hearsay"]);

function draft(
  view: SentenceView,
  parts: readonly Range[],
  frames: readonly Frame[],
  inherited: boolean,
  belief: readonly FoundHedge[],
  setting: Setting,
): Draft {
  const attributed = inherited || frames.length > 0;
  const hedges: FoundHedge[] = [...belief];
  // "considers it likely that": a hedge between the cue and what is said
  const before = (h: FoundHedge): boolean =>
    frames.some(
      (f) => h.from >= f.cue.to && h.to <= parts[0]!.from && f.frame.some((r) => r.from <= h.from && h.to <= r.to),
    );
  // "On the balance of probabilities, the panel finds": at the head of the frame
  const leads = (h: FoundHedge): boolean =>
    isComma(view, h.to) &&
    frames.some(({ source, frame }) => source !== null && h.to < source.from && within(frame, h.from));
  // "بحسب تقديراتها", "unconfirmed reports": how sure those are who are relied on; for languages whose cues do not tell it
  const relied = (h: FoundHedge): boolean =>
    // and "independent estimates put it at 80"
    (view.grammar.isVerbFirst ? SOURCED.has(h.type) : h.type === "estimate") &&
    frames.some((f) => within([f.cue, ...(f.source === null ? [] : [f.source])], h.from));
  // "I have also been told by a nurse that": a phrase of doubt with the cue in it
  const cues = (h: FoundHedge): boolean => frames.some((f) => h.from < f.cue.from && f.cue.from < h.to);
  // "which may indicate that", "have apparently revealed", قد يشير إلى: how sure a sign is
  const signs = (h: FoundHedge): boolean =>
    SIGNS.has(h.type) && frames.some((f) => h.to === f.cue.from && !(f.source !== null && within([f.source], h.from)));
  for (const hedge of setting.hedges)
    if (within(parts, hedge.from) || before(hedge) || leads(hedge) || relied(hedge) || cues(hedge) || signs(hedge))
      hedges.push(hedge);
  for (const frame of frames) {
    const type = frame.attributes["hedge"];
    if (type !== undefined && !hedges.some((h) => h.from < frame.cue.to && frame.cue.from < h.to))
      hedges.push({ ...frame.cue, type, icd203: null, scope: null });
  }
  const kept = hedges
    .filter((h, i) => hedges.findIndex((x) => x.from === h.from && x.to === h.to) === i)
    .sort((a, b) => a.from - b.from);
  return {
    parts,
    frames,
    inherited,
    mode: attributed ? modeOf(view, parts, setting.turn) : "author",
    hedges: kept,
    kind: kindOf(view, parts, frames, attributed, kept, setting),
    polarity: isNegative(view, parts, frames) ? "negative" : "positive",
    presupposed: false,
    ambiguous: null,
  };
}
