import { phraseAfter } from "./attribution/phrase-after.ts";
import { normAt, type Range, type SentenceView } from "./attribution/view.ts";
import { type Link, spanOf } from "./format.ts";
import type { Grammar, Match } from "./grammar.ts";
import type { Inheritance } from "./inheritance.ts";
import type { People } from "./layers/people.ts";
import type { Block } from "./text/blocks.ts";
import type { Token } from "./text/tokens.ts";
import { namedIn, selfNamed } from "./witness-names.ts";
import type { Work } from "./work.ts";

/** Findings stand in numbered paragraphs. */
export const isFindings = (blocks: readonly Block[]): boolean =>
  blocks.filter((b) => b.kind === "paragraph" && b.body > b.start).length >= 3;

/** A conversation, a text whose head calls it a statement or testimony or whose teller says who they are, or findings. */
export function isStory(text: string, blocks: readonly Block[], grammar: Grammar): boolean {
  if (blocks.some((b) => b.kind === "turn") || isFindings(blocks)) return true;
  return blocks.slice(0, 6).some((b, n) => {
    const tokens = grammar.tokenize(text, b.start, b.end);
    const matches = grammar.find(tokens);
    if (n < 4 && declarationsIn(tokens, grammar, matches).length > 0) return true;
    return selfNamed(bareView(text, b, tokens, matches, grammar)) !== null;
  });
}

/**
 * Where a line calls the text somebody's statement: "Statement of W", "Annex 2: testimony of W", not "In a statement by the ministry";
 * "Witness: W" and "Witness 7, a farmer", not "the witness saw" or "every name".
 */
function declarationsIn(
  tokens: readonly Token[],
  grammar: Grammar,
  matches: SentenceView["matches"] = grammar.find(tokens),
): readonly Match[] {
  if (grammar.has("prepositions", tokens[0]?.norm)) return [];
  return (matches.get("introducers") ?? []).filter(({ entry, from, to }) => {
    if (entry.attributes["statement"] !== "yes" || from > 4) return false;
    if (entry.attributes["whole"] === "yes") return from === 0 && isNumberOnly(tokens.slice(to), grammar);
    return entry.attributes["label"] !== "yes" || (from === 0 && labelled(tokens, to) !== null);
  });
}

/** "Statement", "Account 7", "Statement No. 5/16": a word and its number. */
const isNumberOnly = (tokens: readonly Token[], grammar: Grammar): boolean =>
  tokens.every((t) => t.kind !== "word" || /\p{N}/u.test(t.text) || grammar.has("abbreviations", t.norm));

/** Where "Witness:" or "Witness D-31" ends, or null where the word is no label. */
function labelled(tokens: readonly Token[], at: number): number | null {
  if (/^[:：]$/u.test(tokens[at]?.text ?? "")) return at;
  const number = tokens.slice(at, at + 3).findIndex((t) => t.kind === "number" || /\p{N}/u.test(t.text));
  return number === -1 ? null : at + number + 1;
}

/**
 * Who a conversation or a statement is with, as its head says: "Interview with Dr. X", "Witness statement of Y", or the line above the
 * statement: "Y told the team the following:". A statement in the first person, without turns, is the witness's from the head on.
 */
export function introduce(
  text: string,
  blocks: readonly Block[],
  grammar: Grammar,
  people: People,
  inherit: Inheritance,
  works: readonly Work[],
): void {
  const first = blocks.findIndex((b) => b.kind === "turn");
  const head = blocks.slice(0, first === -1 ? 5 : Math.min(first, 8));
  const linkTo = (tokens: readonly Token[], { from, to }: Range, role: string | null = null): Link => {
    const named = tokens.slice(from, to);
    const { entity } = people.resolve(named, text, [], role);
    const mention = spanOf(text, named[0]!.start, named.at(-1)!.end);
    return { source: entity.key, label: entity.label, mention, cue: null, inherited: false };
  };
  let link: Link | null = null;
  let last = -1;
  for (const [n, block] of head.entries()) {
    const tokens = grammar.tokenize(text, block.start, block.end);
    const matches = grammar.find(tokens);
    const declared = declarationsIn(tokens, grammar, matches);
    // "This testimony is made up" at the end of the text heads nothing
    if (declared.length > 0 && (last === -1 || n === last + 1)) last = n;
    const calls = (matches.get("introducers") ?? []).filter(
      (m) => declared.includes(m) || m.entry.attributes["statement"] !== "yes",
    );
    const view = bareView(text, block, tokens, matches, grammar);
    for (const { from, to, entry } of calls) {
      const colon = /^[:：]$/u.test(tokens[to]?.text ?? "");
      // "Witness 7" is a name with its number
      const end = entry.attributes["label"] === "yes" ? labelled(tokens, to) : null;
      const numbered = end !== null && !colon;
      const phrase = numbered
        ? { from, to: end }
        : (phraseAfter(view, to) ?? (colon ? phraseAfter(view, to + 1) : null));
      if (phrase !== null && (numbered || namesSomeone(view, phrase))) link ??= linkTo(tokens, phrase);
    }
  }
  if (link === null && first > 0) {
    // no such words: the first person whom the head names with a title or a role
    for (const block of head) {
      const tokens = grammar.tokenize(text, block.start, block.end);
      const at = tokens.findIndex(
        (t, i) =>
          (grammar.has("titles", t.norm) || grammar.has("person-words", t.norm)) &&
          tokens[i + 1] !== undefined &&
          (tokens[i + 1]!.capital || tokens[i + 1]!.text === "." || !grammar.hasCapitals),
      );
      if (at === -1) continue;
      const phrase = phraseAfter(bareView(text, block, tokens, grammar.find(tokens), grammar), at);
      if (phrase === null) continue;
      link = linkTo(tokens, phrase);
      break;
    }
  }
  if (first > 0) inherit.answerer = link;
  if (first !== -1) return;
  // "My name is W": the teller is named by nobody as well as by themselves
  const own = works.find((w) => w.blockNumber < Math.max(last, 0) + 6 && w.view !== null && selfNamed(w.view) !== null);
  if (last === -1 && own === undefined) return;
  const body = statementFrom(works, last === -1 ? own!.blockNumber - 1 : last, inherit);
  if (body.length === 0) return;
  if (own !== undefined) link = linkTo(own.view!.tokens, selfNamed(own.view!)!);
  for (const block of head) {
    if (link !== null || block.start >= body[0]!.start) break;
    const tokens = grammar.tokenize(text, block.start, block.end);
    const view = bareView(text, block, tokens, grammar.find(tokens), grammar);
    const found = namedIn(view, declarationsIn(tokens, grammar, view.matches));
    if (found !== null) link = linkTo(tokens, found.name, found.role);
  }
  people.beginAt(body[0]!.start);
  // nothing stands above where the text begins with the witness
  const above = works[works.indexOf(body[0]!) - 1];
  const teller = above?.frames.find((f) => f.source !== null && endsInColon(text, above.end));
  if (teller !== undefined) link ??= linkTo(above!.view!.tokens, teller.source!);
  const witness = { ...(link ?? { ...people.witness(), cue: null }), mention: null, inherited: true };
  const set = body.filter((w) => inherit.opensBlock(w.block) !== null);
  if (set.length >= 2 || (set.length > 0 && set.length >= 0.3 * body.length)) {
    // the witness's words stand in quotation marks; around them somebody else tells
    if (set.every((w) => endsInColon(text, w.block.start) || inherit.isContinued(w.block))) return;
    for (const w of set) inherit.quoteBy(w.block, witness);
    return;
  }
  for (const block of new Set(body.map((w) => w.blockNumber))) inherit.give(block, witness);
}

/** The sentences of a statement below the line that declares it, or none where it is not in the first person. */
function statementFrom(works: readonly Work[], declared: number, inherit: Inheritance): readonly Work[] {
  const speaksOfSelf = (w: Work): boolean => (w.view!.matches.get("first-person") ?? []).length > 0;
  // "This testimony is made up": whoever keeps it speaks
  const aboutIt = ({ tokens, grammar, matches }: SentenceView): boolean =>
    declarationsIn(tokens, grammar, matches).length > 0;
  const all = works.filter(
    (w) => w.blockNumber > declared && w.block.kind === "paragraph" && w.view !== null && !aboutIt(w.view),
  );
  // "Taken on 20 August at the camp": lines about the statement stand before its first "I"
  const from = all.find((w) => speaksOfSelf(w) || inherit.opensBlock(w.block) !== null)?.blockNumber ?? Infinity;
  const body = all.filter((w) => w.blockNumber >= from);
  const own = body.filter(speaksOfSelf).length;
  return own < 3 || own < 0.3 * body.length ? [] : body;
}

const endsInColon = (text: string, at: number): boolean => /[:：]\s*$/u.test(text.slice(Math.max(0, at - 8), at));

const bareView = (
  text: string,
  block: Block,
  tokens: Token[],
  matches: SentenceView["matches"],
  grammar: Grammar,
): SentenceView => ({
  text,
  start: block.start,
  end: block.end,
  tokens,
  matches,
  grammar,
  quoted: quotedIn(tokens),
  times: [],
  timeTokens: new Set(),
  turn: false,
  verbs: [],
});

/** For each token whether it stands in quotation marks (0) or not (-1); in a head nobody speaks, the marks set off a name. */
function quotedIn(tokens: readonly Token[]): number[] {
  let open = false;
  return tokens.map((t) => {
    const mark = /^[«»“”„"]$/u.test(t.text);
    if (mark) open = !open;
    return open && !mark ? 0 : -1;
  });
}

const namesSomeone = (view: SentenceView, { from, to }: Range): boolean =>
  (view.grammar.has("person-words", normAt(view, from)) || !view.grammar.has("number-labels", normAt(view, from))) &&
  view.tokens
    .slice(from, to)
    .some(
      (t) => (t.capital || !view.grammar.hasCapitals || view.grammar.has("person-words", t.norm)) && t.kind === "word",
    );
