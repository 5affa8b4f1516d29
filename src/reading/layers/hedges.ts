import { isInfinitive } from "../attribution/phrase-after.ts";
import { normAt, type Range, type SentenceView } from "../attribution/view.ts";
import type { Grammar, Match } from "../grammar.ts";

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
  for (const [section, matches] of view.matches.under(SECTION)) {
    for (const match of matches) all.push({ match, type: section.slice(SECTION.length) });
  }
  const opens = ({ match }: (typeof all)[number]): number => (match.entry.attributes["opens"] === "yes" ? 0 : 1);
  all.sort(
    (a, b) =>
      b.match.to - b.match.from - (a.match.to - a.match.from) ||
      a.match.from - b.match.from ||
      // "Should access be granted" is a condition before it is a duty
      opens(a) - opens(b),
  );
  const kept: FoundHedge[] = [];
  for (const { match, type } of all) {
    if (kept.some((k) => match.from < k.to && k.from < match.to) || !isHedge(view, match, type)) continue;
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
  const { attributes } = match.entry;
  const norm = normAt(view, match.from);
  const before = normAt(view, match.from - 1);
  if (view.timeTokens.has(match.from)) return false;
  // "هيئة الادعاء", the prosecution, alleges nothing by its name; "for fear of" tells a motive
  if ((view.matches.get("not-hedge") ?? []).some((m) => m.from <= match.from && match.to <= m.to)) return false;
  // "appeared at the gate", "provisional government": the next word tells what kind of word it is
  const next = (name: string): boolean =>
    (attributes[name] ?? "").split(",").some((section) => isIn(view, section, match.to));
  if (next("unless-next") || (attributes["next"] !== undefined && !next("next"))) return false;
  if (!standsSo(view, match)) return false;
  // "لم تتمكن البعثة من التحقق": what could not be done is to verify; "تدل الأرقام على"
  const near = attributes["near"]?.split(",");
  if (near !== undefined) {
    const words = [0, 1, 2, 3, 4, 5, 6].map((n) => normAt(view, match.to + n));
    if (!words.some((norm) => near.some((section) => grammar.has(section, norm)))) return false;
  }
  // "قُدّرت", "ذُكر": a passive, where the writer marks it
  const mark = grammar.setting("passive-mark");
  if (attributes["passive"] === "yes" && !(mark !== undefined && tokens[match.from]!.text.includes(mark))) return false;
  if (attributes["modal"] === "yes" && tokens[match.from]!.capital && match.from > 0) return false;
  if (attributes["habit"] === "yes" && view.matches.has("habit-words")) return false;
  const single = match.to - match.from === 1;
  if (
    type === "distancing-cue" &&
    single &&
    grammar.word("cue.verbs", norm) !== undefined &&
    !grammar.has("determiners", before) &&
    attributes["always"] !== "yes"
  )
    return false;
  const asks = attributes["whether"] === "yes";
  if (type === "condition" && (asks || grammar.has("whether-lead", before))) {
    if (
      grammar.has("whether-lead", before) ||
      grammar.word("cue.verbs", before) !== undefined ||
      grammar.has("asked-words", before) ||
      (attributes["whether"] === "yes" &&
        [2, 3].some((n) => grammar.has("asked-words", normAt(view, match.from - n)))) ||
      grammar.has("whether-verbs", before)
    )
      return false;
  }
  if (type === "estimate" && attributes["noun"] === "yes")
    return (
      grammar.has("determiners", before) || match.from === 0 || !grammar.has("complementizers", normAt(view, match.to))
    );
  // قد with a present verb may be, with a past one it has been
  if (attributes["present"] === "yes" && !isPresent(normAt(view, match.to), grammar)) return false;
  return !(attributes["ability"] === "yes" && (grammar.has("negative-subjects", before) || isAbility(view, match.to)));
}

const isIn = (view: SentenceView, section: string, at: number): boolean =>
  view.grammar.has(section, normAt(view, at)) || (section === "number" && view.tokens[at]?.kind === "number");

/** Behind "could": "not hear", "account for", "not be reached", "be reassembled", "what they could.": what somebody was able to do is no guess. */
function isAbility(view: SentenceView, from: number): boolean {
  const { grammar } = view;
  const skip = (at: number): number => {
    let i = at;
    while (grammar.has("adverbs", normAt(view, i)) && !grammar.has("auxiliaries", normAt(view, i))) i++;
    return i;
  };
  const negated = grammar.has("negations", normAt(view, from));
  const at = skip(negated ? from + 1 : from);
  if (negated) return !grammar.has("bare-auxiliaries", normAt(view, at));
  if (view.tokens[at]?.kind !== "word") return true;
  const verb = grammar.has("non-finite", normAt(view, at)) ? skip(at + 1) : at;
  const object = grammar.word("negations", normAt(view, verb + 1));
  return grammar.has("ability-verbs", normAt(view, verb)) || object?.attributes["weak"] === "yes";
}

/** What an entry of the grammar asks of the words beside it; docs/formats/grammar.md names these attributes. */
function standsSo(view: SentenceView, { from, to, entry: { attributes } }: Match): boolean {
  const { grammar, tokens } = view;
  const before = normAt(view, from - 1);
  const that = (at: number): boolean =>
    grammar.has("complementizers", normAt(view, at)) ||
    (view.matches.get("complementizers") ?? []).some((m) => m.from === at);
  // "لا ينوي العودة": who does not plan it denies it
  if (attributes["asserted"] === "yes" && grammar.has("negations", before)) return false;
  // "Had they been included, more would be": a verb that opens a sentence which asks nothing
  if (attributes["opens"] === "yes" && (from !== 0 || /^[?؟]$/u.test(tokens.at(-1)!.text))) return false;
  // "the rest are to follow", not "north of the bridge is to the left"
  if (attributes["infinitive"] === "yes" && !isInfinitive(view, to - 1)) return false;
  // "ما يعرف بمعبر الموت"
  const { joined } = attributes;
  if (joined !== undefined && !normAt(view, to).startsWith(joined)) return false;
  // "بعد أن كان" is folded like "إن كان"
  if (attributes["not"] !== undefined && tokens[from]!.text.includes(attributes["not"])) return false;
  // "لا أعرف." and "لا أعرف إن كان"; what somebody does not know ("لا نعرف ما قبله") is a fact
  if (attributes["alone"] === "yes") {
    const next = normAt(view, to);
    return next === "" || tokens[to]!.kind === "mark" || that(to) || grammar.has("hedge.condition", next);
  }
  // "على السلطات أن تنشر", "إن على السلطات حماية"
  if (attributes["obliges"] === "yes") {
    const who = ["org-words", "person-words"].some((s) => grammar.has(s, normAt(view, to)));
    const opens = from === 0 || tokens[from - 1]!.kind === "mark" || that(from - 1);
    return who && opens && (that(from - 1) || [1, 2, 3, 4].some((n) => that(to + n)));
  }
  return true;
}

/** Does a word look like a verb in the present, or deny one? Some of its prefixes begin past forms as well. */
export function isPresent(norm: string, grammar: Grammar): boolean {
  if (grammar.word("negations", norm)?.attributes["present"] === "yes") return true;
  if (norm.startsWith(grammar.setting("verb-prefix") ?? "\0")) return true;
  const shared = grammar.settings("shared-verb-prefixes").some((prefix) => norm.startsWith(prefix));
  const past = ["verbs", "past-verbs"].some((s) => grammar.has(s, norm));
  return shared && !past && !grammar.settings("past-verb-endings").some((ending) => norm.endsWith(ending));
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
