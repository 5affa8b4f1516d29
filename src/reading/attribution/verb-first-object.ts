import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { unjoined } from "../word-shapes.ts";
import { isAddressed, phraseAfter } from "./phrase-after.ts";
import { range, sentenceEnd } from "./ranges.ts";
import { withoutObject } from "./told-so.ts";
import { isParticiple } from "./verb-form.ts";
import { canSpeakArabic, openerOf } from "./verb-openers.ts";
import { apposed, nestedSubject, pastAside, shortSubject } from "./verb-subjects.ts";
import {
  clauseStart,
  type Frame,
  isComma,
  matchAt,
  normAt,
  opensQuantity,
  type Range,
  type SentenceView,
} from "./view.ts";

/** What a verb that comes first says without a "that": an object, a charge, what somebody was told of. */

/** "عزا S كذا إلى كذا", "اتهمت S فلانا ب", "حمّلت S فلانا مسؤولية": all that stands behind the subject is what is said. */
export function causeFrame(view: SentenceView, { from, to, entry: { attributes } }: Match, tail: number): Frame | null {
  const words = attributes["cause"]?.split(",").map(fold);
  if (words === undefined) return null;
  const many = matchAt(view, "vague", to);
  let source = many === undefined ? shortSubject(view, to, tail) : { from: to, to: many.to };
  if (source === null) return null;
  const start = pastAside(view, source.to, tail);
  const joins = (i: number): boolean =>
    words.some(
      (w) => normAt(view, i) === w || (w.length === 1 && normAt(view, i).startsWith(w) && normAt(view, i).length > 3),
    );
  const at = range({ from: start, to: tail }).find(joins);
  if (at === undefined || at - start > 12) return null;
  source = apposed(view, source, tail) ?? source;
  const ends = range({ from: at, to: tail }).find(
    (i) =>
      isComma(view, i) &&
      view.quoted[i] === view.quoted[from] &&
      (participleAt(view, i + 1) || deniesNext(view, i + 1)),
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

/** "حراس المركز أبلغوه بانبعاث روائح", "صديق حدثه عن": what somebody was told of hangs on a preposition. */
export function toldFrame(view: SentenceView, { from, to, entry: { attributes } }: Match, tail: number): Frame | null {
  if (attributes["told"] !== "yes") return null;
  const source = nestedSubject(view, from) ?? openerOf(view, from) ?? phraseAfter(view, to, tail);
  const at = range({ from: Math.max(to, source?.to ?? to), to: Math.min(tail - 1, to + 12) }).find((i) =>
    (attributes["about"] ?? "").split(",").some((w) => {
      const word = fold(w);
      return (
        normAt(view, i) === word ||
        (word.length === 1 && normAt(view, i).startsWith(word) && normAt(view, i).length > 4)
      );
    }),
  );
  if (source === null || at === undefined || view.times.some((t) => t.from <= at && at < t.to)) return null;
  return {
    rule: "verb-first-told",
    source,
    cue: { from, to },
    content: [{ from: grammarWord(view, at) ? at + 1 : at, to: tail }],
    frame: [{ from: Math.min(source.from, from), to: at }],
    attributes,
    inner: false,
  };
}

/** "بكلفة قدّرها المستطلعون بنحو 35 ألفا": who reckoned what stands before, written onto the verb. */
export function reckonedFrame(view: SentenceView, { from, to }: Match): Frame | null {
  const norm = normAt(view, from);
  const verb = view.grammar.word("cue.verbs", withoutObject(view, norm));
  if (view.grammar.word("cue.verbs", norm) !== undefined || verb?.attributes["hedge"] !== "estimate") return null;
  const tail = sentenceEnd(view);
  const amount = range({ from: to + 1, to: Math.min(tail, to + 10) }).find((i) => opensAmount(view, i));
  const source = amount === undefined ? null : phraseAfter(view, to, amount);
  if (amount === undefined || source?.to !== amount || !canSpeakArabic(view, source)) return null;
  const begins = (range({ from: clauseStart(view, from), to: from }).findLast((i) => isComma(view, i)) ?? -1) + 1;
  const ends = range({ from: amount, to: tail }).find((i) => isComma(view, i)) ?? tail;
  return {
    rule: "verb-first-reckoned",
    source,
    cue: { from, to },
    content: [
      { from: Math.max(begins, clauseStart(view, from)), to: from },
      { from: amount, to: ends },
    ],
    frame: [{ from, to: amount }],
    attributes: verb.attributes,
    inner: false,
  };
}

const opensAmount = (view: SentenceView, at: number): boolean =>
  view.tokens[at]?.kind === "number" ||
  opensQuantity(view, at) ||
  [...view.matches.under("bound.").values()].some((found) => found.some((m) => m.from === at));

const grammarWord = (view: SentenceView, at: number): boolean => view.grammar.has("prepositions", normAt(view, at));

/** "ومنذ تلك الليلة، تقول، لم يصلها خبر": a verb alone between commas. */
export function bareInserted(
  view: SentenceView,
  { from, to, entry: { attributes } }: Match,
  tail: number,
): Frame | null {
  if (attributes["basic"] !== "yes" || !isComma(view, from - 1) || !(isComma(view, to) || to >= tail)) return null;
  const left = { from: clauseStart(view, from - 1), to: from - 1 };
  const content = to >= tail ? [left] : [left, { from: to + 1, to: tail }];
  return {
    rule: "verb-first-inserted",
    source: null,
    cue: { from, to },
    content,
    frame: [{ from, to }],
    attributes,
    inner: false,
  };
}

/** "، ولم تقدم تقارير": the writer's own. */
const deniesNext = (view: SentenceView, at: number): boolean => {
  const glue = view.grammar.setting("and-prefix") ?? "\0";
  const norm = normAt(view, at);
  return norm.startsWith(glue) && view.grammar.has("negations", norm.slice(glue.length));
};

const participleAt = (view: SentenceView, at: number): boolean =>
  (view.matches.get("cue.verbs") ?? []).some((m) => m.from === at && isParticiple(view, at));

/** What a verb is about begins behind its subject, who that is in commas, when and where: "عزا مدير الدائرة، سنان المرجاني، هذا البطء". */
export function objectStart(view: SentenceView, at: number, tail: number): number {
  let i = at;
  for (let turns = 0; turns < 4; turns++) {
    const time = view.times.find((t) => t.from === i);
    const venue = matchAt(view, "venues", i) ?? matchAt(view, "turning-phrases", i);
    if (time !== undefined) i = time.to;
    else if (venue !== undefined) i = venue.to;
    else if (isAddressed(view, i)) i = phraseAfter(view, i, tail)?.to ?? i + 1;
    else if (view.grammar.has("manner-leads", normAt(view, i))) i += 2;
    else if (matchAt(view, "cue.according", i) !== undefined)
      i = (range({ from: i, to: tail }).find((j) => isComma(view, j)) ?? i) + 1;
    else if (isComma(view, i)) {
      const close = range({ from: i + 1, to: Math.min(tail, i + 26) }).find((j) => isComma(view, j) && j > i + 1);
      if (close === undefined || close >= tail - 1) return i + 1;
      i = close + 1;
    } else break;
  }
  return i;
}

/** "عزت الوزارة الوفاة إلى «هبوط»", "ووصفت الشركة ما ينشر بأنه «كذب»", "واصفا التقارير بأنها": what is charged or described is said too. */
export function describedFrame(
  view: SentenceView,
  match: Match,
  start: number,
  tail: number,
  subject: Range | null,
): Frame | null {
  const { from, to, entry } = match;
  const { attributes } = entry;
  const words = (attributes["cause"] ?? "")
    .split(",")
    .filter((w) => w.length > 1)
    .map(fold);
  const before = range({ from: to, to: Math.min(tail, start + 1) });
  const at = before.find((i) => words.includes(normAt(view, i)));
  // "نسبت إلى مصدر قوله إن": whose words they are, no object of theirs
  if (at === undefined || at === to || before.some((i) => i > at && toldNoun(view, normAt(view, i)))) return null;
  // "حذر المهندسون منذ سنوات من أن": the word that the verb asks for before its "that"
  if (at < start && view.grammar.has("complementizers", normAt(view, start))) return null;
  // "لكنها كانت قد وصفت التقرير بأنه": whoever it is stands before the verb
  const leans = isParticiple(view, from);
  if (!leans && (subject === null || subject.from >= to)) return causeFrame(view, match, tail);
  return {
    rule: leans ? "verb-first-leaning" : "verb-first-cause",
    source: subject,
    cue: { from, to },
    content: [{ from: to, to: tail }],
    frame: [{ from: subject === null || leans ? from : frameStart(view, subject.from), to }],
    attributes,
    inner: false,
  };
}

/** قوله, قولها: telling, and whose it is. */
export const toldNoun = ({ grammar }: SentenceView, norm: string): boolean =>
  grammar.settings("object-endings").some((e) => {
    const stem = norm.slice(0, -e.length);
    const told =
      grammar.has("told-nouns", stem) || grammar.has("told-nouns", unjoined(stem, grammar, "joined-letters"));
    return norm.endsWith(e) && told;
  });

/** "كانت اللجنة قد وصفت": the frame begins with the verb of being. */
const frameStart = (view: SentenceView, subject: number): number =>
  view.grammar.has("auxiliaries", normAt(view, subject - 1)) ? subject - 1 : subject;
