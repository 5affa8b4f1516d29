import { normAt, type Range, type SentenceView } from "../attribution/view.ts";
import type { Match } from "../grammar.ts";

/** A word that weakens, found in a sentence. `scope` is a noun phrase when the word is its adjective, else null. */
export interface FoundHedge extends Range {
  readonly type: string;
  readonly icd203: string | null;
  readonly scope: Range | null;
}

const SECTION = "hedge.";

/** All hedges of a sentence; where entries overlap the longest wins. */
export function hedgesOf(view: SentenceView): FoundHedge[] {
  const all: { match: Match; type: string }[] = [];
  for (const [section, matches] of view.matches) {
    if (!section.startsWith(SECTION)) continue;
    for (const match of matches) all.push({ match, type: section.slice(SECTION.length) });
  }
  all.sort((a, b) => b.match.to - b.match.from - (a.match.to - a.match.from) || a.match.from - b.match.from);
  const kept: FoundHedge[] = [];
  for (const { match, type } of all) {
    if (
      kept.some(
        (k) =>
          match.from < k.to && k.from < match.to && !(type === "conditional-modal" || k.type === "conditional-modal"),
      )
    )
      continue;
    if (!isHedge(view, match, type)) continue;
    kept.push({
      from: match.from,
      to: match.to,
      type,
      icd203: match.entry.attributes["icd"] ?? null,
      scope: scopeOf(view, match, type),
    });
  }
  return kept.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Leaves out look-alikes: the month of May, a claim that is a cue, "if" for "whether", measured estimates as nouns. */
function isHedge(view: SentenceView, match: Match, type: string): boolean {
  const { grammar, tokens } = view;
  const norm = normAt(view, match.from);
  if (view.timeTokens.has(match.from)) return false;
  const attributes = match.entry.attributes;
  // "هيئة الادعاء", the prosecution, alleges nothing by its name
  if ((view.matches.get("not-hedge") ?? []).some((m) => m.from < match.to && match.from < m.to)) return false;
  // "لم تتمكن البعثة من التحقق": what could not be done is to verify
  if (attributes["near"] === "yes") {
    const verifies = (i: number): boolean => grammar.has("verify-words", normAt(view, i));
    if (![0, 1, 2, 3, 4, 5, 6].some((n) => verifies(match.to + n))) return false;
  }
  // "قُدّرت", "ذُكر": a passive, where the writer marks it
  const mark = grammar.setting("passive-mark");
  if (attributes["passive"] === "yes" && !(mark !== undefined && tokens[match.from]!.text.includes(mark))) return false;
  if (attributes["modal"] === "yes" && tokens[match.from]!.capital && match.from > 0) return false;
  const single = match.to - match.from === 1;
  const isCue = single && grammar.word("cue.verbs", norm) !== undefined;
  if (
    isCue &&
    type === "distancing-cue" &&
    !grammar.has("determiners", normAt(view, match.from - 1)) &&
    attributes["always"] !== "yes"
  )
    return false;
  if (type === "condition" && (norm === "if" || grammar.has("whether-lead", normAt(view, match.from - 1)))) {
    const before = normAt(view, match.from - 1);
    if (
      grammar.has("whether-lead", before) ||
      grammar.word("cue.verbs", before) !== undefined ||
      grammar.has("asked-words", before) ||
      before === "see" ||
      before === "as" ||
      before === "even"
    )
      return false;
  }
  if (type === "estimate" && single) {
    const next = normAt(view, match.to);
    if (norm === "estimates" || norm === "estimate")
      return (
        grammar.has("determiners", normAt(view, match.from - 1)) ||
        match.from === 0 ||
        !grammar.has("complementizers", next)
      );
  }
  // قد with a present verb may be, with a past one it has been
  if (attributes["present"] === "yes") {
    const next = normAt(view, match.to);
    const present =
      /^(?:لا$|ي)/u.test(next) || (/^[تن]/u.test(next) && !grammar.has("verbs", next) && !/ت$/u.test(next));
    if (!present) return false;
  }
  // "could not hear", "could account for": what somebody was able to do is no guess
  if (attributes["ability"] === "yes") {
    let next = match.to;
    const negated = grammar.has("negations", normAt(view, next));
    if (negated) next += 1;
    while (grammar.has("adverbs", normAt(view, next))) next++;
    if (
      grammar.has("ability-verbs", normAt(view, next)) ||
      (negated && normAt(view, next) !== "have" && normAt(view, next) !== "be")
    )
      return false;
  }
  return true;
}

function scopeOf(view: SentenceView, match: Match, type: string): Range | null {
  const adjective = view.grammar.has("hedge-adjectives", normAt(view, match.from)) && match.to - match.from === 1;
  if (!adjective || type === "condition") return null;
  let to = match.to;
  const stop = [
    "prepositions",
    "auxiliaries",
    "verbs",
    "conjunctions",
    "relatives",
    "clause-conjunctions",
    "complementizers",
  ];
  while (
    to < view.tokens.length &&
    view.tokens[to]!.kind === "word" &&
    !stop.some((s) => view.grammar.has(s, normAt(view, to)))
  )
    to++;
  return to > match.to ? { from: match.from, to } : null;
}
