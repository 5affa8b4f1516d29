import type { Match } from "../grammar.ts";
import { antecedentOfRestriction } from "./main-clause.ts";
import { modifiedSubject, whoOf } from "./modified-subject.ts";
import { canSpeak, isName, mayBeSubject, phraseBefore, subjectBefore } from "./noun-phrases.ts";
import { isTitleWord } from "./noun-readings.ts";
import { ownerBefore, reducedHead } from "./reduced.ts";
import { sharedSubject, thoseWho } from "./subjects.ts";
import { isComma, normAt, type Range, type SentenceView } from "./view.ts";

/** Who stands before a verb of saying. */
interface CueSubject {
  readonly source: Range;
  readonly negated: boolean;
  /** It is the subject of the verb before, too: "condemned the attack and urged restraint". */
  readonly shared: boolean;
  /** Another saying stands between it and its verb: "Haddo, citing a ledger, told". */
  readonly apart: boolean;
}

/** The subject of a verb of saying, where it may be one; null where nobody stands there who could speak. */
export function subjectOf(view: SentenceView, match: Match, cues: readonly Match[]): CueSubject | null {
  const { from } = match;
  const parted = modifiedSubject(view, from);
  const told = isComma(view, from - 1) && overAside(view, from - 1, cues);
  const over = told || parted?.aside === true;
  const apart = told || (over && parted?.plain === false);
  const those = thoseWho(view, from) ?? parted?.source ?? null;
  const { range, negated, shared } =
    those === null
      ? (subjectBefore(view, from, over ? 0 : lowerFloor(view, from, cues)) ?? NOBODY)
      : { range: those, negated: false, shared: false };
  const subject = shared ? sharedSubject(view, from) : range;
  if (subject === null || !maySay(view, match, subject)) return null;
  return { source: headOf(view, subject, from, cues), negated, shared, apart };
}

const NOBODY = { range: null, negated: false, shared: false };

/** With "said" and "told" whatever may be a subject speaks, with others only who can. */
function maySay(view: SentenceView, { from, entry: { attributes } }: Match, subject: Range): boolean {
  const gerund = view.grammar.ends("gerund", normAt(view, from));
  const speech = attributes["basic"] === "yes" || (attributes["listener"] === "yes" && !gerund);
  return speech && attributes["evidence"] !== "yes" ? mayBeSubject(view, subject) : canSpeak(view, subject);
}

/** Of the words before the verb, those that name who it is. */
function headOf(view: SentenceView, subject: Range, verb: number, cues: readonly Match[]): Range {
  const head =
    antecedentOfRestriction(view, verb, cues) ??
    ownerBefore(view, subject, verb) ??
    reducedHead(view, subject) ??
    subject;
  // "According to a nurse, who said": the nurse
  const lead = (view.matches.get("cue.according") ?? []).find((m) => m.from === head.from && m.to < head.to);
  return whoOf(view, lead === undefined ? head : { from: lead.to, to: head.to });
}

/** "X, the deputy mayor, Ilan Dorr, told": where the role before a name in commas begins. */
export function roleBefore(view: SentenceView, name: Range): number | null {
  if (!isComma(view, name.from - 1) || !isComma(view, name.to)) return null;
  const role = phraseBefore(view, name.from - 1);
  const apart = role !== null && isComma(view, role.from - 1) && !isName(view, role) && isName(view, name);
  return apart && canSpeak(view, role) ? role.from : null;
}

/** A subject never reaches over another cue verb. */
function lowerFloor(view: SentenceView, at: number, cues: readonly Match[]): number {
  let floor = 0;
  for (const cue of cues) if (cue.to <= at && cue.to > floor && !isNominal(view, cue)) floor = cue.to;
  return Math.min(floor, at);
}

/** "Haddo, who knew that X, told", "Haddo, citing a ledger, told": what stands in the commas has a verb of saying of its own. */
function overAside(view: SentenceView, close: number, cues: readonly Match[]): boolean {
  for (let i = close - 1; i > 0; i--)
    if (isComma(view, i))
      return (
        view.grammar.has("person-relatives", normAt(view, i + 1)) ||
        cues.some((cue) => cue.from === i + 1 && (cue.entry.attributes["citing"] === "yes" || standsBeside(view, cue)))
      );
  return false;
}

/** ", heard in closed session, told", ", referring to a letter, said": a participle beside the subject. */
const standsBeside = ({ grammar, tokens }: SentenceView, { from, to }: Match): boolean =>
  !grammar.isVerbFirst && (grammar.ends("gerund", tokens[from]!.norm) || grammar.has("heard-links", tokens[to]?.norm));

/** "the report", "its claims": a word for saying that is a noun here. */
const isNominal = (view: SentenceView, match: Match): boolean => {
  const before = normAt(view, match.from - 1);
  return (
    isTitleWord(view, match) ||
    view.grammar.has("determiners", before) ||
    view.grammar.has("genitive", before) ||
    view.grammar.has("prepositions", before) ||
    ["report-words", "person-words", "org-words"].some((s) => view.grammar.has(s, normAt(view, match.from)))
  );
};
