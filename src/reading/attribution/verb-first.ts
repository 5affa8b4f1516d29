import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { subjectBefore } from "./noun-phrases.ts";
import { closeQuote, phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import { isParticiple, saysHere } from "./verb-form.ts";
import { apposed, opensObject, pastAside, perfectSubject, shortSubject } from "./verb-subjects.ts";
import {
  clauseStart,
  conjunctionAt,
  type Frame,
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
    if (isStop(view, i)) break;
    if (isQuoteMark(view, i) && view.quoted[i + 1] !== -1) {
      // a name in quotation marks is part of who speaks
      const close = closeQuote(view, i);
      if (close === null || close - i > 5) break;
      i = close;
      continue;
    }
    // the "that" behind another verb of saying is that one's
    if (i > to && (otherCue(view, i) || (isComma(view, i - 1) && conjunctionAt(view, i) !== undefined))) break;
    if (grammar.has("complementizers", normAt(view, i))) {
      // "من دون أن", "يمكن أن", "يُشتبه في أن": another word's that
      if (i > to && grammar.has("that-leads", normAt(view, i - 1))) continue;
      // "طلب عدم ذكر اسمه قال إن": the verb right before it owns it
      if (i - 1 > to && grammar.word("cue.verbs", normAt(view, i - 1))?.attributes["basic"] === "yes") break;
      that = i;
      break;
    }
  }
  // what belongs to the next verb of saying begins there: "نفت الوزارة استهداف السوق، وقالت إن"
  const limit = range({ from: to + 1, to: Math.min(tail, to + 28) }).find((i) => otherCue(view, i)) ?? to + 28;
  let quote = -1;
  for (let i = to; i < Math.min(tail, limit); i++)
    if (
      isQuoteMark(view, i) &&
      view.quoted[i + 1] !== -1 &&
      view.quoted[i + 1] === view.quoted[Math.min(tail - 1, i + 5)]
    ) {
      quote = i;
      break;
    }
  const colon = range({ from: to, to: Math.min(tail, limit, to + 24) }).find((i) => normAt(view, i) === ":");
  const starts = [that, quote, colon ?? -1].filter((i) => i >= 0).sort((a, b) => a - b);
  // "روت السيدة ما جرى:" before a quotation in the next paragraph: all of it is frame
  const leadsIn = /^[:：]$/u.test(view.tokens.at(-1)?.text ?? "") && that < 0;
  let start = leadsIn ? tail : (starts[0] ?? -1);
  const leaning = attributes["leans"] !== "yes" && isParticiple(view, from);
  const behind = subjectStart(view, to, start >= 0 ? start : tail);
  const via = attributes["via"] === undefined ? -1 : fold(attributes["via"]);
  const relied = range({ from: behind, to: start >= 0 ? start : tail }).find((i) => normAt(view, i) === via);
  const after = phraseAfter(view, behind, relied ?? (start >= 0 ? start : tail));
  const subject =
    topicBefore(view, from) ??
    leaderOf(view, match) ??
    perfectSubject(view, from) ??
    (after === null || (behind > to && !canSpeakArabic(view, after)) ? sharedOpener(view, match) : after);
  const before = subject === null && !isJoined(view, match) ? openerOf(view, from) : null;
  const nounBefore =
    before !== null
      ? { range: before, shared: false }
      : (subject === null || subject.from !== behind) &&
          !isJoined(view, match) &&
          !leadsOff(view, from) &&
          !leaning &&
          attributes["leans"] !== "yes"
        ? subjectBefore(view, from)
        : null;
  if (start < 0) {
    const caused = causeFrame(view, match, tail);
    if (caused !== null) return caused;
    // "، نافيةً تعرّضه لضرب": what a participle denies is whoever's spoke before
    const leader = attributes["object"] === "yes" && isParticiple(view, from) && isComma(view, from - 1);
    if (leader && to < tail && !isComma(view, to))
      return {
        rule: "verb-first-leaning",
        source: leaderOf(view, match),
        cue: { from, to },
        content: [{ from: normAt(view, to) === own ? to + 1 : to, to: tail }],
        frame: [{ from, to }],
        attributes,
        inner: false,
      };
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
    if (attributes["object"] !== "yes") return null;
    // "رفض المتحدث الإجابة": nothing is said
    if (
      attributes["negative"] === "yes" &&
      range({ from: to, to: Math.min(tail, to + 7) }).some((i) => grammar.has("comment-words", normAt(view, i)))
    )
      return null;
    if (attributes["only"] === "cause") return null;
    // "لكن المتحدث نفى ضلوع رجاله": what stands behind the verb is no subject
    const opener = grammar.has("object-starts", normAt(view, to)) ? openerOf(view, from) : null;
    const opens = range({ from: behind + 1, to: tail }).find(
      (i) => opensObject(view, i) || (attributes["evidence"] === "yes" && opensQuantity(view, i)),
    );
    const source = opener ?? phraseAfter(view, behind, opens ?? tail);
    if (source === null || !canSpeakArabic(view, source)) return null;
    start = opener !== null ? to : objectStart(view, source.to, tail);
    if (start >= tail - 1) return null;
    return {
      rule: "verb-first-object",
      source,
      cue: { from, to },
      content: [{ from: start, to: tail }],
      frame: [{ from: Math.min(from, source.from), to: start }],
      attributes,
      inner: false,
    };
  }
  if (start === quote && attributes["via"] !== undefined) return null;
  let first = normAt(view, start) === ":" || start === that ? start + 1 : start;
  // "أشار إلى أن"
  if (start === that && grammar.has("complementizers", normAt(view, first))) first++;
  const gapWords = subject === null ? start - to : 0;
  if (subject === null && gapWords > 6 && !leadsIn) return null;
  if (subject === null && start === quote && nounBefore === null && gapWords > 3) return null;
  const source = subject ?? (nounBefore === null || nounBefore.shared ? null : nounBefore.range);
  const named = source !== null && source.to <= from && subject === null;
  const head = named ? source!.from : from;
  const prefix = clauseStart(view, head);
  const frame: Range[] = [{ from: head, to: first }];
  if (
    prefix < head &&
    !isJoined(view, match) &&
    !range({ from: prefix, to: head }).some((i) => view.quoted[i] !== -1) &&
    head - prefix < 12 &&
    isFramePrefix(view, prefix, head)
  )
    frame.unshift({ from: prefix, to: head });
  return {
    rule: leaning ? "verb-first-leaning" : start === that ? "verb-first-that" : "verb-first-quote",
    source,
    cue: { from, to },
    content: [{ from: first, to: tail }],
    frame,
    attributes,
    inner: false,
  };
}

/** "عزا S كذا إلى كذا", "اتهمت S فلانا ب", "حمّلت S فلانا مسؤولية": all that stands behind the subject is what is said. */
function causeFrame(view: SentenceView, { from, to, entry: { attributes } }: Match, tail: number): Frame | null {
  const words = attributes["cause"]?.split(",").map(fold);
  if (words === undefined) return null;
  let source = shortSubject(view, to, tail);
  if (source === null) return null;
  const start = pastAside(view, source.to, tail);
  const joins = (i: number): boolean =>
    words.some(
      (w) => normAt(view, i) === w || (w.length === 1 && normAt(view, i).startsWith(w) && normAt(view, i).length > 3),
    );
  const at = range({ from: start, to: tail }).find(joins);
  if (at === undefined || at - start > 12) return null;
  source = apposed(view, source.to, tail) ?? source;
  const ends = range({ from: at, to: tail }).find(
    (i) => isComma(view, i) && view.quoted[i] === view.quoted[from] && participleAt(view, i + 1),
  );
  return {
    rule: "verb-first-cause",
    source,
    cue: { from, to },
    content: [{ from: start, to: ends ?? tail }],
    frame: [{ from, to: start }],
    attributes,
    inner: false,
  };
}

const participleAt = (view: SentenceView, at: number): boolean =>
  (view.matches.get("cue.verbs") ?? []).some((m) => m.from === at && isParticiple(view, at));

/** "قال لي الضابط", "قالت أمس لـ«الرصيف» الناطقة": the subject stands behind the listener, the time and the place. */
function subjectStart(view: SentenceView, at: number, limit: number): number {
  const { grammar } = view;
  let i = at;
  for (let turns = 0; turns < 4 && i < limit; turns++) {
    const skip = matchAt(view, "cue.listeners", i) ?? matchAt(view, "venues", i) ?? matchAt(view, "turning-phrases", i);
    const time = view.times.find((t) => t.from === i);
    if (skip !== undefined) i = skip.to;
    else if (time !== undefined) i = time.to;
    else if (grammar.has("adverbs", normAt(view, i))) i++;
    else if (grammar.has("listener-lead", normAt(view, i)) && isQuoteMark(view, i + 1))
      i = (closeQuote(view, i + 1) ?? i) + 1;
    else break;
  }
  return i;
}

/** "، فأكد", "، وقال": joined to a clause that ends in a comma; the noun before is not its subject. */
const isJoined = (view: SentenceView, { from, entry }: Match): boolean =>
  isComma(view, from - 1) &&
  (view.grammar.setting("join-prefixes") ?? "").split(",").some((p) => p !== "" && normAt(view, from).startsWith(p)) &&
  !entry.forms.some((form) => fold(form) === normAt(view, from));

/** What a verb is about begins behind its subject, who that is in commas, when and where: "عزا مدير الدائرة، سنان المرجاني، هذا البطء". */
function objectStart(view: SentenceView, at: number, tail: number): number {
  let i = at;
  for (let turns = 0; turns < 4; turns++) {
    const time = view.times.find((t) => t.from === i);
    const venue = matchAt(view, "venues", i) ?? matchAt(view, "turning-phrases", i);
    if (time !== undefined) i = time.to;
    else if (venue !== undefined) i = venue.to;
    else if (isComma(view, i)) {
      const close = range({ from: i + 1, to: Math.min(tail, i + 26) }).find((j) => isComma(view, j) && j > i + 1);
      if (close === undefined || close >= tail - 1) return i + 1;
      i = close + 1;
    } else break;
  }
  return i;
}

/** "المتهم ينكر، ويقول إنه": a verb joined to a clause whose subject stands first. */
function sharedOpener(view: SentenceView, match: Match): Range | null {
  if (!isJoined(view, match) || matchAt(view, "cue.listeners", match.to) !== undefined) return null;
  const start = clauseStart(view, match.from);
  const phrase = phraseAfter(view, start, match.from, false);
  const plain =
    phrase !== null &&
    phrase.from === start &&
    phrase.to - phrase.from <= 4 &&
    canSpeakArabic(view, phrase) &&
    !view.grammar.has("prepositions", normAt(view, start)) &&
    !view.grammar.has("verbs", normAt(view, start)) &&
    view.grammar.word("cue.verbs", normAt(view, start)) === undefined &&
    verbAt(view, phrase.to, phrase.to + 1) >= 0;
  return plain ? phrase : null;
}

/** "وعن التحقيق، قال": what stands before the comma is no subject. */
const leadsOff = (view: SentenceView, verb: number): boolean => isComma(view, verb - 1);

/**
 * "مصدر قضائي، طلب عدم كشف اسمه، قال إن": the noun phrase that opens the clause, with what describes it between commas or in a
 * relative clause before the verb.
 */
function openerOf(view: SentenceView, verb: number): Range | null {
  const plain = clauseOpener(view, verb);
  if (plain !== null) return plain;
  const start = clauseHead(view, verb);
  const phrase = phraseAfter(view, start, verb, false);
  if (phrase === null || phrase.from !== start || !canSpeakArabic(view, phrase)) return null;
  const { grammar } = view;
  if (grammar.has("prepositions", normAt(view, start)) || verbAt(view, phrase.from, phrase.to) >= 0) return null;
  const plainPast = !view.tokens[verb]!.norm.startsWith(grammar.setting("and-prefix") ?? "\0");
  const said = range({ from: phrase.to, to: verb }).some((i) => grammar.has("complementizers", normAt(view, i)));
  return plainPast && !said ? phrase : null;
}

/** "غير أن متحدثاً باسم الحركة نفى": the noun phrase that opens the clause of a verb, where nothing but adjuncts stands between. */
function clauseOpener(view: SentenceView, verb: number): Range | null {
  const start = clauseHead(view, verb);
  const phrase = phraseAfter(view, start, verb);
  if (phrase === null || !canSpeakArabic(view, phrase)) return null;
  const between = range({ from: phrase.to, to: verb });
  return between.some((i) => isComma(view, i) || isRelative(view, i)) || verbAt(view, start, verb) >= 0 ? null : phrase;
}

/** Where the clause of a verb begins behind "according to S, " and the word that goes on from there. */
function clauseHead(view: SentenceView, verb: number): number {
  let start = clauseStart(view, verb);
  const leads = matchAt(view, "cue.according", start) !== undefined;
  if (leads) start = (range({ from: start, to: verb }).findLast((i) => isComma(view, i)) ?? start) + 1;
  if (view.grammar.has("then-words", normAt(view, start)) && start > 0) start++;
  return start;
}

const isRelative = (view: SentenceView, at: number): boolean =>
  view.grammar.has("relatives", normAt(view, at)) || view.grammar.has("complementizers", normAt(view, at));

/** "أما نائبها كريم فاتهم": the subject is put first, the verb joined to it. */
function topicBefore(view: SentenceView, verb: number): Range | null {
  const topic = matchAt(view, "topic-words", clauseStart(view, verb));
  const glue = view.grammar.setting("topic-glue");
  if (topic === undefined || glue === undefined || !normAt(view, verb).startsWith(glue)) return null;
  return phraseAfter(view, topic.to, verb);
}

/**
 * "افتتحت المتحدثة المؤتمر بالقول إن", "غادر الوزير مضيفاً أن", "عادت جارتنا، وقالت لي إن": whose verb the participle, or the
 * verb that is joined to it, leans on.
 */
function leaderOf(view: SentenceView, match: Match): Range | null {
  const told = isJoined(view, match) && matchAt(view, "cue.listeners", match.to) !== undefined;
  if (match.entry.attributes["leans"] !== "yes" && !isParticiple(view, match.from) && !told) return null;
  const topic = matchAt(view, "topic-words", clauseStart(view, match.from));
  if (topic !== undefined) return phraseAfter(view, topic.to, match.from);
  for (let i = clauseStart(view, match.from); i < match.from; i++) {
    const norm = normAt(view, i);
    const verb =
      !view.grammar.has("noun-leads", normAt(view, i - 1)) &&
      (view.grammar.has("verbs", norm) ||
        view.grammar.word("cue.verbs", norm) !== undefined ||
        view.grammar.hasVerbPrefix(norm));
    if (!verb) continue;
    const subject = phraseAfter(view, subjectStart(view, i + 1, match.from), match.from) ?? openerOf(view, i);
    return subject !== null && told && !canSpeakArabic(view, subject) ? null : subject;
  }
  return null;
}

/** "نقلت S عن رسالة أن": whom the speaker relies on stands between. */
export function verbFirstVia(view: SentenceView, outer: Frame): Frame | null {
  const word = outer.attributes["via"];
  const content = outer.content[0];
  if (word === undefined || content === undefined || outer.source === null) return null;
  for (let i = outer.source.to; i < content.from; i++) {
    if (normAt(view, i) !== fold(word)) continue;
    const source = phraseAfter(view, i + 1, content.from);
    if (source === null) return null;
    return {
      rule: "verb-first-via",
      source,
      cue: { from: i, to: i + 1 },
      content: outer.content.map((r) => ({ ...r })),
      frame: [{ from: i, to: content.from }],
      attributes: {},
      inner: true,
    };
  }
  return null;
}

const otherCue = (view: SentenceView, at: number): boolean =>
  (view.matches.get("cue.verbs") ?? []).some(
    (m) =>
      m.from === at &&
      saysHere(view, m) &&
      m.entry.attributes["citing"] !== "yes" &&
      !isParticiple(view, at) &&
      !view.grammar.has("complementizers", normAt(view, at - 1)) &&
      joinedVerb(view, at),
  );

/** A finite verb by form: it is joined to the clause before, or stands alone; nouns with the article are none. */
const joinedVerb = (view: SentenceView, at: number): boolean =>
  !normAt(view, at).startsWith(view.grammar.setting("article-prefix") ?? "\0") && isComma(view, at - 1);

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
