import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { unjoined } from "../word-shapes.ts";
import { isCitable, isCounted, isPaper, tailOf } from "./citing.ts";
import { canSpeak, isName, mayBeSubject, phraseBefore, subjectBefore } from "./noun-phrases.ts";
import { isAddressed, phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import { isThat } from "./that-clause.ts";
import {
  clauseStart,
  type Frame,
  hasVerb,
  isComma,
  isQuoteMark,
  isStop,
  matchAt,
  normAt,
  opensQuantity,
  type Range,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** "According to S, CONTENT" and "CONTENT, according to S". */
export function according(view: SentenceView, match: Match): Frame | null {
  const { from } = match;
  const { attributes } = match.entry;
  let { to } = match;
  // بحسب ما أفاد به مسعفون, طبقاً لما رواه لنا مدرّس: "according to what medics reported"
  if (attributes["verb"] === "yes") {
    const end = verbEnd(view, to);
    // "كما أفاد S أن": also, at the beginning of a sentence
    if (end === null) return null;
    if (attributes["inside"] === "yes" && isComma(view, from - 1) && isComma(view, end)) {
      const owned = view.grammar.word("cue.verbs", normAt(view, end - 1))?.attributes["told"] === "yes";
      return tellerFrame(view, owned ? tellerBefore(view, from - 1) : null, { from, to: end }, attributes);
    }
    const verb = view.grammar.word("cue.verbs", withoutObject(view, normAt(view, to)))?.attributes;
    const who = phraseAfter(view, end, view.tokens.length, false);
    const paused =
      who !== null && (isComma(view, who.to) || view.times.some((t) => t.from === who.to && isComma(view, t.to)));
    if (attributes["inside"] === "yes" && !isComma(view, from - 1) && !paused) return null;
    // "، كما دعت الجمعية إلى وقفة": also
    const takes = verb?.["with"];
    if (who !== null && takes !== undefined && normAt(view, who.to) === fold(takes)) return null;
    to = end;
  } else if (view.grammar.setting("order") === "verb-first") to = verbEnd(view, to) ?? to;
  if (view.quoted[from] !== -1 && view.quoted[from] !== view.quoted[0] && view.quoted[0] === -1) return null;
  // "by one estimate": the words name the source themselves
  let source = attributes["self"] === "yes" ? { from: from + 1, to } : phraseAfter(view, to, view.tokens.length, false);
  const own = ownTelling(view, match);
  if (own !== null) return own;
  const which = accordingToWhich(view, match);
  if (which !== null) return which;
  const cites = attributes["cite"] === "yes";
  // "on the basis of interviews with survivors": those who were asked
  if (
    source !== null &&
    [source.from, asked(view, source) - 1].some((i) => view.grammar.has("interview-words", normAt(view, i))) &&
    view.grammar.has("interview-links", normAt(view, asked(view, source)))
  )
    source = phraseAfter(view, asked(view, source) + 1, view.tokens.length, false) ?? source;
  if (source === null || (cites && !isCitable(view, source))) return null;
  if (attributes["papers"] === "yes" && !isPaper(view, source)) return null;
  // "by relying on others": a deed
  if (
    cites &&
    to - from > 1 &&
    from > clauseStart(view, from) + 1 &&
    !isComma(view, from - 1) &&
    !isCounted(view, from - 1)
  )
    return null;
  // "by our estimates": whoever speaks reckons, nobody else does
  if (view.grammar.has("own-reckonings", normAt(view, source.from))) return null;
  // كما أفاد ناشطون بأن: "activists also reported that"; "على لسان أحد الناجين أن"
  const says =
    view.grammar.setting("order") === "verb-first" && view.grammar.has("complementizers", normAt(view, source.to));
  if (says && attributes["that"] !== "yes") return null;
  if (says) {
    const content = [{ from: source.to + 1, to: sentenceEnd(view) }];
    const frame = [{ from, to: source.to + 1 }];
    return { rule: "according-that", source, cue: { from, to }, content, frame, attributes, inner: false };
  }
  // "according to a count by the observatory", "a report released by the network"
  const released = matchAt(view, "maker-words", source.to);
  const maker =
    released !== undefined
      ? phraseAfter(view, released.to)
      : view.grammar.has("by-words", normAt(view, source.to))
        ? phraseAfter(view, source.to + 1)
        : null;
  if (maker !== null && !view.timeTokens.has(maker.from)) source = cites ? { from: source.from, to: maker.to } : maker;
  // "citing figures from the office": what is cited
  const cited = (view.matches.get("cue.according") ?? []).some(
    (m) => m.to === from && m.entry.attributes["cite"] === "yes",
  );
  if (attributes["data"] === "yes" && (cited || !canSpeak(view, source))) return null;
  if (attributes["apart"] === "yes" && !(isComma(view, from - 1) || from === 0)) return null;
  let end = source.to;
  // "حسبما أفاد مسعفون لوكالة نبأ"
  if (view.grammar.setting("order") === "verb-first" && end < view.tokens.length && isAddressed(view, end))
    end = phraseAfter(view, end, view.tokens.length, false)?.to ?? end;
  // "two people familiar with it,"
  if (
    view.grammar.setting("order") !== "verb-first" &&
    view.grammar.has("prepositions", normAt(view, end)) &&
    isComma(view, end + 2)
  )
    end += 2;
  // "according to the network's director, Hana Brill, ..."
  const next = parenthesisAfter(view, end);
  if (next !== null && next - end <= 6 && isName(view, { from: end + 1, to: next }) && !isName(view, source)) {
    source = { from: end + 1, to: next };
    end = next;
  }
  // a role or place behind the name: ", a lawyer in Homs,"
  const close = parenthesisAfter(view, end);
  const initial = from <= clauseStart(view, from) + 1;
  const last = sentenceEnd(view);
  if (
    close !== null &&
    (initial || (attributes["cite"] === "yes" && view.grammar.setting("order") === "verb-first")
      ? close < last
      : close <= last) &&
    !opensSpeech(view, end + 1) &&
    (close < last || !goesOnBehind(view, from, end + 1)) &&
    roleIn(view, end + 1, close) &&
    (!saysItself(view, end + 1, close) || (initial && relies(view, end + 1)))
  )
    end = close;
  const tail = sentenceEnd(view);
  if (cites) end = tailOf(view, end, attributes["what"] === "yes");
  const frame = [{ from, to: end }];
  const base = { source, cue: { from, to }, frame, attributes, inner: attributes["cite"] === "yes" };
  if (base.inner) return { ...base, rule: "citing", content: [] };
  if (initial) {
    // "ووفق الهيئة فإن", "وبحسب التقرير تصدرت": what is said may begin without a comma
    const bare = view.grammar.has("then-words", normAt(view, end)) || pastForm(view, end);
    let start = bare ? end : isComma(view, end) ? end + 1 : skipAside(view, end);
    // "وحسب شهادة أحد الجيران، نقلها موقع «الضفة»، فإن"
    const then = range({ from: start, to: Math.min(tail, start + 14) }).find(
      (i) => isComma(view, i - 1) && view.grammar.has("then-words", normAt(view, i)),
    );
    if (then !== undefined && view.grammar.setting("order") === "verb-first") start = then;
    if (view.grammar.has("then-words", normAt(view, start))) start += 1;
    const whole = view.grammar.setting("order") === "verb-first" ? [{ from, to: start }] : frame;
    return { ...base, rule: "according-initial", frame: whole, content: [{ from: start, to: tail }] };
  }
  const left = { from: lastJoined(view, from) ?? contentStart(view, from), to: from };
  if (end >= tail || (isComma(view, end) && saysItself(view, end + 1, Math.min(tail, end + 8))))
    return { ...base, rule: "according-final", content: [left] };
  const before =
    isComma(view, from - 1) ||
    normAt(view, from - 1) === "(" ||
    /^[—–-]$/.test(view.tokens[from - 1]?.text ?? "") ||
    isQuoteMark(view, from - 1);
  const right = isComma(view, end) ? { from: end + 1, to: tail } : { from: end, to: tail };
  // a new clause with its own subject behind "according to S, " may be anybody's; only what leans on the first is theirs
  const leans = !before || !independent(view, right);
  // "opened a file and, according to two officials, hopes to close it": theirs is what "and" adds
  if (leans && isComma(view, from - 1) && view.grammar.has("conjunctions", normAt(view, from - 2)))
    return { ...base, rule: "according-inserted", content: [right] };
  return { ...base, rule: "according-inserted", content: leans ? [left, right] : [left] };
}

/** "أن الطبيب، كما أبلغها، لم يتلق": whom a "that" puts first, right before the comma. */
function tellerBefore(view: SentenceView, comma: number): Range | null {
  for (let i = comma - 2; i >= Math.max(0, comma - 8); i--)
    if (view.grammar.has("complementizers", normAt(view, i))) {
      const phrase = phraseAfter(view, i + 1, comma, false);
      return phrase?.to === comma ? phrase : null;
    }
  return null;
}

/** What stands around it is told by the one named, or by whoever spoke last ("التقرير، كما قال، لا يشير"). */
const tellerFrame = (view: SentenceView, source: Range | null, cue: Range, attributes: Frame["attributes"]): Frame => ({
  rule: source === null ? "according-own" : "according-teller",
  source,
  cue,
  content: [
    { from: contentStart(view, cue.from), to: cue.from },
    { from: cue.to + 1, to: sentenceEnd(view) },
  ],
  frame: [cue],
  attributes,
  inner: source !== null,
});

/** "A list was posted, according to which eleven had died": what the clause before is about. */
function accordingToWhich(view: SentenceView, { from, to }: Match): Frame | null {
  if (!view.grammar.has("thing-relatives", normAt(view, to)) || !isComma(view, from - 1)) return null;
  const verb = verbAt(view, clauseStart(view, from) + 1, from);
  const source = verb < 0 ? null : (subjectBefore(view, verb)?.range ?? null);
  if (source === null || !mayBeSubject(view, source)) return null;
  const content = [{ from: to + 1, to: sentenceEnd(view) }];
  return {
    rule: "according-which",
    source,
    cue: { from, to },
    content,
    frame: [{ from, to: to + 1 }],
    attributes: {},
    inner: false,
  };
}

/** The end of a verb of saying, its object and whom it was told to: "رواه لنا", "أفاد به"; null where none begins. */
function verbEnd(view: SentenceView, at: number): number | null {
  const { grammar } = view;
  if (grammar.word("cue.verbs", withoutObject(view, normAt(view, at))) === undefined) return null;
  // "وفقا للمدعين": a noun with its article
  if (grammar.settings("pp-prefixes").some((p) => normAt(view, at).startsWith(p))) return null;
  let end = matchAt(view, "cue.verbs", at)?.to ?? at + 1;
  if (grammar.has("back-pointers", normAt(view, end))) end++;
  return matchAt(view, "cue.listeners", end)?.to ?? end;
}

/** "رواه", "ذكرته": the verb without what it says. */
export const withoutObject = (view: SentenceView, norm: string): string => {
  if (view.grammar.word("cue.verbs", norm) !== undefined) return norm;
  const ending = view.grammar.settings("object-endings").find((e) => norm.endsWith(e) && norm.length > e.length + 2);
  const stem = ending === undefined ? norm : norm.slice(0, -ending.length);
  // the last letter of روى is written otherwise before an ending: رواه
  return view.grammar.word("cue.verbs", stem) === undefined
    ? unjoined(stem, view.grammar, "joined-verb-letters")
    : stem;
};

/** "بحسب روايته", "على حد قولها": whoever spoke last tells it. */
function ownTelling(view: SentenceView, match: Match): Frame | null {
  const { grammar } = view;
  const last = match.to - 1;
  const at = grammar.has("told-nouns", stemOf(view, normAt(view, match.to))) ? match.to : last;
  const norm = normAt(view, at);
  const stem = stemOf(view, norm);
  if (stem === norm || !grammar.has("told-nouns", stem)) return null;
  const { from } = match;
  const cue = { from, to: at + 1 };
  const tail = sentenceEnd(view);
  const initial = from <= clauseStart(view, from) + 1;
  const end = at + 1;
  const left = { from: contentStart(view, from), to: from };
  const right = { from: isComma(view, end) ? end + 1 : end, to: tail };
  const content = initial ? [right] : end >= tail ? [left] : [left, right];
  return { rule: "according-own", source: null, cue, content, frame: [cue], attributes: {}, inner: false };
}

const stemOf = (view: SentenceView, norm: string): string => {
  const ending = view.grammar.settings("object-endings").find((e) => norm.endsWith(e) && norm.length > e.length + 2);
  if (ending === undefined) return norm;
  return unjoined(norm.slice(0, -ending.length), view.grammar, "joined-letters");
};

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
  view.grammar.setting("order") === "verb-first"
    ? view.grammar.has("complementizers", normAt(view, at))
    : isThat(view, at);

/** ", according to Corry, who said that", "the station, which quoted a guard as": the clause has something of its own to say. */
export const saysItself = (view: SentenceView, from: number, to: number): boolean =>
  view.grammar.setting("order") !== "verb-first" &&
  ["person-relatives", "thing-relatives"].some((s) => view.grammar.has(s, normAt(view, from))) &&
  range({ from: from + 1, to }).some((i) => {
    const verb = view.grammar.word("cue.verbs", normAt(view, i))?.attributes;
    return (verb?.["basic"] ?? verb?.["citing"]) === "yes" && !view.grammar.ends("gerund", normAt(view, i));
  });

/** Does the clause go on behind an attribution: with a preposition, or because it has no verb ("البئر، بحسب سجلين، مقطوعة عن الشبكة")? */
const goesOnBehind = (view: SentenceView, from: number, at: number): boolean =>
  view.grammar.setting("order") === "verb-first" &&
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

export function parenthesisAfter(view: SentenceView, at: number): number | null {
  if (!isComma(view, at)) return null;
  for (let i = at + 1; i < Math.min(view.tokens.length, at + 30); i++) {
    if (isComma(view, i) || isStop(view, i)) return i;
    if (isQuoteMark(view, i)) return null;
  }
  return null;
}

export const roleIn = (view: SentenceView, from: number, to: number): boolean =>
  to - from <= 22 &&
  !(view.tokens[from]?.kind === "number" || opensQuantity(view, from)) &&
  !((verbAt(view, from, to) >= 0 || pastForm(view, from)) && !view.grammar.has("relatives", normAt(view, from))) &&
  range({ from, to }).some((i) =>
    ["person-words", "org-words", "relatives"].some((s) => view.grammar.has(s, normAt(view, i))),
  );

/** تصدرت: by its ending a past form, and no noun in the plural (محافظات). */
const pastForm = (view: SentenceView, at: number): boolean => {
  const norm = normAt(view, at);
  const [feminine] = view.grammar.settings("past-verb-endings");
  const article = view.grammar.setting("article-prefix") ?? "\0";
  return (
    feminine !== undefined &&
    norm.length > 3 &&
    norm.endsWith(feminine) &&
    !norm.startsWith(article) &&
    !view.grammar.settings("noun-endings").some((e) => e.length === 2 && e.endsWith(feminine) && norm.endsWith(e))
  );
};

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

/** Where the clause that ends in an attribution begins: after the last frame boundary, `;`, or ", but". */
function contentStart(view: SentenceView, at: number): number {
  const start = clauseStart(view, at);
  // "If convicted he faces ten years, according to": the condition is said too
  const lead = (view.matches.get("clause-conjunctions") ?? []).find((m) => m.from === 0 && m.to === start);
  return lead?.entry.attributes["sub"] === "yes" ? 0 : start;
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

/** "interviews with", "interviews" alone: where the link to those who were asked stands. */
const asked = (view: SentenceView, { from, to }: Range): number =>
  range({ from: from + 1, to }).find((i) => view.grammar.has("interview-links", normAt(view, i))) ?? to;
