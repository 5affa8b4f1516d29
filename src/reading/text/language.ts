import { type Grammar, grammarOf, LANGUAGES } from "../grammar.ts";
import type { Token } from "./tokens.ts";

/** Closed classes: the words that a text in a language cannot do without. */
const CLOSED = [
  "determiners",
  "pronouns",
  "prepositions",
  "conjunctions",
  "auxiliaries",
  "negations",
  "complementizers",
];
/** Words looked at, and the least of them that closed classes must hold before a language is believed. */
const SAMPLE = 600;
const ENOUGH = 40;
const LEAST = 0.13;
/** From so many words on a text must have at least one small word of its language. */
const SOME = 12;
/**
 * Words with letters that the language does not write: so many at least, and a share of all words, the greater one where no capitals
 * show which of them are names; and the share of small words that outweighs them.
 */
const STRANGE = 2;
const STRANGE_SHARE = 0.05;
const STRANGE_SHARE_WITHOUT_CAPITALS = 0.2;
const FAMILIAR = 0.25;
/** No text has so large a share of small words of other languages. */
const MANY = 0.1;

/**
 * The language of a text: of the grammars whose script most letters have, the one whose closed classes hold most of the words.
 * A short text is believed by its script, but for small words that are missing and letters that the language does not write.
 *
 * @returns a tag of a grammar, or null when no grammar fits: another script, or words that none knows
 */
export function languageOf(text: string): string | null {
  const sample = text.slice(0, 20_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return LANGUAGES[0] ?? null;
  const wordsOf = (grammar: Grammar): Token[] =>
    grammar
      .tokenize(sample)
      .filter((token) => token.kind === "word")
      .slice(0, SAMPLE);
  let best: { tag: string; share: number; words: readonly Token[] } | null = null;
  for (const tag of LANGUAGES) {
    const grammar = grammarOf(tag);
    const own = sample.match(new RegExp(`\\p{Script=${grammar.setting("script") ?? "Latn"}}`, "gu"))?.length ?? 0;
    if (own < 0.5 * letters) continue;
    const words = wordsOf(grammar);
    const share = words.length === 0 ? 0 : words.filter((word) => isClosed(grammar, word.norm)).length / words.length;
    if (best === null || share > best.share) best = { tag, share, words };
  }
  if (best === null) return null;
  // "Der Bürgermeister sagte, die Brücke": small words of other languages
  const other = grammarOf(best.tag);
  const { words } = best;
  const foreignWords = words.filter((word) => other.has("foreign-words", word.norm)).length;
  const more = words.length < ENOUGH && foreignWords > best.share * words.length;
  const many = words.length >= SOME && foreignWords > MANY * words.length;
  if (foreignWords >= STRANGE && (more || many)) return null;
  const least = words.length >= ENOUGH ? LEAST : words.length >= SOME ? 1 / words.length : 0;
  const strange = words.filter((word) => !word.capital && isStrange(grammarOf(best.tag), word.text)).length;
  const hasCase = words.some((word) => word.text.toLowerCase() !== word.text.toUpperCase());
  const strangeShare = hasCase ? STRANGE_SHARE : STRANGE_SHARE_WITHOUT_CAPITALS;
  const foreign = strange >= STRANGE && strange > strangeShare * words.length && best.share < FAMILIAR;
  return best.share >= least && !foreign ? best.tag : null;
}

const isClosed = (grammar: Grammar, norm: string): boolean => CLOSED.some((section) => grammar.has(section, norm));

/** "fermée" is no English word: a letter outside of the grammar's alphabet. Names keep theirs, so capitals do not count. */
function isStrange(grammar: Grammar, word: string): boolean {
  const alphabet = grammar.setting("alphabet");
  return alphabet !== undefined && new RegExp(`[^${alphabet}\\P{L}]`, "iu").test(word);
}
