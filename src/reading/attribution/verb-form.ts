import { fold } from "#kernel";
import type { Entry, Match } from "../grammar.ts";
import { range } from "./ranges.ts";
import { isMark, matchAt, normAt, type SentenceView } from "./view.ts";

/**
 * Is a word of the list of verbs of saying one where it stands? In a script that leaves the vowels out the same letters may be a
 * noun ("عدم كشف اسمه", "قبل نقل"), a passive ("نُقل") or stand behind a clitic that no verb takes ("لبحث").
 */
export function saysHere(view: SentenceView, match: Match): boolean {
  const { grammar } = view;
  if (!grammar.isVerbFirst) return true;
  const { from, to } = match;
  if ((view.matches.get("no-comment") ?? []).some((m) => m.from <= from && from < m.to)) return false;
  if (match.entry.attributes["leans"] === "yes") return true;
  if (describesNoun(view, from)) return false;
  const bare = unjoined(view, match);
  if (bare === null || isPassive(view, match, bare)) return false;
  // "ختماً زمنياً": a noun, whose ending is written
  if (to - from === 1 && !isParticiple(view, from) && endsInNoun(view, from)) return false;
  // "وختم بالقول": what is said hangs on the second
  const next = matchAt(view, "cue.verbs", to);
  if (next !== undefined && (next.entry.attributes["leans"] === "yes" || isParticiple(view, next.from))) return false;
  const { attributes, forms } = match.entry;
  // "، يعتقد أنه المدير،": it is believed
  const alone = from === 0 || isMark(view, from - 1) || bare !== normAt(view, from);
  if (alone && grammar.has("impersonal", bare) && grammar.has("complementizers", normAt(view, to))) return false;
  // "بين" is between, "بيّن" showed
  if (
    attributes["marked"] === "yes" &&
    bare === fold(forms[0]!) &&
    !view.tokens[from]!.text.includes(view.grammar.setting("doubling-mark") ?? "\0")
  )
    return false;
  // "نُقل إلى المشفى": moved, no word passed on
  const via = attributes["via"];
  const told = matchAt(view, "cue.listeners", to) !== undefined;
  if (via !== undefined && !told && !range({ from: to, to: to + 16 }).some((i) => normAt(view, i) === fold(via)))
    return false;
  // "أوضحت المنظمة أنها وثقت 14 حالة": what the speaker says of its own work
  const evidence = attributes["evidence"] === "yes";
  if (evidence && grammar.has("complementizers", normAt(view, from - 1))) return false;
  return to - from > 1 || !grammar.has("noun-leads", normAt(view, from - 1));
}

/** "ًا": the ending of a noun that stands alone. */
function endsInNoun({ grammar, tokens }: SentenceView, at: number): boolean {
  const mark = grammar.setting("accusative-mark");
  return mark !== undefined && tokens[at]!.text.slice(-2).includes(mark);
}

/** A participle of saying (قائلاً, مضيفةً) leans on a verb or a clause before it. */
export function isParticiple(view: SentenceView, at: number): boolean {
  const norm = normAt(view, at);
  const forms = view.grammar.word("cue.verbs", norm)?.attributes["participles"];
  return forms?.split(",").some((p) => fold(p) === norm) === true;
}

/** "متظاهرين مطالبين بالعدالة": right behind a noun in the same number it describes that noun. */
const describesNoun = (view: SentenceView, at: number): boolean => {
  const ending = view.grammar.settings("dual-forms").at(-1) ?? "\0";
  return [at - 1, at].every((i) => !isMark(view, i) && normAt(view, i).endsWith(ending)) && isParticiple(view, at);
};

/** The first words of an entry's forms, as tokens have them. */
const firsts = new WeakMap<Entry, ReadonlySet<string>>();
function firstWords(entry: Entry): ReadonlySet<string> {
  const known = firsts.get(entry) ?? new Set(entry.forms.map((form) => fold(form).split(" ")[0]!));
  firsts.set(entry, known);
  return known;
}

/** A verb is joined to "and", "so", "will", never to "in" or "the" ("لبحث", "بنقل" are nouns): what is left of it, or null. */
function unjoined(view: SentenceView, { from, entry }: Match): string | null {
  const norm = normAt(view, from);
  const first = firstWords(entry);
  for (const join of ["", ...view.grammar.settings("cue-joins")]) {
    const rest = norm.slice(join.length);
    if (norm.startsWith(join) && first.has(rest)) return rest;
  }
  return null;
}

/**
 * "نُقل", "قُدّرت", "يُعتقد": the vowel behind the first letter, where a writer sets it, makes a passive of a past form, and of a
 * present form unless the past has three letters with a doubled one or begins with the letter of its fourth form (يُعلن of أعلن).
 */
function isPassive(view: SentenceView, { from, entry }: Match, bare: string): boolean {
  const { grammar } = view;
  const mark = grammar.setting("passive-mark");
  if (mark === undefined) return false;
  const joins = grammar.settings("join-prefixes").join("");
  if (!new RegExp(`^[${joins}]?\\p{L}${mark}`, "u").test(view.tokens[from]!.text)) return false;
  // "يُرجَّح", "يُعلَن": the vowel before the last letter
  const vowel = grammar.setting("passive-vowel");
  if (vowel !== undefined && new RegExp(`${vowel}\\p{M}*\\p{L}\\p{M}*$`, "u").test(view.tokens[from]!.text))
    return true;
  const base = entry.forms[0]!;
  const past = bare.startsWith(fold(base).slice(0, -1));
  return past || entry.attributes["plain"] === "yes" || grammar.settings("long-forms").some((l) => base.startsWith(l));
}

/** "يحمل المقطع ختما، ولا نعرف إن": a verb that says nothing without a word of its own ("حمّل S فلانا مسؤولية") which does not stand there. */
export const lacksCause = (view: SentenceView, { to, entry: { attributes } }: Match, start: number): boolean => {
  const words = (attributes["cause"] ?? "").split(",").map(fold);
  return (
    attributes["only"] === "cause" &&
    start >= 0 &&
    words.every((w) => w.length > 1) &&
    !range({ from: to, to: start + 1 }).some((i) => words.includes(normAt(view, i)))
  );
};
