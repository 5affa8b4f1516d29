import type { Match } from "../grammar.ts";
import { according, inTheView } from "./according.ts";
import { askedFrom } from "./asked.ts";
import { citing } from "./citing.ts";
import { inverted } from "./inverted.ts";
import { canSpeak, phraseBefore } from "./noun-phrases.ts";
import { phraseAfter } from "./phrase-after.ts";
import { quoteBearers } from "./quote-bearer.ts";
import { isJoin, range, sentenceEnd, trimRange } from "./ranges.ts";
import { parenthesisAfter } from "./source-aside.ts";
import { subjectFirst } from "./subject-first.ts";
import { nearestActor } from "./subjects.ts";
import { determines, isThat } from "./that-clause.ts";
import { verbFirst } from "./verb-first.ts";
import { reckonedFrame } from "./verb-first-object.ts";
import { saysHere } from "./verb-form.ts";
import { isUnsaid, ofSpeaker } from "./verb-openers.ts";
import { accordingVia, heardThis, heardVia, quotedIn, quotedVia, tellerOfHeard } from "./via.ts";
import {
  clauseStart,
  conjunctionAt,
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

/** All attributions of a sentence, by sieves of falling certainty; each names its rule. */
export function framesOf(view: SentenceView): Frame[] {
  const frames: Frame[] = [];
  const taken = new Set<number>();
  // "The minister said:" before a quotation or a list in the next paragraph
  const leadsIn = /^[:：]$/u.test(view.tokens.at(-1)?.text ?? "");
  const add = (frame: Frame | null): void => {
    if (frame === null || range(frame.cue).some((i) => taken.has(i))) return;
    frame.content = frame.content.map((r) => trimRange(view, r)).filter((r) => r.from < r.to);
    if (frame.content.length === 0 && !frame.inner && !leadsIn) return;
    for (const i of range(frame.cue)) taken.add(i);
    frames.push(frame);
  };
  for (const match of longest(view.matches.get("cue.according") ?? [])) add(according(view, match));
  for (const frame of [...frames]) add(accordingVia(view, frame));
  for (const match of view.matches.get("view-nouns") ?? []) add(inTheView(view, match));
  // "put the figure at 90": only the verb is the cue, the figure is what is said
  const cues = longest(view.matches.get("cue.verbs") ?? [])
    .filter(
      (m) =>
        saysHere(view, m) && !(view.matches.get("quote-openers") ?? []).some((q) => q.from <= m.from && m.to <= q.to),
    )
    .map((m) => (m.entry.attributes["keep"] === "yes" ? { ...m, to: m.from + 1 } : m));
  for (const match of cues)
    if (match.entry.attributes["citing"] === "yes")
      add(citing(view, match) ?? subjectFirst(view, asObject(match), cues));
  for (const frame of [...frames]) add(quotedVia(view, frame));
  for (const match of cues) if (match.entry.attributes["citing"] !== "yes") add(inverted(view, match));
  for (const match of cues)
    if (match.entry.attributes["citing"] !== "yes")
      add(
        verbFirst(view, match) ??
          (match.entry.attributes["only"] === undefined && !isUnsaid(view, match.from)
            ? ofSpeaker(view, subjectFirst(view, match, cues))
            : null),
      );
  for (const match of view.matches.get("hedge.estimate") ?? []) add(reckonedFrame(view, match));
  for (const frame of [...frames]) add(heardVia(view, frame));
  for (const match of cues) add(heardThis(view, match));
  for (const [n, frame] of frames.entries()) {
    const [outlet, quoted] = quotedIn(view, frame) ?? [];
    if (outlet === undefined || quoted === undefined) continue;
    frames[n] = outlet;
    add(quoted);
  }
  for (const match of longest(view.matches.get("cue.nouns") ?? [])) {
    const frame = nominal(view, match);
    // "acknowledged in her report that": what the verb says
    const placed = frames.some(
      (f) =>
        f.content[0]?.from === frame?.content[0]?.from &&
        view.grammar.has("prepositions", normAt(view, f.cue.to)) &&
        view.grammar.has("report-words", normAt(view, match.from)),
    );
    if (!placed) add(frame);
  }
  for (const frame of quoteBearers(view, frames)) add(frame);
  limit(view, frames);
  frames.sort((a, b) => a.cue.from - b.cue.from);
  return frames.map((frame, n) => {
    const teller = tellerOfHeard(view, frames, frame);
    if (teller !== null) return { ...frame, source: teller };
    // ", adding that": whoever spoke before it in the sentence speaks on
    const leans = frame.rule === "participle" || frame.rule === "verb-first-leaning";
    if (!leans || !isComma(view, frame.cue.from - 1)) return frame;
    const before = frames
      .slice(0, n)
      .findLast((f) => !f.inner && f.source !== null && view.quoted[f.cue.from] === view.quoted[frame.cue.from]);
    return before === undefined ? frame : { ...frame, source: before.source };
  });
}

/** "cited a lack of water": what is cited is no source, so it is what is said. */
const asObject = (match: Match): Match => ({
  ...match,
  entry: { ...match.entry, attributes: { object: "yes" } },
});

function longest(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of [...matches].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)) {
    if (!kept.some((k) => match.from < k.to && k.from < match.to)) kept.push(match);
  }
  return kept.sort((a, b) => a.from - b.from);
}

/** "reports that CONTENT", "the allegation by S that CONTENT", "there were reports of CONTENT": a noun of saying. */
function nominal(view: SentenceView, match: Match): Frame | null {
  const { from, to } = match;
  const { grammar } = view;
  const subjectFirst = !grammar.isVerbFirst;
  const tail = sentenceEnd(view);
  let at = to;
  let source: Range | null = null;
  if (grammar.has("by-words", normAt(view, at))) {
    source = phraseAfter(view, at + 1, tail);
    // "backed the assertion by noting that": a deed
    if (source === null || (subjectFirst && grammar.ends("gerund", normAt(view, source.from)))) return null;
    at = source.to;
  }
  // "reports, which it could not confirm, that", "the ministry's position, as you know, is that"
  const aside = subjectFirst ? parenthesisAfter(view, at) : null;
  const behind = aside === null ? at : aside + 1;
  if (
    match.entry.attributes["is"] === "yes" &&
    grammar.has("be-forms", normAt(view, behind)) &&
    isThat(view, behind + 1)
  )
    at = behind + 1;
  else if (isThat(view, behind) && grammar.has("source-nouns", normAt(view, from))) at = behind;
  const lead = existentialBefore(view, from);
  const self = grammar.has("source-nouns", normAt(view, from)) ? { from: lead?.to ?? from, to } : null;
  const of = lead !== null && grammar.has("vague-of", normAt(view, at)) && self !== null;
  if (!of && !(isThat(view, at) && hasVerb(view, at + 2, tail))) return null;
  if (!of && subjectFirst && grammar.has("auxiliaries", normAt(view, at + 1))) return null;
  let end = tail;
  for (let i = at + 1; i < tail; i++)
    if (isComma(view, i) && view.quoted[i] === view.quoted[at] && !goesOn(view, i + 1, tail)) {
      end = i;
      break;
    }
  if (!of && subjectFirst && !hasVerb(view, clauseStart(view, from), from)) end = mainVerb(view, at + 1, end) ?? end;
  const owner = source === null ? ownerOf(view, from) : null;
  source ??= owner ?? self;
  if (source === null) return null;
  return {
    rule: of ? "noun-of" : "noun-that",
    source,
    cue: { from, to: of ? at + 1 : to },
    content: [{ from: at + 1, to: end }],
    frame: [{ from: owner?.from ?? lead?.from ?? from, to: at + 1 }],
    attributes: match.entry.attributes,
    inner: true,
  };
}

/** "the claim that 40 died was rejected": the second verb, with nothing that could lead to it, is the sentence's own. */
function mainVerb(view: SentenceView, from: number, to: number): number | null {
  const own = verbAt(view, from + 1, to);
  if (own < 0) return null;
  for (let i = own + 1; i < to; i++) {
    const { norm } = view.tokens[i]!;
    if (["relatives", "complementizers", "conjunctions", "clause-conjunctions"].some((s) => view.grammar.has(s, norm)))
      return null;
    if (view.grammar.has("auxiliaries", norm) && i > own + 1 && !view.grammar.has("auxiliaries", normAt(view, i - 1)))
      return i;
  }
  return null;
}

/** "the ministry's claim that", "her admission that", "they made the case that": whose noun of saying it is. */
function ownerOf(view: SentenceView, noun: number): Range | null {
  const { grammar } = view;
  if (grammar.isVerbFirst) return null;
  let at = noun - 1;
  // words that describe the noun: "repeated public denial"
  while (at > 0 && noun - at < 4 && view.tokens[at]!.kind === "word" && !stopsOwner(view, at)) at--;
  if (grammar.has("possessives", normAt(view, at))) return { from: at, to: at + 1 };
  const bareGenitive = /^['’]$/.test(view.tokens[at]?.text ?? "") && grammar.ends("plural", normAt(view, at - 1));
  if (grammar.has("genitive", normAt(view, at)) || bareGenitive) {
    const owner = phraseBefore(view, at);
    return owner !== null && canSpeak(view, owner) ? owner : null;
  }
  if (grammar.has("determiners", normAt(view, at))) at--;
  if (!grammar.has("light-verbs", normAt(view, at))) return null;
  // "have seen reports", "had received claims": somebody else's
  const had = grammar.has("auxiliaries", normAt(view, at));
  if (had && range({ from: at + 1, to: noun }).some((i) => isParticipleOf(view, i))) return null;
  const actor = nearestActor(view, at + 1);
  return actor !== null && canSpeak(view, actor) ? actor : null;
}

const isParticipleOf = ({ grammar, tokens }: SentenceView, at: number): boolean =>
  grammar.ends("past", tokens[at]!.norm) || ["verbs", "ability-verbs"].some((s) => grammar.has(s, tokens[at]!.norm));

const stopsOwner = (view: SentenceView, at: number): boolean =>
  ["possessives", "determiners", "light-verbs", "prepositions", "auxiliaries", "conjunctions"].some((s) =>
    view.grammar.has(s, normAt(view, at)),
  ) || view.grammar.has("genitive", normAt(view, at));

/** "There were numerous credible" before "reports": nothing that is claimed. */
function existentialBefore(view: SentenceView, at: number): Range | null {
  const near = (view.matches.get("existential") ?? []).filter((m) => m.to <= at && at - m.to <= 4);
  // "has received", not its last word alone
  const found = near.find((m) => m.to === near.at(-1)!.to);
  if (found === undefined) return null;
  const plain = range({ from: found.to, to: at }).every(
    (i) => !isComma(view, i) && view.tokens[i]!.kind !== "mark" && !view.grammar.has("prepositions", normAt(view, i)),
  );
  return plain ? { from: found.from, to: found.to } : null;
}

/** A comma inside a list of reported things ends nothing: "reports of arson, looting, and theft". */
const goesOn = (view: SentenceView, from: number, tail: number): boolean => {
  const next = range({ from, to: Math.min(tail, from + 7) }).find((i) => isComma(view, i) || isJoin(view, i));
  return next !== undefined && !hasVerb(view, from, next);
};

/** Cuts contents where another speaker begins or where the words turn against the speaker's. */
function limit(view: SentenceView, frames: Frame[]): void {
  for (const frame of frames) {
    const cue = frame.cue;
    frame.content = frame.content.map((content) => {
      let { from, to } = content;
      if (from >= cue.to) {
        for (const other of frames) {
          if (other === frame || other.inner || other.frame[0] === undefined) continue;
          const start = other.frame[other.frame.length - 1]!.from;
          if (other.shares && start > from && start < to && view.quoted[start] === -1) {
            to = isComma(view, start - 2) ? start - 2 : start - 1;
            continue;
          }
          if (other.rule === "apposition" && other.content[0]!.from >= from && other.content[0]!.from < to) {
            to = other.content[0]!.from;
            continue;
          }
          if (
            (other.rule === "participle" || other.rule === "verb-first-leaning") &&
            start > from &&
            start < to &&
            isComma(view, start - 1) &&
            view.quoted[start] === -1
          ) {
            to = start - 1;
            continue;
          }
          // "، قبل أن يضيف أن": the next saying hangs on a preposition behind a comma
          if (
            /^verb-first/.test(other.rule) &&
            start > from + 3 &&
            start < to &&
            isComma(view, start - 3) &&
            view.grammar.has("prepositions", normAt(view, start - 2)) &&
            view.grammar.has("complementizers", normAt(view, start - 1))
          ) {
            to = start - 3;
            continue;
          }
          // "في حين أكدت S أن ...، قال S2 إن": another verb of saying behind a comma, with its own subject
          if (
            /^verb-first-(?:that|quote)$/.test(other.rule) &&
            start === other.cue.from &&
            start > from + 1 &&
            start < to &&
            isComma(view, start - 1) &&
            view.quoted[start] === -1 &&
            other.source !== null &&
            other.source.from >= other.cue.to
          ) {
            to = start - 1;
            continue;
          }
          const glued =
            isComma(view, start - 1) &&
            view.tokens[start]!.norm.startsWith(view.grammar.setting("and-prefix") ?? "\0") &&
            start > from + 1 &&
            start < to;
          if (glued && view.quoted[start] === -1) {
            to = start - 1;
            continue;
          }
          // the subject may stand apart from its verb: ", and his lawyer, who agreed to speak, maintains"
          for (const own of new Set([start, other.frame[0].from])) {
            const joined =
              own > from + 1 &&
              own < to &&
              view.quoted[own] === -1 &&
              (isComma(view, own - 2) || /^[;؛]$/u.test(view.tokens[own - 1]?.text ?? "")) &&
              (isJoin(view, own - 1) || view.grammar.has("clause-conjunctions", normAt(view, own - 1)));
            if (joined) to = Math.min(to, own - 1);
          }
        }
        to = turn(view, from, Math.min(to, (askedFrom(view, from) ?? to + 1) - 1), frame);
      } else {
        for (const other of frames) {
          if (other === frame || other.inner) continue;
          const end = Math.max(
            ...other.frame.map((r) => r.to),
            ...other.content.filter((r) => r.from >= other.cue.to).map((r) => r.to),
          );
          const rule =
            other.rule.startsWith("subject") ||
            other.rule.startsWith("inverted") ||
            other.rule.startsWith("verb-first");
          if (
            rule &&
            other.cue.to <= cue.from &&
            other.cue.from >= from &&
            end < cue.from &&
            view.quoted[other.cue.from] === -1
          )
            from = Math.max(from, from);
        }
      }
      return { from, to };
    });
  }
}

const leansOutside = (view: SentenceView, at: number): boolean =>
  ["article", "number-article", "leaning-relatives"].some((s) => view.grammar.has(s, normAt(view, at)));

const opposes = (view: SentenceView, at: number): boolean => {
  const entry = view.grammar.word("clause-conjunctions", normAt(view, at));
  return entry !== undefined && entry.attributes["sub"] !== "yes";
};

/** ", but", ", while", ";" outside quotation marks end what somebody says, and so does the end of a leading "Although S said". */
function turn(view: SentenceView, from: number, to: number, frame: Frame): number {
  const { grammar } = view;
  const head = clauseStart(view, frame.cue.from);
  const lead = grammar.word("clause-conjunctions", normAt(view, head - 1));
  const near =
    frame.source !== null &&
    frame.source.from <= 4 &&
    !range({ from: 0, to: frame.cue.from }).some((i) => isComma(view, i));
  const leading =
    (head === 1 &&
      (lead?.attributes["sub"] === "yes" ||
        (lead !== undefined && grammar.has("leading-conjunctions", normAt(view, 0))))) ||
    (near && grammar.has("leading-conjunctions", normAt(view, 0)));
  for (let i = from + 1; i < to - 1; i++) {
    if (view.quoted[i] !== -1) continue;
    const text = view.tokens[i]!.text;
    // `“...,” a period in which`, `“...,” where he said`: what leans on a quotation from outside is not the speaker's
    if (
      isQuoteMark(view, i) &&
      view.quoted[i - 1] !== -1 &&
      isComma(view, i - 1) &&
      (leansOutside(view, i + 1) || opposes(view, i + 1)) &&
      !range({ from: i + 1, to }).some((j) => view.quoted[j] !== -1)
    )
      return i + 1;
    if (/^[;؛]$/u.test(text)) return i;
    if (
      /^[—–]$/u.test(text) &&
      hasVerb(view, i + 2, to) &&
      i - from > 3 &&
      !range({ from: i + 1, to }).some((j) => /^[—–]$/u.test(view.tokens[j]!.text))
    )
      continue;
    if (!isComma(view, i)) continue;
    // "، وهو ما نفته الشركة", "الأمر الذي": the writer's again
    if (matchAt(view, "remark-leads", i + 1) !== undefined) return i;
    const next = normAt(view, i + 1);
    const entry = conjunctionAt(view, i + 1)?.entry;
    // ", but that the number was high" goes on
    if (
      entry !== undefined &&
      !grammar.isVerbFirst &&
      (determines(view, i + 2) || grammar.has("modals", normAt(view, i + 2)))
    )
      continue;
    if (entry?.attributes["while"] === "yes" && frame.rule === "according-initial") continue;
    if (entry !== undefined && entry.attributes["sub"] !== "yes" && (grammar.isVerbFirst || hasVerb(view, i + 1, to)))
      return i;
    if (leading && hasVerb(view, i + 2, to) && !grammar.has("relatives", next) && !grammar.has("conjunctions", next))
      return i;
    // a quotation that has ended and an apposition behind it: ",” a period in which ..."
    if (isQuoteMark(view, i + 1) && view.quoted[i] === -1) continue;
  }
  return to;
}
