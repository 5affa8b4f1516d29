import { phraseAfter } from "./attribution/phrase-after.ts";
import { normAt, type Range, type SentenceView } from "./attribution/view.ts";
import { type Link, spanOf } from "./format.ts";
import type { Grammar } from "./grammar.ts";
import type { Inheritance } from "./inheritance.ts";
import type { People } from "./layers/people.ts";
import type { Block } from "./text/blocks.ts";
import { type Token, tokenize } from "./text/tokens.ts";
import type { Work } from "./work.ts";

/** A conversation, or a text whose head calls it a statement or testimony. */
export function isStory(text: string, blocks: readonly Block[], grammar: Grammar): boolean {
  if (blocks.some((b) => b.kind === "turn")) return true;
  return blocks
    .slice(0, 4)
    .some((b) =>
      (grammar.find(tokenize(text, b.start, b.end)).get("introducers") ?? []).some(
        (m) => m.entry.attributes["statement"] === "yes",
      ),
    );
}

/**
 * Who a conversation or a statement is with, as its head says: "Interview with Dr. X", "Witness statement of Y". A statement in the
 * first person, without turns, is the witness's from the head on.
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
  let link: Link | null = null;
  let statement = false;
  let last = 0;
  for (const [n, block] of head.entries()) {
    const tokens = tokenize(text, block.start, block.end);
    const matches = grammar.find(tokens);
    for (const match of matches.get("introducers") ?? []) {
      const monologue = match.entry.attributes["statement"] === "yes";
      statement ||= monologue;
      if (monologue) last = Math.max(last, n);
      const view = bareView(text, block, tokens, matches, grammar);
      const phrase =
        phraseAfter(view, match.to) ??
        (/^[:：]$/u.test(tokens[match.to]?.text ?? "") ? phraseAfter(view, match.to + 1) : null);
      if (phrase === null || link !== null || !namesSomeone(view, phrase)) continue;
      const named = tokens.slice(phrase.from, phrase.to);
      const { entity } = people.resolve(named, text, [], null);
      link = {
        source: entity.key,
        label: entity.label,
        mention: spanOf(text, named[0]!.start, named.at(-1)!.end),
        cue: null,
        inherited: false,
      };
    }
  }
  if (link === null && first > 0) {
    // no such words: the first person whom the head names with a title or a role
    for (const block of head) {
      const tokens = tokenize(text, block.start, block.end);
      const at = tokens.findIndex(
        (t, i) =>
          (grammar.has("titles", t.norm) || grammar.has("person-words", t.norm)) &&
          tokens[i + 1] !== undefined &&
          (tokens[i + 1]!.capital || tokens[i + 1]!.text === "." || grammar.setting("script") !== "Latn"),
      );
      if (at === -1) continue;
      const view = bareView(text, block, tokens, grammar.find(tokens), grammar);
      const phrase = phraseAfter(view, at);
      if (phrase === null) continue;
      const named = tokens.slice(phrase.from, phrase.to);
      const { entity } = people.resolve(named, text, [], null);
      link = {
        source: entity.key,
        label: entity.label,
        mention: spanOf(text, named[0]!.start, named.at(-1)!.end),
        cue: null,
        inherited: false,
      };
      break;
    }
  }
  if (first > 0) inherit.answerer = link;
  if (!statement || first !== -1) return;
  const all = works.filter((w) => w.blockNumber > last && w.block.kind === "paragraph" && w.view !== null);
  // "Taken on 20 August at the camp": lines about the statement stand before its first "I"
  const from = all.findIndex(
    (w) => (w.view!.matches.get("first-person") ?? []).length > 0 || inherit.opensBlock(w.block) !== null,
  );
  const body = from === -1 ? [] : all.filter((w) => w.blockNumber >= all[from]!.blockNumber);
  const own = body.filter((w) => (w.view!.matches.get("first-person") ?? []).length > 0).length;
  if (own < 3 || own < 0.3 * body.length) return;
  const set = body.filter((w) => inherit.opensBlock(w.block) !== null);
  if (set.length >= 2 || (set.length > 0 && set.length >= 0.3 * body.length)) {
    // the witness's words stand in quotation marks; around them somebody else tells
    const told = set.every(
      (w) => /[:：]\s*$/u.test(text.slice(0, w.block.start).trimEnd()) || inherit.isContinued(w.block),
    );
    if (told) return;
    const named = link ?? { ...people.witness(), mention: null, cue: null, inherited: false };
    for (const w of set) inherit.quoteBy(w.block, { ...named, mention: null, inherited: true });
    return;
  }
  const witness = link ?? { ...people.witness(), mention: null, cue: null, inherited: false };
  for (const block of new Set(body.map((w) => w.blockNumber)))
    inherit.give(block, { ...witness, mention: null, inherited: true });
}

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
  !view.grammar.has("number-labels", normAt(view, from)) &&
  view.tokens
    .slice(from, to)
    .some(
      (t) =>
        (t.capital || view.grammar.setting("script") !== "Latn" || view.grammar.has("person-words", t.norm)) &&
        t.kind === "word",
    );
