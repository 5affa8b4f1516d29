import type { Match } from "../grammar.ts";
import { broadcast } from "./broadcast.ts";
import { type Content, contentAfter } from "./content.ts";
import { isNounHere, saysNothing } from "./cue-guards.ts";
import { roleBefore, subjectOf } from "./cue-subject.ts";
import { evidential, isBareNumber, isReport, opensFigure } from "./evidence.ts";
import { appositionBefore, restrictedTail } from "./main-clause.ts";
import { lastPhrase } from "./modified-subject.ts";
import { infinitive, participial } from "./non-finite.ts";
import { canSpeak } from "./noun-phrases.ts";
import { isBare, isPlural } from "./noun-readings.ts";
import { agent } from "./passive.ts";
import { inList } from "./phrase-after.ts";
import { range, tailFor } from "./ranges.ts";
import { namedSo, saidOfNoun } from "./reduced.ts";
import { isAsked, type Saying, saidAround } from "./said-around.ts";
import { asideOf, isFirstOrSecondPerson, isSpokenTo } from "./subjects.ts";
import { isThat } from "./that-clause.ts";
import { heardFrom } from "./via.ts";
import { clauseStart, type Frame, hasVerb, isMark, normAt, type Range, type SentenceView, verbAt } from "./view.ts";

/** "S said (that) CONTENT", "CONTENT, S said", "CONTENT1, S said, CONTENT2". */
export function subjectFirst(view: SentenceView, match: Match, cues: readonly Match[]): Frame | null {
  const { from } = match;
  const { attributes } = match.entry;
  if (view.grammar.isVerbFirst && from === 0) return null;
  if (isNounHere(view, match)) return null;
  const infinite = infinitiveOf(view, match, cues);
  if (infinite !== undefined) return infinite;
  if (saysNothing(view, match)) return null;
  const end = Math.min(tailFor(view, from), restrictedTail(view, match, cues));
  const passive = isPassive(view, from);
  const participle = view.grammar.ends("gerund", normAt(view, from));
  if (passive && !participle) return agent(view, match, end);
  if (participle && !passive) return participial(view, match, end);
  const subject = subjectOf(view, match, cues);
  if (subject === null) return null;
  const { source, shared } = subject;
  if (isFirstOrSecondPerson(view, source) && !isSpokenTo(view, source, attributes))
    return heardFrom(view, match, source.from, end);
  const negated = subject.negated || isNegated(view, source, from);
  if ((negated && attributes["negative"] !== "yes") || isNobodys(view, match, source)) return null;
  const aside = shared ? null : asideOf(view, source, from, end);
  const saying = sayingOf(view, match, source, shared, aside?.to ?? end);
  const around = saidAround(view, match, saying, cues);
  if (around !== undefined) return around;
  const noun = saidOfThing(view, match, saying);
  if (noun !== undefined) return noun;
  const content = contentOf(view, match, saying);
  return content === null ? null : saidBehind(view, match, saying, content, { aside, apart: subject.apart });
}

/** "claimed to have heard from a nurse that", "refused to say that"; undefined where the verb is finite. */
function infinitiveOf(view: SentenceView, match: Match, cues: readonly Match[]): Frame | null | undefined {
  const { grammar } = view;
  const { from } = match;
  const isMarkOf = (at: number): boolean => grammar.has("infinitive-mark", normAt(view, at));
  if (grammar.has("bare-auxiliaries", normAt(view, from - 1)) && isMarkOf(from - 2)) {
    const heard = heardFrom(view, match, from - 2, tailFor(view, from));
    if (heard !== null) return heard;
  }
  return isMarkOf(from - 1)
    ? infinitive(view, match, Math.min(tailFor(view, from), restrictedTail(view, match, cues)))
    : undefined;
}

function isPassive({ grammar, tokens }: SentenceView, at: number): boolean {
  let verb = at - 1;
  while (grammar.has("adverbs", tokens[verb]?.norm)) verb--;
  return grammar.has("be-forms", tokens[verb]?.norm);
}

/** "No one said", "not a witness said" */
const isNegated = (view: SentenceView, { from }: Range, verb: number): boolean =>
  view.grammar.has("negative-subjects", normAt(view, from)) ||
  view.grammar.has("negations", normAt(view, from - 1)) ||
  view.grammar.has("negative-subjects", normAt(view, clauseStart(view, verb)));

/** Declined to comment, proves nothing, or is a noun whose subject cannot speak: nobody says anything. */
const isNobodys = (view: SentenceView, match: Match, source: Range): boolean =>
  (view.matches.get("no-comment") ?? []).some((m) => m.from <= match.from && match.from < m.to) ||
  (match.entry.attributes["evidence"] === "yes" && !evidential(view, source, match)) ||
  (view.grammar.has("cue.nouns", normAt(view, match.from)) && !canSpeak(view, source));

function sayingOf(view: SentenceView, match: Match, source: Range, shared: boolean, tail: number): Saying {
  const { from, to } = match;
  const named = shared ? from : (roleBefore(view, source) ?? source.from);
  // "X, as the engineer noted", "As the mayor put it, X"
  const as = view.grammar.has("as-words", normAt(view, named - 1)) && !isThat(view, to) ? named - 1 : null;
  const base = {
    source: broadcast(view, source, match) ?? source,
    cue: { from, to },
    attributes: match.entry.attributes,
    inner: false,
    ...(shared ? { shares: true } : {}),
  };
  return { source, start: as ?? named, as, shared, tail, base };
}

/** "the letter he sent says", "a figure the office put at 90": said of the noun before; undefined where it is not. */
function saidOfThing(
  view: SentenceView,
  match: Match,
  { source, shared, tail, base }: Saying,
): Frame | null | undefined {
  const { to } = match;
  const thing = match.entry.attributes["object"] === "yes" && !shared ? appositionBefore(view, source) : null;
  if (thing !== null) {
    const content = [thing, { from: to, to: tail }];
    return { ...base, rule: "apposition", content, frame: [{ from: source.from, to }] };
  }
  if (shared) return undefined;
  // "the driver report": no verb goes so with one
  if (isBare(view, match) && !isPlural(view, source) && !inList(view, source.from - 1, "perception-verbs")) return null;
  const ofNoun = saidOfNoun(view, base, tail) ?? namedSo(view, base, tail);
  if (ofNoun === null) return undefined;
  return { ...base, rule: "of-noun", content: [ofNoun], frame: [{ from: source.from, to: ofNoun.from }] };
}

/** What is said behind the verb; null where it is nothing that can be. */
function contentOf(view: SentenceView, match: Match, { source, tail }: Saying): Content | null {
  const { grammar } = view;
  const { from, to } = match;
  const { attributes } = match.entry;
  const reports =
    attributes["evidence"] === "yes" &&
    !grammar.isVerbFirst &&
    // "found nothing wrong", "found no trace": a finding, whoever found it
    (isReport(view, source) ||
      grammar.has("negations", normAt(view, to)) ||
      grammar.has("negative-subjects", normAt(view, to)));
  const content = contentAfter(view, match, tail, reports ? { ...attributes, object: "yes" } : attributes);
  const paper = attributes["paper"] === "yes";
  if (paper && !(reports && opensFigure(view, content))) return null;
  if (content === null || (isBareNumber(view, content) && !paper)) return null;
  // "the lawyer, who defended eleven of them": what somebody does to a thing in passing is no speech
  if (content.rule === "subject-cue-object" && inList(view, from - 1, "person-relatives")) return null;
  // where the verb comes first, a subject before it needs more than a clause behind it
  return grammar.isVerbFirst && /clause$/.test(content.rule) ? null : content;
}

/** "S said CONTENT", with the words before the subject that belong to nobody's claim. */
function saidBehind(
  view: SentenceView,
  match: Match,
  { source, start, shared, base }: Saying,
  content: Content,
  { aside, apart }: { aside: Range | null; apart: boolean },
): Frame {
  const { from } = match;
  const said = { from: content.from, to: content.to };
  const clause = clauseStart(view, start);
  const before = apart ? [source] : [];
  if (modifies(view, match, content, clause, start)) {
    const picture = range({ from: clause, to: from }).findLast((i) =>
      view.grammar.has("evidence-words", normAt(view, i)),
    );
    const shows = picture === undefined ? source : { from: picture, to: picture + 1 };
    const frame = [...before, { from, to: content.from }];
    return { ...base, source: shows, rule: "label", content: [lastPhrase(view, source, from), said], frame };
  }
  const frame = [...before, { from: apart ? from : start, to: content.from }];
  const free = clause < start && !hasOwnClause(view, clause, start) && !(shared && hasVerb(view, clause + 1, start));
  const lead = aside?.from ?? (free || isAsked(view, clause) ? clause : null);
  if (lead !== null) frame.unshift({ from: lead, to: start });
  return { ...base, rule: content.rule, content: [said], frame };
}

/** "a photo with a building labeled “store”": what is named belongs to what is said, a picture in the sentence says it. */
const modifies = (
  view: SentenceView,
  { from, entry }: Match,
  { rule }: Content,
  clause: number,
  start: number,
): boolean =>
  entry.attributes["that"] !== "yes" &&
  (rule === "naming" || (entry.attributes["naming"] === "yes" && rule === "subject-cue-quote")) &&
  view.grammar.ends("past", normAt(view, from)) &&
  clause < start &&
  verbAt(view, clause + 1, start) > 0;

/** Words before the subject that stand on their own: they hold a finite verb or a quotation. */
function hasOwnClause(view: SentenceView, from: number, to: number): boolean {
  const norm = normAt(view, from);
  const isQuoted = (i: number): boolean => view.quoted[i] !== -1 && view.quoted[i] !== view.quoted[to];
  if (view.grammar.has("by-words", normAt(view, to - 1)) && !range({ from, to }).some((i) => isMark(view, i)))
    return false;
  const adjunct =
    view.grammar.has("prepositions", norm) && !view.grammar.has("clause-conjunctions", norm) && to - from <= 16;
  if (adjunct && !range({ from, to }).some((i) => isQuoted(i) || view.grammar.has("subject-pronouns", normAt(view, i))))
    return false;
  return hasVerb(view, from + 1, to) || range({ from, to }).some(isQuoted);
}
