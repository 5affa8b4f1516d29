import type { Match } from "../grammar.ts";
import { closeQuote } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { isParticiple, saysHere } from "./verb-form.ts";
import { opensObject } from "./verb-subjects.ts";
import {
  conjunctionAt,
  isComma,
  isCount,
  isMark,
  isQuoteMark,
  isStop,
  normAt,
  type SentenceView,
  verbAt,
} from "./view.ts";

/** Where what a verb that comes first says begins: its "that", or the preposition `own` that it takes; -1 where none is its own. */
export function thatOf(view: SentenceView, { from, to, entry }: Match, own: string | null, tail: number): number {
  const { grammar } = view;
  // "الرابطة، التي توثق الاختفاء، أن": the "that" behind the aside is the verb's before it
  const aside = grammar.has("relatives", normAt(view, from - 1)) && isComma(view, from - 2);
  for (let i = to; i < Math.min(tail, to + 28); i++) {
    // "أسرة من كل سبع": a part is no object
    const part = normAt(view, i) === own && grammar.has("determiners", normAt(view, i + 1)) && opensPart(view, i);
    if (i > to && normAt(view, i) === own && !part) return i;
    if (isStop(view, i) || (aside && i > to && isComma(view, i))) return -1;
    if (isQuoteMark(view, i) && view.quoted[i + 1] !== -1) {
      // a name in quotation marks is part of who speaks
      const close = closeQuote(view, i);
      if (close === null || close - i > 5) return -1;
      i = close;
      continue;
    }
    // the "that" behind another verb of saying is that one's
    if (i > to && (otherCue(view, i) || (isComma(view, i - 1) && (endsClause(view, i) || ownsThat(view, i)))))
      return -1;
    const that = grammar.word("complementizers", normAt(view, i));
    // "لأنه غير مخول": why, not what
    if (that === undefined || that.attributes["because"] === "yes") continue;
    // "من دون أن", "يمكن أن", "يُشتبه في أن": another word's that
    if (i > to && grammar.has("that-leads", normAt(view, i - 1))) continue;
    // "طلب عدم ذكر اسمه قال إن": the verb right before it owns it
    if (i - 1 > to && grammar.word("cue.verbs", normAt(view, i - 1))?.attributes["basic"] === "yes") return -1;
    return entry.attributes["object"] === "yes" && tellsBetween(view, to, i) ? -1 : i;
  }
  return -1;
}

/** "أعلنت السلطات ارتفاع الحصيلة، في وقت رجح فيه متطوعون أن": behind an object another verb tells. */
function tellsBetween(view: SentenceView, to: number, that: number): boolean {
  const object = range({ from: to + 1, to: that }).find((i) => opensObject(view, i));
  return (
    object !== undefined &&
    (view.matches.get("cue.verbs") ?? []).some(
      (m) =>
        m.from > object &&
        m.from < that &&
        m.entry.attributes["basic"] === "yes" &&
        !view.grammar.has("prepositions", normAt(view, m.from - 1)) &&
        !isParticiple(view, m.from) &&
        saysHere(view, m),
    )
  );
}

/** "، معتبرة أن": a participle of saying whose "that" stands before the next comma. */
const ownsThat = (view: SentenceView, at: number): boolean =>
  isParticiple(view, at) &&
  view.grammar.has(
    "complementizers",
    normAt(
      view,
      range({ from: at, to: view.tokens.length }).find(
        (i) => isComma(view, i) || view.grammar.has("complementizers", normAt(view, i)),
      ) ?? at,
    ),
  );

const opensPart = (view: SentenceView, at: number): boolean =>
  (view.matches.get("one-of") ?? []).some((m) => m.from === at && m.entry.attributes["each"] === "yes");

/** Does a conjunction behind a comma end what a verb says? "، حين زاره في المستشفى،" only tells when. */
const endsClause = (view: SentenceView, at: number): boolean => {
  const entry = conjunctionAt(view, at)?.entry;
  return entry !== undefined && entry.attributes["sub"] !== "yes";
};

export const otherCue = (view: SentenceView, at: number): boolean =>
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

/** "قال الوزير يوم الاثنين ١٢ مدنياً قُتلوا": where a number of things with a verb of its own begins right behind the day; -1 where none does. */
export function countBehindTime(view: SentenceView, from: number, limit: number, tail: number): number {
  const time = view.times.find((t) => t.from > from && t.to < limit && isCount(view, t.to));
  if (time === undefined || range({ from, to: time.from }).some((i) => isMark(view, i))) return -1;
  return verbAt(view, time.to + 2, tail) >= 0 && verbAt(view, from, time.from) < 0 ? time.to : -1;
}
