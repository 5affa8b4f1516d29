import { fold } from "#kernel";
import type { Grammar } from "../grammar.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where a turn names its speaker; `full`: where another turn names them by more words ("Judge Lena Haddo" of "Judge"). */
export interface Label extends Place {
  readonly full?: Place;
}

const SPEAKER =
  /^["“*]{0,2}((?:[\p{Lu}][\p{L}.'’-]*(?:[ \t]+[\p{L}(][\p{L}.,'’()-]*){0,8})|(?:[\p{Lo}\p{M}]{1,2}\. ?){0,2}[\p{Lo}\p{M}\u0640]{1,14}(?: (?:[(«\p{Lo}][\p{Lo}\p{M}\u0640.،)»]{0,14}|\d{1,3}|[٠-٩]{1,3})){0,7})[ \t]*[*]{0,2}(?:\.?:|\.)(?=\s|[*])/u;

/** "Q." and "A." before turns. */
const isTurnLetter = (name: string, grammar: Grammar): boolean =>
  name.length === 1 && (grammar.has("turn-question", fold(name)) || grammar.has("turn-answer", fold(name)));

const wordsOf = (name: string): string[] => name.split(" ").map((w) => fold(w));

/** A line of the text with the label that it begins with, if any. */
interface Line {
  readonly name: string | null;
  readonly start: number;
  readonly asks: boolean;
  /** "Interviewee: Petra Volan, nurse": a few words that end in no mark, as in a form. */
  readonly form: boolean;
}

/** "Q Do you know": the letter of a turn without a colon, where a capital follows; "A" is an article too. */
function letterAlone(line: string, grammar: Grammar): RegExpMatchArray | null {
  const match = line.match(/^(\p{Lu})[ \t]{1,4}(?=["“]?\p{Lu})/u);
  return match !== null && grammar.has("turn-question", fold(match[1]!)) ? match : null;
}

function linesWithLabels(text: string, lines: readonly Place[], grammar: Grammar): Line[] {
  const out: Line[] = [];
  for (const { start, end } of lines) {
    if (start >= end) continue;
    const line = text.slice(start, Math.min(end, start + 200));
    const match = letterAlone(line, grammar) ?? line.match(SPEAKER);
    const mark = match?.[0].trimEnd().at(-1);
    const said = text.slice(start + (match?.[0].length ?? 0), end).trim();
    const name = match && (mark !== "." || isTurnLetter(match[1]!, grammar)) ? match[1]! : null;
    out.push({
      name,
      start: name === null ? start : start + match![0].indexOf(name),
      form: match !== null && !/[.!?…؟:;؛]["'”’»)\]]*$/u.test(said) && said.split(/\s+/u).length <= 8,
      asks: /[?؟]/u.test(text.slice(end - 2, end)),
    });
  }
  return out;
}

/** Names that begin at least two lines before a colon, stand in capitals or between other turns: the speakers of a transcript. */
export function speakerLabels(text: string, lines: readonly Place[], grammar: Grammar): Map<string, Label> {
  const all = linesWithLabels(text, lines, grammar);
  const counts = new Map<string, number>();
  for (const { name } of all) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = spoken(counts, grammar);
  for (const { name, form } of all) if (form && counts.get(name!) === 1) names.delete(name!);
  if (names.size > 0 || isConversation(all, grammar)) between(all, names, grammar);
  // a list of "Name: value" lines is no conversation unless two voices alternate
  if (names.size < 2 && ![...counts].some(([name, n]) => names.has(name) && n > 2)) return new Map();
  return new Map([...names].map((name) => [name, placeOf(name, all, names)]));
}

function spoken(counts: ReadonlyMap<string, number>, grammar: Grammar): Set<string> {
  const names = new Set<string>();
  const dialogue = [...counts.values()].filter((n) => n > 1).length;
  for (const [name, n] of counts) {
    const capitals = name.length > 2 && name === name.toUpperCase() && name !== name.toLowerCase();
    const label = wordsOf(name);
    const known = grammar.has("turn-question", label[0]) || grammar.has("turn-answer", label[0]);
    const dialogueMark = (k: string): boolean => {
      const head = wordsOf(k)[0]!;
      return grammar.has("turn-question", head) || grammar.has("turn-answer", head);
    };
    const opens =
      label.some((w) => grammar.has("person-words", w) || grammar.has("titles", w)) &&
      [...counts.keys()].some((k) => k !== name && dialogueMark(k));
    if (
      !grammar.has("label-words", label[0]) &&
      (opens ||
        [...counts.keys()].some((k) => k !== name && name.length > 2 && k.split(" ").includes(name) && dialogue > 0) ||
        // "The mission's spokeswoman, Mara Tolen:" before "Tolen:"
        [...counts].some(([k, m]) => m > 1 && k.length > 2 && name.length > k.length && name.endsWith(` ${k}`)) ||
        n > 1 ||
        (capitals && dialogue > 0) ||
        (known && counts.size > 1 && name.length > 1) ||
        (dialogue > 0 && isTurnLetter(name, grammar)))
    )
      names.add(name);
  }
  return names;
}

/** May this stand for whoever speaks: no verb of saying ("Judge" is one, and a title), no label of a note? */
function mayName(name: string, grammar: Grammar): boolean {
  const words = wordsOf(name.replace(/ \(.*$/u, ""));
  const no = ["label-words", "note-labels", "complementizers", "cue.according"];
  const says = grammar.word("cue.verbs", words[0]!) !== undefined && !isPerson(words[0]!, grammar);
  return words.length <= 7 && !says && !words.some((w) => no.some((s) => grammar.has(s, w)));
}

/** Four lines in a row that begin with a label, one of them a question and one label a person's: a conversation without a name told twice. */
function isConversation(all: readonly Line[], grammar: Grammar): boolean {
  const labelled = (line: Line | undefined): boolean => typeof line?.name === "string" && mayName(line.name, grammar);
  return all.some((_, n) => {
    const run = all.slice(n, n + 4);
    return (
      run.length === 4 && run.every(labelled) && run.some((l) => l.asks) && run.some((l) => isPerson(l.name!, grammar))
    );
  });
}

const isPerson = (name: string, grammar: Grammar): boolean =>
  wordsOf(name).some((w) => ["person-words", "titles", "witness-words"].some((s) => grammar.has(s, w)));

/** A label between two turns, or beside one at the end of a run of them, is a speaker's. */
function between(all: readonly Line[], names: Set<string>, grammar: Grammar): void {
  const start = names.size === 0;
  for (let n = 0; n < all.length; n++) {
    const { name } = all[n]!;
    if (name === null || names.has(name) || !mayName(name, grammar)) continue;
    const beside = [all[n - 1], all[n + 1]].filter(
      (l) => l?.name != null && (names.has(l.name) || start || mayName(l.name, grammar)),
    );
    const part = [...names].some((n) => n.endsWith(` ${name}`) || n.startsWith(`${name} `));
    if (beside.length === 2 || (beside.length === 1 && (part || isPerson(name, grammar)))) names.add(name);
  }
}

/** Where a name stands first, and where one longer label that begins or ends with it does. */
function placeOf(name: string, all: readonly Line[], names: ReadonlySet<string>): Label {
  const at = (n: string): Place => {
    const { start } = all.find((l) => l.name === n)!;
    return { start, end: start + n.length };
  };
  const longer = [...names].filter(
    (n) => n.length > name.length && (n.startsWith(`${name} `) || n.endsWith(` ${name}`)),
  );
  return longer.length === 1 && name.length > 2 ? { ...at(name), full: at(longer[0]!) } : at(name);
}

/** The label of a speaker that a line begins with, and how long it is with its colon. */
export function labelAt(
  content: string,
  names: ReadonlyMap<string, Label>,
  grammar: Grammar,
): { name: string; length: number } | null {
  if (names.size === 0) return null;
  const match = letterAlone(content, grammar) ?? content.match(SPEAKER);
  return match && names.has(match[1]!) ? { name: match[1]!, length: match[0].length } : null;
}
