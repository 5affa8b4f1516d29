import { phraseAfter } from "./attribution/phrase-after.ts";
import { isComma, isMark, matchAt, normAt, type Range, type SentenceView } from "./attribution/view.ts";
import type { Match } from "./grammar.ts";
import { nameRuns } from "./layers/names.ts";

/** "My name is W", "I, W, of Sarn, state", "I am W, a nurse": who somebody who tells says they are. */
export function selfNamed(view: SentenceView): Range | null {
  const { grammar, tokens } = view;
  for (const { entry, from, to } of view.matches.get("self-names") ?? []) {
    const apart = entry.attributes["apart"] === "yes";
    if (view.quoted[from] !== -1 || (apart && (from !== 0 || !isComma(view, to)))) continue;
    const at = isComma(view, to) ? to + 1 : to;
    // "I, too, saw", "I am Sarnese": a name has its capital, and behind "I am" two
    const name = grammar.hasCapitals ? nameAt(view, at) : phraseAfter(view, at);
    if (name === null || name.from !== at) continue;
    const words = tokens.slice(name.from, name.to).filter((t) => t.kind === "word" && t.capital).length;
    if ((entry.attributes["full"] === "yes" || apart) && words < 2) continue;
    return name;
  }
  return null;
}

/** The run of capitals that begins here, with the initial of a surname kept back ("Petra V."). */
function nameAt(view: SentenceView, at: number): Range | null {
  const run = nameRuns(view.tokens.slice(at), view.grammar, true)[0];
  if (run === undefined || run.from !== 0) return null;
  const to = at + run.to;
  const initial = /^\p{Lu}$/u.test(view.tokens[to - 1]!.text) && view.tokens[to]?.text === ".";
  return { from: at, to: initial ? to + 1 : to };
}

/**
 * The witness in a line of a head: behind the word that declares it ("Testimony No. 12, W", "TESTIMONY – W"), at the beginning of the line
 * with what tells of a person ("W, teacher; recorded by H", "W (44)"), or behind who wrote it down ("as told to H by W").
 */
export function namedIn(view: SentenceView, declared: readonly Match[]): { name: Range; role: string | null } | null {
  const { grammar } = view;
  const found = (name: Range): { name: Range; role: string | null } => ({ name, role: roleBehind(view, name.to) });
  for (const { entry, to } of view.matches.get("written-down") ?? [])
    for (let i = to + 1; i < Math.min(view.tokens.length, to + 12); i++) {
      const name = normAt(view, i) === entry.attributes["from"] ? nameAt(view, i + 1) : null;
      if (name !== null && !isBody(view, name)) return found(name);
    }
  if (view.tokens[0]?.capital === true && declared.length === 0) {
    const name = nameAt(view, 0);
    return name !== null && !isBody(view, name) && tellsOfPerson(view, name.to) ? found(name) : null;
  }
  for (const match of declared) {
    let at = match.to;
    while (isMark(view, at) || view.tokens[at]?.kind === "number" || grammar.has("abbreviations", normAt(view, at)))
      at++;
    const name = at > match.to ? nameAt(view, at) : null;
    if (name === null || isBody(view, name)) continue;
    // "Testimony No. 12, New Sarn, 3 May" is given there
    const dated = view.tokens[name.to + 1]?.kind === "number" || grammar.has("month", normAt(view, name.to + 1));
    const words = name.to - name.from >= 2 && !dated && (name.to >= view.tokens.length || isMark(view, name.to));
    if (words || tellsOfPerson(view, name.to)) return found(name);
  }
  return null;
}

const isBody = (view: SentenceView, { from, to }: Range): boolean =>
  view.tokens
    .slice(from, to)
    .some((t) => ["org-words", "place-words", "introducers"].some((s) => view.grammar.has(s, t.norm)));

/** Behind a name and a comma or a bracket: an age, a role, "born", "name changed". */
function tellsOfPerson(view: SentenceView, at: number): boolean {
  if (!isComma(view, at) && view.tokens[at]?.text !== "(") return false;
  const age = view.tokens[at + 1];
  const years = age?.kind === "number" && /^\d\d$/u.test(age.text) && !view.grammar.has("month", normAt(view, at + 2));
  return years || matchAt(view, "witness-signs", at + 1) !== undefined || roleBehind(view, at) !== null;
}

/** ", a teacher;", ", retired seamstress": a phrase in small letters up to the next mark. */
function roleBehind(view: SentenceView, at: number): string | null {
  if (!isComma(view, at)) return null;
  let to = at + 1;
  while (to < view.tokens.length && !isMark(view, to) && !view.tokens[to]!.capital) to++;
  const words = view.tokens.slice(at + 1, to);
  const plain =
    words.length > 0 &&
    words.length <= 4 &&
    (to === view.tokens.length || isMark(view, to)) &&
    words.every((t) => t.kind === "word") &&
    matchAt(view, "witness-signs", at + 1) === undefined &&
    (words.some((t) => view.grammar.has("person-words", t.norm)) || !view.grammar.ends("past", words[0]!.norm));
  return plain ? view.text.slice(words[0]!.start, words.at(-1)!.end) : null;
}
