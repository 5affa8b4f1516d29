import { trimRange } from "./attribution/frames.ts";
import { isNounLike } from "./attribution/noun-phrases.ts";
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
import type { Kind } from "./format.ts";
import type { FoundHedge } from "./layers/hedges.ts";
import type { Found } from "./layers/quantities.ts";

/** A claim before it has an id: token ranges and the frames that carry it, outermost first. */
export interface Draft {
  readonly parts: readonly Range[];
  readonly frames: readonly Frame[];
  /** Carried over from a neighbour: a quotation that goes on, a list's heading, a turn. */
  readonly inherited: boolean;
  readonly mode: "direct" | "mixed" | "indirect" | "author";
  readonly hedges: readonly FoundHedge[];
  readonly kind: Kind;
  readonly polarity: "positive" | "negative";
  readonly presupposed: boolean;
  readonly ambiguous: string | null;
}

export interface Setting {
  readonly hedges: readonly FoundHedge[];
  readonly quantities: readonly Found[];
  /** Quotations that have a speaker although this sentence names none. */
  readonly spoken: (quote: number) => boolean;
  /** The whole sentence is somebody's: a turn, a bullet under a heading that names its source. */
  readonly owned: boolean;
  readonly turn: boolean;
  readonly bullet: boolean;
}

/** Cuts a sentence into claims: by who speaks, then by clause. */
export function claimsOf(view: SentenceView, frames: readonly Frame[], setting: Setting): Draft[] {
  const drafts: Draft[] = [];
  for (const segment of segmentsOf(view, frames, setting)) {
    const chain = orderFrames(view, segment.frames);
    for (const clause of clausesOf(view, segment.parts, segment.frames.length > 0 || segment.inherited)) {
      const { parts, belief } = withoutBelief(view, clause);
      const kept = parts.map((p) => trimRange(view, p)).filter((p) => p.from < p.to);
      if (kept.length === 0 || !(belief.length > 0 || isAssertion(view, kept, chain, segment.inherited, setting)))
        continue;
      drafts.push(draft(view, kept, chain, segment.inherited, belief, setting));
    }
  }
  return drafts;
}

const within = (ranges: readonly Range[], at: number): boolean => ranges.some((r) => r.from <= at && at < r.to);

interface Segment {
  parts: Range[];
  frames: Frame[];
  inherited: boolean;
}

/** Runs of words with the same speakers. A run that an inserted attribution interrupts stays one segment of two parts. */
function segmentsOf(view: SentenceView, frames: readonly Frame[], setting: Setting): Segment[] {
  const overhead = frames.flatMap((f) => [...f.frame, f.cue]);
  const gloss = glosses(view, frames);
  const segments: Segment[] = [];
  let last: { key: string; segment: Segment } | null = null;
  for (let i = 0; i < view.tokens.length; i++) {
    if (within(overhead, i)) continue;
    const nouns = frames.filter((f) => f.rule === "noun-that" && within(f.content, i));
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
        if (normAt(view, i) === "with") continue;
        const segment: Segment = { parts: [{ from: i, to: i + 1 }], frames: mine, inherited };
        segments.push(segment);
        last = { key, segment };
      } else last.segment.parts.push({ from: i, to: i + 1 });
      continue;
    }
    // marks alone never begin a segment of the author between two of a speaker
    if (isMark(view, i) && key === "author" && !/^[%$€£(]/.test(view.tokens[i]!.text)) continue;
    const segment: Segment = { parts: [{ from: i, to: i + 1 }], frames: mine, inherited };
    segments.push(segment);
    last = { key, segment };
  }
  for (const frame of frames) {
    if (!frame.inner || frame.rule === "noun-that") continue;
    attachInner(view, frame, segments);
  }
  return segments;
}

/** "citing village elders" joins the speakers of the words it stands beside. */
function attachInner(view: SentenceView, frame: Frame, segments: readonly Segment[]): void {
  const attributed = segments.filter((s) => s.frames.length > 0 || s.inherited);
  const before = attributed.filter((s) => s.parts[0]!.from < frame.cue.from);
  const after = attributed.filter((s) => s.parts[0]!.from >= frame.cue.to);
  const chosen = frame.rule === "cited" && after.length > 0 ? after.slice(0, 1) : before.length > 0 ? before : after;
  const target = chosen.length > 0 ? chosen : segments.filter((s) => s.parts[0]!.from < frame.cue.from);
  for (const segment of target) segment.frames = [...segment.frames, frame];
  void view;
}

/** Does the speech after an inserted attribution begin a new clause? */
function breaks(view: SentenceView, open: Range, at: number): boolean {
  if (!hasVerb(view, open.from, open.to)) return false;
  if (view.grammar.has("conjunctions", normAt(view, at)) || view.grammar.has("clause-conjunctions", normAt(view, at)))
    return true;
  if ((normAt(view, at) === "with" && isComma(view, at - 1)) || (normAt(view, at - 1) === "with" && isComma(view, at - 2))) return true;
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
    if (close > 0 && close < content.to - 1 && !hasVerb(view, close + 1, content.to))
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

function outside(view: SentenceView, g: Frame, f: Frame, holds: (a: Frame, b: Frame) => boolean): boolean {
  // "According to several NGOs, Jones said, “...”": Jones was heard, the NGOs are whom he relies on
  const relied = (a: Frame, b: Frame): boolean =>
    a.rule.startsWith("according") &&
    !a.inner &&
    !b.rule.startsWith("according") &&
    a.source !== null &&
    !named(view, a.source) &&
    (a.rule !== "according-initial" || isComma(view, b.cue.to) || b.rule.includes("quote"));
  if (relied(g, f)) return false;
  if (relied(f, g)) return true;
  return holds(g, f);
}

const named = (view: SentenceView, { from, to }: Range): boolean => {
  for (let i = from; i < to; i++)
    if (view.tokens[i]!.capital && (i > 0 || !view.grammar.has("determiners", normAt(view, i)))) return true;
  return false;
};

// ------------------------------------------------------------------------------------------------ clauses
/** Clauses with their own subject and verb; a shared subject is repeated as a first part. */
function clausesOf(view: SentenceView, parts: readonly Range[], attributed: boolean): Range[][] {
  if (parts.length > 1) {
    const head = parts.slice(0, -1);
    const tails = splitRange(view, parts.at(-1)!, attributed);
    return [[...head, ...tails[0]!], ...tails.slice(1)];
  }
  return splitRange(view, parts[0]!, attributed);
}

function splitRange(view: SentenceView, whole: Range, attributed: boolean): Range[][] {
  const { grammar } = view;
  const out: Range[][] = [];
  let from = whole.from;
  let subject: Range | null = null;
  const push = (to: number): void => {
    const part = { from, to };
    out.push(subject === null ? [part] : [subject, part]);
  };
  for (let i = whole.from + 1; i < whole.to - 1; i++) {
    const text = view.tokens[i]!.text;
    const right = { from: i + 1, to: whole.to };
    if (/^[;؛]$/u.test(text)) {
      push(i);
      from = i + 1;
      subject = null;
      continue;
    }
    if (
      /^[—–]$/u.test(text) &&
      hasVerb(view, i + 2, dashEnd(view, i + 1, whole.to)) &&
      hasVerb(view, from, i) &&
      dashEnd(view, i + 1, whole.to) - i > 4
    ) {
      push(i);
      from = i + 1;
      subject = null;
      continue;
    }
    const norm = normAt(view, i);
    const entry = grammar.word("clause-conjunctions", norm);
    const joins =
      (grammar.has("conjunctions", norm) && view.tokens[i]!.kind === "word") ||
      (entry !== undefined && entry.attributes["sub"] !== "yes" && (isComma(view, i - 1) || norm === "while"));
    if (!joins || !hasVerb(view, from, i)) continue;
    const kind = clauseKind(view, right);
    if (kind === "clause") {
      if (i - from < 3) continue;
      push(i);
      from = grammar.setting("direction") === "rtl" && norm.length > 1 ? i : i + 1;
      subject = null;
    } else if (
      kind === "predicate" &&
      !sharesAuxiliary(view, from, i) &&
      right.to - right.from >= 3 &&
      inPredicateFrame(view, from, i)
    ) {
      const verb = verbAt(view, from, i);
      const head = subject ?? (verb > from ? { from, to: verb } : null);
      if (head === null) continue;
      push(i);
      from = i + 1;
      subject = headOf(view, head);
    }
  }
  push(whole.to);
  return out;
}

/** "has abducted and detained": one auxiliary, two participles, one claim. */
function sharesAuxiliary(view: SentenceView, from: number, at: number): boolean {
  const next = normAt(view, at + 1);
  if (view.grammar.has("auxiliaries", next) || !/[a-z]ed$/.test(next)) return false;
  const verb = verbAt(view, from, at);
  return verb >= 0 && view.grammar.has("auxiliaries", normAt(view, verb));
}

function dashEnd(view: SentenceView, from: number, to: number): number {
  for (let i = from; i < to; i++) if (/^[—–]$/u.test(view.tokens[i]!.text)) return i;
  return to;
}

/** The subject without an adjunct before it. */
function headOf(view: SentenceView, head: Range): Range {
  for (let i = head.to - 1; i > head.from; i--)
    if (isComma(view, i) && view.grammar.has("prepositions", normAt(view, head.from)))
      return { from: i + 1, to: head.to };
  return head;
}

/** Relative clauses and "between A and B" hide conjunctions that join no clauses. */
function inPredicateFrame(view: SentenceView, from: number, at: number): boolean {
  for (let i = at - 1; i >= from; i--) {
    if (view.grammar.has("relatives", normAt(view, i)) || view.grammar.has("complementizers", normAt(view, i)))
      return view.grammar.has("auxiliaries", normAt(view, at + 1)) && !isComma(view, at - 1)
        ? false
        : isComma(view, at - 1);
    if (normAt(view, i) === "between") return false;
  }
  return true;
}

function clauseKind(view: SentenceView, { from, to }: Range): "clause" | "predicate" | null {
  const { grammar } = view;
  let i = from;
  while (i < to && (isQuoteMark(view, i) || grammar.has("adverbs", normAt(view, i)))) {
    if (grammar.has("determiners", normAt(view, i)) || grammar.has("auxiliaries", normAt(view, i))) break;
    i++;
  }
  const norm = normAt(view, i);
  if (grammar.setting("order") === "verb-first")
    return grammar.has("verbs", norm) || grammar.word("cue.verbs", norm) !== undefined || grammar.hasVerbPrefix(norm)
      ? "clause"
      : null;
  if (grammar.has("subject-pronouns", norm)) return hasVerb(view, i + 1, Math.min(to, i + 6)) ? "clause" : null;
  if (grammar.has("auxiliaries", norm) || (grammar.has("verbs", norm) && view.tokens[i]!.kind === "word"))
    return "predicate";
  if (
    grammar.setting("past-ed") === "yes" &&
    /[a-z]{2}ed$/.test(norm) &&
    !view.tokens[i]!.capital &&
    view.tokens[i]!.kind === "word"
  )
    return isNounLike(view, i + 1) && !grammar.has("determiners", normAt(view, i + 1)) && !hasTailVerb(view, i + 1, to)
      ? null
      : "predicate";
  const verb = verbAt(view, i + 1, Math.min(to, i + 14));
  if (verb < 0) return null;
  // the words up to the verb must be one noun phrase, without a comma or a relative that owns the verb
  for (let j = i; j < verb; j++) {
    if (
      isMark(view, j) &&
      view.tokens[j]!.text !== "-" &&
      !isQuoteMark(view, j) &&
      !/^['’.]$/.test(view.tokens[j]!.text)
    )
      return null;
    if (grammar.has("relatives", normAt(view, j)) || (grammar.has("complementizers", normAt(view, j)) && j > i))
      return null;
  }
  return "clause";
}

const hasTailVerb = (view: SentenceView, from: number, to: number): boolean =>
  view.tokens
    .slice(from, to)
    .some((t) => view.grammar.has("prepositions", t.norm) || view.grammar.has("determiners", t.norm));

// ------------------------------------------------------------------------------------------------ one claim
/** "We believe that X" inside a speech claims X, weakened: the words of belief become a hedge. */
function withoutBelief(view: SentenceView, parts: readonly Range[]): { parts: Range[]; belief: FoundHedge[] } {
  const first = parts[0]!;
  let { from } = first;
  while (from < first.to && isMark(view, from)) from++;
  const match = matchAt(view, "first-person-belief", from);
  if (match === undefined || match.to >= first.to) return { parts: [...parts], belief: [] };
  let start = match.to;
  if (isComma(view, start)) start += 1;
  const that = view.grammar.has("complementizers", normAt(view, start)) && normAt(view, start) !== "if";
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
  // a language that can do without a verb asserts by a few words alone
  const verb =
    parts.some((p) => hasVerb(view, p.from, p.to)) ||
    (view.grammar.setting("order") === "verb-first" && words >= 3 && !setting.bullet);
  if (chain.some((f) => !f.inner)) return words >= 2 || verb || parts.some((p) => view.quoted[p.from] !== -1);
  if (inherited) return verb || words >= (setting.turn ? 5 : 3) || setting.quantities.length > 0;
  const quantity = parts.some((p) =>
    setting.quantities.some(
      (q) => q.start >= view.tokens[p.from]!.start && q.end <= view.tokens[p.to - 1]!.end && q.relation !== "ordinal",
    ),
  );
  const whole = parts[0]!.from === 0 || parts.at(-1)!.to >= view.tokens.length - 2;
  if (verb) return words >= 2;
  if (setting.bullet || whole) return (quantity && words >= 3) || (words >= 5 && setting.bullet);
  return words >= 6 && quantity;
}

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
  for (const hedge of setting.hedges) if (within(parts, hedge.from) || before(hedge)) hedges.push(hedge);
  for (const frame of frames) {
    const type = frame.attributes["hedge"];
    if (type !== undefined && !hedges.some((h) => h.from === frame.cue.from))
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

function modeOf(view: SentenceView, parts: readonly Range[], turn: boolean): "direct" | "mixed" | "indirect" {
  let [inside, outside] = [0, 0];
  for (const part of parts) {
    for (let i = part.from; i < part.to; i++) {
      if (view.tokens[i]!.kind === "mark") continue;
      if (view.quoted[i] !== -1) inside++;
      else outside++;
    }
  }
  if (turn) return "direct";
  return inside === 0 ? "indirect" : outside === 0 ? "direct" : "mixed";
}

function kindOf(
  view: SentenceView,
  parts: readonly Range[],
  frames: readonly Frame[],
  attributed: boolean,
  hedges: readonly FoundHedge[],
  setting: Setting,
): Kind {
  const own = frames.map((f) => f.attributes["kind"]).find((k) => k !== undefined);
  if (own === "call") return "call";
  const has = (section: string): boolean => (view.matches.get(section) ?? []).some((m) => within(parts, m.from));
  if (hedges.some((h) => h.type === "deontic") && has("call-words")) return "call";
  if (frames.some((f) => f.rule === "told-to")) return "call";
  const figures = setting.quantities.filter(
    (q) =>
      q.relation !== "ordinal" &&
      (q.relation !== "vague" || q.order !== null) &&
      parts.some((p) => view.tokens[p.from]!.start <= q.start && q.end <= view.tokens[p.to - 1]!.end),
  );
  if (
    figures.some(
      (q) =>
        q.unit === "persons" ||
        q.unit === "fraction" ||
        q.unit === "families" ||
        q.relation !== "exact" ||
        (q.value ?? 0) >= 10,
    )
  )
    return "figure";
  if (
    own === "policy" ||
    (has("policy-words") && !hedges.some((h) => h.type === "probability" || h.type === "possibility"))
  )
    return own === "policy" || attributed ? "policy" : "background";
  if (has("observation-words")) return "observation";
  const witness = frames.some(
    (f) =>
      f.source !== null &&
      view.tokens.slice(f.source.from, f.source.to).some((t) => view.grammar.has("witness-words", t.norm)),
  );
  if (witness) return "observation";
  if (figures.length > 0) return "figure";
  if (
    attributed ||
    hedges.some((h) => ["probability", "judgement", "evidential", "consistency", "possibility"].includes(h.type))
  )
    return "assessment";
  return "background";
}

function isNegative(view: SentenceView, parts: readonly Range[], frames: readonly Frame[]): boolean {
  const inner = frames.at(-1);
  const denied = inner?.attributes["negative"] === "yes";
  const { grammar } = view;
  let negated = false;
  for (const part of parts) {
    const verb = verbAt(view, part.from, part.to);
    for (let i = part.from; i < part.to; i++) {
      const norm = normAt(view, i);
      if (view.tokens[i]!.kind !== "word") continue;
      if (boundWord(view, i)) continue;
      const entry = grammar.word("negations", norm);
      const strong = entry !== undefined && entry.attributes["weak"] !== "yes";
      if (strong && !(norm === "not" && normAt(view, i + 1) === "only")) {
        // a negation belongs to the main verb when it stands beside it, not in a later clause
        if (grammar.setting("order") === "verb-first" ? i - part.from < 8 || verb < 0 : verb < 0 || i - verb <= 3)
          negated = true;
      }
      if (
        i <= part.from + 1 &&
        (entry?.attributes["weak"] === "yes" || grammar.has("negative-subjects", norm)) &&
        (verb < 0 || i < verb)
      )
        negated = true;
    }
  }
  return denied !== negated;
}

/** "no fewer than", "لا يقل عن": a negation that belongs to a number or to a hedge denies nothing. */
const boundWord = (view: SentenceView, at: number): boolean =>
  [...view.matches].some(
    ([section, matches]) =>
      (section.startsWith("bound.") || section === "hedge.litotes") &&
      matches.some((m) => normAt(view, m.from) !== "i" && m.from <= at && at < m.to),
  );
