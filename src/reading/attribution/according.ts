import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { isCitable, isCounted, isPaper, tailOf } from "./citing.ts";
import { canSpeak, isName, phraseBefore } from "./noun-phrases.ts";
import { isAddressed, phraseAfter } from "./phrase-after.ts";
import { contentStart, range, sentenceEnd } from "./ranges.ts";
import { parenthesisAfter, pastForm, roleIn, saysItself } from "./source-aside.ts";
import { isThat } from "./that-clause.ts";
import { accordingToWhich, ownTelling, tellerBefore, tellerFrame, verbEnd, withoutObject } from "./told-so.ts";
import {
  clauseStart,
  type Frame,
  hasVerb,
  isComma,
  isQuoteMark,
  matchAt,
  normAt,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** "According to S, CONTENT" and "CONTENT, according to S". */
export function according(view: SentenceView, match: Match): Frame | null {
  const { from } = match;
  const { attributes } = match.entry;
  // بحسب ما أفاد به مسعفون, طبقاً لما رواه لنا مدرّس: "according to what medics reported"
  const verb = attributes["verb"] === "yes" || view.grammar.isVerbFirst ? verbEnd(view, match.to) : null;
  if (attributes["verb"] === "yes") {
    if (verb === null) return null;
    const inside = attributes["inside"] === "yes";
    if (inside && isComma(view, from - 1) && isComma(view, verb)) return toldInside(view, match, verb);
    if (meansAlso(view, match, verb)) return null;
  }
  // in a quotation that stands in the writer's sentence, the words are the speaker's
  if (view.quoted[from] !== -1 && view.quoted[0] === -1) return null;
  const pointed = ownTelling(view, match) ?? accordingToWhich(view, match);
  if (pointed !== null) return pointed;
  const cue = { from, to: verb ?? match.to };
  const named = sourceOf(view, cue, attributes);
  if (named === null) return null;
  // كما أفاد ناشطون بأن: "activists also reported that"; "على لسان أحد الناجين أن"
  if (view.grammar.isVerbFirst && view.grammar.has("complementizers", normAt(view, named.to)))
    return attributes["that"] === "yes" ? reportedThat(view, named, cue, attributes) : null;
  const maker = madeBy(view, named.to);
  const cites = attributes["cite"] === "yes";
  const whole = maker === null ? named : cites ? { from: named.from, to: maker.to } : maker;
  if (attributes["data"] === "yes" && (isCited(view, from) || !canSpeak(view, whole))) return null;
  if (attributes["apart"] === "yes" && !isComma(view, from - 1) && from !== 0) return null;
  const { source, to } = withName(view, whole);
  const end = pastRole(view, from, to, cites);
  if (cites) {
    const frame = [{ from, to: tailOf(view, end, attributes["what"] === "yes") }];
    return { rule: "citing", source, cue, content: [], frame, attributes, inner: true };
  }
  const around = isInitial(view, from) ? initial(view, from, end) : inserted(view, from, end);
  return { source, cue, frame: [{ from, to: end }], attributes, inner: false, ...around };
}

/** "البئر، كما أفاد، مقطوعة": between commas, of the one told before it. */
function toldInside(view: SentenceView, { from, entry }: Match, end: number): Frame {
  const owned = view.grammar.word("cue.verbs", normAt(view, end - 1))?.attributes["told"] === "yes";
  return tellerFrame(view, owned ? tellerBefore(view, from - 1) : null, { from, to: end }, entry.attributes);
}

/** "كما أفاد S أن" at the beginning of a sentence, "، كما دعت الجمعية إلى وقفة": "as" is "also". */
function meansAlso(view: SentenceView, { from, to, entry }: Match, end: number): boolean {
  const who = phraseAfter(view, end, view.tokens.length, false);
  const paused =
    who !== null && (isComma(view, who.to) || view.times.some((t) => t.from === who.to && isComma(view, t.to)));
  if (entry.attributes["inside"] === "yes" && !isComma(view, from - 1) && !paused) return true;
  const takes = view.grammar.word("cue.verbs", withoutObject(view, normAt(view, to)))?.attributes["with"];
  return who !== null && takes !== undefined && normAt(view, who.to) === fold(takes);
}

/** Whom or what the words rely on; null where it can be no source. */
function sourceOf(view: SentenceView, { from, to }: Range, attributes: Frame["attributes"]): Range | null {
  // "by one estimate": the words name the source themselves
  const phrase =
    attributes["self"] === "yes" ? { from: from + 1, to } : phraseAfter(view, to, view.tokens.length, false);
  if (phrase === null) return null;
  const source = interviewed(view, phrase) ?? phrase;
  const cites = attributes["cite"] === "yes";
  if (cites && !isCitable(view, source)) return null;
  if (attributes["papers"] === "yes" && !isPaper(view, source)) return null;
  // "by relying on others": a deed
  const apart = from <= clauseStart(view, from) + 1 || isComma(view, from - 1) || isCounted(view, from - 1);
  if (cites && to - from > 1 && !apart) return null;
  // "by our estimates": whoever speaks reckons, nobody else does
  return view.grammar.has("own-reckonings", normAt(view, source.from)) ? null : source;
}

/** "on the basis of interviews with survivors": those who were asked. */
function interviewed(view: SentenceView, phrase: Range): Range | null {
  const { grammar } = view;
  const link = range({ from: phrase.from + 1, to: phrase.to }).find((i) => isInterviewLink(view, i)) ?? phrase.to;
  const words = [phrase.from, link - 1].some((i) => grammar.has("interview-words", normAt(view, i)));
  return words && isInterviewLink(view, link) ? phraseAfter(view, link + 1, view.tokens.length, false) : null;
}

const isInterviewLink = (view: SentenceView, at: number): boolean =>
  view.grammar.has("interview-links", normAt(view, at));

const reportedThat = (view: SentenceView, source: Range, cue: Range, attributes: Frame["attributes"]): Frame => ({
  rule: "according-that",
  source,
  cue,
  content: [{ from: source.to + 1, to: sentenceEnd(view) }],
  frame: [{ from: cue.from, to: source.to + 1 }],
  attributes,
  inner: false,
});

/** "according to a count by the observatory", "a report released by the network": who made the paper. */
function madeBy(view: SentenceView, at: number): Range | null {
  const released = matchAt(view, "maker-words", at)?.to;
  const begin = released ?? (view.grammar.has("by-words", normAt(view, at)) ? at + 1 : null);
  const maker = begin === null ? null : phraseAfter(view, begin);
  return maker !== null && view.timeTokens.has(maker.from) ? null : maker;
}

/** "citing figures from the office": what is cited. */
const isCited = (view: SentenceView, at: number): boolean =>
  (view.matches.get("cue.according") ?? []).some((m) => m.to === at && m.entry.attributes["cite"] === "yes");

/** The source, by its name where that stands behind, and where the words for it end. */
function withName(view: SentenceView, source: Range): { source: Range; to: number } {
  let { to } = source;
  // "حسبما أفاد مسعفون لوكالة نبأ"
  if (view.grammar.isVerbFirst && to < view.tokens.length && isAddressed(view, to))
    to = phraseAfter(view, to, view.tokens.length, false)?.to ?? to;
  // "two people familiar with it,"
  if (!view.grammar.isVerbFirst && view.grammar.has("prepositions", normAt(view, to)) && isComma(view, to + 2)) to += 2;
  // "according to the network's director, Hana Brill, ..."
  const next = parenthesisAfter(view, to);
  const name = next === null || next - to > 6 ? null : { from: to + 1, to: next };
  return name !== null && isName(view, name) && !isName(view, source) ? { source: name, to: name.to } : { source, to };
}

/** Behind a role or place that stands behind the name: ", a lawyer in Homs,". */
function pastRole(view: SentenceView, from: number, end: number, cites: boolean): number {
  const close = parenthesisAfter(view, end);
  if (close === null) return end;
  const leads = isInitial(view, from);
  const last = sentenceEnd(view);
  if (leads || (cites && view.grammar.isVerbFirst) ? close >= last : close > last) return end;
  const isAside =
    !opensSpeech(view, end + 1) &&
    (close < last || !goesOnBehind(view, from, end + 1)) &&
    roleIn(view, end + 1, close) &&
    (!saysItself(view, end + 1, close) || (leads && relies(view, end + 1)));
  return isAside ? close : end;
}

/** Does the attribution stand first in its clause? */
const isInitial = (view: SentenceView, from: number): boolean => from <= clauseStart(view, from) + 1;

type Around = Pick<Frame, "rule" | "content"> & Partial<Pick<Frame, "frame">>;

/** "According to S, CONTENT" */
function initial(view: SentenceView, from: number, end: number): Around {
  const { grammar } = view;
  const tail = sentenceEnd(view);
  const isThen = (at: number): boolean => grammar.has("then-words", normAt(view, at));
  // "ووفق الهيئة فإن", "وبحسب التقرير تصدرت": what is said may begin without a comma
  const bare = isThen(end) || pastForm(view, end);
  let start = bare ? end : isComma(view, end) ? end + 1 : skipAside(view, end);
  // "وحسب شهادة أحد الجيران، نقلها موقع «الضفة»، فإن"
  if (view.grammar.isVerbFirst)
    start =
      range({ from: start, to: Math.min(tail, start + 14) }).find((i) => isComma(view, i - 1) && isThen(i)) ?? start;
  if (isThen(start)) start += 1;
  const frame = { from, to: view.grammar.isVerbFirst ? start : end };
  return { rule: "according-initial", frame: [frame], content: [{ from: start, to: tail }] };
}

/** "CONTENT, according to S" and "CONTENT, according to S, CONTENT" */
function inserted(view: SentenceView, from: number, end: number): Around {
  const tail = sentenceEnd(view);
  const left = { from: lastJoined(view, from) ?? contentStart(view, from), to: from };
  if (end >= tail || (isComma(view, end) && saysItself(view, end + 1, Math.min(tail, end + 8))))
    return { rule: "according-final", content: [left] };
  const apart =
    isComma(view, from - 1) || isQuoteMark(view, from - 1) || /^[(—–-]$/.test(view.tokens[from - 1]?.text ?? "");
  const right = { from: isComma(view, end) ? end + 1 : end, to: tail };
  // a new clause with its own subject behind "according to S, " may be anybody's; only what leans on the first is theirs
  if (apart && independent(view, right)) return { rule: "according-inserted", content: [left] };
  // "opened a file and, according to two officials, hopes to close it": theirs is what "and" adds
  const added = isComma(view, from - 1) && view.grammar.has("conjunctions", normAt(view, from - 2));
  return { rule: "according-inserted", content: added ? [right] : [left, right] };
}

/** "In Haddo's view, X", "X, by her account": a possessor before a noun of seeing or telling. */
export function inTheView(view: SentenceView, match: Match): Frame | null {
  const { grammar } = view;
  const { from, to } = match;
  let at = from - 1;
  if (grammar.has("adverbs", normAt(view, at)) || grammar.has("own-words", normAt(view, at))) at--;
  const pronoun = grammar.has("possessives", normAt(view, at));
  if (!pronoun && !grammar.has("genitive", normAt(view, at))) return null;
  const source = pronoun ? { from: at, to: at + 1 } : phraseBefore(view, at);
  if (source === null || !grammar.has("view-prepositions", normAt(view, source.from - 1))) return null;
  const lead = source.from - 1;
  const base = {
    source,
    cue: { from, to },
    frame: [{ from: lead, to }],
    attributes: match.entry.attributes,
    inner: false,
  };
  if (lead === clauseStart(view, lead) && isComma(view, to))
    return { ...base, rule: "view-initial", content: [{ from: to + 1, to: sentenceEnd(view) }] };
  if (isComma(view, lead - 1) && to >= sentenceEnd(view))
    return { ...base, rule: "view-final", content: [{ from: contentStart(view, lead), to: lead }] };
  return null;
}

const opensSpeech = (view: SentenceView, at: number): boolean =>
  view.grammar.isVerbFirst ? view.grammar.has("complementizers", normAt(view, at)) : isThat(view, at);

/** Does the clause go on behind an attribution: with a preposition, or because it has no verb ("البئر، بحسب سجلين، مقطوعة عن الشبكة")? */
const goesOnBehind = (view: SentenceView, from: number, at: number): boolean =>
  view.grammar.isVerbFirst &&
  (view.grammar.has("prepositions", normAt(view, at)) ||
    (isComma(view, from - 1) && !hasVerb(view, contentStart(view, from), from)));

/** ", which cites its watchman,": an aside about the source, that says nothing of its own. */
const relies = (view: SentenceView, at: number): boolean =>
  view.grammar.has("relatives", normAt(view, at)) &&
  matchAt(view, "cue.verbs", at + 1)?.entry.attributes["citing"] === "yes";

function skipAside(view: SentenceView, at: number): number {
  for (let i = at; i < Math.min(view.tokens.length, at + 14); i++) if (isComma(view, i)) return i + 1;
  return at;
}

export function independent(view: SentenceView, { from, to }: Range): boolean {
  const norm = normAt(view, from);
  const { grammar } = view;
  if (
    grammar.word("clause-conjunctions", norm)?.attributes["sub"] === undefined &&
    grammar.has("clause-conjunctions", norm)
  )
    return true;
  if (grammar.has("conjunctions", norm)) return hasVerb(view, from + 2, Math.min(to, from + 12));
  return false;
}

/** "..., ويعاني، كما تقول طبيبته، ...": what is interrupted right behind its verb begins with that verb. */
function lastJoined(view: SentenceView, at: number): number | null {
  const joins = view.grammar.settings("join-prefixes");
  for (let i = at - 2; i > at - 5 && i > 0; i--)
    if (isComma(view, i) && joins.some((j) => normAt(view, i + 1).startsWith(j)) && hasVerb(view, i + 1, at))
      return i + 1;
  // "تشهد المنطقة قتالا، أدى، بحسب الهلال، إلى": a verb by itself between commas
  if (joins.length > 0 && isComma(view, at - 1) && isComma(view, at - 3) && verbAt(view, at - 2, at - 1) >= 0)
    return at - 2;
  return null;
}
